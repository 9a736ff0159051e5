import { type Features, featuresOf, weightOf } from "./sentiment-features.ts";
import type { Figures } from "./sentiment-figures.ts";
import { lexiconLanguages } from "./sentiment-lexicon.ts";
import { type SentimentModel, sentimentModel } from "./sentiment-model.ts";
import { fitsOf, phraseScore } from "./sentiment-phrases.ts";
import { readText } from "./sentiment-reading.ts";

/** Probabilities that sum to 1, and the likeliest. */
export type Sentiment =
  | {
      readonly label: "negative" | "neutral" | "positive";
      readonly negative: number;
      readonly neutral: number;
      readonly positive: number;
    }
  | { readonly label: null; readonly negative: null; readonly neutral: null; readonly positive: null };

export const unknownSentiment: Sentiment = { label: null, negative: null, neutral: null, positive: null };

/**
 * How a text feels. `language`: its primary tag ("pt"), or null where that is not known, which is read as English. In a language that the
 * model does not know the answer is `unknownSentiment`. The same text has the same answer on any processor: whole numbers are
 * added up, and the few divisions are the same everywhere.
 */
export function sentimentOf(text: string, language: string | null): Sentiment {
  const place = language === null ? 0 : (places.get(language) ?? -1);
  return place < 0
    ? unknownSentiment
    : answer(scoresOf(sentimentModel(), text, place), sentimentModel().temperatures[place] as number);
}

const places = new Map<string, number>(lexiconLanguages.map((language, place) => [language, place]));

/** Of negative and positive, where neutral is 0. Used again for the next text. */
export interface Scores {
  negative: number;
  positive: number;
}

const scores: Scores = { negative: 0, positive: 0 };

export function scoresOf(model: SentimentModel, text: string, language: number): Scores {
  const reading = readText(text);
  const features = featuresOf(reading, model.lexicon, language, model.pairs.length - 1);
  addWeights(model.pairs, features);
  addFigureWeights(model.figures, features.figures);
  const scale = model.weightScale / Math.sqrt(features.squares || 1);
  const fits = fitsOf(model.phrases, reading, model.lexicon, features.known, language);
  const { ofWeights, ofFigures } = sums;
  scores.negative =
    model.bias[0] +
    scale * ofWeights.negative +
    model.figureScale * ofFigures.negative +
    phraseScore(model.phrases, fits, 0);
  scores.positive =
    model.bias[1] +
    scale * ofWeights.positive +
    model.figureScale * ofFigures.positive +
    phraseScore(model.phrases, fits, 1);
  return scores;
}

/** Whole numbers. */
const sums = { ofWeights: { negative: 0, positive: 0 }, ofFigures: { negative: 0, positive: 0 } };

function addWeights(pairs: Int16Array, { places, counts, length, runsFrom }: Features): void {
  let negative = 0;
  let positive = 0;
  for (let at = runsFrom; at < length; at++) {
    const pair = pairs[places[at] as number] as number;
    negative = (negative + ((pair << 24) >> 24)) | 0;
    positive = (positive + (pair >> 8)) | 0;
  }
  negative *= weightOf.letters;
  positive *= weightOf.letters;
  for (let at = 0; at < runsFrom; at++) {
    const pair = pairs[places[at] as number] as number;
    const count = counts[at] as number;
    negative = (negative + count * ((pair << 24) >> 24)) | 0;
    positive = (positive + count * (pair >> 8)) | 0;
  }
  sums.ofWeights.negative = negative;
  sums.ofWeights.positive = positive;
}

function addFigureWeights(weights: Int16Array, { places, amounts, length }: Figures): void {
  let negative = 0;
  let positive = 0;
  for (let at = 0; at < length; at++) {
    const figure = 2 * (places[at] as number);
    const amount = amounts[at] as number;
    negative = (negative + amount * (weights[figure] as number)) | 0;
    positive = (positive + amount * (weights[figure + 1] as number)) | 0;
  }
  sums.ofFigures.negative = negative;
  sums.ofFigures.positive = positive;
}

function answer({ negative, positive }: Scores, temperature: number): Sentiment {
  const top = Math.max(negative, positive, 0);
  const ofNegative = exponential((negative - top) / temperature);
  const ofPositive = exponential((positive - top) / temperature);
  const ofNeutral = exponential(-top / temperature);
  const sum = ofNegative + ofNeutral + ofPositive;
  const label = negative > 0 && negative > positive ? "negative" : positive > 0 ? "positive" : "neutral";
  return { label, negative: ofNegative / sum, neutral: ofNeutral / sum, positive: ofPositive / sum };
}

/** e^x for x ≤ 0, out of multiplications alone: Math.exp may differ in its last digit between engines. */
function exponential(x: number): number {
  if (x < -40) return 0;
  let value = 1 + x / 4096 + (x / 4096) ** 2 / 2;
  for (let step = 0; step < 12; step++) value *= value;
  return value;
}
