/**
 * Texts as one text, several times faster to write and to read than an array literal. Control characters that mean nothing
 * in a text stand between them and for null; where a text has one it becomes U+FFFD, as do NUL and halves of surrogate pairs,
 * which Postgres refuses. null where there are none.
 */
export function textList(texts: readonly (string | null | undefined)[]): string | null {
  if (texts.length === 0) return null;
  return texts.map((text) => (text === null || text === undefined ? absent : mended(text))).join(between);
}

/** Reads what `textList` wrote: an SQL expression, of type text[]. */
export const textsOf = (list: string): string =>
  `case when ${list} = '' then '{""}'::text[] else string_to_array(${list}, E'\\x1f', E'\\x1e') end`;

const between = "\x1f";
const absent = "\x1e";

const mended = (text: string): string => (suspect.test(text) ? text.replace(refused, "\ufffd") : text);

const suspect = new RegExp(`[\\0${between}${absent}\\ud800-\\udfff]`);
const refused = new RegExp(`[\\0${between}${absent}\\p{Surrogate}]`, "gu");
