import { characterKinds, kindOf, lowerOf, plainOf } from "./sentiment-characters.ts";
import { emoticonAt } from "./sentiment-emoticons.ts";

/**
 * One pass over the code units of a text, for language and sentiment together: its characters without case and without what is
 * no language (links, names), and its words as hashes. The arrays are used again for the next text.
 */
export interface Reading {
  /** Code units in small letters, words set apart by single spaces. */
  readonly letters: Uint16Array;
  /** The same without Latin accents that people leave out, with Arabic letters that people write for each other as one. */
  readonly plain: Uint16Array;
  charactersCount: number;
  /** Hashes of words, runs of one letter cut to two. */
  readonly words: Uint32Array;
  /** The same with runs cut to one, where a letter stands three times or more; else 0. */
  readonly stretched: Uint32Array;
  readonly kinds: Uint8Array;
  /** 1 = in a hashtag. */
  readonly tagged: Uint8Array;
  /** Where in the text each begins. */
  readonly starts: Uint16Array;
  wordsCount: number;
  /** Words of two letters and more in capitals. */
  capitalsCount: number;
  stretchedCount: number;
  exclamationsCount: number;
  questionsCount: number;
}

/** What a word is; stop: a mark that ends a sentence or clause. */
export const wordKinds = { word: 1, number: 2, mention: 3, link: 4, mark: 5, emoji: 6, emoticon: 7, stop: 8 } as const;

/** What lies further on is not read. */
export const charactersMax = 2_048;

export const firstHash = 0x811c9dc5;
export const nextHash = (hash: number, code: number): number => Math.imul(hash ^ code, 16_777_619);

const reading: Reading = {
  letters: new Uint16Array(4 * charactersMax),
  plain: new Uint16Array(4 * charactersMax),
  charactersCount: 0,
  words: new Uint32Array(charactersMax + 8),
  stretched: new Uint32Array(charactersMax + 8),
  kinds: new Uint8Array(charactersMax + 8),
  tagged: new Uint8Array(charactersMax + 8),
  starts: new Uint16Array(charactersMax + 8),
  wordsCount: 0,
  capitalsCount: 0,
  stretchedCount: 0,
  exclamationsCount: 0,
  questionsCount: 0,
};

/** Stand for all links, names and numbers. */
const someLink = 12_345;
const someone = 54_321;
const someNumber = 33_333;

let lastText: string | null = null;

/** Whether what is read now belongs to a hashtag. */
let tagging = 0;

/** The reading of the text that was read last is kept, so that language and sentiment read it once. */
export function readText(text: string): Reading {
  if (text === lastText) return reading;
  lastText = null;
  reading.charactersCount = 0;
  reading.wordsCount = 0;
  reading.capitalsCount = 0;
  reading.stretchedCount = 0;
  reading.exclamationsCount = 0;
  reading.questionsCount = 0;
  tagging = 0;
  put(0x20, 0x20);
  const end = Math.min(text.length, charactersMax);
  let index = 0;
  while (index < end) index = readNext(text, index, end);
  space();
  lastText = text;
  return reading;
}

/** Reads one word, mark or space, and says where the next begins. */
function readNext(text: string, index: number, end: number): number {
  const code = text.charCodeAt(index);
  const kind = kindOf(code);
  if (kind === characterKinds.letter || kind === characterKinds.digit) {
    if (code === 0x68 && text.startsWith("http", index)) return skip(text, index, end, someLink, wordKinds.link);
    return readWord(text, index, end);
  }
  if (kind === characterKinds.space) {
    tagging = 0;
    space();
    return index + 1;
  }
  if (kind === characterKinds.unseen) return index + 1;
  if (code === 0x40) return skip(text, index, end, someone, wordKinds.mention);
  if (kind === characterKinds.mark) return readMark(text, index, end, code);
  return readPicture(text, index, code);
}

function put(letter: number, plain: number): void {
  const at = reading.charactersCount++;
  reading.letters[at] = letter;
  reading.plain[at] = plain;
}

function space(): void {
  if (reading.plain[reading.charactersCount - 1] !== 0x20) put(0x20, 0x20);
}

function add(start: number, hash: number, stretched: number, kind: number): void {
  const at = reading.wordsCount++;
  reading.starts[at] = start;
  reading.words[at] = hash;
  reading.stretched[at] = stretched;
  reading.kinds[at] = kind;
  reading.tagged[at] = tagging;
}

/** A link or a name counts as such, whatever it says. */
function skip(text: string, index: number, end: number, hash: number, kind: number): number {
  let next = index + 1;
  while (next < end && text.charCodeAt(next) > 0x20) next++;
  add(index, hash, 0, kind);
  space();
  return next;
}

