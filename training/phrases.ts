import { featuresOf } from "../src/text/sentiment-features.ts";
import type { Lexicon } from "../src/text/sentiment-lexicon.ts";
import {
  patternsCount,
  phraseWordsMax,
  shareOfOne,
  slotBits,
  slotOf,
  traitOf,
  traitsCount,
} from "../src/text/sentiment-phrases.ts";
import { readText, wordKinds } from "../src/text/sentiment-reading.ts";
import { languagePlace } from "./examples.ts";
import { inputsCount, likenessesCount, type PhraseFactors, traitAmounts } from "./phrase-factors.ts";
import { type Row, seeded, shuffle } from "./rows.ts";

/** The words of a text, as the patterns see them. */
interface Line {
  readonly slots: Uint16Array;
  readonly traits: Float32Array;
  readonly label: number;
  readonly weight: number;
}

/** Words that are taken for unknown at random, and fits that are not counted, so that no word or pattern is relied on. */
const hiddenWords = 0.3;
const hiddenFits = 0.5;
const rate = 0.05;
const epochs = 3;
const heaviest = 4;
/** The slot of words that are hidden. */
const hiddenSlot = 0;
const fitsCount = 2 * patternsCount;

function linesOf(rows: readonly Row[], lexicon: Lexicon, shareOf: (row: Row) => number): Line[] {
  return rows.map((row) => {
    const language = languagePlace(row.text);
    const reading = readText(row.text);
    const { known } = featuresOf(reading, lexicon, language, 0);
    const length = Math.min(reading.wordsCount, phraseWordsMax);
    const traits = new Float32Array(length * traitsCount);
    for (let at = 0; at < length; at++) {
      const place = reading.kinds[at] === wordKinds.word ? (known[at] as number) : -1;
      if (place < 0) continue;
      for (let trait = 0; trait < traitsCount; trait++)
        traits[at * traitsCount + trait] = traitOf(lexicon, place, trait) * (traitAmounts[trait] as number);
    }
    const slots = Uint16Array.from({ length }, (_, at) => slotOf(reading.words[at] as number, language));
    return { slots, traits, label: row.label, weight: Math.min(heaviest, shareOf(row)) };
  });
}

/** Numbers that learn, each with its sum of squared gradients. */
interface Learner {
  readonly values: Float32Array;
  readonly squares: Float32Array;
}

const newLearner = (length: number, spread: number, random: () => number): Learner => ({
  values: Float32Array.from({ length }, () => (random() * 2 - 1) * spread),
  squares: new Float32Array(length),
});

function learn({ values, squares }: Learner, at: number, gradient: number, speed: number): void {
  const sum = (squares[at] as number) + gradient * gradient;
  squares[at] = sum;
  values[at] = (values[at] as number) - (speed * gradient) / (Math.sqrt(sum) + 1e-4);
}

function newNet(random: () => number) {
  return {
    random,
    likenesses: newLearner(likenessesCount << slotBits, 0.1, random),
    matrix: newLearner(3 * inputsCount * patternsCount, 0.25, random),
    biases: newLearner(patternsCount, 0, random),
    heads: newLearner(3 * fitsCount, 0.1, random),
    headBiases: newLearner(3, 0, random),
    used: new Uint16Array(phraseWordsMax),
    /** One empty word before the first and one behind the last. */
    inputs: new Float32Array((phraseWordsMax + 2) * inputsCount),
    inputPushes: new Float32Array((phraseWordsMax + 2) * inputsCount),
    matrixPushes: new Float32Array(3 * inputsCount * patternsCount),
    fits: new Float32Array(phraseWordsMax * patternsCount),
    best: new Int32Array(patternsCount),
    pooled: new Float32Array(fitsCount),
    kept: new Float32Array(fitsCount),
    pooledPushes: new Float32Array(fitsCount),
    chances: new Float64Array(3),
  };
}

type Net = ReturnType<typeof newNet>;

function readLine(net: Net, { slots, traits }: Line): void {
  const { inputs, used } = net;
  inputs.fill(0, 0, (slots.length + 2) * inputsCount);
  for (let at = 0; at < slots.length; at++) {
    used[at] = net.random() < hiddenWords ? hiddenSlot : (slots[at] as number);
    const from = (used[at] as number) * likenessesCount;
    const start = (at + 1) * inputsCount;
    for (let k = 0; k < likenessesCount; k++) inputs[start + k] = net.likenesses.values[from + k] as number;
    for (let k = 0; k < traitsCount; k++) inputs[start + likenessesCount + k] = traits[at * traitsCount + k] as number;
  }
}

function fitLine(net: Net, length: number): void {
  const { inputs, fits, pooled, best, kept } = net;
  pooled.fill(0);
  best.fill(-1);
  const share = shareOfOne(length);
  for (let at = 0; at < length; at++) {
    const own = fits.subarray(at * patternsCount, (at + 1) * patternsCount);
    own.set(net.biases.values);
    for (let input = 0; input < 3 * inputsCount; input++) {
      const value = inputs[at * inputsCount + input] as number;
      if (value === 0) continue;
      const row = input * patternsCount;
      for (let k = 0; k < patternsCount; k++)
        own[k] = (own[k] as number) + value * (net.matrix.values[row + k] as number);
    }
    for (let k = 0; k < patternsCount; k++) {
      const fit = own[k] as number;
      if (fit <= 0) continue;
      pooled[patternsCount + k] = (pooled[patternsCount + k] as number) + fit * share;
      if (fit > (pooled[k] as number)) {
        pooled[k] = fit;
        best[k] = at;
      }
    }
  }
  for (let k = 0; k < fitsCount; k++) {
    kept[k] = net.random() < hiddenFits ? 0 : 1 / (1 - hiddenFits);
    pooled[k] = (pooled[k] as number) * (kept[k] as number);
  }
}

