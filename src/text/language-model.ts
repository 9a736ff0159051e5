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
   * For every place the weights of all languages, a byte each, raised by 64 so that none is negative. Four are one number, so that
   * they come from memory together and are added two at a time. Noughts fill up the last eight.
   */
  readonly fours: Int32Array;
}

/** Stands among the common languages for all others of its script, and names their group. */
export const otherLanguages = "other";

/** Weights are −63 to 63. */
export const raise = 64;

/** As trained: a weight for each place and language. */
export interface PlainGroup extends Omit<LanguageGroup, "fours"> {
  readonly weights: Int8Array;
}

export type LanguageModel = Readonly<Record<string, LanguageGroup>>;

/** "GWL2", little-endian. */
const magic = 0x324c5747;
const nameBytes = 12;

let loaded: LanguageModel | null = null;

/** Read from its file at the first call. */
export const languageModel = (): LanguageModel => {
  loaded ??= decodeLanguages(readFileSync(fileURLToPath(new URL("./models/language.bin", import.meta.url))));
  return loaded;
};

/** How many weights a place has, with those that fill up the last eight. */
const roomOf = (languages: number): number => (languages + 7) & ~7;

/** The file: magic, groups; then each group, and behind each so many spare bytes that its weights begin at a multiple of four. */
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
    at = wholeFours(at);
    const length = 2 ** bits * roomOf(languages.length);
    const fours = new Int32Array(bytes.buffer, bytes.byteOffset + at, length / 4);
    at += length;
    groups[script] = { languages, bits, scale, temperature, biases, fours };
  }
  return groups;
}

const wholeFours = (at: number): number => (at + 3) & ~3;

export function encodeLanguages(groups: Readonly<Record<string, PlainGroup>>): Uint8Array {
  const all = Object.entries(groups);
  const headOf = ({ languages }: PlainGroup) => nameBytes + 32 + languages.length * (nameBytes + 8);
  const length = all.reduce(
    (sum, [, group]) => wholeFours(sum + headOf(group)) + 2 ** group.bits * roomOf(group.languages.length),
    8,
  );
  const bytes = new Uint8Array(length);
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
    at = wholeFours(at);
    const count = group.languages.length;
    for (const [place, weight] of group.weights.entries())
      bytes[at + Math.floor(place / count) * roomOf(count) + (place % count)] = weight + raise;
    at += 2 ** group.bits * roomOf(count);
  }
  return bytes;
}
