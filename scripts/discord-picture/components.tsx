import type { Child, FC } from "hono/jsx";
import type { ActionRow, Block, Button, Container, Modal } from "../../src/chat/discord/components.ts";
import { type Reader, unknown } from "./reader.ts";
import { Markdown } from "./text.tsx";

export const ContainerView: FC<{ container: Container; reader: Reader }> = ({ container, reader }) => {
  if (container.type !== 17) throw unknown("component", container);
  const accent = container.accent_color;
  const bar = accent === undefined ? undefined : `border-left-color: #${accent.toString(16).padStart(6, "0")}`;
  return (
    <div class={`container${bar ? " accent" : ""}`} style={bar}>
      {container.components.map((block) => (
        <BlockView block={block} reader={reader} />
      ))}
    </div>
  );
};

const BlockView: FC<{ block: Block; reader: Reader }> = ({ block, reader }) => {
  switch (block.type) {
    case 10:
      return (
        <div class="text">
          <Markdown text={block.content} reader={reader} />
        </div>
      );
    case 12:
      return (
        <div class="gallery">
          {block.items.map(({ media, description }) => (
            <img src={reader.fileOf(media.url.replace(/^attachment:\/\//u, ""))} alt={description} />
          ))}
        </div>
      );
    case 1:
      return <div class="row">{block.components.map(controlOf)}</div>;
    default:
      throw unknown("component", block);
  }
};

function controlOf(control: ActionRow["components"][number]): Child {
  if (control.type === 2) return <span class={`button ${styleOf(control)}`}>{control.label}</span>;
  if (control.type === 3) return <Select shown={control.placeholder ?? ""} isPlaceholder={true} />;
  throw unknown("control", control);
}

function styleOf({ style }: Button): string {
  const name = { 1: "primary", 2: "", 4: "danger" }[style];
  if (name === undefined) throw unknown("style of a button", style);
  return name;
}

const Select: FC<{ shown: string; isPlaceholder: boolean }> = ({ shown, isPlaceholder }) => (
  <div class="box">
    <span class={isPlaceholder ? "placeholder" : ""}>{shown}</span>
    <svg class="chevron" viewBox="0 0 12 8" aria-hidden="true">
      <path d="m1 1 5 5 5-5" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" />
    </svg>
  </div>
);

/** A component of a modal. */
export const Field: FC<{ field: Modal["components"][number]; reader: Reader }> = ({ field, reader }) => {
  if (field.type === 10) return <BlockView block={field} reader={reader} />;
  if (field.type !== 18) throw unknown("field", field);
  const { label, description, component } = field;
  return (
    <div class="field">
      <div class="label">
        {label}
        {component.required !== false && <span class="required"> *</span>}
      </div>
      {description && <div class="description">{description}</div>}
      <Input input={component} />
    </div>
  );
};

const Input: FC<{ input: Extract<Modal["components"][number], { type: 18 }>["component"] }> = ({ input }) => {
  switch (input.type) {
    case 4:
      return <div class="box">{input.value ?? ""}</div>;
    case 3: {
      const chosen = input.options.filter((option) => option.default).map((option) => option.label);
      return <Select shown={chosen.join(", ") || "Make a selection"} isPlaceholder={chosen.length === 0} />;
    }
    case 8:
      return <Select shown="Select a channel" isPlaceholder />;
    default:
      throw unknown("input", input);
  }
};
