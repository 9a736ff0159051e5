import { isJson, type Json, listOf, objectsIn, textOf } from "./json.ts";

/** An element that people can act on, and the block that holds it. */
export interface Found {
  readonly block: Json;
  readonly element: Json;
}

/** The elements of these blocks that have an action id, in their order. */
export const elementsIn = (blocks: readonly Json[]): readonly Found[] =>
  blocks.flatMap((block) =>
    [...objectsIn(block)].flatMap((element) => (typeof element["action_id"] === "string" ? [{ block, element }] : [])),
  );

/** The element of that id; where several have it, the one with that value. */
export function elementOf(blocks: readonly Json[], actionId: string, value?: string): Found {
  const all = elementsIn(blocks);
  const same = all.filter(({ element }) => element["action_id"] === actionId);
  const found = value === undefined ? same : same.filter(({ element }) => offers(element, value));
  if (found[0]) return found[0];
  const shown = all.map(({ element }) => `${textOf(element["action_id"])}=${textOf(element["value"])}`).join(", ");
  throw new Error(
    `Slack: no ${actionId}${value === undefined ? "" : `=${value}`} is shown there, only: ${shown || "–"}`,
  );
}

const offers = (element: Json, value: string): boolean =>
  element["value"] === value || optionsOf(element).some((option) => option["value"] === value);

export const optionsOf = (element: Json): readonly Json[] => [
  ...listOf(element["options"]),
  ...listOf(element["option_groups"]).flatMap((group) => listOf(group["options"])),
];

/** What a person puts into an element: text, an option's value, an id, a date; several for those that take several. */
export type Chosen = string | readonly string[] | null;

/**
 * What Slack sends for an element in which a person chose this, by the element's kind. `suggested`: the options that the
 * app gave for an external select. Throws where the element does not let a person choose that.
 */
export function chosenJson(element: Json, chosen: Chosen, suggested: readonly Json[] = []): Json {
  const type = textOf(element["type"]);
  const one = typeof chosen === "string" ? chosen : null;
  const many = typeof chosen === "string" ? [chosen] : (chosen ?? []);
  const options = type.includes("external") ? [...suggested, ...initialOf(element)] : optionsOf(element);
  const option = (value: string) =>
    options.find((known) => known["value"] === value) ??
    fail(`${textOf(element["action_id"])} does not offer ${value}, only: ${options.map((o) => o["value"]).join(", ")}`);
  switch (type) {
    case "static_select":
    case "external_select":
    case "radio_buttons":
    case "overflow":
      return { selected_option: one === null ? null : option(one) };
    case "multi_static_select":
    case "multi_external_select":
    case "checkboxes":
      return { selected_options: many.map(option) };
    case "users_select":
      return { selected_user: one };
    case "multi_users_select":
      return { selected_users: many };
    case "conversations_select":
      return { selected_conversation: one };
    case "multi_conversations_select":
      return { selected_conversations: many };
    case "channels_select":
      return { selected_channel: one };
    case "multi_channels_select":
      return { selected_channels: many };
    case "datepicker":
      return { selected_date: one };
    case "timepicker":
      return { selected_time: one };
    case "datetimepicker":
      return { selected_date_time: one === null ? null : Number(one) };
    default:
      return { value: one };
  }
}

const initialOf = (element: Json): readonly Json[] => [
  ...(isJson(element["initial_option"]) ? [element["initial_option"]] : []),
  ...listOf(element["initial_options"]),
];

/** What an element holds before anybody touched it. */
export function initialChosen(element: Json): Chosen {
  const several = element["initial_options"] ?? element["initial_users"] ?? element["initial_channels"];
  if (Array.isArray(several)) return several.map((item) => (isJson(item) ? textOf(item["value"]) : String(item)));
  const names = ["value", "option", "user", "conversation", "channel", "date", "time", "date_time"];
  const one = names.map((name) => element[`initial_${name}`]).find((value) => value !== undefined);
  if (one === undefined) return null;
  return isJson(one) ? textOf(one["value"]) : String(one);
}

/** Slack's own form does not let go of a text that breaks the element's bounds. */
export function checkBounds(element: Json, chosen: Chosen): void {
  const { min_length: min, max_length: max, min_value: least, max_value: most } = element;
  const id = textOf(element["action_id"]);
  if (typeof chosen !== "string") {
    const limit = element["max_selected_items"];
    if (typeof limit === "number" && (chosen?.length ?? 0) > limit) fail(`${id} takes at most ${limit}`);
    return;
  }
  if (typeof max === "number" && chosen.length > max) fail(`${id} takes at most ${max} characters`);
  if (typeof min === "number" && chosen.length < min) fail(`${id} takes at least ${min} characters`);
  if (element["type"] !== "number_input") return;
  if (Number.isNaN(Number(chosen))) fail(`${id} takes a number`);
  if (element["is_decimal_allowed"] === false && !Number.isInteger(Number(chosen))) fail(`${id} takes a whole number`);
  if (least !== undefined && Number(chosen) < Number(least)) fail(`${id} takes no less than ${String(least)}`);
  if (most !== undefined && Number(chosen) > Number(most)) fail(`${id} takes no more than ${String(most)}`);
}

function fail(why: string): never {
  throw new Error(`Slack: ${why}`);
}
