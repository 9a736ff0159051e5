import { expect, test } from "vitest";
import { backtest, readCounts } from "../../src/analysis/backtest.ts";
import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";
import type { FeedCounts } from "../../src/model/reader.ts";

const to = new Date("2026-11-20T12:00:00Z");

/** `days` of counts of one network, as `of` says by minutes before the end. */
const feedOf = (
  days: number,
  of: (minutesAgo: number) => number | null,
  { network = "bluesky", stepMs = minuteMs } = {},
): FeedCounts => ({
  feed: 1,
  network,
  counts: Array.from({ length: (days * dayMs) / stepMs }, (_, i) => {
    const atMs = to.getTime() - days * dayMs + i * stepMs;
    return { at: new Date(atMs), count: of((to.getTime() - atMs) / minuteMs) };
  }),
});

/** A post every ten minutes, and 20 a minute for a quarter of an hour that began so many minutes ago. */
const bursting = (minutesAgo: number, began: number) =>
  minutesAgo <= began && minutesAgo > began - 15 ? 20 : minutesAgo % 10 === 0 ? 1 : 0;

test("a burst would have been one alert, at its time, however many networks and minutes tell of it", async () => {
  const began = (dayMs + 3 * hourMs) / minuteMs;
  const feeds = ["bluesky", "mastodon"].map((network) => feedOf(5, (ago) => bursting(ago, began), { network }));
  const { alerts, since, coverage, stepMs } = await backtest(feeds, minuteMs, to);
  expect(alerts.balanced).toHaveLength(1);
  const [alert] = alerts.balanced;
  const delayMs = (alert?.at.getTime() ?? 0) - (to.getTime() - began * minuteMs);
  expect(delayMs).toBeGreaterThan(0);
  expect(delayMs).toBeLessThanOrEqual(10 * minuteMs);
  expect({ since, coverage, stepMs }).toEqual({
    since: new Date(to.getTime() - 5 * dayMs),
    coverage: 1,
    stepMs: minuteMs,
  });
});

test("two bursts hours apart would have been two, and strict asks for more than sensitive", async () => {
  const feed = feedOf(6, (ago) => bursting(ago, 3_000) + 5 * bursting(ago, 1_200) + (ago % 1_440 === 700 ? 6 : 0));
  const { alerts } = await backtest([feed], minuteMs, to);
  expect(alerts.balanced).toHaveLength(2);
  expect(alerts.strict.length).toBeLessThanOrEqual(alerts.balanced.length);
  expect(alerts.sensitive.length).toBeGreaterThanOrEqual(alerts.balanced.length);
});

test("what was not observed raises nothing, and is said", async () => {
  const blind = feedOf(4, (ago) => (ago > 3 * 1_440 || (ago < 900 && ago > 600) ? null : ago % 10 === 0 ? 1 : 0));
  const { alerts, since, coverage } = await backtest([blind], minuteMs, to);
  expect(alerts.sensitive).toEqual([]);
  expect(since).toEqual(new Date(to.getTime() - 3 * dayMs));
  expect(coverage).toBeCloseTo(1 - 299 / 4_320, 3);
  expect(await backtest([], minuteMs, to)).toMatchObject({ since: null, coverage: 0, alerts: { balanced: [] } });
});

test("hours that burst are told by windows as long as hours allow", async () => {
  const hourly = feedOf(20, (ago) => (ago === 10 * 60 ? 400 : 6 + (ago % 7)), { stepMs: hourMs });
  const { alerts } = await backtest([hourly], hourMs, to);
  expect(alerts.balanced).toEqual([
    expect.objectContaining({
      at: new Date(to.getTime() - 9 * hourMs),
      sighting: expect.objectContaining({ windowMinutes: 60, count: 400 }),
    }),
  ]);
});

test("minutes are read where they are known, hours where those are lost", async () => {
  const asked = { from: new Date(to.getTime() - dayMs), to };
  const of = (minute: number | null) => ({
    counts: async (_: unknown, stepMs: number) => [feedOf(1, () => (stepMs === minuteMs ? minute : 60), { stepMs })],
  });
  expect((await readCounts(of(1), 1, asked)).stepMs).toBe(minuteMs);
  expect((await readCounts(of(null), 1, asked)).stepMs).toBe(hourMs);
});
