const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** What a reader sees as one character each: a flag, a family emoji and a Devanagari cluster are one. */
export const graphemesOf = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** Control characters, line ends, lone surrogates, non-characters, and what switches the writing direction. */
const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]+/gu;

/** Towers of combining marks would cover the lines above; no script needs more than four. */
const stackedMarks = /(\p{M}{4})\p{M}+/gu;

/** Foreign text as it may enter a picture: well-formed, on one line, unable to turn its surroundings round. */
export const printable = (text: string): string => text.replace(unprintable, " ").replace(stackedMarks, "$1").trim();

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

export const isRightToLeft = (text: string): boolean => rightToLeft.test(text);

/** Between Unicode isolates, so that a right-to-left name neither reorders the sentence round it nor is reordered by it. */
export const isolated = (text: string): string => (isRightToLeft(text) ? `\u2068${text}\u2069` : text);

export const withoutIsolates = (text: string): string => text.replace(/[\u2068\u2069]/g, "");

/** At most `count` graphemes, the last of them "…" where something was cut. */
export function shorten(text: string, count: number): string {
  const graphemes = graphemesOf(text);
  return graphemes.length <= count ? text : cut(graphemes, count - 1);
}

/** The longest beginning for which `fits`, with "…" where something was cut; just "…" where nothing fits. */
export function shortenToFit(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  const graphemes = graphemesOf(text);
  let kept = graphemes.length - 1;
  while (kept > 0 && !fits(cut(graphemes, kept))) kept--;
  return cut(graphemes, kept);
}

const cut = (graphemes: readonly string[], kept: number): string =>
  `${graphemes.slice(0, Math.max(0, kept)).join("").trimEnd()}…`;
