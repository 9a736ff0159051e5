import { type Traits, traitPlace, traitsMax, traitsOf } from "./language-features.ts";
import { type LanguageGroup, languageModel, otherLanguages, raise } from "./language-model.ts";
import { type Script, scripts } from "./language-scripts.ts";
import { readText } from "./sentiment-reading.ts";

/** A language's primary tag, or null below the confidence that it needs; and how likely it is, 0 to 1. */
export interface Detected {
  readonly language: string | null;
  readonly confidence: number;
}

/** Languages that were measured on posts of their own; the others need more confidence, since they are met less. */
const measured: ReadonlySet<string> = new Set(["ar", "en", "fr", "de", "it", "pt", "es", "hi"]);
const confidenceMin = 0.4;
const unmeasuredMin = 0.6;

const unknown: Detected = { language: null, confidence: 0 };

/** What a text is written in, without its links and mentions. The same text has the same answer on any processor. */
export function detectLanguage(text: string): Detected {
  const traits = traitsOf(readText(text));
  const script = scriptIn(traits);
  if (script === "none") return unknown;
  if (script === "kana") return { language: "ja", confidence: 1 };
  if (script === "han") return { language: "zh", confidence: 0.9 };
  const group = languageModel()[script];
  if (!group) return { language: script, confidence: 1 };
  const first = likeliest(group, traits);
  if (first.language !== otherLanguages) return sureOf(first.language, first.confidence);
  const second = likeliest(languageModel()[otherLanguages] as LanguageGroup, traits);
  return sureOf(second.language, first.confidence * second.confidence);
}

function sureOf(language: string, confidence: number): Detected {
  const needed = measured.has(language) ? confidenceMin : unmeasuredMin;
  return { language: confidence >= needed ? language : null, confidence };
}

/** Characters of these scripts say as much as two or three of others. */
const dense: ReadonlySet<Script> = new Set(["han", "kana", "ko"]);
const worth = Uint8Array.from(scripts, (script) => (dense.has(script) ? 2 : 1));
const kanaPlace = scripts.indexOf("kana");

/** The script with the most to say. Chinese characters among a fair part of kana are Japanese. */
function scriptIn({ letters }: Traits): Script {
  let best = 0;
  let most = 0;
  for (let script = 1; script < worth.length; script++) {
    const count = (letters[script] as number) * (worth[script] as number);
    if (count > most) {
      most = count;
      best = script;
    }
  }
  const found = scripts[best] as Script;
  const kana = letters[kanaPlace] as number;
  return found === "han" && kana * 8 > most ? "kana" : found;
}

/** Where the weights of each trait begin. */
const starts = new Int32Array(traitsMax);
/** By place in the group. */
const sums = new Int32Array(64);
const scores = new Float64Array(64);

export function likeliest(group: LanguageGroup, traits: Traits): { language: string; confidence: number } {
  const { languages, bits, fours, scale, biases, temperature } = group;
  const length = Math.min(traits.length, traitsMax);
  const step = (languages.length + 7) >> 3;
  for (let at = 0; at < length; at++) starts[at] = traitPlace(traits.hashes[at] as number, bits) * 2 * step;
  for (let eight = 0; eight < step; eight++) addEight(fours, length, eight);
  const unit = scale / Math.sqrt(length || 1);
  let best = 0;
  for (let at = 0; at < languages.length; at++) {
    const sum = (sums[at] as number) - raise * length;
    scores[at] = ((biases[at] as number) + unit * sum) / temperature;
    if ((scores[at] as number) > (scores[best] as number)) best = at;
  }
  let total = 0;
  for (let at = 0; at < languages.length; at++) total += exponential((scores[at] as number) - (scores[best] as number));
  return { language: languages[best] as string, confidence: 1 / total };
}

/** Of four bytes the first and the third, each with room to grow to the sum of all. */
const twoOfFour = 0x00ff00ff;

/** Adds the weights of the eight languages from `8 * eight` on. */
function addEight(fours: Int32Array, length: number, eight: number): void {
  let even = 0;
  let odd = 0;
  let nextEven = 0;
  let nextOdd = 0;
  for (let at = 0; at < length; at++) {
    const start = (starts[at] as number) + 2 * eight;
    const weights = fours[start] as number;
    const next = fours[start + 1] as number;
    even = (even + (weights & twoOfFour)) | 0;
    odd = (odd + ((weights >>> 8) & twoOfFour)) | 0;
    nextEven = (nextEven + (next & twoOfFour)) | 0;
    nextOdd = (nextOdd + ((next >>> 8) & twoOfFour)) | 0;
  }
  keepSums(8 * eight, even, odd);
  keepSums(8 * eight + 4, nextEven, nextOdd);
}

function keepSums(from: number, even: number, odd: number): void {
  sums[from] = even & 0xffff;
  sums[from + 1] = odd & 0xffff;
  sums[from + 2] = even >>> 16;
  sums[from + 3] = odd >>> 16;
}

/** e^x for x ≤ 0, out of multiplications alone: Math.exp may differ in its last digit between engines. */
function exponential(x: number): number {
  if (x < -30) return 0;
  let value = 1 + x / 4096;
  for (let step = 0; step < 12; step++) value *= value;
  return value;
}
