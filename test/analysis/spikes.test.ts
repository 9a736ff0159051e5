import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DetectorState, newDetector, readDetector } from "../../src/analysis/detector.ts";
import { advance, judge, learn, thresholds } from "../../src/analysis/spikes.ts";
import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";
import type { Sensitivity } from "../../src/model/tracker.ts";

type Count = number | null;
const start = Date.UTC(2026, 0, 5);
const series = (counts: readonly Count[], stepMs = minuteMs, fromMs = start) =>
  counts.map((count, i) => ({ at: new Date(fromMs + i * stepMs), count }));
const alertsIn = (judgements: ReturnType<typeof advance>, sensitivity: Sensitivity = "balanced") =>
  judgements.filter((judgement) => judgement.alerts.includes(sensitivity));
const json = (state: DetectorState): unknown => JSON.parse(JSON.stringify(state));

/** Evenly mixed noise around `mean`, the same for the same seed. */
function quiet(length: number, mean: number, seed = 1): number[] {
  let a = seed;
  return Array.from({ length }, () => {
    a = (Math.imul(a, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((a / 2 ** 32) * (2 * mean + 1));
  });
}
const days = (n: number) => (n * dayMs) / minuteMs;
const minutes = (n: number) => n;
const hours = (n: number) => n * 60;

describe("a burst", () => {
  const before = quiet(days(3), 1);
  const burst = quiet(hours(1), 30, 2);
  const after = quiet(hours(12), 1, 3);

  test("raises one alert within minutes, for every sensitivity, that says what it saw", () => {
    const judgements = advance(newDetector(), series([...before, ...burst, ...after]));
    for (const sensitivity of ["sensitive", "balanced", "strict"] as const) {
      const alerts = alertsIn(judgements, sensitivity);
      expect(alerts).toHaveLength(1);
      expect(alerts[0]?.sighting?.score).toBeGreaterThanOrEqual(thresholds[sensitivity]);
      expect(alerts[0]?.at.getTime()).toBeLessThan(start + 3 * dayMs + 10 * minuteMs);
    }
    const seen = alertsIn(judgements)[0]?.sighting;
    expect(seen?.count).toBeGreaterThan(5 * (seen?.expected ?? Number.NaN));
    expect(seen?.returnDays).toBeGreaterThan(2);
  });

  test("that comes again an hour later is no news, and one ten times as high is", () => {
    const again = quiet(hours(1), 30, 5);
    const higher = quiet(hours(1), 600, 6);
    const pause = quiet(hours(2), 1, 4);
    const twice = [...before, ...burst, ...pause, ...again, ...pause];
    expect(alertsIn(advance(newDetector(), series(twice)))).toHaveLength(1);
    expect(alertsIn(advance(newDetector(), series([...twice, ...higher])))).toHaveLength(2);
  });

  test("that comes every day stops being news", () => {
    const day = [...quiet(hours(20), 1, 7), ...quiet(hours(1), 20, 8), ...quiet(hours(3), 1, 9)];
    const judgements = advance(newDetector(), series(Array.from({ length: 14 }, () => day).flat()));
    const late = alertsIn(judgements).filter(({ at }) => at.getTime() > start + 7 * dayMs);
    expect(late).toEqual([]);
  });

  test("of a few posts in a silent feed is none", () => {
    const counts = [...new Array<number>(days(10)).fill(0), 1, 2, 0, 1, 0, 1, 1, ...new Array<number>(60).fill(0)];
    expect(alertsIn(advance(newDetector(), series(counts)))).toEqual([]);
  });

  test("of 40 posts after days of silence raises one alert", () => {
    const counts = [...new Array<number>(days(10)).fill(0), ...quiet(hours(1), 1).map((n) => (n > 0 ? 1 : 0)), 0, 0];
    expect(alertsIn(advance(newDetector(), series(counts)))).toHaveLength(1);
  });
});

describe("what a sighting weighs", () => {
  const silent = new Array<number>(days(3)).fill(0);
  const scoreAtEnd = (counts: readonly number[]) => advance(newDetector(), series(counts)).at(-1)?.sighting?.score ?? 0;

  test("six posts after silence are too few, seven are enough", () => {
    expect(scoreAtEnd([...silent, 6])).toBeLessThan(0.5);
    expect(scoreAtEnd([...silent, 0, 7])).toBeGreaterThanOrEqual(0.5);
  });

  test("a moment that was surpassed an hour ago scores near nothing, however far from usual", () => {
    const pause = new Array<number>(hours(2)).fill(0);
    expect(scoreAtEnd([...silent, 400, ...pause, 300])).toBeLessThan(0.2);
    expect(scoreAtEnd([...silent, 400, ...pause, 500])).toBeGreaterThan(0.5);
  });

  test("late posts after an outage teach neither the level nor the deviation", () => {
    const state = newDetector();
    const usual = quiet(days(3), 5);
    advance(state, series([...usual, ...new Array<null>(hours(6)).fill(null)]));
    const variances = state.forecast.errors.map(({ variance }) => variance);
    advance(state, series([1_800, 5, 5, 5, 5, 5, 5, 5, 5, 5], minuteMs, state.atMs ?? 0));
    for (const [i, { variance }] of state.forecast.errors.entries())
      expect(variance).toBeLessThan(2 * (variances[i] ?? 0));
  });

  test("what is usual follows the hour of the day", () => {
    const daily = Array.from({ length: days(28) }, (_, i) => (Math.floor(i / 60) % 24 === 20 ? 10 : 1));
    const judgements = advance(newDetector(), series(daily));
    const expectedAt = (hour: number) => judgements[days(25) + hours(hour) - 1]?.sighting?.expected ?? Number.NaN;
    expect(expectedAt(21)).toBeGreaterThan(3 * expectedAt(12));
    expect(expectedAt(12)).toBeLessThan(90);
  });
});

describe("quiet", () => {
  test.each([0.5, 1, 5, 50])("at %f posts a minute raises nothing in three weeks", (mean) => {
    expect(alertsIn(advance(newDetector(), series(quiet(days(21), mean))), "sensitive")).toEqual([]);
  });

  test("that follows the day raises nothing", () => {
    const daily = quiet(days(21), 10).map((n, i) => Math.round(n * (1 + Math.cos((i / days(1)) * 2 * Math.PI))));
    expect(alertsIn(advance(newDetector(), series(daily)))).toEqual([]);
  });
});

describe("blind time", () => {
  const before = quiet(days(3), 5);
  const outage = new Array<null>(hours(6)).fill(null);

  test("is never judged, nor is a window that holds any of it", () => {
    const judgements = advance(newDetector(), series([...before, ...outage, 400, 400, 400, 400, 400]));
    expect(judgements.at(-1)?.sighting).toMatchObject({ windowMinutes: 5, count: 2_000 });
    expect(judgements.slice(before.length, -1).every(({ sighting }) => sighting === null)).toBe(true);
  });

  test("raises no alert when the posts it missed come in at once", () => {
    const missed = 5 * hours(6);
    for (const late of [[missed], [missed / 2, missed / 2], new Array<number>(10).fill(missed / 10)]) {
      const counts = [...before, ...outage, ...late, ...quiet(hours(6), 5, 2)];
      expect(alertsIn(advance(newDetector(), series(counts)), "sensitive")).toEqual([]);
    }
  });

  test("that was reported as zeros raises none either", () => {
    const counts = [...before, ...new Array<number>(hours(6)).fill(0), 5 * hours(6), ...quiet(hours(6), 5, 2)];
    expect(alertsIn(advance(newDetector(), series(counts)))).toEqual([]);
  });

  test("teaches nothing: level, deviation and history stay as they were", () => {
    const state = newDetector();
    advance(state, series(before));
    const { usual, records, forecast } = structuredClone(state);
    advance(state, series(outage, minuteMs, start + before.length * minuteMs));
    expect(state.usual).toEqual(usual);
    expect(state.records).toEqual(records);
    expect(state.forecast.errors).toEqual(forecast.errors);
    expect(state.forecast.levels[0]).toBe(forecast.levels[0]);
  });

  test("does not hide a burst for longer than an hour after it", () => {
    const burst = quiet(hours(2), 200, 3);
    const counts = [...before, ...new Array<null>(hours(1)).fill(null), ...quiet(hours(1), 5), ...burst];
    expect(alertsIn(advance(newDetector(), series(counts)))).toHaveLength(1);
  });
});

describe("the first days", () => {
  const burst = quiet(hours(1), 30, 2);

  test("say nothing for six hours", () => {
    const judgements = advance(newDetector(), series([...quiet(hours(4), 1), ...burst]));
    expect(judgements.every(({ sighting }) => sighting === null)).toBe(true);
  });

  test("then find only what is beyond doubt, and say that they are learning", () => {
    const judgements = advance(newDetector(), series([...quiet(hours(10), 1), ...burst]));
    expect(alertsIn(judgements)).toHaveLength(1);
    expect(alertsIn(judgements)[0]?.sighting).toMatchObject({ windowMinutes: 60, returnDays: null });
    expect(alertsIn(advance(newDetector(), series([...quiet(hours(10), 1), ...quiet(hours(1), 4, 2)])))).toEqual([]);
  });

  test("are over at once for a feed with 14 days of back-fill, which itself is no news", () => {
    const history = [...quiet(days(10), 1), ...burst, ...quiet(days(4), 1, 5)];
    const now = new Date(start + history.length * minuteMs);
    const state = newDetector();
    expect(alertsIn(advance(state, series(history), { newsFrom: now }), "sensitive")).toEqual([]);
    const higher = burst.map((n) => 2 * n);
    const [alert] = alertsIn(advance(state, series(higher, minuteMs, now.getTime())));
    expect(alert?.sighting?.returnDays).toBeGreaterThan(3);
  });
});

describe("whatever comes in", () => {
  const someCounts = fc.array(fc.option(fc.oneof(fc.nat(3), fc.nat(500), fc.constant(0)), { freq: 6 }), {
    minLength: 1,
    maxLength: 400,
  });
  /** Enough history for the full rule, in steps of five minutes. */
  const history = series(quiet(600, 3), 5 * minuteMs);
  const from = start + history.length * 5 * minuteMs;
  const learned = () => {
    const state = newDetector(5 * minuteMs);
    advance(state, history);
    return state;
  };
  const base = json(learned());
  const ready = () => readDetector(structuredClone(base), 5 * minuteMs);

  test("any chunking, and any save between chunks, gives the same", () => {
    fc.assert(
      fc.property(someCounts, fc.array(fc.nat(400), { maxLength: 6 }), (counts, cuts) => {
        const rows = series(counts, 5 * minuteMs, from);
        const whole = ready();
        const expected = advance(whole, rows);
        let state = ready();
        const edges = [0, ...cuts.filter((cut) => cut < rows.length).sort((a, b) => a - b), rows.length];
        const pieces = edges.slice(1).flatMap((to, i) => {
          const out = advance(state, rows.slice(edges[i], to));
          state = readDetector(json(state), 5 * minuteMs);
          return out;
        });
        expect(pieces).toEqual(expected);
        expect(json(state)).toEqual(json(whole));
      }),
      { numRuns: 40 },
    );
  });

  test("an answer never depends on what comes later", () => {
    fc.assert(
      fc.property(someCounts, fc.nat(400), (counts, cut) => {
        const rows = series(counts, 5 * minuteMs, from);
        expect(advance(ready(), rows).slice(0, cut)).toEqual(advance(ready(), rows.slice(0, cut)));
      }),
      { numRuns: 40 },
    );
  });

  test("scores lie in 0..1, numbers are finite, alerts reach their threshold, blind moments have none", () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat({ max: 1e9 })), { maxLength: 100 }), (counts) => {
        const state = ready();
        for (const [i, { sighting, alerts }] of advance(state, series(counts, 5 * minuteMs, from)).entries()) {
          if (counts[i] === null) expect({ sighting, alerts }).toEqual({ sighting: null, alerts: [] });
          if (!sighting) continue;
          expect(sighting.score).toBeGreaterThanOrEqual(0);
          expect(sighting.score).toBeLessThan(1);
          for (const value of [sighting.count, sighting.expected, sighting.returnDays])
            expect(Number.isFinite(value)).toBe(true);
          for (const sensitivity of alerts) expect(sighting.score).toBeGreaterThanOrEqual(thresholds[sensitivity]);
        }
        expect(readDetector(json(state), 5 * minuteMs)).toEqual(state);
      }),
      { numRuns: 40 },
    );
  });

  test("a missing count is a blind one, over any length of time", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 1, max: 900 }), (gap, count) => {
        const rows = series([...new Array<null>(gap).fill(null), count, count, count], 5 * minuteMs, from);
        const [told, found] = [ready(), ready()];
        const expected = advance(told, rows).slice(gap);
        expect(advance(found, rows.slice(gap))).toEqual(expected);
        expect(json(found)).toEqual(json(told));
      }),
      { numRuns: 20 },
    );
  });

  test("counts that were taken in already change nothing", () => {
    const rows = series([3, 4, 80, 5], 5 * minuteMs, from);
    const [once, twice] = [ready(), ready()];
    advance(once, rows);
    advance(twice, rows);
    expect(advance(twice, rows)).toEqual([]);
    expect(json(twice)).toEqual(json(once));
  });

  test("more posts in the same moment never score less", () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (a, b) => {
        const state = ready();
        const at = new Date(from + minutes(5) * minuteMs);
        const score = (n: number) => judge(state, at, { last5: n, last15: null, last60: null })?.score ?? Number.NaN;
        expect(score(Math.max(a, b))).toBeGreaterThanOrEqual(score(Math.min(a, b)));
      }),
    );
  });
});

