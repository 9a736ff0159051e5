import { expect, test } from "vitest";
import { newDetector } from "../../src/analysis/detector.ts";
import { advance, announcedAt } from "../../src/analysis/spikes.ts";
import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";

type Count = number | null;
const start = Date.UTC(2026, 0, 5);
const hours = (n: number) => n * 60;
const days = (n: number) => n * 24 * 60;
const series = (counts: readonly Count[], fromMs = start) =>
  counts.map((count, i) => ({ at: new Date(fromMs + i * minuteMs), count }));
const alertsOf = (counts: readonly Count[]) =>
  advance(newDetector(), series(counts)).filter(({ alerts }) => alerts.includes("sensitive"));

/** Noise around `mean`, the same for the same seed. */
function noise(length: number, mean: number, seed = 1): number[] {
  let state = seed;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * (2 * mean + 1));
  });
}
const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);

/** Each hides what happened in a stretch of time, and brings it afterwards. */
const stretch = noise(hours(6), 5, 9);
const late: readonly (readonly [string, readonly Count[]])[] = [
  ["after blind hours, in one minute", [...stretch.map(() => null), sum(stretch)]],
  ["after blind hours, over ten minutes", [...stretch.map(() => null), ...Array<number>(10).fill(sum(stretch) / 10)]],
  ["after hours of zeros, in one minute", [...stretch.map(() => 0), sum(stretch)]],
  ["after hours of zeros, more than usually come", [...stretch.map(() => 0), 3 * sum(stretch)]],
  ["20 minutes late, together", stretch.map((_, i) => (i % 20 === 19 ? sum(stretch.slice(i - 19, i + 1)) : 0))],
];

test.each(late)("posts that come %s are no burst", (_, counts) => {
  expect(alertsOf([...noise(days(7), 5), ...counts, ...noise(hours(6), 5, 3)])).toEqual([]);
});

test("posts that come after an hour of zeros are none in a feed of few posts either", () => {
  const few = Array.from({ length: days(10) }, (_, i) => (i % 20 === 0 ? 1 : 0));
  expect(alertsOf([...few, ...Array<number>(hours(2)).fill(0), 8, ...few.slice(0, hours(6))])).toEqual([]);
});

test("a burst that begins after an hour of zeros is one, a step later", () => {
  const few = Array.from({ length: days(10) }, (_, i) => (i % 20 === 0 ? 1 : 0));
  const burst = Array<number>(hours(1)).fill(3);
  expect(alertsOf([...few, ...Array<number>(hours(2)).fill(0), ...burst])).toHaveLength(1);
});

test("clocks that change are no burst", () => {
  const hourly = (i: number) => (Math.floor(i / 60) % 24 >= 18 ? 40 : 4);
  const before = noise(days(28), 1).map((n, i) => n + hourly(i));
  const after = noise(days(7), 1, 4).map((n, i) => n + hourly(i + 60));
  const isNews = ({ at, alerts }: { at: Date; alerts: readonly string[] }) =>
    alerts.includes("balanced") && at.getTime() > start + 14 * dayMs;
  expect(alertsOf([...before, ...after]).filter(isNews)).toEqual([]);
});

test("minutes that are missing now and then are no burst, and hide none", () => {
  const holes = (counts: readonly number[]): Count[] => counts.map((n, i) => (i % 23 === 0 ? null : n));
  expect(alertsOf(holes(noise(days(14), 5)))).toEqual([]);
  expect(alertsOf([...holes(noise(days(14), 5)), ...holes(noise(hours(1), 100, 2))])).toHaveLength(1);
});

test("a clock that jumps back is passed over, and one that jumps ahead leaves a blind time", () => {
  const state = newDetector();
  advance(state, series(noise(days(7), 5)));
  const endMs = start + 7 * dayMs;
  expect(advance(state, series([900, 900, 900], endMs - hourMs))).toEqual([]);
  const [first, second] = advance(state, series([5, 6], endMs + 3 * hourMs));
  expect(first?.alerts).toEqual([]);
  expect(second?.alerts).toEqual([]);
  expect(state.atMs).toBe(endMs + 3 * hourMs + 2 * minuteMs);
});

test("counts that are delivered twice raise one alert, not two", () => {
  const state = newDetector();
  const rows = series([...noise(days(7), 5), ...noise(hours(2), 200, 2)]);
  const judged = [...rows.keys()]
    .filter((i) => i % 60 === 0)
    .flatMap((i) => [
      ...advance(state, rows.slice(i, i + 60)),
      ...advance(state, rows.slice(Math.max(0, i - 30), i + 60)),
    ]);
  expect(judged.filter(({ alerts }) => alerts.includes("balanced"))).toHaveLength(1);
});

test("as long as an episode holds, it says when it was announced", () => {
  const judged = advance(
    newDetector(),
    series([...noise(days(7), 5), ...noise(hours(1), 200, 2), ...noise(hours(3), 5)]),
  );
  const alert = judged.find(({ alerts }) => alerts.includes("balanced"));
  const held = judged.flatMap((judgement) => announcedAt(judgement, "balanced") ?? []);
  expect(held.length).toBeGreaterThan(20);
  expect(new Set(held.map((at) => at.getTime()))).toEqual(new Set([alert?.at.getTime()]));
});

test("no alert is of a moment that was surpassed within the day, in minutes that slide over the steps", () => {
  const day = [...noise(hours(20), 1, 7), ...noise(hours(1), 20, 8), ...noise(hours(3), 1, 9)];
  const counts = Array.from({ length: 10 }, () => day).flat();
  for (const { at, sighting } of alertsOf(counts)) {
    if (!sighting || sighting.returnDays === null) continue;
    const end = Math.round((at.getTime() - start) / minuteMs);
    const from = end - Math.floor((sighting.returnDays * dayMs) / minuteMs) + 10;
    for (let to = from + sighting.windowMinutes; to < end - 10; to++)
      expect(sum(counts.slice(to - sighting.windowMinutes, to))).toBeLessThan(sighting.count);
  }
});
