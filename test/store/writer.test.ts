import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drivenClock, hourMs, minuteMs } from "../../src/model/clock.ts";
import type { Counters } from "../../src/model/post.ts";
import { listedBitsMax } from "../../src/store/collected-tables.ts";
import { openDatabase as connect, type Database } from "../../src/store/database.ts";
import { feeds as feedsOf, type StoredFeeds } from "../../src/store/feeds.ts";
import { sketchPosition } from "../../src/store/sketch.ts";
import { openDatabase } from "../postgres.ts";
import { rollupRow, rollupRows } from "./rollup-rows.ts";
import { sampleAuthor, samplePost, unknownCounters } from "./sample-posts.ts";

const noon = new Date("2026-03-01T12:00:00Z");
const later = (ms: number) => new Date(noon.getTime() + ms);
const counters = (likes: number | null, views: number | null = null): Counters => ({
  ...unknownCounters,
  likes,
  views,
});

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

/** A feed nobody else in this file writes to, and its network's name. */
async function newFeed(network = `network${++made}`): Promise<{ id: number; network: string }> {
  const key = `subject${++made}`;
  return feeds.ensure({ source: network, network, subject: { kind: "hashtag", key, display: key }, workspace: null });
}

/** Everything a batch can change, as one value. */
async function everything(): Promise<string> {
  const tables = [
    "posts",
    "authors",
    "feed_posts",
    "snapshots",
    "rollup_minutes",
    "rollup_hours",
    "coverage",
    "cursors",
  ];
  const all = await Promise.all(
    tables.map((table) =>
      database.sql`select t::text as line from ${database.sql(table)} t order by 1`.then((found) => [...found]),
    ),
  );
  return JSON.stringify(all);
}

