import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayMs, drivenClock, hourMs } from "../../src/model/clock.ts";
import type { Feed } from "../../src/model/feed.ts";
import type { Post } from "../../src/model/post.ts";
import { openDatabase as connect, type Database } from "../../src/store/database.ts";
import { feeds as feedsOf, type StoredFeeds } from "../../src/store/feeds.ts";
import { purge } from "../../src/store/purge.ts";
import { reader } from "../../src/store/reader.ts";
import { openDatabase } from "../postgres.ts";
import { sampleAuthor, samplePost, unknownCounters } from "./sample-posts.ts";
import { sampleTracker } from "./sample-tracker.ts";

/** Long ago by any clock, so that the walls' own ages hold everything back only where the purge does not ask for it. */
const noon = new Date("2020-03-01T12:00:00Z");
const later = (ms: number) => new Date(noon.getTime() + ms);

let test: Awaited<ReturnType<typeof openDatabase>>;
let database: Database;
let owner: postgres.Sql;
let feeds: StoredFeeds;
let made = 0;

beforeAll(async () => {
  test = await openDatabase();
  database = connect(test.appUrl);
  owner = postgres(test.ownerUrl, { max: 3, onnotice: () => {} });
  feeds = feedsOf(database, drivenClock(noon));
});
afterAll(async () => {
  await owner.end();
  await database.close();
  await test.close();
});

const newFeed = (network: string): Promise<Feed> => {
  const key = `subject${++made}`;
  return feeds.ensure({ source: network, network, subject: { kind: "hashtag", key, display: key }, workspace: null });
};
const write = (feed: Feed, at: Date, posts: readonly Post[]) =>
  feeds.write({ posts: posts.map((post) => ({ post, feeds: [feed.id] })), at, seen: [] });
const counted = async (feed: Feed) => {
  const [row] = await database.sql`
    select sum(observed)::int as observed, sum(engagement)::int as engagement from rollup_hours where feed_id = ${feed.id}`;
  return { ...row };
};
const likes = (n: number) => ({ counters: { ...unknownCounters, likes: n } });

describe("what is collected", () => {
  it("is dropped when it is past its time, and nothing of it from the totals", async () => {
    const feed = await newFeed("aged");
    const old = later(-20 * dayMs);
    await write(feed, old, [samplePost("old", old, { network: "aged", author: sampleAuthor("old"), ...likes(7) })]);
    expect(await purge(database, later(-dayMs))).toMatchObject({ posts: 0, authors: 0, minutes: 1, snapshotDays: 1 });
    const later13 = later(13 * dayMs);
    expect(await purge(database, later13)).toMatchObject({ posts: 1, authors: 1 });
    const [left] = await database.sql`
      select (select count(*)::int from posts) as posts, (select count(*)::int from feed_posts) as links,
        (select count(*)::int from rollup_minutes) as minutes, (select count(*)::int from authors) as authors,
        to_regclass('snapshots_20200210') as day`;
    expect(left).toEqual({ posts: 0, links: 0, minutes: 0, authors: 0, day: null });
    expect(await counted(feed)).toEqual({ observed: 1, engagement: 7 });
    const nothing = Object.values(await purge(database, later13));
    expect(nothing.every((count) => count === 0)).toBe(true);
  });
});

describe("where a network lets us keep its posts for three days only", () => {
  const terms = { keptDays: { brief: 3, long: 400 } };
  const post = (id: string, network: string, ms: number, more: Partial<Post> = {}) =>
    samplePost(id, later(ms), { network, author: sampleAuthor(id), language: "en", ...likes(3), ...more });

  it("what they said, of whom and how it was liked is gone an hour before that; what they counted for stays", async () => {
    const [brief, long] = [await newFeed("brief"), await newFeed("long")];
    for (const [feed, network] of [
      [brief, "brief"],
      [long, "long"],
    ] as const) {
      const times = [-3 * dayMs, -3 * dayMs + hourMs - 1, -3 * dayMs + hourMs + 1];
      for (const [i, ms] of times.entries()) await write(feed, later(ms), [post(`${network}${i}`, network, ms)]);
    }
    const before = [await counted(brief), await counted(long)];
    expect(await purge(database, noon, terms)).toMatchObject({ contents: 2, authors: 2, posts: 0 });
    const rows = await database.sql`
      select p.id, text <> '' as says, author_id is not null as author, likes, language,
        exists (select from authors a where a.network = p.network and a.id = p.id) as known,
        exists (select from snapshots s where s.post_key = p.key) as counters
      from posts p where network = 'brief' order by id`;
    const gone = { says: false, author: false, likes: null, language: null, known: false, counters: false };
    const kept = { says: true, author: true, likes: 3, language: "en", known: true, counters: true };
    expect(rows).toEqual([
      { id: "brief0", ...gone },
      { id: "brief1", ...gone },
      { id: "brief2", ...kept },
    ]);
    const tracker = await sampleTracker(database, "slack:A", [brief.id]);
    const scope = { trackers: [tracker], from: later(-9 * dayMs), to: noon };
    const shown = await reader(database, "slack:A", drivenClock(noon)).topPosts(scope, 10);
    expect(shown.map(({ id }) => id)).toEqual(["brief2"]);
    const others = await database.sql`select from posts where network = 'long' and text <> '' and likes = 3`;
    expect(others).toHaveLength(3);
    expect([await counted(brief), await counted(long)]).toEqual(before);
    expect(await purge(database, noon, terms)).toMatchObject({ contents: 0, authors: 0 });
  });

  it("what workspaces corrected of theirs goes with them, and stays with those who are known", async () => {
    const feed = await newFeed("brief");
    for (const [id, ms] of [
      ["gone", -3 * dayMs],
      ["known", -dayMs],
    ] as const) {
      await write(feed, later(ms), [post(id, "brief", ms)]);
      await sampleTracker(database, "slack:Corrects", [feed.id]);
      await owner`
        insert into corrections (workspace_id, network, author_id, author_bit, phrase, sentiment, corrected_by, corrected_at)
        values ('slack:Corrects', 'brief', ${id}, 0, ${id}, 'neutral', '{"id":"U1","name":"Ann"}', ${noon})`;
    }
    expect(await purge(database, noon, terms)).toMatchObject({ corrections: 1 });
    expect(await owner`select author_id from corrections`).toEqual([{ author_id: "known" }]);
    expect(await purge(database, noon, terms)).toMatchObject({ corrections: 0 });
  });

  it("one that is read again after that is no news", async () => {
    const feed = await newFeed("brief");
    const reading = post("again", "brief", -4 * dayMs);
    await write(feed, later(-4 * dayMs), [reading]);
    await purge(database, noon, terms);
    await write(feed, noon, [{ ...reading, ...likes(900) }]);
    expect(await counted(feed)).toEqual({ observed: 1, engagement: 3 });
    const [row] = await database.sql`select text, author_id, likes from posts where id = 'again'`;
    expect(row).toEqual({ text: "", author_id: null, likes: null });
  });

  it("minutes that are counted post by post stay what they were", async () => {
    const feed = await newFeed("brief");
    await write(feed, noon, [post("fine", "brief", -4 * dayMs)]);
    await feeds.write({ posts: [], at: noon, seen: [{ feed: feed.id, span: { from: later(-5 * dayMs), to: noon } }] });
    const filled = async () =>
      (await feeds.counts(feed.id, later(-5 * dayMs), 5 * 60_000)).filter(({ count }) => count !== 0);
    const before = await filled();
    expect(before).toEqual([{ at: later(-4 * dayMs), count: 1 }]);
    await purge(database, noon, terms);
    expect(await filled()).toEqual(before);
  });
});

