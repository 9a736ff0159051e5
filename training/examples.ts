import { detectLanguage } from "../src/text/language.ts";
import { type Features, featuresOf, weightOf } from "../src/text/sentiment-features.ts";
import { figuresMax } from "../src/text/sentiment-figures.ts";
import { type Lexicon, lexiconLanguages } from "../src/text/sentiment-lexicon.ts";
import { readText } from "../src/text/sentiment-reading.ts";
import type { Row } from "./rows.ts";
import type { Examples } from "./softmax.ts";

/** The place among the lexicon's languages that the product would read a text in; English where it would not read it. */
export const languagePlace = (text: string): number =>
  Math.max(0, lexiconLanguages.indexOf((detectLanguage(text).language ?? "en") as "en"));

/** The features of the product's own reader, as rows to learn from; figures stand behind the hashed places. */
export function examplesOf(
  rows: readonly Row[],
  lexicon: Lexicon,
  bits: number,
  shareOf: (row: Row) => number = () => 1,
): Examples {
  const size = 2 ** bits;
  const starts = new Uint32Array(rows.length + 1);
  let places = new Uint32Array(1 << 22);
  let values = new Float32Array(1 << 22);
  let length = 0;
  for (const [at, { text }] of rows.entries()) {
    const features = featuresOf(readText(text), lexicon, languagePlace(text), size - 1);
    if (length + features.length + figuresMax > places.length) {
      places = grown(places, new Uint32Array(2 * places.length));
      values = grown(values, new Float32Array(2 * values.length));
    }
    length = put(features, size, places, values, length);
    starts[at + 1] = length;
  }
  return {
    starts,
    places,
    values,
    labels: Uint8Array.from(rows, (row) => row.label),
    weights: Float32Array.from(rows, shareOf),
  };
}

/** Figures move at this part of the speed of words. */
export const figureWeight = 0.5;

function put(features: Features, size: number, places: Uint32Array, values: Float32Array, start: number): number {
  const scale = 1 / Math.sqrt(features.squares || 1);
  let length = start;
  for (let at = 0; at < features.length; at++) {
    places[length] = features.places[at] as number;
    const count = at < features.runsFrom ? (features.counts[at] as number) : weightOf.letters;
    values[length++] = count * scale;
  }
  for (let at = 0; at < features.figures.length; at++) {
    places[length] = size + (features.figures.places[at] as number);
    values[length++] = ((features.figures.amounts[at] as number) / 64) * figureWeight;
  }
  return length;
}

function grown<A extends Uint32Array | Float32Array>(from: A, to: A): A {
  to.set(from as never);
  return to;
}

/** Weights by which every label counts the same within its source and language. */
export function balanced(rows: readonly Row[], sourceWeight: (source: string) => number): (row: Row) => number {
  const counts = new Map<string, number>();
  const key = ({ source, lang }: Row, label: number | string) => `${source} ${lang} ${label}`;
  for (const row of rows)
    for (const label of [row.label, "all"]) counts.set(key(row, label), (counts.get(key(row, label)) ?? 0) + 1);
  return (row) =>
    (sourceWeight(row.source) * (counts.get(key(row, "all")) ?? 0)) / 3 / (counts.get(key(row, row.label)) ?? 1);
}
