import {
  isObject,
  type Json,
  keysIn,
  lengthIn,
  listIn,
  oneOf,
  repeated,
  type Say,
  textsIn,
} from "./block-kit-check.ts";
import { chart, table, tablesOf } from "./block-kit-data.ts";
import { element, elementsOf, image } from "./block-kit-elements.ts";
import { markupIn, richText, textObject } from "./block-kit-text.ts";

export type BlockSurface = "message" | "modal" | "home";

const blockPage = (name: string) => `reference/block-kit/blocks/${name}-block`;
const blocksPage = "reference/block-kit/blocks";
const modalPage = "reference/views/modal-views";
const messagePage = "reference/methods/chat.postMessage";

/**
 * What Slack would refuse in a payload, by the pages of docs.slack.dev: a message's arguments ("text" and "blocks", others
 * are not looked at), or a view. Empty where all is well. It knows nothing of the product's own limits.
 */
export function problemsIn(surface: BlockSurface, payload: unknown): readonly string[] {
  const problems: string[] = [];
  const say: Say = (path, what, page) => {
    problems.push(`${path} ${what} (docs.slack.dev/${page})`);
  };
  if (!isObject(payload)) say("the payload", "is no object", blocksPage);
  else if (surface === "message") message(payload, say);
  else view(payload, surface, say);
  return problems;
}

function message(payload: Json, say: Say): void {
  const { text, blocks } = payload;
  if (text === undefined) say("text", "is missing: notifications would say nothing", messagePage);
  lengthIn(text, "text", { max: 4_000 }, messagePage, say);
  if (typeof text === "string") markupIn(text, "text", say);
  if (blocks === undefined) return;
  const all = blocksIn(blocks, "message", 0, 50, say);
  tablesOf(all, say);
  if (all.filter(({ type }) => type === "data_visualization").length > 2)
    say("blocks", "have more than two charts", blockPage("data-visualization"));
  const characters = all.reduce((sum, block) => sum + 125 + textsIn(block).join("").length, 0);
  if (characters > 13_200)
    say(
      "blocks",
      `have about ${characters} characters (msg_blocks_too_long)`,
      "…: github.com/slackapi/bolt-js/issues/2509",
    );
}

const viewKeys = ["private_metadata", "callback_id", "external_id"];

function view(payload: Json, surface: "modal" | "home", say: Say): void {
  const page = surface === "modal" ? modalPage : "reference/views/home-tab-views";
  oneOf(payload["type"], "type", [surface], page, say);
  const own = surface === "modal" ? ["close", "submit", "clear_on_close", "notify_on_close"] : [];
  const required = surface === "modal" ? ["type", "title", "blocks"] : ["type", "blocks"];
  keysIn(payload, "the view", { required, optional: [...viewKeys, ...own] }, page, say);
  for (const key of ["title", "submit", "close"])
    textObject(payload[key], key, { max: 24, only: "plain_text" }, page, say);
  lengthIn(payload["private_metadata"], "private_metadata", { min: 0, max: 3_000 }, page, say);
  lengthIn(payload["callback_id"], "callback_id", { max: 255 }, page, say);
  lengthIn(payload["external_id"], "external_id", { max: 255 }, page, say);
  const all = blocksIn(payload["blocks"], surface, surface === "modal" ? 1 : 0, 100, say);
  if (surface === "modal" && all.some(({ type }) => type === "input") && payload["submit"] === undefined)
    say("submit", "is missing, though there is an input", page);
  if (Buffer.byteLength(JSON.stringify(payload)) >= 250_000)
    say("the view", "has 250 KB or more (view_too_large)", "reference/methods/views.publish");
}

function blocksIn(value: unknown, surface: BlockSurface, min: number, max: number, say: Say): readonly Json[] {
  const list = listIn(value, "blocks", { min, max }, blocksPage, say);
  list.forEach((block, i) => {
    if (isObject(block)) oneBlock(block, `blocks.${i}`, surface, say);
    else say(`blocks.${i}`, "is no object", blocksPage);
  });
  const all = list.filter(isObject);
  for (const id of repeated(all.map((block) => block["block_id"]).filter((one) => one !== undefined)))
    say("blocks", `have the block_id ${String(id)} twice`, blocksPage);
  const focused = all.filter((block) => isObject(block["element"]) && block["element"]["focus_on_load"] === true);
  if (focused.length > 1) say("blocks", "have more than one focus_on_load", "reference/block-kit/block-elements");
  return all;
}

