import { expect, it } from "vitest";
import { featuresOf } from "../../src/text/sentiment-features.ts";
import { sentimentModel } from "../../src/text/sentiment-model.ts";
import { fitsOf, patternsCount, phraseScore, phraseWordsMax } from "../../src/text/sentiment-phrases.ts";
import { readText } from "../../src/text/sentiment-reading.ts";

/** How well each pattern fits around each word, and what that adds up to. */
function fitting(text: string) {
  const { phrases, lexicon, weights } = sentimentModel();
  const reading = readText(text);
  const { known } = featuresOf(reading, lexicon, 0, weights.length / 2 - 1);
  const found = fitsOf(phrases, reading, lexicon, known, 0);
  const { fits, best, total, wordsCount } = found;
  return {
    words: Array.from({ length: wordsCount }, (_, at) => [...fits.slice(at * patternsCount, (at + 1) * patternsCount)]),
    best: [...best],
    total: [...total],
    negative: phraseScore(phrases, found, 0),
  };
}

it("judges a word by itself and its two neighbours alone", () => {
  const alone = fitting("hardly any good").words[1];
  expect(fitting("the food was hardly any good today").words[4]).toEqual(alone);
  expect(fitting("the food was hardly some good today").words[4]).not.toEqual(alone);
  expect(fitting("the food was any hardly good today").words[4]).not.toEqual(alone);
});

it("keeps the best fit of each pattern and the sum of all, and none below 0", () => {
  const { words, best, total } = fitting("I do not like the new seats, but the crew was great");
  const column = (pattern: number) => words.map((fits) => fits[pattern] as number);
  expect(words.flat().every((fit) => fit >= 0)).toBe(true);
  expect(best).toEqual(best.map((_, pattern) => Math.max(...column(pattern))));
  expect(total).toEqual(total.map((_, pattern) => column(pattern).reduce((sum, fit) => sum + fit, 0)));
  expect(best.some((fit) => fit > 0)).toBe(true);
});

it("tells words of a different order apart", () => {
  expect(fitting("good but not cheap").negative).not.toBe(fitting("cheap but not good").negative);
});

it("looks at a limited number of words", () => {
  expect(fitting("no ".repeat(500)).words).toHaveLength(phraseWordsMax);
  expect(fitting("").words).toEqual([]);
});
