import { describe, expect, test } from "vitest";
import { isNotable, readDigest, stretchesOf, stretchesUpTo } from "../../src/analysis/digest.ts";
import { dayMs, hourMs } from "../../src/model/clock.ts";
import type { Incident } from "../../src/model/incident.ts";
import type { Reader, Totals } from "../../src/model/reader.ts";
import { lastTurn, type Schedule } from "../../src/model/schedule.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import { sampleTracker, usualCast } from "../cards/samples.ts";

const friday = new Date("2026-11-20T17:00:00Z");
const schedule: Schedule = { every: "day", weekday: 1, hour: 18, minute: 0, zone: "Europe/Berlin" };
const none = { negative: 0, neutral: 0, positive: 0, observed: 0 };

/** Posts in an hour, null = blind; a share of the totals' time was observed. */
const readerOf = (postsAt: (at: Date) => number | null, coverage = 1): Reader => {
  const points = ({ from, to }: { from: Date; to: Date }) => {
    const hours = [];
    for (let ms = from.getTime(); ms < to.getTime(); ms += hourMs)
      hours.push({ at: new Date(ms), posts: postsAt(new Date(ms)), engagement: null });
    return hours;
  };
  return {
    series: async (scope) => ({ stepMs: hourMs, points: points(scope), coverage }),
    async totals(scope): Promise<Totals> {
      const posts = points(scope).reduce((sum, point) => sum + (point.posts ?? 0), 0);
      return { posts, engagement: 0, authors: null, coverage, sentiment: none, networks: [] };
    },
    topPosts: async () => [],
    authors: async () => null,
    ranking: async () => ({ posts: 0, known: 0, rows: [] }),
    author: async () => null,
    texts: async () => [],
  };
};

async function read(reader: Reader, { now = friday, wish = schedule, alerts = [] as readonly Incident[] } = {}) {
  const incidents = { list: async () => alerts } as never;
  const trackers: Tracker[] = [sampleTracker(usualCast)];
  const { subjects } = await readDigest({ reader, incidents }, trackers, stretchesOf(wish, lastTurn(wish, now)), now);
  const [subject] = subjects;
  if (!subject) throw new Error("nothing was read");
  return subject;
}

const since = (at: Date) => friday.getTime() - at.getTime();
/** More in the day that ends on Friday at six than on others. */
const fridaysBusy = (at: Date) => (Math.ceil(since(at) / dayMs) % 7 === 1 ? 40 : 4);
const isLastDay = (at: Date) => since(at) <= dayMs;

describe("a day", () => {
  test("is compared with the same day of earlier weeks, so that what every Friday brings is no news", async () => {
    const subject = await read(readerOf(fridaysBusy));
    expect(subject).toMatchObject({ usualOf: "weekday" });
    expect(isNotable(subject)).toBe(false);
  });

  test("that is three times a usual one stands out, and how long it was not as busy is said", async () => {
    const subject = await read(readerOf((at) => (isLastDay(at) ? 30 : 10)));
    expect(subject.totals.posts).toBe(720);
    expect(subject.comparison).toMatchObject({ usual: 240, periods: 8 });
    expect(subject.highestMs).toBe(56 * dayMs);
    expect(isNotable(subject)).toBe(true);
  });

  test("was busier not long ago, and that is not kept back", async () => {
    const busyTuesday = (at: Date) => since(at) > 3 * dayMs && since(at) <= 4 * dayMs;
    const subject = await read(readerOf((at) => (isLastDay(at) ? 30 : busyTuesday(at) ? 50 : 10)));
    expect(isNotable(subject)).toBe(true);
    expect(subject.highestMs).toBeNull();
  });

  test("is compared with the days before while too few of its own kind are known", async () => {
    const young = (at: Date) => (since(at) > 6 * dayMs ? null : 10);
    expect(await read(readerOf(young))).toMatchObject({ usualOf: "day", comparison: { periods: 5 } });
  });

  test("is not compared at all where nothing was observed before, or too little of itself", async () => {
    expect((await read(readerOf((at) => (isLastDay(at) ? 500 : null)))).comparison).toBeNull();
    expect((await read(readerOf(() => null))).comparison).toBeNull();
    expect((await read(readerOf((at) => (isLastDay(at) ? 500 : 10), 0.5))).comparison).toBeNull();
    expect(isNotable(await read(readerOf(() => null)))).toBe(false);
  });

  test("with an alert is worth a headline, unless nobody was to be told of it; one of another day is none", async () => {
    const alert = (more: Partial<Incident>) =>
      ({
        tracker: sampleTracker(usualCast).id,
        openedAt: new Date(friday.getTime() - hourMs),
        silent: false,
        peak: { score: 0.7 },
        ...more,
      }) as Incident;
    const quiet = readerOf(() => 10);
    expect(isNotable(await read(quiet, { alerts: [alert({})] }))).toBe(true);
    expect(isNotable(await read(quiet, { alerts: [alert({ silent: true })] }))).toBe(false);
    const before = alert({ openedAt: new Date(friday.getTime() - 25 * hourMs) });
    expect((await read(quiet, { alerts: [before] })).alerts).toEqual([]);
  });
});

test("a week is compared with the weeks before", async () => {
  const wish: Schedule = { ...schedule, every: "week", weekday: 5 };
  const subject = await read(
    readerOf((at) => (since(at) <= 7 * dayMs ? 30 : 10)),
    { wish },
  );
  expect(subject).toMatchObject({ usualOf: "week", comparison: { usual: 1_680, periods: 8 }, highestMs: 56 * dayMs });
  expect(subject.totals.posts).toBe(5_040);
});

test("the times of a digest lie end to end, also where clocks change, so that no post is counted twice or left out", () => {
  const autumn = new Date("2026-11-02T20:00:00Z");
  for (const zone of ["Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu"]) {
    const wish = { ...schedule, zone };
    const { period, earlier } = stretchesOf(wish, lastTurn(wish, autumn));
    const all = [period, ...earlier];
    expect(all).toHaveLength(57);
    expect(earlier.map(({ to }) => to)).toEqual(all.slice(0, -1).map(({ from }) => from));
    const hours = new Set(all.map(({ from, to }) => (to.getTime() - from.getTime()) / hourMs));
    expect([...hours].every((length) => length >= 23 && length <= 25)).toBe(true);
  }
});

test("one that is wanted now goes up to now, by whole hours", () => {
  const { period, earlier } = stretchesUpTo(new Date("2026-11-20T14:37:00Z"), "day");
  expect(period).toEqual({ from: new Date("2026-11-19T15:00:00Z"), to: new Date("2026-11-20T15:00:00Z") });
  expect(earlier[0]?.to).toEqual(period.from);
});
