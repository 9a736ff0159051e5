import type { Card, Field, FieldProblems, Form } from "../../cards/card.ts";
import type { Language } from "../../model/language.ts";
import { wordsOf } from "../words.ts";
import { kind, type Label, type Modal, textDisplay } from "./components.ts";
import { optionsOf } from "./controls.ts";
import { line, markdownParagraph } from "./escape.ts";
import {
  customIdCharactersMax,
  descriptionCharactersMax,
  inputCharactersMax,
  labelCharactersMax,
  modalComponentsMax,
  modalTitleCharactersMax,
} from "./limits.ts";
import { fieldIdOf } from "./values.ts";

/** A text and an announcement channel (docs.discord.com/developers/resources/channel#channel-object-channel-types). */
const channelTypes = [0, 5] as const;

/**
 * A form as a modal.
 * @throws {RangeError} where it has more fields than Discord takes, or what is needed back would have to be cut.
 */
export function modalOf(form: Form): Modal {
  const fields = form.fields.flatMap((field) => labelOf(field) ?? []);
  atMost(fields.length, modalComponentsMax, `fields has the form “${form.action}”`);
  const custom_id = `${formMark}:${form.action}:${form.value}`;
  atMost(custom_id.length, customIdCharactersMax, `characters has the form “${form.action}” with its value`);
  return {
    custom_id,
    title: line(form.title, modalTitleCharactersMax),
    components: fields.length > 0 ? fields : [textDisplay(markdownParagraph(form.title, inputCharactersMax / 2))],
  };
}

const formMark = "form";

/** The action and value behind a modal's `custom_id`; null where it is none of ours. */
export function formOfCustomId(customId: string): { action: string; value: string } | null {
  const [, action, value] = /^form:([a-z][a-z-]*):(.*)$/su.exec(customId) ?? [];
  return action === undefined || value === undefined ? null : { action, value };
}

/** Null for a choice that has nothing to choose from. */
function labelOf(field: Field): Label | null {
  const component = componentOf(field);
  if (!component) return null;
  atMost(component.custom_id.length, customIdCharactersMax, `characters has the field “${field.name}”`);
  const { label, rest } = split(field.label);
  const description = [rest, (field.kind === "text" && field.hint) || ""].filter(Boolean).join(" ");
  return {
    type: kind.label,
    label,
    ...(description !== "" && { description: line(description, descriptionCharactersMax) }),
    component,
  };
}

/** A label that is too long goes on below it, from a blank on where there is one. */
function split(text: string): { label: string; rest: string } {
  const whole = line(text, labelCharactersMax + descriptionCharactersMax);
  const label = line(text, labelCharactersMax);
  if (label === whole) return { label, rest: "" };
  const blank = label.lastIndexOf(" ");
  const at = blank > labelCharactersMax / 2 ? blank : label.length - 1;
  return { label: `${label.slice(0, at)}…`, rest: `…${whole.slice(at).trim()}` };
}

function componentOf(field: Field): Label["component"] | null {
  const custom_id = fieldIdOf(field.name, field.kind === "choices");
  switch (field.kind) {
    case "text":
    case "suggested": {
      const required = field.kind === "suggested" || field.optional !== true;
      const value = field.value.slice(0, inputCharactersMax).replace(/\p{Cs}/gu, "");
      return {
        type: kind.input,
        custom_id,
        style: 1,
        required,
        min_length: required ? 1 : 0,
        max_length: inputCharactersMax,
        ...(value !== "" && { value }),
      };
    }
    // Left empty it stays: where it is may be a thread or a direct channel, which Discord offers nobody.
    case "channel":
      return { type: kind.channels, custom_id, channel_types: channelTypes, required: false };
    case "choice":
    case "choices": {
      const chosen = field.kind === "choice" ? [field.value] : field.values;
      const options = optionsOf(field.choices).map((option) =>
        chosen.includes(option.value) ? { ...option, default: true as const } : option,
      );
      const mayBeEmpty = field.kind === "choices" || field.optional === true;
      return options.length === 0
        ? null
        : {
            type: kind.select,
            custom_id,
            options,
            required: !mayBeEmpty,
            min_values: mayBeEmpty ? 0 : 1,
            max_values: field.kind === "choice" ? 1 : options.length,
          };
    }
    default:
      return field satisfies never;
  }
}

/**
 * What must be mended, as a card for whoever sent the form, since Discord has no place for it in the form; beside the
 * labels of the fields that are known.
 */
export function problemsCard(
  problems: FieldProblems,
  language: Language,
  fields: readonly { readonly name: string; readonly label: string }[] = [],
): Card {
  const title = wordsOf[language].check;
  const said = Object.entries(problems).map(([name, problem]) => {
    const label = fields.find((field) => field.name === name)?.label;
    return { label, problem };
  });
  return {
    title,
    tone: "quiet",
    language,
    summary: said.map(({ problem }) => problem).join(" ") || title,
    parts: said.map(({ label, problem }) => ({
      kind: "text",
      text: label === undefined ? [problem] : [{ bold: label }, `: ${problem}`],
    })),
  };
}

function atMost(count: number, max: number, what: string): void {
  if (count > max) throw new RangeError(`${count} ${what}, Discord takes ${max}`);
}
