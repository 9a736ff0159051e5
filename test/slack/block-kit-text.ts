import { isObject, type Json, keysIn, lengthIn, listIn, oneOf, type Say, webAddress } from "./block-kit-check.ts";

const textPage = "reference/block-kit/composition-objects/text-object";
const formattingPage = "messaging/formatting-message-text";
const richTextPage = "reference/block-kit/blocks/rich-text-block";

/** A text object; `only` where mrkdwn is not taken. */
export function textObject(
  value: unknown,
  path: string,
  { max = 3_000, only }: { max?: number; only?: "plain_text" },
  page: string,
  say: Say,
): void {
  if (value === undefined) return;
  if (!isObject(value)) {
    say(path, "is no text object", textPage);
    return;
  }
  const isPlain = value["type"] === "plain_text";
  if (only) oneOf(value["type"], `${path}.type`, [only], page, say);
  else oneOf(value["type"], `${path}.type`, ["plain_text", "mrkdwn"], textPage, say);
  keysIn(value, path, { required: ["type", "text"], optional: [isPlain ? "emoji" : "verbatim"] }, textPage, say);
  lengthIn(value["text"], `${path}.text`, { max: Math.min(max, 3_000) }, page, say);
  if (typeof value["text"] === "string" && value["text"].length > 0 && value["text"].trim() === "")
    say(`${path}.text`, "is blank", textPage);
  if (!isPlain && typeof value["text"] === "string") markupIn(value["text"], `${path}.text`, say);
}

const markup =
  /<(?:@[A-Z0-9]+|#[A-Z0-9]+|![a-z]+|!subteam\^[A-Z0-9]+|!date\^\d+\^[^<>^|]*\{[a-z_]+\}[^<>^|]*(?:\^https?:[^<>|]*)?\|[^<>]+|(?:https?|mailto):[^<>|\s]+(?:\|[^<>]+)?)>/gu;

/** "&", "<" and ">" stand only for what Slack makes of them. */
export function markupIn(text: string, path: string, say: Say): void {
  const left = text.replace(markup, "");
  if (/[<>]/u.test(left)) say(path, "has an unescaped < or >", formattingPage);
  if (/&(?!amp;|lt;|gt;)/u.test(text)) say(path, "has an unescaped &", formattingPage);
}

export function richText(block: Json, path: string, say: Say): void {
  keysIn(block, path, { required: ["type", "elements"], optional: ["block_id"] }, richTextPage, say);
  listIn(block["elements"], `${path}.elements`, {}, richTextPage, say).forEach((element, i) => {
    richGroup(element, `${path}.elements.${i}`, say);
  });
}

function richGroup(value: unknown, path: string, say: Say): void {
  if (!isObject(value)) {
    say(path, "is no object", richTextPage);
    return;
  }
  const leaves = () =>
    listIn(value["elements"], `${path}.elements`, {}, richTextPage, say).forEach((leaf, i) => {
      richLeaf(leaf, `${path}.elements.${i}`, value["type"] === "rich_text_preformatted", say);
    });
  switch (value["type"]) {
    case "rich_text_section":
      keysIn(value, path, { required: ["type", "elements"] }, richTextPage, say);
      leaves();
      return;
    case "rich_text_quote":
      keysIn(value, path, { required: ["type", "elements"], optional: ["border"] }, richTextPage, say);
      leaves();
      return;
    case "rich_text_preformatted":
      keysIn(value, path, { required: ["type", "elements"], optional: ["border", "language"] }, richTextPage, say);
      leaves();
      return;
    case "rich_text_list":
      keysIn(
        value,
        path,
        { required: ["type", "elements", "style"], optional: ["border", "indent", "offset"] },
        richTextPage,
        say,
      );
      oneOf(value["style"], `${path}.style`, ["bullet", "ordered"], richTextPage, say);
      listIn(value["elements"], `${path}.elements`, {}, richTextPage, say).forEach((item, i) => {
        if (!isObject(item) || item["type"] !== "rich_text_section")
          say(`${path}.elements.${i}`, "is no rich_text_section", richTextPage);
        else richGroup(item, `${path}.elements.${i}`, say);
      });
      return;
    default:
      say(`${path}.type`, "is no element of rich text", richTextPage);
      return;
  }
}

const styles = ["bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"];

function richLeaf(value: unknown, path: string, isPreformatted: boolean, say: Say): void {
  if (!isObject(value)) {
    say(path, "is no object", richTextPage);
    return;
  }
  if (isPreformatted) oneOf(value["type"], `${path}.type`, ["text", "link"], richTextPage, say);
  const style = value["style"];
  if (style !== undefined && !(isObject(style) && Object.values(style).every((flag) => typeof flag === "boolean")))
    say(`${path}.style`, "is no list of flags", richTextPage);
  if (isObject(style)) keysIn(style, `${path}.style`, { required: [], optional: styles }, richTextPage, say);
  const keys = (required: readonly string[], optional: readonly string[] = []) =>
    keysIn(value, path, { required: ["type", ...required], optional: ["style", ...optional] }, richTextPage, say);
  switch (value["type"]) {
    case "text":
      keys(["text"]);
      lengthIn(value["text"], `${path}.text`, { max: Number.POSITIVE_INFINITY }, richTextPage, say);
      return;
    case "link":
      keys(["url"], ["text", "unsafe"]);
      lengthIn(value["text"], `${path}.text`, { max: Number.POSITIVE_INFINITY }, richTextPage, say);
      webAddress(value["url"], `${path}.url`, "reference/block-kit/block-elements/link-element", say);
      return;
    case "user":
      keys(["user_id"]);
      idIn(value["user_id"], `${path}.user_id`, say);
      return;
    case "channel":
      keys(["channel_id"]);
      idIn(value["channel_id"], `${path}.channel_id`, say);
      return;
    case "date":
      keys(["timestamp", "format"], ["fallback", "url"]);
      dateIn(value, path, say);
      return;
    case "emoji":
      keys(["name"], ["unicode", "skin_tone"]);
      return;
    case "broadcast":
      keys(["range"]);
      oneOf(value["range"], `${path}.range`, ["here", "channel", "everyone"], richTextPage, say);
      return;
    case "usergroup":
      keys(["usergroup_id"]);
      idIn(value["usergroup_id"], `${path}.usergroup_id`, say);
      return;
    default:
      say(`${path}.type`, "is nothing that rich text is made of", richTextPage);
      return;
  }
}

function idIn(value: unknown, path: string, say: Say): void {
  if (typeof value !== "string" || !/^[A-Z0-9]+$/u.test(value)) say(path, "is no id of Slack's", richTextPage);
}

const datePage = "reference/block-kit/block-elements/date-element";
const dateToken =
  /\{(?:day_divider_pretty|date_num|date_slash|date_long|date_long_full|date_long_pretty|date|date_pretty|date_short|date_short_pretty|time|time_secs|ago)\}/gu;

function dateIn(value: Json, path: string, say: Say): void {
  if (!Number.isSafeInteger(value["timestamp"])) say(`${path}.timestamp`, "is no whole number", datePage);
  const format = value["format"];
  if (typeof format !== "string" || !dateToken.test(format) || /[{}]/u.test(format.replace(dateToken, "")))
    say(`${path}.format`, "is no format of dates", datePage);
  dateToken.lastIndex = 0;
  lengthIn(value["fallback"], `${path}.fallback`, { max: Number.POSITIVE_INFINITY }, datePage, say);
}