describe("what a batch adds", () => {
  it("counts a new post with what it already has in the minute and hour it was posted", async () => {
    const { id, network } = await newFeed();
    const post = samplePost("1", later(-90 * minuteMs), {
      network,
      sentiment: "negative",
      counters: { likes: 3, shares: 2, replies: null, views: 5_000_000_000 },
    });
    expect(await feeds.write({ posts: [{ post, feeds: [id] }], at: noon, seen: [] })).toEqual({ added: 1, updated: 0 });
    const sums = { observed: 1, engagement: 5, views: 5_000_000_000, negative: 1 };
    expect(await rollupRows(database, id)).toEqual([rollupRow("01 10:30", sums)]);
    expect(await rollupRows(database, id, "rollup_hours")).toEqual([rollupRow("01 10:00", sums)]);
  });

  it("adds what a known post gained, or lost, in the minute it was observed", async () => {
    const { id, network } = await newFeed();
    const write = (likes: number, ms: number) =>
      feeds.write({
        posts: [{ post: samplePost("1", noon, { network, counters: counters(likes) }), feeds: [id] }],
        at: later(ms),
        seen: [],
      });
    await write(10, 0);
    expect(await write(14, hourMs)).toEqual({ added: 0, updated: 1 });
    await write(11, 2 * hourMs);
    await write(11, 3 * hourMs);
    expect((await rollupRows(database, id, "rollup_hours")).map((hour) => [hour.observed, hour.engagement])).toEqual([
      [1, 10],
      [0, 4],
      [0, -3],
    ]);
  });

  it("tells every feed of a post what it gained, not only those of the batch, and a new one what it has by then", async () => {
    const [a, b] = [await newFeed(), await newFeed()];
    const post = (likes: number) => samplePost("1", noon, { network: a.network, counters: counters(likes) });
    await feeds.write({ posts: [{ post: post(1), feeds: [a.id] }], at: noon, seen: [] });
    await feeds.write({ posts: [{ post: post(5), feeds: [b.id] }], at: later(minuteMs), seen: [] });
    expect(await rollupRows(database, a.id)).toEqual([
      rollupRow("01 12:00", { observed: 1, engagement: 1 }),
      rollupRow("01 12:01", { engagement: 4 }),
    ]);
    expect(await rollupRows(database, b.id)).toEqual([rollupRow("01 12:00", { observed: 1, engagement: 5 })]);
  });

  it("keeps a counter's last known value where a reading does not say, and counts from there", async () => {
    const { id, network } = await newFeed();
    for (const [i, likes] of [7, null, 9].entries()) {
      const post = samplePost("1", noon, { network, counters: counters(likes) });
      await feeds.write({ posts: [{ post, feeds: [id] }], at: later(i * hourMs), seen: [] });
    }
    expect((await rollupRows(database, id, "rollup_hours")).map(({ engagement }) => engagement)).toEqual([7, 2]);
  });

  it("writes no minute that is older than minutes are kept, but its hour", async () => {
    const { id, network } = await newFeed();
    await feeds.write({
      posts: [{ post: samplePost("1", later(-72 * hourMs), { network }), feeds: [id] }],
      at: noon,
      seen: [],
    });
    expect(await rollupRows(database, id)).toEqual([]);
    expect(await rollupRows(database, id, "rollup_hours")).toEqual([rollupRow("26 12:00", { observed: 1 })]);
  });

  it("leaves out a post that is nearly too old to keep, or from the future", async () => {
    const { id, network } = await newFeed();
    const posts = [-30 * 24 * hourMs, 48 * hourMs, Number.NaN].map((ms, i) => ({
      post: samplePost(`${i}`, later(ms), { network }),
      feeds: [id],
    }));
    expect(await feeds.write({ posts, at: noon, seen: [] })).toEqual({ added: 0, updated: 0 });
  });

  it("snapshots a post when it is new and when its counters changed", async () => {
    const { id, network } = await newFeed();
    for (const [i, likes] of [1, 1, 2].entries()) {
      const post = samplePost("1", noon, { network, counters: counters(likes) });
      await feeds.write({ posts: [{ post, feeds: [id] }], at: later(i * hourMs + 30_000), seen: [] });
    }
    const snapshots = await database.sql`
      select to_char(s.at, 'HH24:MI:SS') as at, s.likes from snapshots s join posts p on p.key = s.post_key
      where p.network = ${network} order by s.at`;
    expect([...snapshots]).toEqual([
      { at: "12:00:00", likes: 1 },
      { at: "14:00:00", likes: 2 },
    ]);
  });

  it("takes a post twice in one batch as one, with the last reading and all feeds", async () => {
    const [a, b] = [await newFeed(), await newFeed()];
    const twice = [1, 4].map((likes, i) => ({
      post: samplePost("1", noon, { network: a.network, counters: counters(likes) }),
      feeds: [i === 0 ? a.id : b.id],
    }));
    expect(await feeds.write({ posts: twice, at: noon, seen: [] })).toEqual({ added: 1, updated: 0 });
    for (const { id } of [a, b])
      expect(await rollupRows(database, id)).toEqual([rollupRow("01 12:00", { observed: 1, engagement: 4 })]);
  });

  it("sets every author's bit once, whether few posted in the hour or many", async () => {
    const { id, network } = await newFeed();
    const expected = new Set<number>();
    for (const [batch, authors] of [1, 60, 90, 400, 3].entries()) {
      const posts = Array.from({ length: authors }, (_, i) => {
        const author = sampleAuthor(`${batch % 2} ${i}`);
        expected.add(sketchPosition(network, author.id));
        return { post: samplePost(`${batch} ${i}`, noon, { network, author }), feeds: [id] };
      });
      await feeds.write({ posts, at: later(batch * 1_000), seen: [] });
      const [row] = await database.sql<{ authors: string | null; listed: number[] }[]>`
        select authors::text, author_bits as listed from rollup_hours where feed_id = ${id}`;
      expect(row?.listed.length).toBeLessThanOrEqual(listedBitsMax);
      const set = [...(row?.authors ?? "")].flatMap((bit, position) => (bit === "1" ? [position] : []));
      expect(new Set([...set, ...(row?.listed ?? [])])).toEqual(expected);
    }
  });

  it("writes a post whose reading says nothing new again only when a minute has passed", async () => {
    const { id, network } = await newFeed();
    const seenAt = async (ms: number) => {
      const post = samplePost("1", noon, { network, counters: counters(3) });
      await feeds.write({ posts: [{ post, feeds: [id] }], at: later(ms), seen: [] });
      const [stored] = await database.sql`select to_char(seen_at, 'MI:SS') as at from posts where network = ${network}`;
      return stored?.["at"];
    };
    expect([await seenAt(5_000), await seenAt(55_000), await seenAt(65_000)]).toEqual(["00:05", "00:05", "01:05"]);
  });

  it("takes more posts than one statement holds", async () => {
    const { id, network } = await newFeed();
    const posts = Array.from({ length: 2_500 }, (_, i) => ({
      post: samplePost(`${i}`, noon, { network }),
      feeds: [id],
    }));
    expect(await feeds.write({ posts, at: noon, seen: [] })).toEqual({ added: 2_500, updated: 0 });
    expect(await rollupRows(database, id)).toEqual([rollupRow("01 12:00", { observed: 2_500 })]);
  });
});

