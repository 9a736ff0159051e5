import {
  isObject,
  type Json,
  keysIn,
  lengthIn,
  listIn,
  oneOf,
  repeated,
  type Say,
  webAddress,
} from "./block-kit-check.ts";
import { textObject } from "./block-kit-text.ts";

const elementPage = (name: string) => `reference/block-kit/block-elements/${name}-element`;
const objectPage = (name: string) => `reference/block-kit/composition-objects/${name}-object`;

/** Which elements a block may have, by the tables of their pages. */
export const elementsOf = {
  actions: ["button", "static_select", "external_select", "conversations_select", "multi_static_select", "checkboxes"],
  section: [
    "button",
    "static_select",
    "external_select",
    "conversations_select",
    "multi_static_select",
    "checkboxes",
    "image",
  ],
  input: [
    "plain_text_input",
    "static_select",
    "external_select",
    "conversations_select",
    "multi_static_select",
    "checkboxes",
  ],
} as const;

/** An interactive element, or the image of a section. */
export function element(value: unknown, path: string, allowed: readonly string[], page: string, say: Say): void {
  if (!isObject(value)) {
    say(path, "is no object", page);
    return;
  }
  const type = value["type"];
  if (typeof type !== "string" || !allowed.includes(type)) {
    say(`${path}.type`, "has no place here", page);
    return;
  }
  if (type !== "image") actionId(value["action_id"], `${path}.action_id`, say);
  switch (type) {
    case "button":
      button(value, path, say);
      return;
    case "image":
      image(value, path, [], elementPage("image"), say);
      return;
    case "plain_text_input":
      textInput(value, path, say);
      return;
    case "checkboxes":
      checkboxes(value, path, say);
      return;
    case "static_select":
    case "multi_static_select":
      staticSelect(value, path, type, say);
      return;
    case "external_select":
      externalSelect(value, path, say);
      return;
    default:
      conversationsSelect(value, path, say);
      return;
  }
}

function actionId(value: unknown, path: string, say: Say): void {
  lengthIn(value, path, { max: 255 }, elementPage("button"), say);
}

function button(value: Json, path: string, say: Say): void {
  const page = elementPage("button");
  const optional = ["action_id", "url", "value", "style", "confirm", "accessibility_label"];
  keysIn(value, path, { required: ["type", "text"], optional }, page, say);
  textObject(value["text"], `${path}.text`, { max: 75, only: "plain_text" }, page, say);
  lengthIn(value["value"], `${path}.value`, { max: 2_000 }, page, say);
  lengthIn(value["accessibility_label"], `${path}.accessibility_label`, { max: 75 }, page, say);
  if (value["url"] !== undefined) webAddress(value["url"], `${path}.url`, page, say);
  oneOf(value["style"], `${path}.style`, ["primary", "danger"], page, say);
  confirm(value["confirm"], `${path}.confirm`, say);
}

function confirm(value: unknown, path: string, say: Say): void {
  if (value === undefined) return;
  const page = objectPage("confirmation-dialog");
  if (!isObject(value)) {
    say(path, "is no object", page);
    return;
  }
  keysIn(value, path, { required: ["title", "text", "confirm", "deny"], optional: ["style"] }, page, say);
  for (const [key, max] of Object.entries({ title: 100, text: 300, confirm: 30, deny: 30 }))
    textObject(value[key], `${path}.${key}`, { max, only: "plain_text" }, page, say);
  oneOf(value["style"], `${path}.style`, ["primary", "danger"], page, say);
}

/** `image_url` or `slack_file`, one of them, and words for those who cannot see it. */
export function image(value: Json, path: string, more: readonly string[], page: string, say: Say): void {
  const optional = ["image_url", "slack_file", ...more];
  keysIn(value, path, { required: ["type", "alt_text"], optional }, page, say);
  lengthIn(value["alt_text"], `${path}.alt_text`, { max: 2_000 }, page, say);
  if ("image_url" in value === "slack_file" in value) say(path, "needs one of image_url and slack_file", page);
  if ("image_url" in value) webAddress(value["image_url"], `${path}.image_url`, page, say);
  const file = value["slack_file"];
  if (file === undefined) return;
  const isFile = isObject(file) && "id" in file !== "url" in file;
  if (!isFile || !Object.values(file).every((at) => typeof at === "string" && at !== ""))
    say(`${path}.slack_file`, "needs one of id and url", objectPage("slack-file"));
}

function placeholder(value: Json, path: string, page: string, say: Say): void {
  textObject(value["placeholder"], `${path}.placeholder`, { max: 150, only: "plain_text" }, page, say);
  const focus = value["focus_on_load"];
  if (focus !== undefined && typeof focus !== "boolean") say(`${path}.focus_on_load`, "is no flag", page);
}

