import type { types } from "@slack/bolt";
import type { FC } from "hono/jsx";
import type { Button, InputElement, Option, StaticSelect } from "../../src/chat/slack/blocks.ts";
import { type Reader, unknown } from "./reader.ts";
import { Text } from "./text.tsx";

/** A control of an actions block. */
export const ControlView: FC<{ element: types.ActionsBlock["elements"][number]; reader: Reader }> = ({
  element,
  reader,
}) => {
  switch (element.type) {
    case "button":
      return <ButtonView button={element} reader={reader} />;
    case "static_select":
      return <Select select={element} reader={reader} />;
    default:
      throw unknown("control", element.type);
  }
};

const ButtonView: FC<{ button: Button; reader: Reader }> = ({ button, reader }) => (
  <span class={`button ${button.style ?? ""}`}>
    <Text text={button.text} reader={reader} />
  </span>
);

const Select: FC<{ select: StaticSelect; reader: Reader }> = ({ select, reader }) => {
  const shown = select.initial_option?.text ?? select.placeholder;
  return (
    <span class="select">
      {shown ? <Text text={shown} reader={reader} /> : "Select an option"}
      <Chevron />
    </span>
  );
};

/** What is filled in within an input block. */
export const InputView: FC<{ element: InputElement; reader: Reader }> = ({ element, reader }) => {
  switch (element.type) {
    case "plain_text_input":
      return <Box filled={element.initial_value} empty={element.placeholder?.text ?? ""} />;
    case "static_select":
    case "external_select":
      return (
        <Box
          filled={element.initial_option && wordsOf(element.initial_option)}
          empty={element.placeholder?.text ?? "Select an option"}
          opens
        />
      );
    case "multi_static_select":
      return <Box filled={element.initial_options?.map(wordsOf).join(", ")} empty="Select options" opens />;
    case "conversations_select": {
      const id = element.initial_conversation ?? (element.default_to_current_conversation ? "" : undefined);
      const channel = id === undefined ? undefined : (reader.channels[id] ?? id);
      return <Box filled={channel === undefined ? channel : `# ${channel}`} empty="Select a conversation" opens />;
    }
    case "checkboxes": {
      const checked = new Set(element.initial_options?.map(({ value }) => value));
      return (
        <div class="checkboxes">
          {element.options.map((option) => (
            <div class="checkbox">
              <span class={checked.has(option.value) ? "check on" : "check"}>
                {checked.has(option.value) ? "✓" : ""}
              </span>
              <Text text={option.text} reader={reader} />
            </div>
          ))}
        </div>
      );
    }
    default:
      throw unknown("input", element satisfies never);
  }
};

/** `filled` is what stands in it, `empty` what stands there in grey as long as nothing does. */
const Box: FC<{ filled: string | undefined; empty: string; opens?: boolean }> = ({ filled, empty, opens = false }) => (
  <div class="box">
    <span class={filled ? "" : "placeholder"}>{filled || empty || "\u00a0"}</span>
    {opens && <Chevron />}
  </div>
);

const wordsOf = ({ text }: Option | types.Option): string => text.text;

const Chevron: FC = () => (
  <svg class="chevron" viewBox="0 0 12 8" aria-hidden="true">
    <path d="M1.5 1.5 6 6l4.5-4.5" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" />
  </svg>
);
