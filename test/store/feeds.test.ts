import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayMs, drivenClock, hourMs, minuteMs } from "../../src/model/clock.ts";
import type { Feed } from "../../src/model/feed.ts";
import { openDatabase as connect, type Database } from "../../src/store/database.ts";
import { feeds as feedsOf, type StoredFeeds } from "../../src/store/feeds.ts";
import { purge } from "../../src/store/purge.ts";
import { openDatabase } from "../postgres.ts";
import { samplePost } from "./sample-posts.ts";
import { sampleTracker } from "./sample-tracker.ts";

const noon = new Date("2026-03-01T12:00:00Z");
const later = (ms: number) => new Date(noon.getTime() + ms);

let test: Awaited<ReturnType<typeof openDatabase>>;
let database: Database;
let feeds: StoredFeeds;
let made = 0;

beforeAll(async () => {
  test = await openDatabase();
  database = connect(test.appUrl);
  feeds = feedsOf(database, drivenClock(noon));
});
afterAll(async () => {
  await database.close();
  await test.close();
});

const wanted = (key: string, workspace: string | null = null, display = key): Omit<Feed, "id"> => ({
  source: "bluesky",
  network: "bluesky",
  subject: { kind: "hashtag", key, display },
  workspace,
});
const newFeed = () => feeds.ensure(wanted(`subject${++made}`));
const posted = (feed: Feed, times: readonly number[]) =>
  times.map((ms) => ({ post: samplePost(`${++made}`, later(ms)), feeds: [feed.id] }));

describe("feeds", () => {
  it("are made once, however often and by however many asked for", async () => {
    const asked = [wanted("one", null, "One"), wanted("two"), wanted("one", null, "ONE"), wanted("one", "slack:T1")];
    const [first, ...others] = await Promise.all([1, 2, 3, 4].map(() => feeds.ensureMany(asked)));
    for (const other of others) expect(other).toEqual(first);
    const [one, two, oneAgain, linked] = first ?? [];
    expect(one).toEqual(oneAgain);
    expect(one?.subject).toEqual({ kind: "hashtag", key: "one", display: "One" });
    expect(new Set([one?.id, two?.id, linked?.id]).size).toBe(3);
    expect(linked?.workspace).toBe("slack:T1");
    expect(await feeds.get(linked?.id ?? 0)).toEqual(linked);
    expect(await feeds.get(999_999)).toBeNull();
  });

  it("of a workspace's own account are seen by no other workspace", async () => {
    await feeds.ensure(wanted("private", "slack:T1"));
    const seenBy = (workspace: string) =>
      database.inWorkspace(workspace, (_, sql) =>
        sql`select from feeds where workspace_id is not null`.then(({ count }) => count),
      );
    expect(await seenBy("slack:T1")).toBeGreaterThan(0);
    expect(await seenBy("slack:T2")).toBe(0);
  });

  it("are active while a tracker that is not removed nor ended listens", async () => {
    const [kept, ended, removed, unheard] = [await newFeed(), await newFeed(), await newFeed(), await newFeed()];
    const tracker = await sampleTracker(database, "slack:A", [kept.id]);
    await sampleTracker(database, "slack:B", [kept.id, ended.id], { ends_at: later(-1).toISOString() });
    await sampleTracker(database, "slack:B", [removed.id], { removed_at: later(-dayMs).toISOString() });
    const active = (await feeds.active()).map(({ id }) => id);
    expect(active).toContain(kept.id);
    for (const feed of [ended, removed, unheard]) expect(active).not.toContain(feed.id);
    // Whoever's time is over is not told any more.
    expect(await feeds.listeners(kept.id)).toEqual([{ workspace: "slack:A", tracker, paceMs: 60_000 }]);
  });

  it("keep what their detector learned", async () => {
    const feed = await newFeed();
    expect(await feeds.detector(feed.id)).toBeNull();
    const learned = { mean: [1, null, 2.5], note: "x" };
    expect(await feeds.saveDetector(feed.id, learned, null)).toBe(true);
    expect(await feeds.detector(feed.id)).toEqual(learned);
  });

  it("keep what another one judged in the meantime", async () => {
    const feed = await newFeed();
    await feeds.saveDetector(feed.id, { judged: 1 }, null);
    expect(await feeds.saveDetector(feed.id, { judged: "the same, late" }, null)).toBe(false);
    expect(await feeds.detector(feed.id)).toEqual({ judged: 1 });
    expect(await feeds.saveDetector(feed.id, null, { judged: 1 })).toBe(true);
    expect(await feeds.detector(feed.id)).toBeNull();
  });

  it("know how often they are read, once somebody said so", async () => {
    const feed = await newFeed();
    expect(await feeds.pace(feed.id)).toBeNull();
    await feeds.setPace(feed.id, 90_000);
    expect(await feeds.pace(feed.id)).toBe(90_000);
  });
});

