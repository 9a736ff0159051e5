import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What words say of topics in one language. */
export interface TopicWords {
  /**
   * Small, so that it stays in the processor's caches: the upper 23 bits of the hash of a word, a pair of words or a run of characters; whether
   * another note of it follows (1), the weight and 8 (4), a topic's place or one of `noteKinds` (4). Open addressing; 0 is a free place.
   */
  readonly table: Int32Array;
  /** One bit for each place of a hash: most words of a text are known from it alone to say nothing. */
  readonly hints: Int32Array;
}

/** For each of `topicLanguages`, the words that all share among them; made at the first call, since most posts are in a few languages. */
export type TopicModel = (place: number) => TopicWords;

/** The first holds in every one. */
export const topicLanguages = ["*", "en", "de", "fr", "es", "pt", "it", "ar", "hi", "ja"] as const;

/** Beside the topics: a word that may stand between the two of a pair, as "of" and "du"; the first of a pair; the first two characters of a longer run. */
export const noteKinds = { link: 15, pairs: 14, runs: 13 } as const;

/** Whose notes hold in a text of this one: romanised Hindi is mixed with English. */
const maskOf = (language: (typeof topicLanguages)[number]): number =>
  1 | (1 << topicLanguages.indexOf(language)) | (language === "hi" ? maskOf("en") : 0);

const languageBits = topicLanguages.length;
const languageMask = 2 ** languageBits - 1;
const weightRaise = 8;

/** As the file has it: the languages in which it holds (10 bits), its kind (4), the weight and 8 (4). */
export const noteOf = (languages: number, kind: number, weight: number): number =>
  languages | (kind << languageBits) | ((weight + weightRaise) << (languageBits + 4));
const languagesIn = (note: number): number => note & languageMask;

/** What follows is asked of a place of the table. */
export const kindIn = (entry: number): number => entry & 15;
export const weightIn = (entry: number): number => ((entry >>> 4) & 15) - weightRaise;
const another = 256;
export const hasAnother = (entry: number): boolean => (entry & another) !== 0;
const keyMask = ~511;

/** Of two words that follow each other. */
export const pairHash = (first: number, second: number): number =>
  (Math.imul(first ^ (first >>> 15), 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) | 0;

/** Of a word that may stand between the two: a key of its own, so that "the" is not looked up wherever it stands. */
export const linkHash = (word: number): number => pairHash(word, 0);

const spread = (hash: number): number => Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
/** A power of two. */
const hintsLength = 1024;

export const mayHold = ({ hints }: TopicWords, hash: number): boolean =>
  ((hints[(hash >>> 5) & (hintsLength - 1)] as number) & (1 << (hash & 31))) !== 0;

/** The place of a key's next note at or behind `place`, or −1. */
export function nextNote({ table }: TopicWords, hash: number, place: number): number {
  const last = table.length - 1;
  const key = hash & keyMask;
  for (let at = place & last; ; at = (at + 1) & last) {
    const entry = table[at] as number;
    if ((entry & keyMask) === key && entry !== 0) return at;
    if (entry === 0) return -1;
  }
}

/** Where to look for its notes first. */
export const startOf = ({ table }: TopicWords, hash: number): number => spread(hash) & (table.length - 1);

/** "GWT2", little-endian. */
const magic = 0x32545747;

let loaded: TopicModel | null = null;

/** Read from its file at the first call. */
export const topicModel = (): TopicModel => {
  loaded ??= decodeTopics(readFileSync(fileURLToPath(new URL("./models/topics.bin", import.meta.url))));
  return loaded;
};

/** The file: magic, how many notes; then the keys in rising order, then the notes in three bytes each. */
export function decodeTopics(bytes: Uint8Array): TopicModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== magic) throw new Error("topics.bin is not a model of this version");
  const length = view.getUint32(4, true);
  const keys = new Int32Array(length);
  const notes = new Int32Array(length);
  for (let at = 0; at < length; at++) {
    const start = 8 + 4 * length + 3 * at;
    keys[at] = view.getInt32(8 + 4 * at, true);
    notes[at] = view.getUint16(start, true) | (view.getUint8(start + 2) << 16);
  }
  const made: (TopicWords | undefined)[] = topicLanguages.map(() => undefined);
  return (place) => {
    made[place] ??= wordsIn(maskOf(topicLanguages[place] as (typeof topicLanguages)[number]), keys, notes);
    return made[place] as TopicWords;
  };
}

function wordsIn(mask: number, keys: Int32Array, notes: Int32Array): TopicWords {
  const isHeld = (at: number) => (languagesIn(notes[at] as number) & mask) !== 0;
  let held = 0;
  for (let at = 0; at < notes.length; at++) if (isHeld(at)) held++;
  let size = 1024;
  while (size < 2 * held) size *= 2;
  const words = { table: new Int32Array(size), hints: new Int32Array(hintsLength) };
  const { table, hints } = words;
  /** The key before, whose place in the table is `slot`: of the notes of one key all but the last say that another follows. */
  let before: number | null = null;
  let slot = 0;
  for (let at = 0; at < notes.length; at++) {
    if (!isHeld(at)) continue;
    const key = keys[at] as number;
    if (key === before) table[slot] = (table[slot] as number) | another;
    before = key;
    slot = startOf(words, key);
    while (table[slot] !== 0) slot = (slot + 1) & (size - 1);
    table[slot] = (key & keyMask) | ((notes[at] as number) >>> languageBits);
    const hint = (key >>> 5) & (hintsLength - 1);
    hints[hint] = (hints[hint] as number) | (1 << (key & 31));
  }
  return words;
}

export function encodeTopics(entries: readonly (readonly [key: number, note: number])[]): Uint8Array {
  const sorted = entries.toSorted(([a, noteA], [b, noteB]) => a - b || noteA - noteB);
  const bytes = new Uint8Array(8 + 7 * sorted.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, sorted.length, true);
  for (const [place, [key, note]] of sorted.entries()) {
    view.setUint32(8 + 4 * place, key, true);
    const start = 8 + 4 * sorted.length + 3 * place;
    view.setUint16(start, note & 0xffff, true);
    view.setUint8(start + 2, note >>> 16);
  }
  return bytes;
}
