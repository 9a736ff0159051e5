import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { figuresMax } from "./sentiment-figures.ts";
import { type Lexicon, lexiconLanguages, lexiconOf } from "./sentiment-lexicon.ts";
import { inputsCount, likenessesCount, multiplied, type PhraseFactors } from "./sentiment-phrase-factors.ts";
import { type Phrases, patternsCount, slotBits } from "./sentiment-phrases.ts";

/** Whole-number weights of negative and positive against neutral, in turn, and what they are known by. */
export interface SentimentModel {
  /** Two for each place, −127 to 127. */
  readonly weights: Int8Array;
  readonly weightScale: number;
  /** Two for each figure. */
  readonly figures: Int16Array;
  readonly figureScale: number;
  /** Of negative and positive. */
  readonly bias: readonly [number, number];
  /** What the scores are divided by, per language of the lexicon, so that the probabilities are as sure as they are right. */
  readonly temperatures: Float64Array;
  readonly lexicon: Lexicon;
  readonly phrases: Phrases;
}

/** What is kept of a model in its file. */
export interface KeptModel extends Omit<SentimentModel, "lexicon" | "phrases"> {
  /** One entry per key, side by side. */
  readonly entries: Lexicon;
  readonly factors: PhraseFactors;
}

/** "GWS2", little-endian. */
const magic = 0x32535747;
const matrixLength = 3 * inputsCount * patternsCount;
const doublesCount = 5 + lexiconLanguages.length + matrixLength + patternsCount + 4 * patternsCount;
const headerBytes = 16 + 8 * doublesCount;

let loaded: SentimentModel | null = null;

/** Read from its file at the first call. */
export const sentimentModel = (): SentimentModel => {
  loaded ??= decodeModel(readFileSync(fileURLToPath(new URL("./models/sentiment.bin", import.meta.url))));
  return loaded;
};

export const modelOf = ({ entries, factors, ...rest }: KeptModel): SentimentModel => ({
  ...rest,
  lexicon: lexiconOf(entries),
  phrases: multiplied(factors),
});

/** The file: magic, places as a power of two, entries of the lexicon, spare; numbers as doubles, in the order of `doublesOf`; then the tables. */
export function decodeModel(bytes: Uint8Array): SentimentModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== magic) throw new Error("sentiment.bin is not a model of this version");
  const places = 2 ** view.getUint32(4, true);
  const entries = view.getUint32(8, true);
  let double = 16;
  const next = () => {
    double += 8;
    return view.getFloat64(double - 8, true);
  };
  const doubles = (length: number) => Float64Array.from({ length }, next);
  let offset = headerBytes;
  const take = (length: number): number => {
    offset += length;
    return offset - length;
  };
  const keys = words32(view, take(4 * entries), entries);
  const meanings = words32(view, take(4 * entries), entries);
  const figures = new Int16Array(2 * figuresMax);
  const figuresStart = take(4 * figuresMax);
  for (let at = 0; at < figures.length; at++) figures[at] = view.getInt16(figuresStart + 2 * at, true);
  const signed = (length: number) => new Int8Array(bytes.buffer, bytes.byteOffset + take(length), length);
  return modelOf({
    weightScale: next(),
    figureScale: next(),
    bias: [next(), next()],
    temperatures: doubles(lexiconLanguages.length),
    figures,
    entries: {
      keys,
      meanings,
      valences: signed(entries),
      roles: Uint8Array.from(signed(entries)),
      ratings: signed(entries),
    },
    factors: {
      likenessScale: next(),
      matrix: doubles(matrixLength),
      biases: doubles(patternsCount),
      weights: doubles(4 * patternsCount),
      likenesses: signed(likenessesCount << slotBits),
    },
    weights: signed(2 * places),
  });
}

const doublesOf = ({ weightScale, figureScale, bias, temperatures, factors }: KeptModel): number[] => [
  weightScale,
  figureScale,
  ...bias,
  ...temperatures,
  factors.likenessScale,
  ...factors.matrix,
  ...factors.biases,
  ...factors.weights,
];

export function encodeModel(model: KeptModel): Uint8Array {
  const { entries, factors, figures, weights } = model;
  const count = entries.keys.length;
  const tables = [entries.valences, entries.roles, entries.ratings, factors.likenesses, weights];
  const start = headerBytes + 8 * count + 2 * figures.length;
  const bytes = new Uint8Array(start + tables.reduce((sum, table) => sum + table.length, 0));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, Math.log2(weights.length / 2), true);
  view.setUint32(8, count, true);
  for (const [at, value] of doublesOf(model).entries()) view.setFloat64(16 + 8 * at, value, true);
  for (let at = 0; at < count; at++) {
    view.setUint32(headerBytes + 4 * at, entries.keys[at] as number, true);
    view.setUint32(headerBytes + 4 * (count + at), entries.meanings[at] as number, true);
  }
  for (let at = 0; at < figures.length; at++)
    view.setInt16(headerBytes + 8 * count + 2 * at, figures[at] as number, true);
  let offset = start;
  for (const table of tables) {
    bytes.set(new Uint8Array(table.buffer, table.byteOffset, table.length), offset);
    offset += table.length;
  }
  return bytes;
}

function words32(view: DataView, start: number, length: number): Uint32Array {
  const words = new Uint32Array(length);
  for (let at = 0; at < length; at++) words[at] = view.getUint32(start + 4 * at, true);
  return words;
}
