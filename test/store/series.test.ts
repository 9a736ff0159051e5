import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bucketOf, drivenClock, hourMs, minuteMs } from "../../src/model/clock.ts";
import { openDatabase as connect, type Database } from "../../src/store/database.ts";
import { feeds as feedsOf } from "../../src/store/feeds.ts";
import { reader } from "../../src/store/reader.ts";
import { openDatabase } from "../postgres.ts";
import { sampleTracker } from "./sample-tracker.ts";

const noon = new Date("2026-03-01T12:00:00Z");
const later = (ms: number) => new Date(noon.getTime() + ms);
const workspace = "slack:A";
const hours = 8;

let test: Awaited<ReturnType<typeof openDatabase>>;
let database: Database;

beforeAll(async () => {
  test = await openDatabase();
  database = connect(test.appUrl);
});
afterAll(async () => {
  await database.close();
  await test.close();
});

/** Times are in minutes before noon. */
const feed = fc.record({
  seen: fc.array(fc.tuple(fc.nat(hours * 60), fc.integer({ min: 1, max: 150 })), { maxLength: 4 }),
  minutes: fc.uniqueArray(
    fc.record({
      before: fc.integer({ min: 1, max: hours * 60 }),
      counted: fc.option(fc.nat(9), { freq: 3 }),
      observed: fc.nat(9),
      engagement: fc.integer({ min: -20, max: 50 }),
    }),
    { selector: ({ before }) => before, maxLength: 30 },
  ),
});

it.each([
  ["hours", hourMs, "rollup_hours"],
  ["minutes", 20 * minuteMs, "rollup_minutes"],
] as const)(
  "a series of many feeds from %s is, step by step, the sum of those that were observed",
  async (_, stepMs, table) => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(feed, { minLength: 1, maxLength: 5 }), async (given) => {
        const run = `${table}${++runs}`;
        const made = await feedsOf(database, drivenClock(noon)).ensureMany(
          given.map((_, n) => ({
            source: "s",
            network: "bluesky",
            subject: { kind: "hashtag", key: `${run}-${n}`, display: run },
            workspace: null,
          })),
        );
        const rows = new Map<string, { posts: number; engagement: number }>();
        const seen: { feed: number; fromMs: number; toMs: number }[] = [];
        for (const [n, { id }] of made.entries()) {
          for (const { before, counted, observed, engagement } of given[n]?.minutes ?? []) {
            const bucket = bucketOf(later(-before * minuteMs), table === "rollup_hours" ? hourMs : minuteMs);
            const stored = await database.sql`
            insert into ${database.sql(table)} (feed_id, at, counted, observed, engagement)
            values (${id}, ${bucket.toISOString()}, ${counted}, ${observed}, ${engagement}) on conflict do nothing`;
            if (stored.count === 0) continue;
            const step = `${id} ${Math.floor(bucket.getTime() / stepMs)}`;
            const sum = rows.get(step) ?? { posts: 0, engagement: 0 };
            rows.set(step, { posts: sum.posts + (counted ?? observed), engagement: sum.engagement + engagement });
          }
          for (const [before, length] of given[n]?.seen ?? []) {
            const fromMs = later(-before * minuteMs).getTime();
            seen.push({ feed: id, fromMs, toMs: Math.min(fromMs + length * minuteMs, noon.getTime()) });
          }
        }
        const spans = seen.filter(({ fromMs, toMs }) => fromMs < toMs);
        await feedsOf(database, drivenClock(noon)).write({
          posts: [],
          at: noon,
          seen: spans.map(({ feed, fromMs, toMs }) => ({ feed, span: { from: new Date(fromMs), to: new Date(toMs) } })),
        });
        const tracker = await sampleTracker(
          database,
          workspace,
          made.map(({ id }) => id),
        );
        const series = await reader(database, workspace, drivenClock(noon)).series(
          { trackers: [tracker], from: later(-hours * hourMs), to: noon },
          stepMs,
        );
        const expected = Array.from({ length: (hours * hourMs) / stepMs }, (_, i) => {
          const atMs = later(-hours * hourMs + i * stepMs).getTime();
          const observed = made.filter(({ id }) =>
            spans.some(({ feed, fromMs, toMs }) => feed === id && fromMs < atMs + stepMs && toMs > atMs),
          );
          const at = new Date(atMs);
          if (observed.length === 0) return { at, posts: null, engagement: null };
          const found = observed.map(({ id }) => rows.get(`${id} ${atMs / stepMs}`) ?? { posts: 0, engagement: 0 });
          return {
            at,
            posts: found.reduce((sum, { posts }) => sum + posts, 0),
            engagement: found.reduce((sum, { engagement }) => sum + engagement, 0),
          };
        });
        expect(series.points).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  },
);
