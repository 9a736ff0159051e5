import { isObject } from "./block-kit-check.ts";

/**
 * What of a payload Slack would make live: mentions, channels, pings, links, and formatting in mrkdwn. Read by what
 * docs.slack.dev/messaging/formatting-message-text says, without the product's own escapes.
 */
export interface LiveThings {
  /** `<@U1>` and user elements: the ids. */
  readonly people: readonly string[];
  readonly channels: readonly string[];
  /** @here, @channel, @everyone and user groups, however they are written. */
  readonly pings: readonly string[];
  /** Addresses that can be clicked. */
  readonly links: readonly string[];
  /** `*bold*` and the like: what is between the marks, with them. */
  readonly formatted: readonly string[];
  /** What would be live were it decoded or pasted once more, wherever it stands. */
  readonly dormant: readonly string[];
}

type Found = { [Kind in keyof LiveThings]: string[] };

export function liveThingsIn(payload: unknown): LiveThings {
  const found: Found = { people: [], channels: [], pings: [], links: [], formatted: [], dormant: [] };
  if (isObject(payload) && typeof payload["text"] === "string" && !("type" in payload))
    markupOf(payload["text"], { isVerbatim: false }, found);
  look(isObject(payload) && "blocks" in payload ? payload["blocks"] : payload, found);
  for (const text of shownIn(payload)) found.dormant.push(...(text.match(dormant) ?? []));
  return found;
}

const dormant = /<[!@#][^>\s]*|<[a-z][a-z+.-]*:|&lt;[!@#][^&\s]*|@(?:here|channel|everyone)/giu;

/** Texts but for those that are ours to fill with marks: mrkdwn's own `<…>`. */
function shownIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(shownIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner !== "string") return shownIn(inner);
    return ["text", "alt_text", "fallback"].includes(key) ? [inner.replace(own, " ")] : [];
  });
}

const own = /<(?:@[A-Z0-9]+|#[A-Z0-9]+|!date\^\d+\^[^<>^|]*\|[^<>]*|https?:[^<>|\s]+\|)/gu;

function look(value: unknown, found: Found): void {
  if (Array.isArray(value)) for (const one of value) look(one, found);
  if (!isObject(value)) return;
  switch (value["type"]) {
    case "mrkdwn":
      markupOf(String(value["text"]), { isVerbatim: value["verbatim"] === true }, found);
      return;
    case "user":
      found.people.push(String(value["user_id"]));
      return;
    case "channel":
      found.channels.push(String(value["channel_id"]));
      return;
    case "broadcast":
    case "usergroup":
      found.pings.push(String(value["range"] ?? value["usergroup_id"]));
      return;
    case "link":
      found.links.push(String(value["url"]));
      return;
    case "date":
      if (value["url"] !== undefined) found.links.push(String(value["url"]));
      return;
    default:
      if (typeof value["url"] === "string") found.links.push(value["url"]);
      for (const inner of Object.values(value)) look(inner, found);
  }
}

function markupOf(text: string, { isVerbatim }: { isVerbatim: boolean }, found: Found): void {
  for (const [, inner = ""] of text.matchAll(/<([^<>]*)>/gu)) {
    const [address = ""] = inner.split("|");
    if (inner.startsWith("@")) found.people.push(address.slice(1));
    else if (inner.startsWith("#")) found.channels.push(address.slice(1));
    else if (inner.startsWith("!date^")) continue;
    else if (inner.startsWith("!")) found.pings.push(address.slice(1));
    else found.links.push(address.replaceAll("&amp;", "&"));
  }
  const words = text.replace(/<[^<>]*>/gu, " ");
  found.formatted.push(...(words.match(formatting) ?? []));
  if (isVerbatim) return;
  found.links.push(...(words.match(/[a-z][a-z0-9+.-]*:\/\/\S+|(?<![\w.])(?:[\w-]+\.)+[a-z]{2,}/giu) ?? []));
  found.pings.push(...(words.match(/@(?:here|channel|everyone)/giu) ?? []));
}

/** Marks count at the borders of words only; a quote where a line begins. */
const formatting =
  /(?<![\p{L}\p{N}])([*_~])(?=\S)[^\n]*?(?<=\S)\1(?![\p{L}\p{N}])|`[^`\n]+`|^\s*(?:&gt;|>).*|:[a-z0-9_+'-]*[a-z][a-z0-9_+'-]*:/gimu;
