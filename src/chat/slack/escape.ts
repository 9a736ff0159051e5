import type { Mrkdwn, PlainText } from "./blocks.ts";

/** Stands between two characters that together would be live: no width, no line break, nothing that a reader sees. */
const joiner = "\u2060";

/** Joiners, variation selectors and the letters of flags: without a look of their own, but part of what is seen. */
const shaping = String.raw`\u200c\u200d\ufe00-\ufe0f\u{e0020}-\u{e007f}\u{e0100}-\u{e01ef}`;
/** What only disguises or turns its surroundings: direction switches, blanks without width, fillers. */
const invisible = new RegExp(String.raw`[[\p{DI}\ufff9-\ufffb]--[${shaping}]]`, "gv");
/** Control characters (but line ends), lone surrogates, non-characters. */
const unprintable = /[\p{Cs}\ufffe\uffff]|(?!\n)\p{Cc}/gu;
/** Letters nobody sees; behind 🏴 they make a flag. */
const tagCharacters = /(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]*)[\u{e0020}-\u{e007f}]/gu;
/** Towers of marks cover the lines above; no script needs more than four. */
const stackedMarks = /(\p{M}{4})\p{M}+/gu;

/** Foreign text as it may be shown: well-formed, without tricks, with line ends but no heaps of them. */
const clean = (text: string): string =>
  text
    .replace(/\r\n?|[\u0085\u2028\u2029]/gu, "\n")
    .replaceAll("\t", " ")
    .replace(unprintable, "")
    .replace(invisible, "")
    .replace(tagCharacters, "")
    .replace(stackedMarks, "$1")
    .replace(/\n{3,}/gu, "\n\n");

/**
 * Nothing in it reads as one of Slack's own marks, wherever it is pasted or decoded once more: <!channel>, <@U1>,
 * <#C1>, <https:…>, @here (docs.slack.dev/messaging/formatting-message-text). It looks the same.
 */
const inert = (text: string): string =>
  text
    .replace(/(?:<|lt;)(?=[!@#]|[a-z][a-z0-9+.-]*:)/giu, (opening) => opening + joiner)
    .replace(/@(?=here|channel|everyone|group)/giu, `@${joiner}`);

/** Two escaped texts in a row, kept apart where "@he" and "re" would be more together than alone. */
export function joined(before: string, after: string): string {
  const [tail, head] = [before.slice(-12), after.slice(0, 12)];
  return inert(tail + head) === inert(tail) + inert(head) ? before + after : before + joiner + after;
}

/** Where a word character stands on both sides, "*", "_" and "~" format nothing. */
const markup = /(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])|`/gu;
const lookalikes: Readonly<Record<string, string>> = { "*": "∗", _: "ˍ", "~": "∼", "`": "ˋ" };

/** Slack's mrkdwn has no escape for its formatting, so it gets characters that look alike; a quote's ">" and an :emoji: too. */
const unformatted = (text: string): string =>
  text
    .replace(markup, (mark) => lookalikes[mark] ?? mark)
    .replace(/^(\s*)>+/gmu, (_, space: string) => `${space}›`)
    .replace(/:(?=[\w+'-]*[a-z][\w+'-]*:)/giu, `:${joiner}`);

/** Slack makes links of addresses in a message's `text`, whose `verbatim` cannot be set. */
const unlinked = (text: string): string =>
  text.replace(/:\/\//gu, `:${joiner}//`).replace(/\.(?=\p{L}{2})/gu, `${joiner}.`);

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escaped = (text: string): string => text.replace(/[&<>]/gu, (character) => entities[character] ?? character);
const escapedLength = (text: string): number => escaped(text).length;

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** More UTF-16 units than any flag, family or cluster has. */
const longestCharacter = 64;

/** At most `max` characters, cut between what a reader sees as characters, with "…" where something was left out. */
function cut(text: string, max: number, lengthOf: (text: string) => number = (part) => part.length): string {
  if (lengthOf(text) <= max) return text;
  let kept = "";
  let room = max - 1;
  for (const { segment } of segmenter.segment(text.slice(0, max + longestCharacter))) {
    room -= lengthOf(segment);
    if (room < 0) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Foreign text may be megabytes long: of so much only the beginning is looked at, with room for what `clean` takes out. */
const beginning = (text: string, max: number): string =>
  text.length <= 8 * max + 100 ? text : `${text.slice(0, 8 * max + 100)}…`;

/** No text object may be empty (docs.slack.dev/reference/block-kit/composition-objects/text-object). */
const filled = (text: string): string => (/[^\s\p{M}\p{DI}]/u.test(text) ? text : "–");

/** Text for `plain_text`, `raw_text`, alt texts and rich text, none of which Slack parses; may be blank. */
export const inertText = (text: string, max: number): string => cut(inert(clean(beginning(text, max))), max);

/** The same, but never blank and on one line: labels, titles, names. */
export const line = (text: string, max: number): string =>
  filled(cut(inert(clean(beginning(text, max)).replace(/\s+/gu, " ").trim()), max));

/** The same, but never blank. */
export const paragraph = (text: string, max: number): string =>
  filled(cut(inert(clean(beginning(text.trim(), max)).trim()), max));

/** Text for `mrkdwn` that is `verbatim`; escapes are counted in `max`. */
export const mrkdwnText = (text: string, max: number): string =>
  escaped(cut(unformatted(inert(clean(beginning(text, max)))), max, escapedLength));

/** Text for a message's `text`, on one line. */
export const notification = (text: string, max: number): string =>
  escaped(
    cut(
      filled(unlinked(unformatted(inert(clean(beginning(text, max)).replace(/\s+/gu, " ").trim())))),
      max,
      escapedLength,
    ),
  );

/** `emoji` is off, so that a stranger's ":rotating_light:" stays text. */
export const plainObject = (text: string): PlainText => ({ type: "plain_text", text, emoji: false });

/** `verbatim`, so that Slack makes no links and mentions of its own. `text` is escaped already. */
export const mrkdwnObject = (text: string): Mrkdwn => ({ type: "mrkdwn", text: filled(text), verbatim: true });
