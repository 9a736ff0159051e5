import fc from "fast-check";
import { expect, test } from "vitest";
import { excessOf } from "../../src/analysis/why.ts";
import type { Ranking } from "../../src/model/reader.ts";

const ranking = (posts: number, rows: Readonly<Record<string, number>>): Ranking => ({
  posts,
  known: posts,
  rows: Object.entries(rows).map(([name, count]) => ({
    name,
    of: null,
    posts: count,
    share: posts === 0 ? 0 : count / posts,
    engagement: null,
    negative: 0,
    positive: 0,
    read: 0,
  })),
});

test("says what share of the excess each brought, whatever it usually brings", () => {
  const usual = ranking(480, { bluesky: 240, mastodon: 240 });
  const now = ranking(110, { bluesky: 95, mastodon: 15 });
  const [first, ...more] = excessOf(now, usual, 48);
  expect(first).toMatchObject({ name: "bluesky", share: 0.9 });
  expect(first?.usual).toBeCloseTo(0.5);
  expect(more).toEqual([]);
});

test("what brings a tenth is named only where it is more of the posts than usual, or all are asked for", () => {
  const usual = ranking(480, { en: 240, pt: 24 });
  const now = ranking(110, { en: 55, pt: 55 });
  expect(excessOf(now, usual, 48).map(({ name }) => name)).toEqual(["pt"]);
  expect(excessOf(now, usual, 48, { all: true }).map(({ name }) => name)).toEqual(["pt", "en"]);
});

test("where nothing is more than usual, nothing brought it", () => {
  expect(excessOf(ranking(10, { a: 10 }), ranking(480, { a: 480 }), 48)).toEqual([]);
  expect(excessOf(ranking(0, {}), ranking(0, {}), 48)).toEqual([]);
});

test("one author who wrote all of it is all of it", () => {
  expect(excessOf(ranking(210, { storm: 200, ann: 10 }), ranking(480, { ann: 480 }), 48)).toMatchObject([
    { name: "storm", share: 1 },
  ]);
});

test("shares are fractions, the largest first, whatever the counts", () => {
  const counts = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.nat(1_000));
  fc.assert(
    fc.property(counts, counts, fc.integer({ min: 1, max: 500 }), (now, usual, ratio) => {
      const sum = (rows: Readonly<Record<string, number>>) => Object.values(rows).reduce((a, b) => a + b, 0);
      const shares = excessOf(ranking(sum(now), now), ranking(sum(usual), usual), ratio).map(({ share }) => share);
      expect(shares.every((share) => share >= 0.1 && share <= 1)).toBe(true);
      expect(shares).toEqual([...shares].sort((a, b) => b - a));
    }),
  );
});
