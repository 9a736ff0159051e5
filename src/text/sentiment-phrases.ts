import { type Lexicon, lexiconLanguages, wordRoles } from "./sentiment-lexicon.ts";
import { type Reading, wordKinds } from "./sentiment-reading.ts";

/**
 * A few patterns that are looked for in every three words in a row. What a word adds to a pattern, as the first, the second or the third of
 * the three, depends on its slot and on what the lexicon knows of it; what is above 0 is how well the three words fit. This is a
 * convolution whose embeddings are multiplied out beforehand.
 */
export interface Phrases {
  /** For each slot, and each place among the three, a number per pattern; then as many noughts. */
  readonly slots: Int16Array;
  /** The same for each of `traitsCount` traits of a known word. */
  readonly traits: Int32Array;
  readonly biases: Int32Array;
  /** What one of these numbers is worth. */
  readonly unit: number;
  /** Of negative, then of positive against neutral: a weight for the best fit of each pattern, then for all its fits together. */
  readonly weights: Float64Array;
}

/** `fitWords` is written out for as many. */
export const patternsCount = 4;
export const slotBits = 14;
export const rowLength = 3 * patternsCount;
/** With the row of noughts. */
export const slotsLength = (rowLength << slotBits) + rowLength;

/** Good, bad, how the second lexicon rates it, negates, does something else to its neighbours. */
export const traitsCount = 5;

/** Patterns are not looked for further on. */
export const phraseWordsMax = 60;

/** How well the patterns fit a text; used again for the next text. */
export interface Fits {
  /** Per word, as the middle one of three, and pattern; never below 0. */
  readonly fits: Int32Array;
  wordsCount: number;
  readonly best: Int32Array;
  readonly total: Int32Array;
}

/** Behind the slots stands a row of noughts, for what is no word. */
const nothing = rowLength << slotBits;

/** The fits, with one word's room before the first and behind the last, which what a word adds to its neighbours may fall into. */
const padded = new Int32Array((phraseWordsMax + 2) * patternsCount);

const found: Fits & { readonly starts: Int32Array } = {
  fits: padded.subarray(patternsCount),
  starts: new Int32Array(phraseWordsMax + 2).fill(nothing),
  wordsCount: 0,
  best: new Int32Array(patternsCount),
  total: new Int32Array(patternsCount),
};

/** Romanised Hindi is mixed with English. */
const mixedWithEnglish = lexiconLanguages.indexOf("hi");