describe("counts for a detector", () => {
  const step = 5 * minuteMs;

  it("run to the last step observed to its end, null where not observed throughout, zero where nothing was posted", async () => {
    const feed = await newFeed();
    const seen = [
      [-20, -10],
      [-8, 3],
    ].map(([from = 0, to = 0]) => ({
      feed: feed.id,
      span: { from: later(from * minuteMs), to: later(to * minuteMs) },
    }));
    await feeds.write({
      posts: posted(
        feed,
        [-19, -18, -9, -1].map((m) => m * minuteMs),
      ),
      at: noon,
      seen,
    });
    const counts = await feeds.counts(feed.id, later(-25 * minuteMs), step);
    expect(counts.map(({ count }) => count)).toEqual([null, 2, 0, null, 1]);
    expect(counts.at(0)?.at).toEqual(later(-25 * minuteMs));
  });

  it("are counted post by post where minutes are gone, to the same numbers, also after a purge", async () => {
    const feed = await newFeed();
    const seen = [{ feed: feed.id, span: { from: later(-5 * dayMs), to: noon } }];
    const times = [-4 * dayMs, -4 * dayMs + minuteMs, -4 * dayMs + 7 * minuteMs, -3 * dayMs, -hourMs];
    await feeds.write({ posts: posted(feed, times), at: noon, seen });
    await purge(database, noon);
    const filled = (await feeds.counts(feed.id, later(-5 * dayMs), step)).filter(({ count }) => count !== 0);
    expect(filled).toEqual([
      { at: later(-4 * dayMs), count: 2 },
      { at: later(-4 * dayMs + step), count: 1 },
      { at: later(-3 * dayMs), count: 1 },
      { at: later(-hourMs), count: 1 },
    ]);
    const hours = (await feeds.counts(feed.id, later(-5 * dayMs), hourMs)).filter(({ count }) => count !== 0);
    expect(hours.map(({ count }) => count)).toEqual([3, 1, 1]);
  });

  it("are unknown, not zero, where posts are no longer taken", async () => {
    const feed = await newFeed();
    await feeds.write({ posts: [], at: noon, seen: [{ feed: feed.id, span: { from: later(-40 * dayMs), to: noon } }] });
    const days = await feeds.counts(feed.id, later(-31 * dayMs), 30 * minuteMs);
    expect(days.map(({ count }) => count).indexOf(0)).toBe(96);
    expect(days[95]?.count).toBeNull();
  });

  it("prefer what the network itself counted, and do not mix it with what was seen", async () => {
    const feed = await newFeed();
    await feeds.write({ posts: posted(feed, [-hourMs, -3 * dayMs]), at: noon, seen: [] });
    const hour = (ms: number, count: number) => ({ at: later(ms), count });
    for (const _ of [1, 2]) {
      await feeds.writeCounts({
        feed: feed.id,
        at: noon,
        stepMs: hourMs,
        buckets: [hour(-hourMs, 400), hour(-3 * dayMs, 90)],
      });
    }
    const counts = await feeds.counts(feed.id, later(-3 * dayMs), hourMs);
    expect([counts.at(0)?.count, counts.at(1)?.count, counts.at(-1)?.count]).toEqual([90, null, 400]);
    expect((await feeds.counts(feed.id, later(-3 * dayMs), step)).at(0)?.count).toBeNull();
  });

  it("of minutes that a network counted make its hours", async () => {
    const feed = await newFeed();
    await feeds.write({
      posts: posted(feed, [-30 * minuteMs]),
      at: noon,
      seen: [{ feed: feed.id, span: { from: later(-hourMs), to: noon } }],
    });
    const buckets = [0, 1, 2].map((i) => ({ at: later((i - 10) * minuteMs), count: 7 }));
    await feeds.writeCounts({ feed: feed.id, at: noon, stepMs: minuteMs, buckets });
    expect((await feeds.counts(feed.id, later(-hourMs), hourMs)).map(({ count }) => count)).toEqual([22]);
  });
});