function judge({ pooled, heads, headBiases, chances }: Net): void {
  let sum = 0;
  for (let label = 0; label < 3; label++) {
    let score = headBiases.values[label] as number;
    for (let k = 0; k < fitsCount; k++)
      score += (pooled[k] as number) * (heads.values[label * fitsCount + k] as number);
    chances[label] = Math.exp(Math.min(30, Math.max(-30, score)));
    sum += chances[label] as number;
  }
  for (let label = 0; label < 3; label++) chances[label] = (chances[label] as number) / sum;
}

function pushHeads(net: Net, line: Line, speed: number): void {
  const { pooled, pooledPushes, heads, headBiases, chances } = net;
  pooledPushes.fill(0);
  for (let label = 0; label < 3; label++) {
    const push = line.weight * ((chances[label] as number) - (line.label === label ? 1 : 0));
    learn(headBiases, label, push, speed);
    for (let k = 0; k < fitsCount; k++) {
      if (pooled[k] === 0) continue;
      const at = label * fitsCount + k;
      pooledPushes[k] = (pooledPushes[k] as number) + push * (heads.values[at] as number);
      learn(heads, at, push * (pooled[k] as number), speed);
    }
  }
}

function pushWords(net: Net, length: number, speed: number): void {
  const { inputs, inputPushes, matrixPushes, matrix, fits, best, kept, pooledPushes } = net;
  inputPushes.fill(0, 0, (length + 2) * inputsCount);
  matrixPushes.fill(0);
  const share = shareOfOne(length);
  for (let k = 0; k < patternsCount; k++) {
    const ofAll = (pooledPushes[patternsCount + k] as number) * (kept[patternsCount + k] as number) * share;
    const ofBest = (pooledPushes[k] as number) * (kept[k] as number);
    for (let at = 0; at < length; at++) {
      if ((fits[at * patternsCount + k] as number) <= 0) continue;
      const push = ofAll + (best[k] === at ? ofBest : 0);
      if (push === 0) continue;
      learn(net.biases, k, push, speed);
      for (let input = 0; input < 3 * inputsCount; input++) {
        const weight = input * patternsCount + k;
        const from = at * inputsCount + input;
        matrixPushes[weight] = (matrixPushes[weight] as number) + push * (inputs[from] as number);
        inputPushes[from] = (inputPushes[from] as number) + push * (matrix.values[weight] as number);
      }
    }
  }
  for (let at = 0; at < matrixPushes.length; at++)
    if (matrixPushes[at] !== 0) learn(matrix, at, matrixPushes[at] as number, speed);
  for (let at = 0; at < length; at++)
    for (let k = 0; k < likenessesCount; k++) {
      const push = inputPushes[(at + 1) * inputsCount + k] as number;
      if (push !== 0) learn(net.likenesses, (net.used[at] as number) * likenessesCount + k, push, speed);
    }
}

/** Patterns, and what they add to the biases of negative and positive. `part`: what they count beside the words. */
export function trainPhrases(
  rows: readonly Row[],
  lexicon: Lexicon,
  shareOf: (row: Row) => number,
  { seed, part }: { seed: number; part: number },
): { factors: PhraseFactors; bias: readonly [number, number] } {
  const lines = linesOf(rows, lexicon, shareOf);
  const net = newNet(seeded(seed));
  const order = Uint32Array.from(lines, (_, at) => at);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, net.random);
    for (const at of order) {
      const line = lines[at] as Line;
      if (line.slots.length === 0) continue;
      readLine(net, line);
      fitLine(net, line.slots.length);
      judge(net);
      const speed = rate * (1 - (0.9 * epoch) / epochs);
      pushHeads(net, line, speed);
      pushWords(net, line.slots.length, speed);
    }
  }
  return finished(net, part);
}

function finished({ likenesses, matrix, biases, heads, headBiases }: Net, part: number) {
  const sizes = Float32Array.from(likenesses.values, Math.abs).sort();
  const likenessScale = (sizes[Math.floor(sizes.length * 0.9998)] as number) / 127;
  const against = (values: Float32Array, width: number, side: number, k: number) =>
    part * ((values[2 * side * width + k] as number) - (values[width + k] as number));
  const factors: PhraseFactors = {
    likenesses: Int8Array.from(likenesses.values, (value) =>
      Math.max(-127, Math.min(127, Math.round(value / likenessScale))),
    ),
    likenessScale,
    matrix: Float64Array.from(matrix.values),
    biases: Float64Array.from(biases.values),
    weights: Float64Array.from({ length: 2 * fitsCount }, (_, at) =>
      against(heads.values, fitsCount, Math.floor(at / fitsCount), at % fitsCount),
    ),
  };
  const bias = [against(headBiases.values, 1, 0, 0), against(headBiases.values, 1, 1, 0)] as const;
  return { factors, bias };
}
