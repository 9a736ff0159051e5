import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compare, type Observed, shiftOf } from "../../src/analysis/notable.ts";
import { dayMs } from "../../src/model/clock.ts";

const day = (posts: number, coverage = 1): Observed => ({ posts, observedMs: coverage * dayMs, coverage });
const days = (...posts: readonly number[]) => posts.map((count) => day(count));
const isNotable = (now: number, ...earlier: readonly number[]) =>
  (compare(day(now), days(...earlier))?.strength ?? 0) >= 1;

const week = [400, 380, 430, 415, 390, 405, 420, 410];

test("three times the usual stands out, and so does a third of it", () => {
  expect(compare(day(1_204), days(...week))).toMatchObject({ usual: 407.5, periods: 8 });
  expect(isNotable(1_204, ...week)).toBe(true);
  expect(isNotable(135, ...week)).toBe(true);
});

test("what is within a subject's own ups and downs does not", () => {
  expect(isNotable(520, ...week)).toBe(false);
  // It trebles every other week.
  expect(isNotable(1_204, 300, 1_100, 420, 1_300, 280, 900, 350, 1_250)).toBe(false);
});

test("a burst among the earlier ones neither makes the next one usual nor moves what is usual", () => {
  expect(compare(day(1_204), days(...week.slice(1), 9_000))?.usual).toBeCloseTo(412.5);
  expect(isNotable(1_204, ...week.slice(1), 9_000)).toBe(true);
});

test("a few posts are no news, whatever the ratio", () => {
  expect(isNotable(9, 0, 0, 1, 0, 0, 1, 0, 0)).toBe(false);
  expect(isNotable(40, 0, 0, 1, 0, 0, 1, 0, 0)).toBe(true);
});

test("the fewer times it is known from, the more it takes", () => {
  expect(isNotable(1_000, ...week)).toBe(true);
  expect(isNotable(1_000, ...week.slice(0, 4))).toBe(false);
  expect(isNotable(3_000, ...week.slice(0, 4))).toBe(true);
});

describe("nothing is compared", () => {
  test("with fewer than four earlier times", () => {
    expect(compare(day(9_000), days(400, 400, 400))).toBeNull();
  });
  test("where it was looked away for more than a tenth of it, or of the earlier ones", () => {
    expect(compare(day(9_000, 0.85), days(...week))).toBeNull();
    expect(
      compare(
        day(9_000),
        week.map((posts) => day(posts, 0.85)),
      ),
    ).toBeNull();
  });
});

test("a day of which an hour is missing is compared by what was seen of it", () => {
  const seen = compare({ posts: 384, observedMs: (23 / 24) * dayMs, coverage: 23 / 24 }, days(400, 400, 400, 400));
  expect(seen?.usual).toBeCloseTo(400 * (23 / 24));
});

/** The same numbers for the same seed. */
function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
const normal = (chance: () => number) => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
const poisson = (mean: number, chance: () => number): number => {
  if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(chance)));
  let [count, product] = [0, chance()];
  while (product > Math.exp(-mean)) [count, product] = [count + 1, product * chance()];
  return count;
};

const worlds = [4, 6, 8, 28].flatMap((periods) =>
  [0, 0.1, 0.2, 0.35, 0.5].flatMap((spread) =>
    [1, 10, 100, 1_000, 20_000].map((level) => ({ periods, spread, level })),
  ),
);

test("of shuffled quiet weeks at least 95 in 100 have nothing notable, with five subjects in each", () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(...worlds), (seed, { periods, spread, level }) => {
      const chance = chanceOf(seed);
      const quiet = () => day(poisson(level * Math.exp(spread * normal(chance)), chance));
      const digests = 1_500;
      let quietDigests = 0;
      for (let digest = 0; digest < digests; digest++) {
        const subjects = Array.from({ length: 5 }, () => Array.from({ length: periods + 1 }, quiet));
        const isQuiet = ([now = day(0), ...earlier]: readonly Observed[]) => (compare(now, earlier)?.strength ?? 0) < 1;
        if (subjects.every(isQuiet)) quietDigests++;
      }
      // The worst of these worlds has 95.7 in 100; what is drawn here is always the same.
      expect(quietDigests / digests).toBeGreaterThanOrEqual(0.95);
    }),
    { numRuns: 30, seed: 20 },
  );
});

describe("how posts feel", () => {
  const totals = (negative: number, neutral: number, positive: number) => ({
    negative,
    neutral,
    positive,
    observed: negative + neutral + positive,
  });

  test("is news where a share moved far beyond chance, and the larger move is told", () => {
    expect(shiftOf(totals(120, 60, 20), totals(300, 1_200, 1_500))).toMatchObject({
      feeling: "negative",
      now: 0.6,
      usual: 0.1,
    });
  });

  test("is none where a few points, or a few posts, moved", () => {
    expect(shiftOf(totals(28, 120, 52), totals(300, 1_200, 1_500 / 3))).toBeNull();
    expect(shiftOf(totals(18, 2, 0), totals(300, 1_200, 1_500))).toBeNull();
    expect(shiftOf(totals(18_000, 70_000, 30_000), totals(30_000, 140_000, 60_000))).toBeNull();
  });

  test("by chance alone stands out in fewer than 1 of 1,000 times", () => {
    const chance = chanceOf(7);
    let found = 0;
    for (let i = 0; i < 5_000; i++) {
      const draw = (n: number) => {
        const now = { negative: 0, neutral: 0, positive: 0, observed: n };
        for (let post = 0; post < n; post++) {
          const feels = chance();
          now[feels < 0.2 ? "negative" : feels < 0.7 ? "neutral" : "positive"]++;
        }
        return now;
      };
      if (shiftOf(draw(60), draw(400))) found++;
    }
    expect(found).toBeLessThan(5);
  });
});
