import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Languages of one script, and the weights that tell them apart. */
export interface LanguageGroup {
  readonly languages: readonly string[];
  readonly bits: number;
  readonly scale: number;
  readonly temperature: number;
  readonly biases: Float64Array;
  /**
   * For every place half as many numbers as there are languages: each holds the weights of two, raised by 64 so that none is
   * negative, in its lower and its upper 16 bits. One addition adds both.
   */
  readonly pairs: Int32Array;
}

/** Stands among the common languages for all others of its script, and names their group. */
export const otherLanguages = "other";

/** Weights are −63 to 63. */
export const raise = 64;

/** As trained: a weight for each place and language. */
export interface PlainGroup extends Omit<LanguageGroup, "pairs"> {
  readonly weights: Int8Array;
}

export type LanguageModel = Readonly<Record<string, LanguageGroup>>;

/** "GWL1", little-endian. */
const magic = 0x314c5747;
const nameBytes = 12;

let loaded: LanguageModel | null = null;

/** Read from its file at the first call. */
export const languageModel = (): LanguageModel => {
  loaded ??= decodeLanguages(readFileSync(fileURLToPath(new URL("./models/language.bin", import.meta.url))));
  return loaded;
};

export function decodeLanguages(bytes: Uint8Array): LanguageModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== magic) throw new Error("language.bin is not a model of this version");
  const groups: Record<string, LanguageGroup> = {};
  let at = 8;
  const name = () => {
    const text = String.fromCharCode(...bytes.subarray(at, at + nameBytes)).trimEnd();
    at += nameBytes;
    return text;
  };
  const double = () => {
    at += 8;
    return view.getFloat64(at - 8, true);
  };
  for (let group = view.getUint32(4, true); group > 0; group--) {
    const script = name();
    const bits = double();
    const languages = Array.from({ length: double() }, name);
    const scale = double();
    const temperature = double();
    const biases = Float64Array.from(languages, double);
    const length = 2 ** bits * languages.length;
    const weights = new Int8Array(bytes.buffer, bytes.byteOffset + at, length);
    at += length;
    groups[script] = { languages, bits, scale, temperature, biases, pairs: paired(weights, languages.length) };
  }
  return groups;
}

export function paired(weights: Int8Array, languages: number): Int32Array {
  const half = (languages + 1) >> 1;
  const places = weights.length / languages;
  const pairs = new Int32Array(places * half);
  for (let place = 0; place < places; place++)
    for (let pair = 0; pair < half; pair++) {
      const even = (weights[place * languages + 2 * pair] as number) + raise;
      const odd = 2 * pair + 1 < languages ? (weights[place * languages + 2 * pair + 1] as number) + raise : 0;
      pairs[place * half + pair] = even | (odd << 16);
    }
  return pairs;
}

export function encodeLanguages(groups: Readonly<Record<string, PlainGroup>>): Uint8Array {
  const all = Object.entries(groups);
  const lengthOf = ({ languages, weights }: PlainGroup) =>
    nameBytes + 32 + languages.length * (nameBytes + 8) + weights.length;
  const bytes = new Uint8Array(8 + all.reduce((sum, [, group]) => sum + lengthOf(group), 0));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, all.length, true);
  let at = 8;
  const name = (text: string) => {
    for (let index = 0; index < nameBytes; index++) bytes[at++] = text.charCodeAt(index) || 0x20;
  };
  const double = (value: number) => {
    view.setFloat64(at, value, true);
    at += 8;
  };
  for (const [script, group] of all) {
    name(script);
    double(group.bits);
    double(group.languages.length);
    group.languages.forEach(name);
    double(group.scale);
    double(group.temperature);
    group.biases.forEach(double);
    bytes.set(new Uint8Array(group.weights.buffer), at);
    at += group.weights.length;
  }
  return bytes;
}
