import type { Inline } from "../../cards/card.ts";
import { joiner } from "../foreign-text.ts";
import { safeUrl, showsHost } from "../links.ts";
import { secondsOf, type TimeStyle, utc } from "../times.ts";
import { codeText, markdownLabel, markdownText } from "./escape.ts";
import { urlCharactersMax } from "./limits.ts";

/** Inlines as markdown, at most `max` characters with the escapes; "" where there is nothing to show. What is over ends in "…". */
export function markdownOf(text: readonly Inline[], max: number): string {
  let shown = "";
  for (const span of merged(text)) {
    const room = max - shown.length - 2;
    const piece = pieceOf(span, room);
    if (piece.length > room) return shown.endsWith("…") ? shown : `${shown}…`;
    shown = joined(shown, piece);
  }
  return shown.trim() === "" ? "" : shown;
}

/** Words in a row as one, so that "@every" and "one" are looked at together. */
function merged(text: readonly Inline[]): readonly Inline[] {
  const spans: Inline[] = [];
  for (const inline of text.map(wordsOf)) {
    const before = spans.at(-1);
    if (typeof inline === "string" && typeof before === "string") spans[spans.length - 1] = before + inline;
    else spans.push(inline);
  }
  return spans;
}

/** What cannot be live is words. */
function wordsOf(inline: Inline): Inline {
  if (typeof inline === "string") return inline;
  if ("person" in inline) return isSnowflake(inline.person.id) ? inline : inline.person.name;
  if ("channel" in inline) return isSnowflake(inline.channel) ? inline : `#${inline.channel}`;
  if ("link" in inline) return safeUrl(inline.url, urlCharactersMax) ? inline : inline.link;
  if ("time" in inline) return secondsOf(inline.time) === null ? utc(inline.time, inline.style) : inline;
  return inline;
}

function pieceOf(inline: Inline, max: number): string {
  if (max <= 0) return " ";
  if (typeof inline === "string") return markdownText(inline, max);
  if ("bold" in inline) return wrapped(markdownText(inline.bold, max - 4).replace(/\s+/gu, " "), "**");
  if ("code" in inline) return wrapped(codeText(inline.code, max - 2), "`");
  if ("link" in inline) return linkOf(inline.link, inline.url, max);
  if ("person" in inline) return `<@${inline.person.id}>`;
  if ("channel" in inline) return `<#${inline.channel}>`;
  if ("time" in inline) return timeOf(inline.time, inline.style);
  return inline satisfies never;
}

const wrapped = (text: string, mark: string): string => {
  const inner = text.trim();
  return inner === "" ? "" : mark + inner + mark;
};

/** "**a**" and "**b**" in a row would be read as something else. */
const joined = (before: string, after: string): string =>
  /[*`]$/u.test(before) && before.at(-1) === after[0] ? before + joiner + after : before + after;

/**
 * A link, with its domain beside it where the label hides it; just the label where the address is not one to open or
 * there is no room for it.
 */
export function linkOf(label: string, url: string, max: number): string {
  const to = safeUrl(url, urlCharactersMax);
  if (!to) return markdownText(label, max);
  const href = to.href.replace(/[\\()|`[\]]|@(?=everyone|here)/giu, (mark) => encoded[mark] ?? mark);
  const beside = showsHost(label, to) ? "" : ` (${markdownText(to.host, to.host.length * 2)})`;
  const room = max - href.length - beside.length - "[](<>)".length;
  if (room < 1) return markdownText(label, max);
  return `[${markdownLabel(label, room) || markdownLabel(to.host, room)}](<${href}>)${beside}`;
}

/** What would end a masked link's address or a spoiler around it, or be looked for in it. */
const encoded: Readonly<Record<string, string>> = {
  "\\": "%5C",
  "(": "%28",
  ")": "%29",
  "|": "%7C",
  "`": "%60",
  "[": "%5B",
  "]": "%5D",
  "@": "%40",
};

/** In the reader's own zone and language (docs.discord.com/developers/reference#message-formatting-timestamp-styles). */
export function timeOf(at: Date, style: TimeStyle): string {
  const seconds = secondsOf(at);
  return seconds === null ? markdownText(utc(at, style), 40) : `<t:${seconds}:${styles[style]}>`;
}

const styles: Readonly<Record<TimeStyle, string>> = { clock: "t", day: "D", moment: "f", relative: "R" };

/** Discord's ids, e.g. 80351110224678912 (docs.discord.com/developers/reference#snowflakes); anything else is no mention. */
export const isSnowflake = (id: string): boolean => /^\d{15,20}$/u.test(id);