function oneBlock(block: Json, path: string, surface: BlockSurface, say: Say): void {
  lengthIn(block["block_id"], `${path}.block_id`, { max: 255 }, blocksPage, say);
  switch (block["type"]) {
    case "header":
      header(block, path, say);
      return;
    case "section":
      section(block, path, say);
      return;
    case "context":
      context(block, path, say);
      return;
    case "actions":
      actions(block, path, say);
      return;
    case "image":
      imageBlock(block, path, say);
      return;
    case "input":
      input(block, path, say);
      return;
    case "divider":
      keysIn(block, path, { required: ["type"], optional: ["block_id"] }, blockPage("divider"), say);
      return;
    case "rich_text":
      richText(block, path, say);
      return;
    case "table":
    case "data_visualization":
      if (surface === "modal") say(path, "has no place in a modal", blockPage("table"));
      if (block["type"] === "table") table(block, path, say);
      else chart(block, path, say);
      return;
    default:
      say(`${path}.type`, `is no block we know: ${String(block["type"])}`, blocksPage);
      return;
  }
}

function header(block: Json, path: string, say: Say): void {
  const page = blockPage("header");
  keysIn(block, path, { required: ["type", "text"], optional: ["block_id"] }, page, say);
  textObject(block["text"], `${path}.text`, { max: 150, only: "plain_text" }, page, say);
}

function section(block: Json, path: string, say: Say): void {
  const page = blockPage("section");
  keysIn(
    block,
    path,
    { required: ["type"], optional: ["block_id", "text", "fields", "accessory", "expand"] },
    page,
    say,
  );
  if (block["text"] === undefined && block["fields"] === undefined) say(path, "has neither text nor fields", page);
  textObject(block["text"], `${path}.text`, { max: 3_000 }, page, say);
  listIn(block["fields"], `${path}.fields`, { max: 10 }, page, say).forEach((field, i) => {
    textObject(field, `${path}.fields.${i}`, { max: 2_000 }, page, say);
  });
  if (block["accessory"] !== undefined) element(block["accessory"], `${path}.accessory`, elementsOf.section, page, say);
}

function context(block: Json, path: string, say: Say): void {
  const page = blockPage("context");
  keysIn(block, path, { required: ["type", "elements"], optional: ["block_id"] }, page, say);
  listIn(block["elements"], `${path}.elements`, { max: 10 }, page, say).forEach((one, i) => {
    const at = `${path}.elements.${i}`;
    if (isObject(one) && one["type"] === "image") element(one, at, ["image"], page, say);
    else textObject(one, at, {}, page, say);
  });
}

function actions(block: Json, path: string, say: Say): void {
  const page = blockPage("actions");
  keysIn(block, path, { required: ["type", "elements"], optional: ["block_id"] }, page, say);
  const elements = listIn(block["elements"], `${path}.elements`, { max: 25 }, page, say);
  elements.forEach((one, i) => {
    element(one, `${path}.elements.${i}`, elementsOf.actions, page, say);
  });
  const ids = elements.filter(isObject).map((one) => one["action_id"]);
  for (const id of repeated(ids.filter((one) => one !== undefined)))
    say(path, `has the action_id ${String(id)} twice`, "reference/block-kit/block-elements/button-element");
}

function imageBlock(block: Json, path: string, say: Say): void {
  const page = blockPage("image");
  image(block, path, ["block_id", "title"], page, say);
  textObject(block["title"], `${path}.title`, { max: 2_000, only: "plain_text" }, page, say);
}

function input(block: Json, path: string, say: Say): void {
  const page = blockPage("input");
  const optional = ["block_id", "hint", "optional", "dispatch_action"];
  keysIn(block, path, { required: ["type", "label", "element"], optional }, page, say);
  textObject(block["label"], `${path}.label`, { max: 2_000, only: "plain_text" }, page, say);
  textObject(block["hint"], `${path}.hint`, { max: 2_000, only: "plain_text" }, page, say);
  oneOf(block["optional"], `${path}.optional`, [true, false], page, say);
  element(block["element"], `${path}.element`, elementsOf.input, page, say);
}
