import { describe, expect, test } from "vitest";
import { isNotable, readDigest, stretchesOf, stretchesUpTo } from "../../src/analysis/digest.ts";
import { dayMs, hourMs } from "../../src/model/clock.ts";
import type { Span } from "../../src/model/feed.ts";
import type { Incident } from "../../src/model/incident.ts";
import type { Reader, Totals } from "../../src/model/reader.ts";
import { lastTurn, type Schedule } from "../../src/model/schedule.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import { sampleTracker, usualCast } from "../cards/samples.ts";

const friday = new Date("2026-11-20T17:00:00Z");
const schedule: Schedule = { every: "day", weekday: 1, hour: 18, minute: 0, zone: "Europe/Berlin" };
const none = { negative: 0, neutral: 0, positive: 0, observed: 0 };

/** Posts in an hour, null = blind; a share of the totals' time was observed. */
const readerOf = (
  postsAt: (at: Date) => number | null,
  coverage = 1,
  coveredIn: (span: Span) => number = () => coverage,
): Reader => {
  const points = ({ from, to }: { from: Date; to: Date }) => {
    const hours = [];
    for (let ms = from.getTime(); ms < to.getTime(); ms += hourMs)
      hours.push({ at: new Date(ms), posts: postsAt(new Date(ms)), engagement: null });
    return hours;
  };
  return {
    counts: async () => [],
    series: async (scope) => ({ stepMs: hourMs, points: points(scope), coverage }),
    async totals(scope): Promise<Totals> {
      const posts = points(scope).reduce((sum, point) => sum + (point.posts ?? 0), 0);
      return { posts, engagement: 0, authors: null, coverage, sentiment: none, networks: [] };
    },
    coverage: async (_, spans) => spans.map(coveredIn),
    topPosts: async () => [],
    authors: async () => null,
    ranking: async () => ({ posts: 0, known: 0, rows: [] }),
    author: async () => null,
    reactions: () => Promise.reject(new Error("not asked for")),
    companions: () => Promise.reject(new Error("not asked for")),
    newcomers: () => Promise.reject(new Error("not asked for")),
    texts: async () => [],
  };
};

interface Told {
  readonly now?: Date;
  readonly wish?: Schedule;
  readonly alerts?: readonly Incident[];
  readonly trackers?: readonly Tracker[];
}

async function readAll(reader: Reader, { now = friday, wish = schedule, alerts = [], trackers }: Told = {}) {
  const incidents = {
    openedIn: async (_: unknown, { from, to }: Span) =>
      alerts.filter(({ openedAt }) => openedAt >= from && openedAt < to),
  } as never;
  const of = trackers ?? [sampleTracker(usualCast)];
  return (
    await readDigest(
      { reader, incidents, feedback: { of: async () => [] } as never },
      of,
      stretchesOf(wish, lastTurn(wish, now)),
      now,
    )
  ).subjects;
}

async function read(reader: Reader, told?: Told) {
  const [subject] = await readAll(reader, told);
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

  test("is not compared with days in which a network that it has now was not looked at", async () => {
    const lastDay = (at: Date) => (isLastDay(at) ? 12 : 4);
    const sinceYesterday = ({ from }: Span) => (since(from) <= dayMs ? 1 : 0.5);
    const subject = await read(readerOf(lastDay, 1, sinceYesterday));
    expect(subject).toMatchObject({ comparison: null, highestMs: null });
    expect(isNotable(subject)).toBe(false);
    // From as many days as were looked at as well, it can tell again.
    const forAWeek = ({ from }: Span) => (since(from) <= 7 * dayMs ? 1 : 0.5);
    expect(await read(readerOf(lastDay, 1, forAWeek))).toMatchObject({ usualOf: "day", comparison: { periods: 6 } });
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

describe("a subject that is tracked in several channels", () => {
  const tracker = sampleTracker(usualCast);
  const trackers = [tracker, { ...tracker, id: 98, networks: ["mastodon"] }, { ...tracker, id: 99 }];
  const alert = (of: number, hoursAgo: number, more: Partial<Incident> = {}) =>
    ({
      tracker: of,
      openedAt: new Date(friday.getTime() - hoursAgo * hourMs),
      endedAt: new Date(friday.getTime() - (hoursAgo - 1) * hourMs),
      silent: false,
      acknowledged: null,
      peak: { score: 0.7 },
      ...more,
    }) as Incident;

  test("is told of once, over all of its trackers", async () => {
    const subjects = await readAll(
      readerOf(() => 10),
      { trackers },
    );
    expect(subjects).toHaveLength(1);
    expect(subjects[0]).toMatchObject({ trackers: [tracker.id, 98, 99], tracker: { id: tracker.id } });
    expect(subjects[0]?.tracker.networks).toContain("mastodon");
    const apart = await readAll(
      readerOf(() => 10),
      { trackers: [tracker, { ...tracker, id: 98, subject: { ...tracker.subject, key: "other" } }] },
    );
    expect(apart).toHaveLength(2);
  });

  test("has one alert where each of them found the same, and two where those were apart", async () => {
    const acknowledged = { who: { id: "U1", name: "Ann" }, at: friday };
    const same = [
      alert(tracker.id, 5, { silent: true, peak: { score: 0.9 } as never }),
      alert(98, 5.5),
      alert(99, 4.5, { acknowledged }),
    ];
    const one = await read(
      readerOf(() => 10),
      { trackers, alerts: same },
    );
    expect(one.alerts).toMatchObject([{ tracker: tracker.id, silent: false, acknowledged }]);
    const two = await read(
      readerOf(() => 10),
      { trackers, alerts: [alert(tracker.id, 9), alert(98, 3)] },
    );
    expect(two.alerts).toHaveLength(2);
  });
});
