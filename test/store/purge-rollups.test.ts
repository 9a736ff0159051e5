import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Batch } from "../../src/model/batch.ts";
import { dayMs, drivenClock, hourMs, minuteMs } from "../../src/model/clock.ts";
import { minutesKeptMs } from "../../src/model/retention.ts";
import { openDatabase as connect, type Database } from "../../src/store/database.ts";
import { feeds as feedsOf, type StoredFeeds } from "../../src/store/feeds.ts";
import { purge } from "../../src/store/purge.ts";
import { openDatabase } from "../postgres.ts";
import { rollupRow, rollupRows } from "./rollup-rows.ts";
import { samplePost, unknownCounters } from "./sample-posts.ts";

const noon = new Date("2020-03-01T12:00:00Z");
const later = (ms: number) => new Date(noon.getTime() + ms);

interface Side {
  readonly database: Database;
  readonly feeds: StoredFeeds;
  close(): Promise<void>;
}

let purged: Side;
/** The same history without any purge. */
let kept: Side;
let runs = 0;

beforeAll(async () => {
  const open = async (): Promise<Side> => {
    const opened = await openDatabase();
    const database = connect(opened.appUrl);
    const close = async () => {
      await database.close();
      await opened.close();
    };
    return { database, feeds: feedsOf(database, drivenClock(noon)), close };
  };
  [purged, kept] = [await open(), await open()];
});
afterAll(async () => {
  await purged.close();
  await kept.close();
});

const feedOn = ({ feeds }: Side, network: string, key = network) =>
  feeds.ensure({ source: network, network, subject: { kind: "hashtag", key, display: key }, workspace: null });

it("what is gained after the minutes of its hour are gone reaches the hour", async () => {
  const { database, feeds } = purged;
  const feed = await feedOn(purged, "late");
  const post = (likes: number) =>
    samplePost("late", later(0), { network: "late", sentiment: "positive", counters: { ...unknownCounters, likes } });
  const write = (at: Date, likes: number) =>
    feeds.write({ posts: [{ post: post(likes), feeds: [feed.id] }], at, seen: [] });
  await write(later(0), 5);
  await write(later(10 * minuteMs), 8);
  await purge(database, later(minutesKeptMs + 5 * minuteMs));
  // One that was taken in time, and told late: its minute is gone already.
  await write(later(20 * minuteMs), 15);
  await purge(database, later(minutesKeptMs + hourMs));
  expect(await rollupRows(database, feed.id)).toEqual([]);
  expect(await rollupRows(database, feed.id, "rollup_hours")).toEqual([
    rollupRow("01 12:00", { observed: 1, engagement: 15, positive: 1 }),
  ]);
  await feeds.forget([{ network: "late", id: "late" }]);
  expect(await rollupRows(database, feed.id, "rollup_hours")).toEqual([rollupRow("01 12:00", {})]);
});

/** What happens in one half-hour of a week: a reading of some posts (told late, or again), a deletion, a purge. */
const reading = fc.record({
  post: fc.nat(9),
  likes: fc.option(fc.nat(50)),
  views: fc.option(fc.nat(500)),
});
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      lateMs: fc.constantFrom(0, 0, 0, hourMs, 3 * dayMs),
      readings: fc.array(reading, { maxLength: 8 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ deleted: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.constant("purge" as const) },
);
const history = fc.array(fc.tuple(fc.nat(7 * 48), step), { maxLength: 25 });

it("hours are the sums of their minutes after any history, and the same whether those are still there or not", async () => {
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const network = `n${++runs}`;
      const play = async (side: Side, purging: boolean) => {
        const feeds = [await feedOn(side, network, `${network}a`), await feedOn(side, network, `${network}b`)];
        // Of each post: when it was posted, young enough to have its minute when it is first read; and how often it was deleted.
        const postedAt = new Map<string, Date>();
        const lives = Array.from({ length: 10 }, () => 0);
        const nameOf = (post: number) => `${post}-${lives[post]}`;
        for (const [halfHours, what] of [...steps].sort(([a], [b]) => a - b)) {
          const now = later(halfHours * 30 * minuteMs);
          if (what === "purge") {
            if (purging) await purge(side.database, now);
          } else if ("deleted" in what) {
            await side.feeds.forget([{ network, id: nameOf(what.deleted) }]);
            lives[what.deleted] = (lives[what.deleted] ?? 0) + 1;
          } else {
            const at = new Date(now.getTime() - what.lateMs);
            const posts: Batch["posts"] = what.readings.map(({ post, likes, views }) => {
              const id = nameOf(post);
              const posted = postedAt.get(id) ?? new Date(at.getTime() - post * 5 * hourMs);
              postedAt.set(id, posted);
              const counters = { ...unknownCounters, likes, views };
              const sentiment = ([null, "negative", "neutral", "positive"] as const)[post % 4] ?? null;
              const of = feeds.filter((_, n) => post % 3 === 2 || post % 3 === n);
              return {
                post: samplePost(id, posted, { network, counters, sentiment }),
                feeds: of.map((feed) => feed.id),
              };
            });
            await side.feeds.write({ posts, at, seen: [] });
          }
        }
        return feeds.map((feed) => feed.id);
      };
      const [ids, keptIds] = [await play(purged, true), await play(kept, false)];
      const hours = await Promise.all(ids.map((id) => rollupRows(purged.database, id, "rollup_hours")));
      expect(hours).toEqual(await Promise.all(keptIds.map((id) => rollupRows(kept.database, id, "rollup_hours"))));
      for (const id of keptIds) {
        const [wrong] = await kept.database.sql`
          select coalesce(h.at, m.at) as at, to_jsonb(h) as hour, to_jsonb(m) as minutes
          from (select at, observed, engagement, views, negative, neutral, positive from rollup_hours where feed_id = ${id}) h
          full join (
            select date_bin('1 hour', at, 'epoch') as at, sum(observed)::int as observed, sum(engagement)::bigint as engagement,
              sum(views)::bigint as views, sum(negative)::int as negative, sum(neutral)::int as neutral, sum(positive)::int as positive
            from rollup_minutes where feed_id = ${id} group by 1
          ) m on m.at = h.at
          where h is distinct from m`;
        expect(wrong).toBeUndefined();
      }
    }),
    { numRuns: 50 },
  );
});
