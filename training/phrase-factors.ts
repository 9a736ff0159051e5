import {
  type Phrases,
  patternsCount,
  rowLength,
  slotBits,
  slotsLength,
  traitsCount,
} from "../src/text/sentiment-phrases.ts";

/** Patterns of words as they are learnt: a slot says what its words are like in a few numbers, a matrix what that adds to the patterns. */
export interface PhraseFactors {
  /** For each slot, `likenessesCount` numbers. */
  readonly likenesses: Int8Array;
  readonly likenessScale: number;
  /** For each place among three words, likeness or trait, and pattern. */
  readonly matrix: Float64Array;
  readonly biases: Float64Array;
  /** As in `Phrases`. */
  readonly weights: Float64Array;
}

export const likenessesCount = 16;
export const inputsCount = likenessesCount + traitsCount;

/** What one tenth or one yes of a trait counts as. */
export const traitAmounts: readonly number[] = [0.05, 0.05, 0.05, 1, 1];

const largest = 30_000;

/** As the model keeps them: every slot's likenesses times the matrix, in whole numbers. */
export function multiplied(factors: PhraseFactors): Phrases {
  const { matrix, biases, weights } = factors;
  const exact = slotsOf(factors);
  let most = 1e-9;
  for (let at = 0; at < exact.length; at++) most = Math.max(most, Math.abs(exact[at] as number));
  const unit = most / largest;
  const slots = new Int16Array(exact.length);
  for (let at = 0; at < exact.length; at++) slots[at] = Math.round((exact[at] as number) / unit);
  const traits = new Int32Array(traitsCount * rowLength);
  for (let trait = 0; trait < traitsCount; trait++)
    for (let column = 0; column < rowLength; column++) {
      const weight = matrix[matrixStart(column) + (likenessesCount + trait) * patternsCount] as number;
      traits[trait * rowLength + column] = Math.round((weight * (traitAmounts[trait] as number)) / unit);
    }
  return {
    slots,
    traits,
    biases: Int32Array.from(biases, (bias) => Math.round(bias / unit)),
    unit,
    weights,
  };
}

/** What each slot adds, and a row of noughts. */
function slotsOf({ likenesses, likenessScale, matrix }: PhraseFactors): Float64Array {
  const exact = new Float64Array(slotsLength);
  for (let column = 0; column < rowLength; column++) {
    const weights = Float64Array.from(
      { length: likenessesCount },
      (_, at) => matrix[matrixStart(column) + at * patternsCount] as number,
    );
    for (let slot = 0; slot < 1 << slotBits; slot++) {
      const start = slot * likenessesCount;
      let sum = 0;
      for (let at = 0; at < likenessesCount; at++) sum += (likenesses[start + at] as number) * (weights[at] as number);
      exact[slot * rowLength + column] = sum * likenessScale;
    }
  }
  return exact;
}

/** Where a column's weights begin in the matrix; they are `patternsCount` apart. */
const matrixStart = (column: number): number => {
  const place = Math.floor(column / patternsCount);
  return place * inputsCount * patternsCount + (column % patternsCount);
};
