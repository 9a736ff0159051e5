import { scoresOf } from "../src/text/sentiment.ts";
import { lexiconLanguages } from "../src/text/sentiment-lexicon.ts";
import type { SentimentModel } from "../src/text/sentiment-model.ts";
import { languagePlace } from "./examples.ts";
import type { Row } from "./rows.ts";

/** One temperature per language: the one with which the labels of its posts are likeliest. No label changes by it. What is read as another language than it is in counts nowhere. */
export function fitTemperatures(model: SentimentModel, rows: readonly Row[]): Float64Array {
  const scored = rows.flatMap(({ text, label, lang }) => {
    const place = languagePlace(text);
    if (lexiconLanguages[place] !== lang) return [];
    const { negative, positive } = scoresOf(model, text, place);
    return [{ place, label, scores: [negative, 0, positive] as const }];
  });
  return Float64Array.from(lexiconLanguages, (_, language) => {
    const own = scored.filter(({ place }) => place === language);
    let best = 1;
    let least = Number.POSITIVE_INFINITY;
    for (let temperature = 0.4; temperature < 6; temperature *= 1.03) {
      const loss = own.reduce((sum, { label, scores }) => sum + lossOf(scores, label, temperature), 0);
      if (loss < least) {
        least = loss;
        best = temperature;
      }
    }
    return best;
  });
}

function lossOf(scores: readonly [number, number, number], label: number, temperature: number): number {
  const total = scores.reduce((sum, score) => sum + Math.exp(score / temperature), 0);
  return Math.log(total) - (scores[label] as number) / temperature;
}
