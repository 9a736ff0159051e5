import { expect, test } from "vitest";
import { sentimentLine, sentimentShown } from "../../src/cards/sentiment-line.ts";

const totals = (negative: number, neutral: number, positive: number, unread = 0) => ({
  negative,
  neutral,
  positive,
  observed: negative + neutral + positive + unread,
});

test("shares are of the posts that could be read, and it is said how many these are", () => {
  expect(sentimentLine(totals(8, 16, 40, 36), "en")).toBe(
    "Sentiment: 63% positive · 25% neutral · 13% negative, of the 64% in languages we read",
  );
});

test("where every post could be read nothing is said of that", () => {
  expect(sentimentLine(totals(10, 10, 20), "en")).toBe("Sentiment: 50% positive · 25% neutral · 25% negative");
});

test("of fewer than ten posts there are no shares", () => {
  expect(sentimentLine(totals(3, 3, 3, 1_000), "en")).toBeNull();
  expect(sentimentLine(totals(4, 3, 3), "en")).not.toBeNull();
  expect(sentimentLine(totals(0, 0, 0), "en")).toBeNull();
});

test("what is unlike other times is said beside it, from ten points on", () => {
  const usual = totals(14, 50, 36);
  expect(sentimentLine(totals(62, 20, 18), "en", usual)).toBe(
    "Sentiment: 18% positive (usually 36%) · 20% neutral · 62% negative (usually 14%)",
  );
  expect(sentimentLine(totals(20, 50, 30), "en", usual)).not.toContain("usually");
  expect(sentimentLine(totals(62, 20, 18), "en", totals(1, 1, 1))).not.toContain("usually");
});

test("it is as new as what is said", () => {
  expect(sentimentShown(totals(500, 250, 250))).toEqual(sentimentShown(totals(501, 250, 250)));
  expect(sentimentShown(totals(500, 250, 250))).not.toEqual(sentimentShown(totals(600, 250, 250)));
});
