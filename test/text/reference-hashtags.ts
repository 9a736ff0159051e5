import type { Tag } from "../../src/model/post.ts";

/**
 * The rules for hashtags and links as regular expressions over the whole text: slow, and what the fast reading of src/text is
 * compared with.
 */

const letter = String.raw`[[\p{L}\p{M}]--[\ufe00-\ufe0f\u20e3]]`;
const joint = String.raw`[\p{Nd}_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\u00b7]`;
const body = `${joint}*${letter}[${letter}${joint}]*`;
const tag = new RegExp(String.raw`[#＃](?<![\&${letter}${joint}][#＃])${body}(?![#＃${letter}${joint}]|:\/\/)`, "gv");

const address = String.raw`[^\s<>"“”«»„…＃、。，．！？：；「」『』（）【】〈〉《》\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069]`;
const commonEnd = String.raw`\.(?:com|org|net|edu|gov|info|io|tv|co|me|app|dev|(?:co|com|org|gov)\.[a-z]{2})(?::\d{1,5})?`;
const linkLike = new RegExp(
  String.raw`https?:\/\/${address}+|(?<![a-z0-9@_.-])[a-z0-9-]{1,63}\.(?:[a-z0-9-]{1,63}\.){0,8}[a-z]{2,24}(?::\d{1,5})?\/(?:(?<=${commonEnd}\/)|(?!#))${address}*`,
  "giu",
);

export const referenceWithoutLinks = (text: string): string => text.replace(linkLike, " ");

/** The form of a hashtag that equality goes by. */
export const referenceKey = (display: string): string =>
  display
    .normalize("NFKD")
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replace(/i\p{M}+/gu, (dotted) => dotted.replaceAll("\u0307", ""))
    .replaceAll("ς", "σ")
    .normalize("NFKC");

/** Hashtags that the network names and then those of the text, each key once, as first written. */
export function referenceTags(named: readonly string[], text: string): Tag[] {
  const written = (referenceWithoutLinks(text).match(tag) ?? []).map((found) => found.slice(1));
  const tags = new Map<string, Tag>();
  for (const display of [...named, ...written]) {
    const key = referenceKey(display);
    if (!tags.has(key)) tags.set(key, { key, display });
  }
  return [...tags.values()];
}