function textInput(value: Json, path: string, say: Say): void {
  const page = elementPage("plain-text-input");
  const limits = ["min_length", "max_length"];
  const optional = [
    "action_id",
    "initial_value",
    "multiline",
    "placeholder",
    "focus_on_load",
    "dispatch_action_config",
  ];
  keysIn(value, path, { required: ["type"], optional: [...optional, ...limits] }, page, say);
  placeholder(value, path, page, say);
  lengthIn(value["initial_value"], `${path}.initial_value`, { max: 3_000 }, page, say);
  for (const key of limits) {
    const limit = value[key];
    if (limit !== undefined && !(Number.isInteger(limit) && Number(limit) >= 0 && Number(limit) <= 3_000))
      say(`${path}.${key}`, "is no number from 0 to 3,000", page);
  }
}

/** The options, each whole and with a value of its own. */
function options(
  value: unknown,
  path: string,
  max: number,
  texts: "plain_text" | undefined,
  say: Say,
): readonly string[] {
  const list = listIn(value, path, { max }, elementPage("select-menu"), say);
  list.forEach((one, i) => {
    option(one, `${path}.${i}`, texts, say);
  });
  const values = list.filter(isObject).map((one) => String(one["value"]));
  if (repeated(values).length > 0) say(path, "has a value twice", objectPage("option"));
  return list.map((one) => JSON.stringify(one));
}

function option(value: unknown, path: string, texts: "plain_text" | undefined, say: Say): void {
  const page = objectPage("option");
  if (!isObject(value)) {
    say(path, "is no option", page);
    return;
  }
  keysIn(value, path, { required: ["text", "value"], optional: ["description"] }, page, say);
  const kinds = texts ? { only: texts } : {};
  textObject(value["text"], `${path}.text`, { max: 75, ...kinds }, page, say);
  textObject(value["description"], `${path}.description`, { max: 75, ...kinds }, page, say);
  lengthIn(value["value"], `${path}.value`, { max: 150 }, page, say);
}

function chosen(value: unknown, path: string, all: readonly string[], page: string, say: Say): void {
  listIn(value, path, {}, page, say).forEach((one, i) => {
    if (!all.includes(JSON.stringify(one))) say(`${path}.${i}`, "is none of the options", page);
  });
}

function checkboxes(value: Json, path: string, say: Say): void {
  const page = elementPage("checkboxes");
  const optional = ["action_id", "initial_options", "confirm", "focus_on_load"];
  keysIn(value, path, { required: ["type", "options"], optional }, page, say);
  const all = options(value["options"], `${path}.options`, 10, undefined, say);
  chosen(value["initial_options"], `${path}.initial_options`, all, page, say);
  confirm(value["confirm"], `${path}.confirm`, say);
}

function staticSelect(value: Json, path: string, type: "static_select" | "multi_static_select", say: Say): void {
  const isMulti = type === "multi_static_select";
  const page = elementPage(isMulti ? "multi-select-menu" : "select-menu");
  const own = isMulti ? ["initial_options", "max_selected_items"] : ["initial_option"];
  const optional = ["action_id", "placeholder", "confirm", "focus_on_load", ...own];
  keysIn(value, path, { required: ["type", "options"], optional }, page, say);
  placeholder(value, path, page, say);
  confirm(value["confirm"], `${path}.confirm`, say);
  const all = options(value["options"], `${path}.options`, 100, "plain_text", say);
  if (isMulti) chosen(value["initial_options"], `${path}.initial_options`, all, page, say);
  else if (value["initial_option"] !== undefined)
    chosen([value["initial_option"]], `${path}.initial_option`, all, page, say);
}

function externalSelect(value: Json, path: string, say: Say): void {
  const page = elementPage("select-menu");
  const optional = ["action_id", "placeholder", "confirm", "focus_on_load", "initial_option", "min_query_length"];
  keysIn(value, path, { required: ["type"], optional }, page, say);
  placeholder(value, path, page, say);
  if (value["initial_option"] !== undefined)
    option(value["initial_option"], `${path}.initial_option`, "plain_text", say);
  const least = value["min_query_length"];
  if (least !== undefined && !(Number.isInteger(least) && Number(least) >= 0))
    say(`${path}.min_query_length`, "is no count", page);
}

function conversationsSelect(value: Json, path: string, say: Say): void {
  const page = elementPage("select-menu");
  const own = ["initial_conversation", "default_to_current_conversation", "response_url_enabled", "filter"];
  const optional = ["action_id", "placeholder", "confirm", "focus_on_load", ...own];
  keysIn(value, path, { required: ["type"], optional }, page, say);
  placeholder(value, path, page, say);
  lengthIn(value["initial_conversation"], `${path}.initial_conversation`, { max: 255 }, page, say);
  const filter = value["filter"];
  if (filter === undefined) return;
  const filterPage = objectPage("conversation-filter");
  if (!isObject(filter) || Object.keys(filter).length === 0) {
    say(`${path}.filter`, "filters nothing", filterPage);
    return;
  }
  const flags = ["exclude_external_shared_channels", "exclude_bot_users"];
  keysIn(filter, `${path}.filter`, { required: [], optional: ["include", ...flags] }, filterPage, say);
  listIn(filter["include"], `${path}.filter.include`, {}, filterPage, say).forEach((kind, i) => {
    oneOf(kind, `${path}.filter.include.${i}`, ["im", "mpim", "private", "public"], filterPage, say);
  });
}
