import type { FormValues } from "../../cards/card.ts";

/**
 * What somebody entered in a modal, by field: `view.state.values` is element states by block_id and action_id
 * (docs.slack.dev/reference/interaction-payloads/view-interactions-payload). Nothing entered is "", nothing chosen of many is [].
 * @throws {TypeError} naming the field that is not what Slack promises.
 */
export function valuesOf(values: unknown): FormValues {
  const fields = Object.entries(objectAt(values, "view.state.values"));
  return Object.fromEntries(
    fields.map(([name, block]) => {
      const path = `view.state.values.${name}`;
      const [actionId, ...others] = Object.keys(objectAt(block, path));
      if (actionId === undefined || others.length > 0) throw wrong(path, "one element");
      return [name, enteredIn(objectAt(block, path)[actionId], `${path}.${actionId}`)];
    }),
  );
}

function enteredIn(state: unknown, path: string): string | readonly string[] {
  const element = objectAt(state, path);
  switch (element["type"]) {
    case "plain_text_input":
      return textAt(element["value"], `${path}.value`);
    case "static_select":
    case "external_select":
      return optionAt(element["selected_option"], `${path}.selected_option`);
    case "conversations_select":
      return textAt(element["selected_conversation"], `${path}.selected_conversation`);
    case "checkboxes":
    case "multi_static_select": {
      const options = element["selected_options"] ?? [];
      if (!Array.isArray(options)) throw wrong(`${path}.selected_options`, "a list");
      return options.map((option: unknown, i) => optionAt(option, `${path}.selected_options.${i}`));
    }
    default:
      throw wrong(`${path}.type`, "an element of our forms");
  }
}

const optionAt = (value: unknown, path: string): string =>
  value === null || value === undefined ? "" : textAt(objectAt(value, path)["value"], `${path}.value`);

function textAt(value: unknown, path: string): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") throw wrong(path, "a text");
  return value;
}

function objectAt(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(path, "an object");
  return value as Readonly<Record<string, unknown>>;
}

/** Tells the place only: the value may be anything, and this goes to logs. */
const wrong = (path: string, expected: string): TypeError => new TypeError(`${path} should be ${expected}`);
