import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { figuresMax } from "./sentiment-figures.ts";
import { type Lexicon, lexiconLanguages, lexiconOf } from "./sentiment-lexicon.ts";
import { type Phrases, patternsCount, rowLength, slotsLength, traitsCount } from "./sentiment-phrases.ts";

/** Whole-number weights of negative and positive against neutral, in turn, and what they are known by. */
export interface SentimentModel {
  /** Two for each place, −127 to 127. */
  readonly weights: Int8Array;
  /** The same memory, the two of a place as one number: negative in the lower byte, positive in the upper one. */
  readonly pairs: Int16Array;
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
export interface KeptModel extends Omit<SentimentModel, "lexicon" | "pairs"> {
  /** One entry per key, side by side. */
  readonly entries: Lexicon;
}

/** "GWS3", little-endian, as are the processors that Node runs on. */
const magic = 0x33535747;
const fitsCount = 2 * patternsCount;
const doublesCount = 5 + lexiconLanguages.length + 2 * fitsCount;
const headerBytes = 16 + 8 * doublesCount;

let loaded: SentimentModel | null = null;

/** Read from its file at the first call. */
export const sentimentModel = (): SentimentModel => {
  loaded ??= decodeModel(readFileSync(fileURLToPath(new URL("./models/sentiment.bin", import.meta.url))));
  return loaded;
};

export const modelOf = ({ entries, ...rest }: KeptModel): SentimentModel => ({
  ...rest,
  pairs: new Int16Array(rest.weights.buffer, rest.weights.byteOffset, rest.weights.length / 2),
  lexicon: lexiconOf(entries),
});

/**
 * The file: magic, places as a power of two, entries of the lexicon, spare; numbers as doubles, in the order of `doublesOf`; then the tables
 * in the order of `tablesOf`. They are not copied: what is read is what is used.
 */
export function decodeModel(bytes: Uint8Array): SentimentModel {
  const [found, bits, count] = new Uint32Array(bytes.buffer, bytes.byteOffset, 4) as unknown as [
    number,
    number,
    number,
  ];
  if (found !== magic) throw new Error("sentiment.bin is not a model of this version");
  const { buffer } = bytes;
  let at = bytes.byteOffset + 16;
  const take = (length: number): number => {
    at += length;
    return at - length;
  };
  const doubles = (length: number) => new Float64Array(buffer, take(8 * length), length);
  const [weightScale, figureScale, negativeBias, positiveBias, unit] = doubles(5) as unknown as Five;
  const temperatures = doubles(lexiconLanguages.length);
  const phraseWeights = doubles(2 * fitsCount);
  const keys = new Uint32Array(buffer, take(4 * count), count);
  const meanings = new Uint32Array(buffer, take(4 * count), count);
  const traits = new Int32Array(buffer, take(4 * traitsCount * rowLength), traitsCount * rowLength);
  const biases = new Int32Array(buffer, take(4 * patternsCount), patternsCount);
  const figures = new Int16Array(buffer, take(4 * figuresMax), 2 * figuresMax);
  const slots = new Int16Array(buffer, take(2 * slotsLength), slotsLength);
  const weights = new Int8Array(buffer, take(2 << bits), 2 << bits);
  const signed = () => new Int8Array(buffer, take(count), count);
  const entries = { keys, meanings, valences: signed(), roles: new Uint8Array(signed()), ratings: signed() };
  const phrases = { slots, traits, biases, unit, weights: phraseWeights };
  const bias = [negativeBias, positiveBias] as const;
  return modelOf({ weightScale, figureScale, bias, temperatures, figures, entries, phrases, weights });
}

type Five = readonly [number, number, number, number, number];

const doublesOf = ({ weightScale, figureScale, bias, temperatures, phrases }: KeptModel): number[] => [
  weightScale,
  figureScale,
  ...bias,
  phrases.unit,
  ...temperatures,
  ...phrases.weights,
];

/** Those of wide numbers stand first, so that each begins where a number of its width may. */
const tablesOf = ({ entries, phrases, figures, weights }: KeptModel) => [
  entries.keys,
  entries.meanings,
  phrases.traits,
  phrases.biases,
  figures,
  phrases.slots,
  weights,
  entries.valences,
  entries.roles,
  entries.ratings,
];

export function encodeModel(model: KeptModel): Uint8Array {
  const tables = tablesOf(model);
  const bytes = new Uint8Array(headerBytes + tables.reduce((sum, { byteLength }) => sum + byteLength, 0));
  const bits = Math.log2(model.weights.length / 2);
  new Uint32Array(bytes.buffer, 0, 4).set([magic, bits, model.entries.keys.length]);
  new Float64Array(bytes.buffer, 16, doublesCount).set(doublesOf(model));
  let offset = headerBytes;
  for (const { buffer, byteOffset, byteLength } of tables) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), offset);
    offset += byteLength;
  }
  return bytes;
}
