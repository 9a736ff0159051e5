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

/** The whole of a hashtag behind its sign. Joints cannot match as letters, so a long run is walked once. */
const body = `${joint}*${letter}[${letter}${joint}]*`;

const wholeBody = new RegExp(`^${body}$`, "v");
const notInBody = new RegExp(`[^${letter}${joint}]+`, "gv");

/** Whether `display` (without "#") can be a hashtag. */
export const isHashtag = (display: string): boolean => wholeBody.test(display);

/** Only those characters of `text` that a hashtag may have. */
export const hashtagCharacters = (text: string): string => text.replace(notInBody, "");

/** Hashtags of a text, in order, each once by its key. Nothing inside a link is one. */
export const hashtagsOf = (text: string): Tag[] => tagsOf([], text);

/**
 * Hashtags of a post: those that its network names (without "#"), as it writes them, then those that only its text has, each
 * once by its key. Take the cut tag out of the text first.
 */
export function tagsOf(named: readonly string[], text: string): Tag[] {
  const hasSigns = text.includes("#") || text.includes("＃");
  if (!hasSigns && named.length === 0) return [];
  const list = newList();
  for (const display of named) add(list, display);
  if (hasSigns) readHashtags(withoutLinks(text), list);
  return list.tags;
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
export function mergeTags(fromNetwork: readonly Tag[], fromText: readonly Tag[]): Tag[] {
  const list = newList();
  for (const tag of fromNetwork) addTag(list, tag);
  for (const tag of fromText) addTag(list, tag);
  return list.tags;
}

/** A tag out of its written form, without "#". */
export const tagOf = (display: string): Tag => ({ key: hashtagKey(display), display });

/** What a hashtag is followed and counted by. `display` comes without "#". */
export const hashtagKey = (display: string): string => fold(display);

/** Tags in order, each key once. */
interface TagList {
  readonly tags: Tag[];
  /** Of all tags, once they are too many to look through. */
  keys: Set<string> | null;
}

const lookedThroughMax = 16;

const newList = (): TagList => ({ tags: [], keys: null });

/** What is written as a tag that is there is not folded again. */
function add(list: TagList, display: string): void {
  if (list.keys === null) for (const tag of list.tags) if (tag.display === display) return;
  addTag(list, tagOf(display));
}

function addTag(list: TagList, tag: Tag): void {
  const { tags, keys } = list;
  if (keys === null) for (const { key } of tags) if (key === tag.key) return;
  if (keys?.has(tag.key)) return;
  tags.push(tag);
  if (keys) keys.add(tag.key);
  else if (tags.length > lookedThroughMax) list.keys = new Set(tags.map(({ key }) => key));
}

/** Adds what stands behind the signs of a text without links. No character is walked more than twice. */
function readHashtags(text: string, list: TagList): void {
  let narrow = text.indexOf("#");
  let wide = text.indexOf("＃");
  for (;;) {
    const sign = narrow < 0 ? wide : wide < 0 ? narrow : Math.min(narrow, wide);
    if (sign < 0) return;
    const end = bodyEnd(text, sign + 1);
    const isApart = !isSign(text.charCodeAt(end)) && !text.startsWith("://", end) && !isJoined(text, sign);
    if (isApart && hasLetter(text, sign + 1, end)) add(list, text.slice(sign + 1, end));
    if (narrow >= 0 && narrow < end) narrow = text.indexOf("#", end);
    if (wide >= 0 && wide < end) wide = text.indexOf("＃", end);
  }
}

const isSign = (code: number): boolean => code === 0x23 || code === 0xff03;

/** Whether a sign touches a word or "&" before it. */
function isJoined(text: string, sign: number): boolean {
  if (sign === 0) return false;
  const pair = sign > 1 ? (text.codePointAt(sign - 2) ?? 0) : 0;
  const before = pair > 0xffff ? pair : text.charCodeAt(sign - 1);
  return before === 0x26 || kindOf(before) !== kinds.other;
}

function bodyEnd(text: string, start: number): number {
  let index = start;
  while (index < text.length) {
    const point = text.codePointAt(index) ?? 0;
    if (kindOf(point) === kinds.other) break;
    index += point > 0xffff ? 2 : 1;
  }
  return index;
}

function hasLetter(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (kindOf(text.codePointAt(index) ?? 0) === kinds.letter) return true;
  return false;
}

const kinds = { letter: 1, joint: 2, other: 3 } as const;
const isLetter = new RegExp(`^${letter}$`, "v");
const isJoint = new RegExp(`^${joint}$`, "v");

/** What characters are, as they are met: 0 is not known yet. Memory is taken only where it is written. */
const known = new Uint8Array(0x11_0000);

const kindOf = (point: number): number => known[point] || learnt(point);

function learnt(point: number): number {
  const character = String.fromCodePoint(point);
  const kind = isLetter.test(character) ? kinds.letter : isJoint.test(character) ? kinds.joint : kinds.other;
  known[point] = kind;
  return kind;
}
