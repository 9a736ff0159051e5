import type { Inline } from "../../cards/card.ts";
import { safeUrl, showsHost } from "../links.ts";
import { secondsOf, type TimeStyle, utc } from "../times.ts";
import type { RichElement } from "./blocks.ts";
import { inertText, joined, mrkdwnText } from "./escape.ts";
import { urlCharactersMax } from "./limits.ts";

/** What an element of rich text takes beside its characters, so that thousands of tiny ones end too. */
const elementCharacters = 20;

/** Elements of rich text, together at most `max` characters; what is over ends in "…". Blank text gives none. */
export function richOf(text: readonly Inline[], max: number): RichElement[] {
  const elements: RichElement[] = [];
  let room = max;
  for (const inline of text) {
    if (room <= elementCharacters) {
      elements.push({ type: "text", text: "…" });
      break;
    }
    for (const element of elementsOf(inline, room - elementCharacters)) {
      elements.push(element);
      room -= elementCharacters + lengthOf(element);
    }
  }
  return elements.some((element) => element.type !== "text" || element.text.trim() !== "") ? elements : [];
}

function lengthOf(element: RichElement): number {
  if (element.type === "text") return element.text.length;
  return element.type === "link" ? element.url.length + (element.text?.length ?? 0) : 0;
}

const textOf = (text: string, max: number, style?: { bold: true } | { code: true }): RichElement[] => {
  const shown = inertText(text, max);
  return shown === "" ? [] : [{ type: "text", text: shown, ...(style && { style }) }];
};

function elementsOf(inline: Inline, max: number): RichElement[] {
  if (typeof inline === "string") return textOf(inline, max);
  if ("bold" in inline) return textOf(inline.bold, max, { bold: true });
  if ("code" in inline) return textOf(inline.code, max, { code: true });
  if ("link" in inline) return linkOf(inline.link, inline.url, max);
  if ("person" in inline) {
    const { person } = inline;
    return isSlackId(person.id) ? [{ type: "user", user_id: person.id }] : textOf(person.name, max);
  }
  if ("channel" in inline) {
    const { channel } = inline;
    return isSlackId(channel) ? [{ type: "channel", channel_id: channel }] : textOf(`#${channel}`, max);
  }
  if ("time" in inline) return [timeOf(inline.time, inline.style)];
  return inline satisfies never;
}

/** A link, with its domain beside it where the label hides it; just the label where the address is not one to open. */
export function linkOf(label: string, url: string, max: number): RichElement[] {
  const to = safeUrl(url, urlCharactersMax);
  if (!to) return textOf(label, max);
  const text = inertText(label, max).trim() || to.host;
  return [
    { type: "link", url: to.href, text },
    ...(showsHost(text, to) ? [] : [{ type: "text" as const, text: ` (${to.host})` }]),
  ];
}

/** In the reader's own zone; `fallback` in UTC (docs.slack.dev/reference/block-kit/block-elements/date-element). */
export function timeOf(at: Date, style: TimeStyle): RichElement {
  const timestamp = secondsOf(at);
  return timestamp === null
    ? { type: "text", text: utc(at, style) }
    : { type: "date", timestamp, format: formats[style], fallback: utc(at, style) };
}

/** The same as mrkdwn, at most `max` characters with the escapes; "" where there is nothing to show. */
export function mrkdwnOf(text: readonly Inline[], max: number): string {
  let shown = "";
  for (const inline of text) {
    const room = max - shown.length - 2;
    const piece = pieceOf(inline, room);
    if (piece.length > room) return shown.endsWith("…") ? shown : `${shown}…`;
    shown = joined(shown, piece);
  }
  return shown.trim() === "" ? "" : shown;
}

function pieceOf(inline: Inline, max: number): string {
  if (max <= 0) return " ";
  if (typeof inline === "string") return mrkdwnText(inline, max);
  if ("bold" in inline) return wrapped(inline.bold, "*", max);
  if ("code" in inline) return wrapped(inline.code, "`", max);
  if ("link" in inline) return mrkdwnLink(inline.link, inline.url, max);
  if ("person" in inline) {
    const { person } = inline;
    return isSlackId(person.id) ? `<@${person.id}>` : mrkdwnText(person.name, max);
  }
  if ("channel" in inline) {
    const { channel } = inline;
    return isSlackId(channel) ? `<#${channel}>` : mrkdwnText(`#${channel}`, max);
  }
  if ("time" in inline) {
    const timestamp = secondsOf(inline.time);
    const fallback = utc(inline.time, inline.style);
    return timestamp === null ? fallback : `<!date^${timestamp}^${formats[inline.style]}|${fallback}>`;
  }
  return inline satisfies never;
}

/** Formatting ends at a line's end, and only touches what has no blanks at its ends. */
function wrapped(text: string, mark: string, max: number): string {
  const inner = mrkdwnText(text, max - 2)
    .replace(/\s+/gu, " ")
    .trim();
  return inner === "" ? "" : `${mark}${inner}${mark}`;
}

function mrkdwnLink(label: string, url: string, max: number): string {
  const to = safeUrl(url, urlCharactersMax);
  if (!to) return mrkdwnText(label, max);
  const href = to.href.replaceAll("&", "&amp;").replaceAll("|", "%7C");
  const beside = showsHost(label, to) ? "" : ` (${mrkdwnText(to.host, to.host.length)})`;
  const room = max - href.length - beside.length - 3;
  if (room < 1) return mrkdwnText(label, max);
  const text = mrkdwnText(label, room).replace(/\s+/gu, " ").trim() || mrkdwnText(to.host, room);
  return `<${href}|${text}>${beside}`;
}

/** Slack's ids, e.g. U0123ABC or C0123ABC; anything else is no mention. */
export const isSlackId = (id: string): boolean => /^[A-Z0-9]{1,64}$/u.test(id);

/** docs.slack.dev/reference/block-kit/block-elements/date-element lists the tokens; what Slack does not know, it shows as the fallback. */
const formats: Readonly<Record<TimeStyle, string>> = {
  clock: "{time}",
  day: "{date_short}",
  moment: "{date_short_pretty}, {time}",
  relative: "{ago}",
};
