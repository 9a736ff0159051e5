import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it, test } from "vitest";
import { detectLanguage } from "../../src/text/language.ts";
import { sentimentOf } from "../../src/text/sentiment.ts";
import { charactersMax, readText } from "../../src/text/sentiment-reading.ts";
import { anyText } from "./any-text.ts";

const languages = ["en", "fr", "de", "it", "pt", "es", "ar", "hi"] as const;

function expectAnswer(text: string, language: string | null): void {
  const { label, negative, neutral, positive } = sentimentOf(text, language);
  const chances = [negative, neutral, positive] as number[];
  expect(chances.every((chance) => chance >= 0 && chance <= 1)).toBe(true);
  expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9);
  expect(["negative", "neutral", "positive"][chances.indexOf(Math.max(...chances))]).toBe(label);
}

it("has an answer for any text in every language it knows: chances that sum to 1, and the likeliest", () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom(...languages, null), (text, language) => expectAnswer(text, language)),
    { numRuns: 3_000 },
  );
});

test.each([
  ["nothing", ""],
  ["a space", " "],
  ["NULs", "\0\0\0 good \0"],
  ["lone surrogates", "\ud83d great \ude00 \ud83d"],
  ["zero-width characters", "\u200bgr\u200deat\u2060\ufeff\u00ad"],
  ["right to left", "\u202eשלום\u202c مرحبا \u200f"],
  ["a megabyte of letters", "a".repeat(2 ** 20)],
  ["a megabyte of emoji", "😡".repeat(2 ** 19)],
  ["a megabyte of hashtags", "#sad".repeat(2 ** 18)],
  ["a megabyte of emoticons", ":-(".repeat(350_000)],
  ["a megabyte of apostrophes", "a'".repeat(2 ** 19)],
])("answers %s", (_, text) => {
  expectAnswer(text, "en");
  expectAnswer(text, "ar");
});

it("looks at no more than the beginning of a long text, so that its cost is bounded", () => {
  const start = "the weather is awful today. ".repeat(100).slice(0, charactersMax);
  expect(sentimentOf(start, "en")).toEqual(sentimentOf(`${start.slice(0, charactersMax)} wonderful`.repeat(2), "en"));
  const reading = readText("😀 x".repeat(100_000));
  expect(reading.wordsCount).toBeLessThanOrEqual(charactersMax);
  expect(reading.charactersCount).toBeLessThanOrEqual(reading.plain.length);
});

it("gives the same text the same answer, whatever was read in between", () => {
  const text = "I love this, but the queue was horrible :(";
  const before = sentimentOf(text, "en");
  sentimentOf("quelque chose d'autre", "fr");
  detectLanguage("etwas ganz anderes");
  expect(sentimentOf(text, "en")).toEqual(before);
});

it("says that it does not know a language that it was not made for", () => {
  expect(sentimentOf("Wat een geweldige dag", "nl")).toEqual({
    label: null,
    negative: null,
    neutral: null,
    positive: null,
  });
});

it("hears a negation", () => {
  const plain = sentimentOf("This phone is good", "en");
  const negated = sentimentOf("This phone is not good", "en");
  expect(plain.label).toBe("positive");
  expect(negated.positive as number).toBeLessThan((plain.positive as number) - 0.2);
  expect(sentimentOf("Das Essen ist nicht gut", "de").positive as number).toBeLessThan(
    sentimentOf("Das Essen ist gut", "de").positive as number,
  );
});

it("reads emoji and emoticons", () => {
  const plain = sentimentOf("the train is here", "en");
  for (const bad of ["😡", "😭", ":(", ":-(", ":'("])
    expect(sentimentOf(`the train is here ${bad}`, "en").negative as number).toBeGreaterThan(plain.negative as number);
  for (const good of ["😍", "❤️", ":)", ":-D", "<3"])
    expect(sentimentOf(`the train is here ${good}`, "en").positive as number).toBeGreaterThan(plain.positive as number);
});

it("knows a word that is drawn out", () => {
  expect(sentimentOf("I looooooove it", "en").label).toBe("positive");
  expect(sentimentOf("this is baaaaaad", "en").negative as number).toBeGreaterThan(
    sentimentOf("this is it", "en").negative as number,
  );
});

it("splits the words inside a hashtag", () => {
  const words = (text: string) => [...readText(text).words.subarray(0, readText(text).wordsCount)];
  const [great] = words("great");
  expect(words("#ThisIsGreat")).toContain(great);
  expect(words("#this_is_great")).toContain(great);
  expect(sentimentOf("match day #ThisIsGreat", "en").positive as number).toBeGreaterThan(
    sentimentOf("match day #ThisIsIt", "en").positive as number,
  );
});

it("does not read links and names", () => {
  expect(sentimentOf("see https://example.com/awful/disaster", "en")).toEqual(
    sentimentOf("see https://example.com/", "en"),
  );
  expect(sentimentOf("@terrible_hate hello", "en")).toEqual(sentimentOf("@lovely hello", "en"));
});

it("keeps its weights, those of the languages and the words of topics within 4 MB", () => {
  const folder = join(import.meta.dirname, "../../src/text/models");
  // places.bin is names and coordinates, no weights.
  const weights = readdirSync(folder).filter((file) => file.endsWith(".bin") && file !== "places.bin");
  expect(weights.sort()).toEqual(["language.bin", "sentiment.bin", "topics.bin"]);
  expect(weights.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0)).toBeLessThanOrEqual(4_000_000);
});