/** A word up to what is neither letter nor digit, or up to a capital behind a small letter: "ThisIsGreat" is three words. */
function readWord(text: string, index: number, end: number): number {
  const { letters: written, plain: bare } = reading;
  const from = reading.charactersCount;
  let to = from;
  let hash = firstHash;
  let previous = 0;
  let run = 0;
  let capitals = 0;
  let letters = 0;
  let isStretched = false;
  let next = index;
  for (; next < end; next++) {
    let code = text.charCodeAt(next);
    const kind = kindOf(code);
    const isLetter = kind === characterKinds.letter;
    if (!isLetter) {
      if (kind === characterKinds.unseen) continue;
      if (kind !== characterKinds.digit) {
        if (plainOf(code) !== 0x27 || letters === 0 || !joins(text, next)) break;
        code = 0x27;
        kindOf(code);
      }
    }
    const lower = lowerOf(code);
    if (lower !== code) {
      if (letters > 0 && capitals < letters) break;
      capitals++;
    }
    const plain = isLetter ? plainOf(code) : kind === characterKinds.digit ? 0x30 : 0x27;
    if (isLetter) letters++;
    if (plain !== previous) {
      run = 0;
      previous = plain;
    } else if (++run > 1) {
      isStretched ||= isLetter;
      continue;
    }
    hash = nextHash(hash, plain);
    written[to] = lower;
    bare[to++] = plain;
  }
  reading.charactersCount = to;
  if (letters > 1 && capitals === letters) reading.capitalsCount++;
  if (isStretched) reading.stretchedCount++;
  if (letters === 0) add(index, someNumber, 0, wordKinds.number);
  else add(index, hash, isStretched ? singleHash(bare, from, to) : 0, wordKinds.word);
  if (next < end && kindOf(text.charCodeAt(next)) === characterKinds.letter) space();
  return next;
}

/** Of a word with every run of one letter cut to one. */
function singleHash(bare: Uint16Array, from: number, to: number): number {
  let hash = firstHash;
  for (let at = from; at < to; at++)
    if (at === from || bare[at] !== bare[at - 1]) hash = nextHash(hash, bare[at] as number);
  return hash;
}

/** Whether the apostrophe at `index` belongs into the word, as in "don't", "it's" and "we've"; what French and Italian leave out with it ends one. */
function joins(text: string, index: number): boolean {
  const first = text.charCodeAt(index + 1) | 32;
  const second = text.charCodeAt(index + 2);
  const isOne = first === 0x73 || first === 0x74 || first === 0x6d || first === 0x64;
  if (isOne && !isLetterAt(text, index + 2)) return true;
  const isTwo =
    ((first === 0x72 || first === 0x76) && (second | 32) === 0x65) || (first === 0x6c && (second | 32) === 0x6c);
  return isTwo && !isLetterAt(text, index + 3);
}

const isLetterAt = (text: string, index: number): boolean =>
  index < text.length && kindOf(text.charCodeAt(index)) === characterKinds.letter;

function readMark(text: string, index: number, end: number, code: number): number {
  const emoticon = emoticonAt(text, index);
  tagging = code === 0x23 || (code === 0x5f && tagging === 1) ? 1 : 0;
  if (emoticon > 0) {
    const length = emoticon & 7;
    put(0x20, 0x20);
    for (let at = index; at < index + length; at++) put(text.charCodeAt(at), text.charCodeAt(at));
    put(0x20, 0x20);
    add(index, emoticon, 0, wordKinds.emoticon);
    return index + length;
  }
  let next = index + 1;
  while (next < end && text.charCodeAt(next) === code) next++;
  const count = next - index;
  const plain = plainOf(code);
  if (code === 0x21) reading.exclamationsCount += count;
  if (code === 0x3f) reading.questionsCount += count;
  put(code, plain);
  if (count > 1) put(code, plain);
  const isStop = code === 0x21 || code === 0x3f || code === 0x2e || code === 0x2c || code === 0x3b || code === 0x3a;
  const hash = nextHash(firstHash, plain);
  add(index, count > 1 ? nextHash(hash, plain) : hash, 0, isStop ? wordKinds.stop : wordKinds.mark);
  return next;
}

/** An emoji is a word; its skin and what it is joined to are words of their own. */
function readPicture(text: string, index: number, code: number): number {
  tagging = 0;
  const low = text.charCodeAt(index + 1);
  const isPair = code >= 0xd800 && code <= 0xdbff && low >= 0xdc00 && low <= 0xdfff;
  const hash = nextHash(firstHash, code);
  put(code, code);
  if (isPair) put(low, low);
  add(index, isPair ? nextHash(hash, low) : hash, 0, wordKinds.emoji);
  return isPair ? index + 2 : index + 1;
}
