import { expect, test } from "vitest";
import { leftOf, remember } from "../../src/analysis/peak.ts";
import { dayMs } from "../../src/model/clock.ts";

test("half of a peak is left after two weeks", () => {
  expect(leftOf(null, 0)).toBe(0);
  expect(leftOf({ excess: 80, atMs: 0 }, 14 * dayMs)).toBeCloseTo(40);
});

test("a lower peak takes its place once less than that is left of it", () => {
  const first = remember(null, 0, 80);
  expect(remember(first, dayMs, 60)).toBe(first);
  expect(remember(first, 14 * dayMs, 41)).toEqual({ excess: 41, atMs: 14 * dayMs });
});