describe("the days of snapshots", () => {
  const days = async () =>
    (
      await owner`select relname as name from pg_class where relname ~ '^snapshots_[0-9]{8}$' and relkind = 'r' order by 1`
    ).map(({ name }) => String(name).slice(-8));

  it("are there two days before they are needed, and not longer than two weeks after", async () => {
    await purge(database, noon);
    expect(await days()).toEqual(expect.arrayContaining(["20200301", "20200302", "20200303"]));
    await purge(database, later(15 * dayMs));
    const left = await days();
    expect(left[0]).toBe("20200302");
    expect(left).toEqual(expect.arrayContaining(["20200316", "20200317", "20200318"]));
  });

  it("are made while somebody stores into another, and dropped only where nobody is in the way for long", async () => {
    await purge(database, later(20 * dayMs));
    const storing = await owner.reserve();
    await storing`begin`;
    await storing`insert into snapshots (post_key, at) values (1, ${later(20 * dayMs).toISOString()})`;
    const purged = await purge(database, later(40 * dayMs));
    expect(await days()).toEqual(expect.arrayContaining(["20200410", "20200411", "20200412"]));
    expect(purged.snapshotDays).toBe(0);
    await storing`commit`;
    storing.release();
    expect((await purge(database, later(40 * dayMs))).snapshotDays).toBeGreaterThan(0);
    expect((await days())[0]).toBe("20200410");
  });
});

describe("a purge that does not come to its end", () => {
  const rows = 12_000;
  const at = later(-100 * dayMs).toISOString();
  const furnish = () =>
    owner`insert into rollup_minutes (feed_id, at, observed) select n, ${at}, 1 from generate_series(1, ${rows}) n`;
  const left = async () => {
    const [row] = await owner<{ count: number }[]>`select count(*)::int as count from rollup_minutes where at = ${at}`;
    return row?.count;
  };

  it("stops between two slices when it is told to, and the next goes on", async () => {
    await furnish();
    let asked = 0;
    const signal = {
      throwIfAborted() {
        // Once before it looks, once before each slice.
        if (++asked > 2) throw new Error("told to stop");
      },
    } as AbortSignal;
    await expect(purge(database, noon, { signal })).rejects.toThrow("told to stop");
    expect(await left()).toBe(rows - 5_000);
    expect((await purge(database, noon)).minutes).toBe(rows - 5_000);
    expect(await left()).toBe(0);
  });

  it("leaves what it dropped dropped, and the rest whole, when it is killed; the next goes on", async () => {
    await furnish();
    const held = await owner.reserve();
    await held`begin`;
    await held`select from rollup_minutes where feed_id = 7000 and at = ${at} for update`;
    const killed = purge(database, noon).catch((error: unknown) => error);
    await expect
      .poll(async () => {
        const [one] = await owner`
          select pg_terminate_backend(pid) as done from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
        return one?.["done"];
      })
      .toBe(true);
    expect(await killed).toBeInstanceOf(Error);
    await held`rollback`;
    held.release();
    expect(await left()).toBe(rows - 5_000);
    expect((await purge(database, noon)).minutes).toBe(rows - 5_000);
  });

  it("shares the work with another one that runs at the same time", async () => {
    await furnish();
    const both = await Promise.all([purge(database, noon), purge(database, noon)]);
    expect(both.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(rows);
    expect(await left()).toBe(0);
  });

  it("tells how far it is, where there is much", async () => {
    await owner`insert into rollup_minutes (feed_id, at, observed) select n, ${at}, 1 from generate_series(1, 101000) n`;
    const told: unknown[] = [];
    const progress = (what: string, dropped: number) => told.push([what, dropped]);
    expect((await purge(database, noon, { progress })).minutes).toBe(101_000);
    expect(told).toEqual([
      ["minutes", 50_000],
      ["minutes", 100_000],
    ]);
  });
});
