import type { Field, FieldProblems, Form } from "../../cards/card.ts";
import type { Language } from "../../model/language.ts";
import type { Block, Input, InputElement, ModalView } from "./blocks.ts";
import { optionOf, optionsOf } from "./controls.ts";
import { line, paragraph, plainObject } from "./escape.ts";
import { moreOf } from "./fold.ts";
import { isSlackId } from "./inline.ts";
import {
  actionIdCharactersMax,
  blockIdCharactersMax,
  blocksMax,
  callbackIdCharactersMax,
  checkboxesMax,
  inputCharactersMax,
  metadataCharactersMax,
  modalWordsCharactersMax,
  optionCharactersMax,
  optionValueCharactersMax,
} from "./limits.ts";
import { slackWords } from "./words.ts";

export { valuesOf } from "./values.ts";

/** Of labels, hints and problems: Slack takes 2,000, but no reader does, and a hundred of them must fit into one view. */
const wordsCharactersMax = 150;

/**
 * A form as a modal. `metadata` comes back with it as `private_metadata`. Each field is an input block with the
 * field's name as `block_id`.
 * @throws {RangeError} where the action, the metadata or a field's name is longer than Slack takes: none can be cut.
 */
export function modalOf(form: Form, metadata: string, language: Language = "en"): ModalView {
  atMost(form.action, callbackIdCharactersMax, "the form's action");
  atMost(metadata, metadataCharactersMax, "the metadata");
  const inputs = form.fields.flatMap((field) => inputOf(field) ?? []);
  return {
    type: "modal",
    callback_id: form.action,
    private_metadata: metadata,
    title: words(form.title),
    submit: words(form.submit),
    close: words(slackWords[language].cancel),
    blocks: blocksOf(inputs, form, language),
  };
}

const words = (text: string) => plainObject(line(text, modalWordsCharactersMax));

/** A modal must have a block (docs.slack.dev/reference/views/modal-views). */
function blocksOf(inputs: readonly Input[], form: Form, language: Language): Block[] {
  if (inputs.length === 0) return [{ type: "section", text: plainObject(paragraph(form.title, wordsCharactersMax)) }];
  const more = inputs.length - (blocksMax.modal - 1);
  return more > 1 ? [...inputs.slice(0, blocksMax.modal - 1), moreOf(more, language)] : [...inputs];
}

/** Null for a choice that has nothing to choose from. */
function inputOf(field: Field): Input | null {
  atMost(field.name, blockIdCharactersMax, "a field's name");
  const element = elementOf(field);
  if (!element) return null;
  const mayBeEmpty =
    field.kind === "choices" || ((field.kind === "text" || field.kind === "choice") && field.optional === true);
  return {
    type: "input",
    block_id: field.name,
    label: plainObject(line(field.label, wordsCharactersMax)),
    element,
    optional: mayBeEmpty,
    ...(field.kind === "text" && field.hint && { hint: plainObject(line(field.hint, wordsCharactersMax)) }),
  };
}

function elementOf(field: Field): InputElement | null {
  const action_id = field.kind;
  switch (field.kind) {
    case "text": {
      const initial_value = field.value.slice(0, inputCharactersMax);
      return { type: "plain_text_input", action_id, ...(initial_value !== "" && { initial_value }) };
    }
    case "suggested": {
      const { value } = field;
      const isOption = value !== "" && value.length <= Math.min(optionCharactersMax, optionValueCharactersMax);
      return {
        type: "external_select",
        action_id: suggestActionId(field.of),
        min_query_length: 1,
        ...(isOption && { initial_option: optionOf(value, value) }),
      };
    }
    case "channel": {
      return {
        type: "conversations_select",
        action_id,
        filter: { include: ["public", "private"], exclude_bot_users: true },
        ...(isSlackId(field.value) ? { initial_conversation: field.value } : { default_to_current_conversation: true }),
      };
    }
    case "choice": {
      const options = optionsOf(field.choices);
      const initial_option = options.find(({ value }) => value === field.value);
      return options.length === 0
        ? null
        : { type: "static_select", action_id, options, ...(initial_option && { initial_option }) };
    }
    case "choices": {
      const options = optionsOf(field.choices);
      const initial_options = options.filter(({ value }) => field.values.includes(value ?? ""));
      const type = options.length <= checkboxesMax ? "checkboxes" : "multi_static_select";
      return options.length === 0
        ? null
        : { type, action_id, options, ...(initial_options.length > 0 && { initial_options }) };
    }
    default:
      return field satisfies never;
  }
}

const suggestMark = "suggest";

/** Tells the options request (docs.slack.dev/reference/interaction-payloads/block_suggestion-payload) what is asked for. */
function suggestActionId({ command, option }: { command: string; option: string }): string {
  const id = [suggestMark, encodeURIComponent(command), encodeURIComponent(option)].join(":");
  return atMost(id, actionIdCharactersMax, "the option of a command");
}

/** What the `action_id` of an options request asks suggestions for; null where it is none of ours. */
export function suggestedOf(actionId: string): { command: string; option: string } | null {
  const [mark, command, option, ...rest] = actionId.split(":");
  if (mark !== suggestMark || !command || !option || rest.length > 0) return null;
  try {
    return { command: decodeURIComponent(command), option: decodeURIComponent(option) };
  } catch {
    return null;
  }
}

/**
 * The `errors` of `response_action: "errors"`, by block_id. Slack takes none for a block that the modal does not have:
 * such a one stands at the first field.
 */
export function problemsOf(
  problems: FieldProblems,
  fields: readonly { readonly name: string }[],
): Record<string, string> {
  const names = new Set(fields.map(({ name }) => name));
  const [first] = names;
  const said = new Map<string, string>();
  for (const [name, problem] of Object.entries(problems)) {
    const at = names.has(name) ? name : first;
    if (at === undefined) continue;
    const before = said.get(at);
    said.set(at, paragraph(before === undefined ? problem : `${before} ${problem}`, wordsCharactersMax));
  }
  return Object.fromEntries(said);
}

function atMost(text: string, max: number, what: string): string {
  if (text.length > max) throw new RangeError(`${what} has ${text.length} characters, Slack takes ${max}`);
  return text;
}