describe("a batch that comes again", () => {
  it("changes nothing at all, even after a newer one", async () => {
    const { id, network } = await newFeed();
    const batch = (likes: number, ms: number) => ({
      posts: Array.from({ length: 20 }, (_, i) => ({
        post: samplePost(`${i}`, later(-i * minuteMs), {
          network,
          author: sampleAuthor(`${i % 7}`, likes),
          counters: counters(likes + i),
        }),
        feeds: [id],
      })),
      at: later(ms),
      seen: [{ feed: id, span: { from: later(ms - hourMs), to: later(ms) } }],
      cursor: { name: `feed:${id}`, value: `${ms}` },
    });
    await feeds.write(batch(5, 0));
    await feeds.write(batch(8, hourMs));
    const before = await everything();
    await feeds.write(batch(8, hourMs));
    await feeds.write(batch(5, 0));
    expect(await everything()).toBe(before);
    expect(await feeds.cursor(`feed:${id}`)).toBe(`${hourMs}`);
  });

  it("is counted once when many workers write it at the same time, in whatever order", async () => {
    const { id, network } = await newFeed();
    const workers = [connect(test.appUrl), connect(test.appUrl)];
    const writers = workers.map((worker) => feedsOf(worker, drivenClock(noon)));
    const batches = Array.from({ length: 8 }, (_, n) => ({
      posts: Array.from({ length: 120 }, (_, i) => ({
        post: samplePost(`${(i * 7 + n * 40) % 200}`, later(-((i * 7 + n * 40) % 200) * 1_000), {
          network,
          counters: counters(n + 1),
        }),
        feeds: [id],
      })),
      at: later(n * minuteMs),
      seen: [{ feed: id, span: { from: later((n - 1) * minuteMs), to: later(n * minuteMs) } }],
    }));
    await Promise.all([...batches, ...batches.toReversed()].map((batch, i) => writers[i % 2]?.write(batch)));
    await Promise.all(workers.map((worker) => worker.close()));
    const [sums] = await database.sql`
      select sum(observed)::int as observed, sum(engagement)::int as engagement,
        (select count(*)::int from posts where network = ${network}) as posts,
        (select sum(likes)::int from posts where network = ${network}) as likes
      from rollup_hours where feed_id = ${id}`;
    const latest = new Map(batches.flatMap(({ posts }, n) => posts.map(({ post }) => [post.id, n + 1] as const)));
    const likes = [...latest.values()].reduce((sum, n) => sum + n, 0);
    expect(sums).toEqual({ observed: 200, engagement: likes, posts: 200, likes });
  });
});

describe("who is told", () => {
  it("hears which feeds changed once the batch is committed", async () => {
    const { id, network } = await newFeed();
    const listener = postgres(test.ownerUrl, { max: 1 });
    const heard = new Promise<string>((resolve) => {
      void listener
        .listen("groundswell_rollup", resolve)
        .then(() =>
          feeds.write({ posts: [{ post: samplePost("1", noon, { network }), feeds: [id] }], at: noon, seen: [] }),
        );
    });
    expect(await heard).toBe(`${id}`);
    await listener.end();
  });
});

describe("the product's role", () => {
  it("cannot alter, drop or own what it writes to", async () => {
    await expect(database.sql`alter table posts add column mine int`).rejects.toThrow(/must be owner/);
    await expect(database.sql`drop table rollup_hours`).rejects.toThrow(/must be owner/);
    await expect(database.sql`alter table feeds disable row level security`).rejects.toThrow(/must be owner/);
    await expect(database.sql`create table mine (x int)`).rejects.toThrow(/permission denied/);
  });
});
