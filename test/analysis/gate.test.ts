import { expect, test } from "vitest";
import { type Announced, announce } from "../../src/analysis/gate.ts";
import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";

/** Strengths at moments in order; the moments that alerted, threshold 1. */
function alertsAt(strengths: readonly (readonly [atMs: number, strength: number])[]): number[] {
  let announced: Announced | null = null;
  return strengths.flatMap(([atMs, strength]) => {
    const result = announce(announced, atMs, strength, 1);
    announced = result.announced;
    return result.alert ? [atMs] : [];
  });
}

test("below the threshold nothing alerts, and nothing is remembered", () => {
  expect(announce(null, 0, 0.99, 1)).toEqual({ alert: false, announced: null });
});

test("an episode alerts once, however it grows", () => {
  const growing = Array.from({ length: 90 }, (_, i) => [i * minuteMs, 1 + i * i] as const);
  expect(alertsAt(growing)).toEqual([0]);
});

test("a second episode alerts only at more than twice the peak of the first", () => {
  const first = [
    [0, 1],
    [10 * minuteMs, 4],
  ] as const;
  const later = 10 * minuteMs + hourMs;
  expect(alertsAt([...first, [later, 7]])).toEqual([0]);
  expect(alertsAt([...first, [later, 8]])).toEqual([0, later]);
});

test("what was announced halves every day", () => {
  expect(
    alertsAt([
      [0, 4],
      [dayMs, 4],
    ]),
  ).toEqual([0]);
  expect(
    alertsAt([
      [0, 4],
      [dayMs, 4.1],
    ]),
  ).toEqual([0, dayMs]);
  expect(
    alertsAt([
      [0, 4],
      [2 * dayMs, 2.1],
    ]),
  ).toEqual([0, 2 * dayMs]);
});

test("a slow second episode alerts when it reaches that height, though it held before", () => {
  const slow = Array.from({ length: 60 }, (_, i) => [2 * hourMs + i * minuteMs, 1 + i / 10] as const);
  expect(alertsAt([[0, 2], ...slow])).toHaveLength(2);
});
