import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { figuresMax } from "./sentiment-figures.ts";
import { type Lexicon, lexiconLanguages } from "./sentiment-lexicon.ts";

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
}

/** "GWS1", little-endian. */
const magic = 0x31535747;
const headerBytes = 16 + 8 * (4 + lexiconLanguages.length);

let loaded: SentimentModel | null = null;

/** Read from its file at the first call. */
export const sentimentModel = (): SentimentModel => {
  loaded ??= decodeModel(readFileSync(fileURLToPath(new URL("./models/sentiment.bin", import.meta.url))));
  return loaded;
};

/** The file: magic, places as a power of two, places of the lexicon, spare; scales, biases and temperatures as doubles; then the tables. */
export function decodeModel(bytes: Uint8Array): SentimentModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== magic) throw new Error("sentiment.bin is not a model of this version");
  const places = 2 ** view.getUint32(4, true);
  const slots = view.getUint32(8, true);
  const double = (at: number) => view.getFloat64(16 + 8 * at, true);
  let offset = headerBytes;
  const take = (length: number): number => {
    offset += length;
    return offset - length;
  };
  const keys = words32(view, take(4 * slots), slots);
  const meanings = words32(view, take(4 * slots), slots);
  const figures = new Int16Array(2 * figuresMax);
  const figuresStart = take(4 * figuresMax);
  for (let at = 0; at < figures.length; at++) figures[at] = view.getInt16(figuresStart + 2 * at, true);
  const signed = (length: number) => new Int8Array(bytes.buffer, bytes.byteOffset + take(length), length);
  return {
    weightScale: double(0),
    figureScale: double(1),
    bias: [double(2), double(3)],
    temperatures: Float64Array.from(lexiconLanguages, (_, at) => double(4 + at)),
    figures,
    lexicon: { keys, meanings, valences: signed(slots), roles: Uint8Array.from(signed(slots)) },
    weights: signed(2 * places),
  };
}

export function encodeModel(model: SentimentModel): Uint8Array {
  const { lexicon, figures, weights } = model;
  const slots = lexicon.keys.length;
  const bytes = new Uint8Array(headerBytes + 10 * slots + 2 * figures.length + weights.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, Math.log2(weights.length / 2), true);
  view.setUint32(8, slots, true);
  const doubles = [model.weightScale, model.figureScale, ...model.bias, ...model.temperatures];
  for (const [at, value] of doubles.entries()) view.setFloat64(16 + 8 * at, value, true);
  for (let at = 0; at < slots; at++) {
    view.setUint32(headerBytes + 4 * at, lexicon.keys[at] as number, true);
    view.setUint32(headerBytes + 4 * (slots + at), lexicon.meanings[at] as number, true);
  }
  for (let at = 0; at < figures.length; at++)
    view.setInt16(headerBytes + 8 * slots + 2 * at, figures[at] as number, true);
  const rest = headerBytes + 8 * slots + 2 * figures.length;
  bytes.set(new Uint8Array(lexicon.valences.buffer), rest);
  bytes.set(lexicon.roles, rest + slots);
  bytes.set(new Uint8Array(weights.buffer), rest + 2 * slots);
  return bytes;
}

function words32(view: DataView, start: number, length: number): Uint32Array {
  const words = new Uint32Array(length);
  for (let at = 0; at < length; at++) words[at] = view.getUint32(start + 4 * at, true);
  return words;
}
