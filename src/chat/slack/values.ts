import type { FormValues } from "../../cards/card.ts";
import { listAt, objectAt, textAt, wrong } from "../payload.ts";

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
      const options = listAt(element["selected_options"], `${path}.selected_options`);
      return options.map((option, i) => optionAt(option, `${path}.selected_options.${i}`));
    }
    default:
      throw wrong(`${path}.type`, "an element of our forms");
  }
}

const optionAt = (value: unknown, path: string): string =>
  value === null || value === undefined ? "" : textAt(objectAt(value, path)["value"], `${path}.value`);