/** Where what a word adds is kept. */
export function slotOf(word: number, language: number): number {
  const key = language === mixedWithEnglish ? word : word ^ Math.imul(language, 0x1b873593);
  const mixed = Math.imul(key ^ (key >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) & ((1 << slotBits) - 1);
}

/** `known`: where the lexicon has each word, or −1. */
export function fitsOf(
  phrases: Phrases,
  reading: Reading,
  lexicon: Lexicon,
  known: Int32Array,
  language: number,
): Fits {
  const { starts } = found;
  const count = Math.min(reading.wordsCount, phraseWordsMax);
  found.wordsCount = count;
  for (let at = 0; at < (count + 2) * patternsCount; at++) padded[at] = 0;
  for (let at = 0; at < count; at++) {
    starts[at + 1] = slotOf(reading.words[at] as number, language) * rowLength;
    const place = reading.kinds[at] === wordKinds.word ? (known[at] as number) : -1;
    if (place >= 0) addTraits(phrases.traits, lexicon, place, at);
  }
  starts[count + 1] = nothing;
  fitWords(phrases);
  return found;
}

/** Written out for the four patterns, which takes half the time. */
function fitWords({ slots, biases }: Phrases): void {
  const { fits, starts, wordsCount, best, total } = found;
  const bias0 = biases[0] as number;
  const bias1 = biases[1] as number;
  const bias2 = biases[2] as number;
  const bias3 = biases[3] as number;
  let total0 = 0;
  let total1 = 0;
  let total2 = 0;
  let total3 = 0;
  let best0 = 0;
  let best1 = 0;
  let best2 = 0;
  let best3 = 0;
  let before = starts[0] as number;
  let own = starts[1] as number;
  for (let at = 0; at < wordsCount; at++) {
    const behind = starts[at + 2] as number;
    const place = at * patternsCount;
    const fit0 = fitted(slots, (fits[place] as number) + bias0, before, own + 4, behind + 8);
    const fit1 = fitted(slots, (fits[place + 1] as number) + bias1, before + 1, own + 5, behind + 9);
    const fit2 = fitted(slots, (fits[place + 2] as number) + bias2, before + 2, own + 6, behind + 10);
    const fit3 = fitted(slots, (fits[place + 3] as number) + bias3, before + 3, own + 7, behind + 11);
    fits[place] = fit0;
    fits[place + 1] = fit1;
    fits[place + 2] = fit2;
    fits[place + 3] = fit3;
    total0 = (total0 + fit0) | 0;
    total1 = (total1 + fit1) | 0;
    total2 = (total2 + fit2) | 0;
    total3 = (total3 + fit3) | 0;
    best0 = larger(best0, fit0);
    best1 = larger(best1, fit1);
    best2 = larger(best2, fit2);
    best3 = larger(best3, fit3);
    before = own;
    own = behind;
  }
  best[0] = best0;
  best[1] = best1;
  best[2] = best2;
  best[3] = best3;
  total[0] = total0;
  total[1] = total1;
  total[2] = total2;
  total[3] = total3;
}

/** The larger of two that are far below 2^31; without branches, which no processor could foresee. */
function larger(one: number, other: number): number {
  const more = (other - one) | 0;
  return (one + (more & ~(more >> 31))) | 0;
}

/** Never below 0. */
function fitted(slots: Int16Array, sum: number, before: number, own: number, behind: number): number {
  const fit = (sum + (slots[before] as number) + (slots[own] as number) + (slots[behind] as number)) | 0;
  return fit & ~(fit >> 31);
}

/** What the traits of the word at `at` add: as the third of three to the fits of the word before it, as the first to those of the word behind it. */
function addTraits(rows: Int32Array, lexicon: Lexicon, place: number, at: number): void {
  for (let trait = 0; trait < traitsCount; trait++) {
    const amount = traitOf(lexicon, place, trait);
    if (amount !== 0) addTrait(rows, trait * rowLength, amount, at * patternsCount);
  }
}

/** `start`: the fits of the word before in `padded`; its own and those of the word behind follow. */
function addTrait(rows: Int32Array, row: number, amount: number, start: number): void {
  for (let pattern = 0; pattern < patternsCount; pattern++) {
    const before = start + pattern;
    const own = before + patternsCount;
    const behind = own + patternsCount;
    const column = row + pattern;
    padded[behind] = (padded[behind] as number) + amount * (rows[column] as number);
    padded[own] = (padded[own] as number) + amount * (rows[column + patternsCount] as number);
    padded[before] = (padded[before] as number) + amount * (rows[column + 2 * patternsCount] as number);
  }
}

/** How much of a trait the word at a place of the lexicon has: tenths, or whether. */
export function traitOf({ valences, ratings, roles }: Lexicon, place: number, trait: number): number {
  const valence = valences[place] as number;
  if (trait === 0) return Math.max(0, valence);
  if (trait === 1) return Math.max(0, -valence);
  if (trait === 2) return ratings[place] as number;
  const role = roles[place] as number;
  return Number(trait === 3 ? role === wordRoles.negates : role > wordRoles.negates);
}

/** What one fit of a text adds beside being the best: less in a long text. */
export const shareOfOne = (wordsCount: number): number => 0.5 / Math.sqrt(wordsCount || 1);

/** `side`: 0 negative, 1 positive. */
export function phraseScore(phrases: Phrases, { best, total, wordsCount }: Fits, side: number): number {
  const start = 2 * patternsCount * side;
  const share = shareOfOne(wordsCount);
  let score = 0;
  for (let pattern = 0; pattern < patternsCount; pattern++) {
    score += (best[pattern] as number) * (phrases.weights[start + pattern] as number);
    score += (total[pattern] as number) * share * (phrases.weights[start + patternsCount + pattern] as number);
  }
  return score * phrases.unit;
}
