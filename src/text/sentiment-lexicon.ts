/** What is known of words beforehand, by their hash and the language they are read in. Open addressing; the key 0 is free. */
export interface Lexicon {
  readonly keys: Uint32Array;
  /** The hash of the English word with the same meaning; 0 where it is the word itself. */
  readonly meanings: Uint32Array;
  /** Tenths, −40 to 40. */
  readonly valences: Int8Array;
  readonly roles: Uint8Array;
  /** What a second lexicon says, in tenths like the valences; 0 where it has not the word. */
  readonly ratings: Int8Array;
}

/** A table to look up in, from one entry per key side by side. */
export function lexiconOf(columns: Lexicon): Lexicon {
  let slots = 1024;
  while (2 * slots < 3 * columns.keys.length) slots *= 2;
  const lexicon: Lexicon = {
    keys: new Uint32Array(slots),
    meanings: new Uint32Array(slots),
    valences: new Int8Array(slots),
    roles: new Uint8Array(slots),
    ratings: new Int8Array(slots),
  };
  for (let entry = 0; entry < columns.keys.length; entry++) {
    const key = columns.keys[entry] as number;
    let place = key & (slots - 1);
    while (lexicon.keys[place] !== 0) place = (place + 1) & (slots - 1);
    lexicon.keys[place] = key;
    lexicon.meanings[place] = columns.meanings[entry] as number;
    lexicon.valences[place] = columns.valences[entry] as number;
    lexicon.roles[place] = columns.roles[entry] as number;
    lexicon.ratings[place] = columns.ratings[entry] as number;
  }
  return lexicon;
}

/** What a word does to the words around it. */
export const wordRoles = { none: 0, negates: 1, strengthens: 2, weakens: 3, turns: 4 } as const;

/** Languages whose words are known, in the order of the model; the first stands in where the language is not known. */
export const lexiconLanguages = ["en", "fr", "de", "it", "pt", "es", "ar", "hi"] as const;

/** Emoji mean the same in all of them. */
export const anyLanguage = 15;

/** Never 0. */
export function lexiconKey(hash: number, language: number): number {
  let key = hash ^ Math.imul(language + 1, 0x9e3779b1);
  key = Math.imul(key ^ (key >>> 15), 0x85ebca6b);
  return (key ^ (key >>> 13)) >>> 0 || 1;
}

/** The place of a key, or −1. The number of places is a power of two, and a third of them or more are free. */
export function placeOf({ keys }: Lexicon, key: number): number {
  const last = keys.length - 1;
  for (let place = key & last; ; place = (place + 1) & last) {
    const found = keys[place];
    if (found === key) return place;
    if (found === 0) return -1;
  }
}
