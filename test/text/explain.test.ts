import fc from "fast-check";
import { expect, it } from "vitest";
import { explain, explainSentiment } from "../../src/text/explain.ts";
import { sentimentOf } from "../../src/text/sentiment.ts";
import { figureName } from "../../src/text/sentiment-figure-names.ts";
import { figuresMax } from "../../src/text/sentiment-figures.ts";
import { anyText } from "./any-text.ts";

const feeling = fc.constantFrom(
  "love",
  "not good",
  "bad but",
  "sooo happy",
  "😡",
  ":(",
  "https://x.org",
  "@nasa",
  "7",
  "!!!",
  "nicht gut",
);
const anySaying = fc.array(fc.oneof(anyText, feeling), { maxLength: 8 }).map((pieces) => pieces.join(" "));
const languages = ["en", "fr", "de", "it", "pt", "es", "ar", "hi", null] as const;

const whats = (text: string, kind: string, language: string | null = "en") =>
  explainSentiment(text, language, 999).flatMap((share) => (share.kind === kind ? [share.what] : []));

it("gives shares that sum to the answer, whatever the text", () => {
  fc.assert(
    fc.property(anySaying, fc.constantFrom(...languages), (text, language) => {
      const shares = explainSentiment(text, language);
      const odds = (side: "negative" | "positive") => Math.exp(shares.reduce((sum, share) => sum + share[side], 0));
      const all = odds("negative") + 1 + odds("positive");
      const said = sentimentOf(text, language);
      expect(odds("negative") / all).toBeCloseTo(said.negative as number, 6);
      expect(odds("positive") / all).toBeCloseTo(said.positive as number, 6);
      expect(shares.length).toBeLessThanOrEqual(10);
    }),
    { numRuns: 1_000 },
  );
});

it("names what decided as it stands in the text, the strongest first", () => {
  const shares = explainSentiment("The queue was HORRIBLE", "en");
  const strengths = shares
    .slice(0, 8)
    .map(({ negative, positive }) => Math.max(Math.abs(negative), Math.abs(positive), Math.abs(positive - negative)));
  expect(strengths).toEqual([...strengths].sort((one, other) => other - one));
  expect(shares.slice(-2).map(({ kind }) => kind)).toEqual(["rest", "bias"]);
  const horrible = shares.find(({ what, kind }) => what === "horrible" && kind === "word");
  expect(horrible?.negative as number).toBeGreaterThan(horrible?.positive as number);
});

it("names words next to each other, behind a negation, and in another language by what they mean", () => {
  expect(whats("not good", "pair")).toEqual(["not good"]);
  expect(whats("not good", "negated")).toEqual(["good"]);
  expect(whats("hope awesome", "tone").sort()).toEqual(["good word + awesome", "hope + very good word"]);
  expect(whats("hope awesome", "figure")).toContain("best word");
  expect(whats("so good", "characters").sort()).toEqual(["good", "so", "so good"]);
  expect(whats("gracias", "meaning", "es")).toEqual(["gracias"]);
});

it("names no mention and no link", () => {
  expect(JSON.stringify(explainSentiment("@someone hi https://x.org/y", "en"))).not.toMatch(/someone|x\.org/u);
});

it("has a name for every figure", () => {
  for (let figure = 1; figure < figuresMax; figure++) expect(figureName(figure)).not.toBe("");
});

it("says where the language comes from", () => {
  expect(explain("I love this day at the sea", null).language).toEqual({
    from: "read",
    confidence: expect.any(Number),
  });
  expect(explain("x", "pt-BR").language).toEqual({ from: "told", confidence: null });
  expect(explain("obrigado", "pt-BR").sentiment).toEqual(explainSentiment("obrigado", "pt"));
});

it("explains nothing where there is no answer", () => {
  expect(explainSentiment("Wat een geweldige dag", "nl")).toEqual([]);
});
