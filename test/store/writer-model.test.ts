import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Batch } from "../../src/model/batch.ts";
import { bucketOf, drivenClock, hourMs, minuteMs } from "../../src/model/clock.ts";
import type { Counters } from "../../src/model/post.ts";
import { openDatabase as connect, type Database } from "../../src/store/database.ts";
import { feeds as feedsOf, type StoredFeeds } from "../../src/store/feeds.ts";
import { openDatabase } from "../postgres.ts";
import { samplePost } from "./sample-posts.ts";

const noon = new Date("2026-03-01T12:00:00Z");
const names = ["likes", "shares", "replies", "views"] as const;

let test: Awaited<ReturnType<typeof openDatabase>>;
let database: Database;
let feeds: StoredFeeds;
let runs = 0;

beforeAll(async () => {
  test = await openDatabase();
  database = connect(test.appUrl);
  feeds = feedsOf(database, drivenClock(noon));
});
afterAll(async () => {
  await database.close();
  await test.close();
});

/** One reading: which post, which of three feeds it came in by, and its counters. */
const reading = fc.record({
  post: fc.nat(11),
  feeds: fc.uniqueArray(fc.nat(2), { minLength: 1 }),
  counters: fc.record(
    Object.fromEntries(names.map((name) => [name, fc.option(fc.nat(50))])) as Record<
      keyof Counters,
      fc.Arbitrary<number | null>
    >,
  ),
});
const readings = fc.record({
  atMinute: fc.nat(180),
  readings: fc.array(reading, { maxLength: 15 }),
  deleted: fc.array(fc.nat(11), { maxLength: 3 }),
});

/** What the tables must say, kept by hand: one post after the other, one feed after the other. */
function model() {
  const posts = new Map<
    string,
    {
      counters: Record<keyof Counters, number | null>;
      seenMs: number;
      postedAt: Date;
      feeds: Set<number>;
      gone: boolean;
    }
  >();
  const hours = new Map<string, { observed: number; engagement: number; views: number }>();
  const add = (feed: number, at: Date, observed: number, engagement: number, views: number) => {
    const key = `${feed} ${bucketOf(at, hourMs).toISOString()}`;
    const hour = hours.get(key) ?? { observed: 0, engagement: 0, views: 0 };
    hours.set(key, {
      observed: hour.observed + observed,
      engagement: hour.engagement + engagement,
      views: hour.views + views,
    });
  };
  const engagement = (counters: Counters) => (counters.likes ?? 0) + (counters.shares ?? 0) + (counters.replies ?? 0);
  return {
    hours,
    /** What each feed has after all, had it only ever seen the posts that are left. */
    survivors() {
      const sums: Record<number, { observed: number; engagement: number; views: number }> = {};
      for (const { counters, feeds } of [...posts.values()].filter(({ gone }) => !gone)) {
        for (const feed of feeds) {
          sums[feed] ??= { observed: 0, engagement: 0, views: 0 };
          sums[feed].observed += 1;
          sums[feed].engagement += engagement(counters);
          sums[feed].views += counters.views ?? 0;
        }
      }
      return sums;
    },
    write({ posts: read, deleted = [], at }: Batch) {
      const merged = new Map<
        string,
        { counters: Record<keyof Counters, number | null>; postedAt: Date; feeds: Set<number> }
      >();
      for (const { post, feeds } of read) {
        const known = merged.get(post.id) ?? {
          counters: { likes: null, shares: null, replies: null, views: null },
          postedAt: post.postedAt,
          feeds: new Set(),
        };
        for (const name of names) known.counters[name] = post.counters[name] ?? known.counters[name];
        for (const feed of feeds) known.feeds.add(feed);
        merged.set(post.id, known);
      }
      for (const [id, now] of merged) {
        const known = posts.get(id);
        if (known?.gone) continue;
        const before = known ? { ...known.counters } : null;
        const post = known ?? {
          ...now,
          counters: { ...now.counters },
          seenMs: at.getTime(),
          feeds: new Set<number>(),
          gone: false,
        };
        posts.set(id, post);
        if (known && before && at.getTime() >= known.seenMs) {
          for (const name of names) known.counters[name] = now.counters[name] ?? known.counters[name];
          known.seenMs = at.getTime();
          const gained = engagement(known.counters) - engagement(before);
          const views = (known.counters.views ?? 0) - (before.views ?? 0);
          if (gained !== 0 || views !== 0) for (const feed of known.feeds) add(feed, at, 0, gained, views);
        }
        for (const feed of now.feeds) {
          if (post.feeds.has(feed)) continue;
          post.feeds.add(feed);
          add(feed, post.postedAt, 1, engagement(post.counters), post.counters.views ?? 0);
        }
      }
      for (const { id } of deleted) {
        const post = posts.get(id);
        if (!post || post.gone) continue;
        post.gone = true;
        for (const feed of post.feeds)
          add(feed, post.postedAt, -1, -engagement(post.counters), -(post.counters.views ?? 0));
      }
    },
  };
}

it("keeps the same totals as a model written in a page, for any batches and deletions in any order, some of them twice", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(readings, { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(5), { maxLength: 6 }),
      async (fresh, again) => {
        const network = `network${++runs}`;
        const made = await feeds.ensureMany(
          ["a", "b", "c"].map((key) => ({
            source: network,
            network,
            subject: { kind: "hashtag" as const, key, display: key },
            workspace: null,
          })),
        );
        const ids = made.map(({ id }) => id);
        const batches = fresh.map(
          ({ atMinute, readings, deleted }): Batch => ({
            at: new Date(noon.getTime() + atMinute * minuteMs),
            posts: readings.map(({ post, feeds, counters }) => ({
              post: samplePost(`${post}`, new Date(noon.getTime() - post * 17 * minuteMs), { network, counters }),
              feeds: feeds.map((n) => ids[n] ?? 0),
            })),
            deleted: deleted.map((post) => ({ network, id: `${post}` })),
            seen: [],
          }),
        );
        const expected = model();
        for (const batch of [...batches, ...again.flatMap((n) => batches[n] ?? [])]) {
          expected.write(batch);
          await feeds.write(batch);
        }
        for (const table of ["rollup_hours", "rollup_minutes"]) {
          const rows = await database.sql<
            { feed_id: string; at: string; observed: number; engagement: number; views: number }[]
          >`
          select feed_id, date_bin('1 hour', at, 'epoch')::text as at, sum(observed)::int as observed, sum(engagement)::float8 as engagement,
            sum(views)::float8 as views
          from ${database.sql(table)} where feed_id = any(${ids}) group by 1, 2`;
          const stored = new Map(
            rows.map(({ feed_id, at, ...sums }) => [`${feed_id} ${new Date(at).toISOString()}`, sums]),
          );
          expect(stored).toEqual(expected.hours);
        }
        const totals = await database.sql<{ feed_id: string; observed: number; engagement: number; views: number }[]>`
          select feed_id, sum(observed)::int as observed, sum(engagement)::float8 as engagement, sum(views)::float8 as views
          from rollup_hours where feed_id = any(${ids}) group by 1 having sum(observed) <> 0 or sum(engagement) <> 0 or sum(views) <> 0`;
        expect(Object.fromEntries(totals.map(({ feed_id, ...sums }) => [feed_id, sums]))).toEqual(expected.survivors());
      },
    ),
    { numRuns: 60 },
  );
});
