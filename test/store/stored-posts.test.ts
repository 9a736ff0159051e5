import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drivenClock, hourMs, minuteMs } from "../../src/model/clock.ts";
import type { Counters, Post } from "../../src/model/post.ts";
import { openDatabase as connect, type Database } from "../../src/store/database.ts";
import { feeds as feedsOf, type StoredFeeds } from "../../src/store/feeds.ts";
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

describe("what people write", () => {
  const hostile = 'a\0b \ud800 "quoted" \\ {x,y} \' NULL';
  const mended = hostile.replace("\0", "\ufffd").replace("\ud800", "\ufffd");

  it("is kept as it was, but for what Postgres refuses", async () => {
    const { id, network } = await newFeed();
    const post: Post = samplePost(hostile, noon, {
      network,
      text: hostile,
      title: hostile,
      author: { ...sampleAuthor(hostile), name: hostile },
      tags: [
        { key: hostile, display: hostile },
        { key: "NULL", display: "" },
      ],
      topics: ["", "{}"],
      extras: { [hostile]: hostile },
      location: { name: hostile },
      counters: { likes: 2 ** 40, shares: -3, replies: 1.9, views: 2 ** 52 },
    });
    const batch = { posts: [{ post, feeds: [id] }], at: noon, seen: [] };
    await feeds.write(batch);
    const [stored] = await database.sql`
      select p.id, text, tags, topics, likes, shares, replies, views::text, more, a.name from posts p
      join authors a on a.network = p.network and a.id = p.author_id where p.network = ${network}`;
    expect(stored).toEqual({
      id: mended,
      text: mended,
      tags: [mended, "NULL"],
      topics: ["", "{}"],
      likes: 2 ** 31 - 1,
      shares: 0,
      replies: 1,
      views: `${2 ** 52}`,
      more: { title: mended, extras: { [mended]: mended }, location: { name: mended } },
      name: mended,
    });
    expect(await feeds.write(batch)).toEqual({ added: 0, updated: 0 });
  });
});

describe("authors", () => {
  it("are kept with the latest facts, and what is not said again stays known", async () => {
    const { id, network } = await newFeed();
    const write = (author: Post["author"], ms: number) =>
      feeds.write({
        posts: [{ post: samplePost(`${ms}`, noon, { network, author }), feeds: [id] }],
        at: later(ms),
        seen: [],
      });
    await write({ id: "1", handle: "old", name: "Name", followers: 20_000, verified: true }, 0);
    await write({ id: "1", handle: "new", name: null, followers: null, verified: null }, minuteMs);
    await write({ id: "1", handle: "older", name: null, followers: 1, verified: null }, -minuteMs);
    const [author] =
      await database.sql`select handle, name, followers, verified, influencer from authors where network = ${network}`;
    expect(author).toEqual({ handle: "new", name: "Name", followers: 20_000, verified: true, influencer: true });
  });
});

describe("posts their network deleted", () => {
  it("no longer count, with all they had gained", async () => {
    const { id, network } = await newFeed();
    const posts = (likes: number) =>
      ["1", "2"].map((name) => ({
        post: samplePost(name, noon, { network, sentiment: "positive", counters: counters(likes, 100) }),
        feeds: [id],
      }));
    await feeds.write({ posts: posts(5), at: noon, seen: [] });
    await feeds.write({ posts: posts(8), at: later(hourMs), seen: [] });
    await feeds.forget([
      { network, id: "1" },
      { network, id: "1" },
      { network, id: "unknown" },
    ]);
    await feeds.forget([{ network, id: "1" }]);
    for (const table of ["rollup_hours", "rollup_minutes"] as const) {
      expect(await rollupRows(database, id, table)).toEqual([
        rollupRow("01 12:00", { observed: 1, engagement: 2, views: 100, positive: 1 }),
        rollupRow("01 13:00", { engagement: 6 }),
      ]);
    }
    const [left] = await database.sql`
      select count(*)::int as posts, (select count(*)::int from feed_posts where feed_id = ${id}) as links from posts where network = ${network}`;
    expect(left).toEqual({ posts: 1, links: 1 });
  });
});