test("judging may happen at any moment, between two learned steps", () => {
  const state = newDetector();
  for (const [i, count] of quiet(600, 3).entries()) learn(state, new Date(start + (i + 1) * 5 * minuteMs), count);
  const end = start + 600 * 5 * minuteMs;
  const before = JSON.stringify(state);
  for (const secondsLater of [0, 1, 90, 299, 300]) {
    const at = new Date(end + secondsLater * 1_000);
    expect(judge(state, at, { last5: 90, last15: 95, last60: null })?.score).toBeGreaterThan(0.5);
    expect(judge(state, at, { last5: null, last15: null, last60: null })).toBeNull();
  }
  expect(JSON.stringify(state)).toBe(before);
});

test("the state is plain JSON of bounded size", () => {
  const state = newDetector();
  advance(state, series(quiet(days(30), 400)));
  expect(readDetector(json(state))).toEqual(state);
  expect(JSON.stringify(state).length).toBeLessThan(8_000);
});

test.each([
  [undefined],
  [null],
  [7],
  ["{}"],
  [{}],
  [{ v: 0 }],
  [{ ...newDetector(), v: 1, atMs: 1 }],
  [newDetector(hourMs)],
])("a state of another shape, version or step is a new one: %j", (saved) => {
  expect(readDetector(saved)).toEqual(newDetector());
});
