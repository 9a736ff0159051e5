/** Stands between two characters that together would be live: no width, no line break, nothing that a reader sees. */
export const joiner = "\u2060";

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

/**
 * Foreign text as it may be shown: well-formed, without tricks, with line ends but no heaps of them. It may be megabytes
 * long: of so much only the beginning is looked at, from which `max` characters are to be shown.
 */
export const clean = (text: string, max: number): string =>
  beginning(text, max)
    .replace(/\r\n?|[\u0085\u2028\u2029]/gu, "\n")
    .replaceAll("\t", " ")
    .replace(unprintable, "")
    .replace(invisible, "")
    .replace(tagCharacters, "")
    .replace(stackedMarks, "$1")
    .replace(/\n{3,}/gu, "\n\n");

/** With room for what `clean` takes out. */
const beginning = (text: string, max: number): string =>
  text.length <= 8 * max + 100 ? text : `${text.slice(0, 8 * max + 100)}…`;

/** The same on one line. */
export const cleanLine = (text: string, max: number): string => clean(text, max).replace(/\s+/gu, " ").trim();

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** What a reader sees as characters. */
export const graphemesOf = (text: string): readonly string[] =>
  Array.from(segmenter.segment(text), ({ segment }) => segment);

/** More UTF-16 units than any flag, family or cluster has. */
const longestCharacter = 64;

/** At most `max` characters, cut between what a reader sees as characters, with "…" where something was left out. */
export function cut(text: string, max: number, lengthOf: (text: string) => number = (part) => part.length): string {
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

/** Where blank is not taken, a dash. */
export const filled = (text: string): string => (/[^\s\p{M}\p{DI}]/u.test(text) ? text : "–");
