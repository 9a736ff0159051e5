import type { Tag } from "../model/post.ts";
import { fold } from "./fold.ts";
import { cutAt, withoutLinks } from "./links.ts";

/**
 * What a hashtag is, after the rules published with twitter-text (https://github.com/twitter/twitter-text), for every
 * script: letters, marks, digits, "_", the two joiners that Indic scripts and Persian write with, and the punctuation
 * that belongs into words in Hebrew, Japanese, Tibetan and Catalan. At least one letter or mark. The marks that only make
 * an emoji of the character before them (variation selectors, the keycap) end a hashtag.
 */
const letter = String.raw`[[\p{L}\p{M}]--[\ufe00-\ufe0f\u20e3]]`;
const joint = String.raw`[\p{Nd}_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\u00b7]`;

/** The body of a hashtag. Joints cannot match as letters, so a long run is walked once. */
const body = `${joint}*${letter}[${letter}${joint}]*`;

const tag = new RegExp(String.raw`[#＃](?<![\&${letter}${joint}][#＃])${body}(?![#＃${letter}${joint}]|:\/\/)`, "gv");

const wholeBody = new RegExp(`^${body}$`, "v");
const notInBody = new RegExp(`[^${letter}${joint}]+`, "gv");

/** Whether `display` (without "#") can be a hashtag. */
export const isHashtag = (display: string): boolean => wholeBody.test(display);

/** Only those characters of `text` that a hashtag may have. */
export const hashtagCharacters = (text: string): string => text.replace(notInBody, "");

/** Hashtags of a text, in order, each once by its key. Nothing inside a link is one. */
export function hashtagsOf(text: string): Tag[] {
  if (!text.includes("#") && !text.includes("＃")) return [];
  return distinct((withoutLinks(text).match(tag) ?? []).map((found) => tagOf(found.slice(1))));
}

/**
 * The text up to the sign of a hashtag that touches the "…" of a cut text, since what is left of it is another one:
 * "#worldc…". Give the result to `hashtagsOf` where a text may have been cut.
 */
export function cutTag(text: string): string {
  const cut = cutAt(text);
  if (cut < 0) return text;
  const start = Math.max(text.lastIndexOf("#", cut), text.lastIndexOf("＃", cut));
  const left = text.slice(start + 1, cut);
  return start >= 0 && hashtagCharacters(left) === left ? text.slice(0, start + 1) : text;
}

/** Both lists as one, each tag once; where the network says it too, as the network writes it. Take the cut tag out of the text first. */
export const mergeTags = (fromNetwork: readonly Tag[], fromText: readonly Tag[]): Tag[] =>
  distinct([...fromNetwork, ...fromText]);

/** A tag out of its written form, without "#". */
export const tagOf = (display: string): Tag => ({ key: hashtagKey(display), display });

/** What a hashtag is followed and counted by. `display` comes without "#". */
export const hashtagKey = (display: string): string => fold(display);

function distinct(tags: Tag[]): Tag[] {
  if (tags.length < 2) return tags;
  const keys = new Set<string>();
  return tags.filter(({ key }) => !keys.has(key) && keys.add(key));
}
