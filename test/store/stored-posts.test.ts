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
    await write({ id: "1", handle: "old", name: "Name", followers: 20_000, verified: true, automated: true }, 0);
    await write({ id: "1", handle: "new", name: null, followers: null, verified: null, automated: null }, minuteMs);
    await write({ id: "1", handle: "older", name: null, followers: 1, verified: null, automated: null }, -minuteMs);
    const [author] =
      await database.sql`select handle, name, followers, verified, automated, influencer from authors where network = ${network}`;
    expect(author).toEqual({
      handle: "new",
      name: "Name",
      followers: 20_000,
      verified: true,
      automated: true,
      influencer: true,
    });
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
      select count(*)::int as posts, (select count(*)::int from feed_posts where feed_id = ${id}) as links
      from posts where network = ${network} and gone_at is null`;
    expect(left).toEqual({ posts: 1, links: 1 });
  });

  it("leave nothing but that they are gone", async () => {
    const { id, network } = await newFeed();
    const full: Post = samplePost("1", noon, {
      network,
      author: sampleAuthor("1"),
      content: "image",
      text: "said",
      title: "Title",
      url: "https://example.com/1",
      language: "en",
      languageTold: true,
      sentiment: "negative",
      understanding: 1,
      tags: [{ key: "tag", display: "Tag" }],
      topics: ["sports"],
      sensitive: true,
      counters: { likes: 20_000, shares: 2, replies: 3, views: 40_000 },
    });
    await feeds.write({ posts: [{ post: full, feeds: [id] }], at: noon, seen: [] });
    await feeds.write({ posts: [], deleted: [full], at: later(minuteMs), seen: [] });
    const [left] = await database.sql`
      select to_jsonb(p) - 'key' as post, (select count(*)::int from snapshots where post_key = p.key) as snapshots
      from posts p where network = ${network}`;
    const nothing = { author_id: null, language: null, sentiment: null, rate: null, more: null, ...unknownCounters };
    expect(left).toEqual({
      post: {
        ...nothing,
        network,
        id: "1",
        posted_at: "2026-03-01T12:00:00+00:00",
        seen_at: "2026-03-01T12:00:00+00:00",
        gone_at: "2026-03-01T12:01:00+00:00",
        kind: full.kind,
        content: "text",
        text: "",
        tags: [],
        topics: [],
        viral: false,
        sensitive: false,
        language_told: false,
        understanding: null,
      },
      snapshots: 0,
    });
  });

  it("do not come back, whatever is read of them later, nor are they linked to another feed", async () => {
    const [a, b] = [await newFeed(), await newFeed()];
    const read = (likes: number, ms: number, feed: number) => ({
      posts: [{ post: samplePost("1", noon, { network: a.network, counters: counters(likes) }), feeds: [feed] }],
      at: later(ms),
      seen: [],
    });
    await feeds.write(read(5, 0, a.id));
    await feeds.write({ ...read(6, minuteMs, a.id), deleted: [{ network: a.network, id: "1" }] });
    const written = [];
    for (const batch of [read(5, 0, a.id), read(6, minuteMs, a.id), read(9, hourMs, a.id), read(9, hourMs, b.id)])
      written.push(await feeds.write(batch));
    expect(written).toEqual(written.map(() => ({ added: 0, updated: 0 })));
    expect(await rollupRows(database, a.id, "rollup_hours")).toEqual([rollupRow("01 12:00", {})]);
    expect(await rollupRows(database, b.id, "rollup_hours")).toEqual([]);
    const [links] = await database.sql`select count(*)::int from feed_posts where feed_id in (${a.id}, ${b.id})`;
    expect(links).toEqual({ count: 0 });
  });

  it("are passed over where nobody knew them, and stand when they are told of twice", async () => {
    const { id, network } = await newFeed();
    const deleted = ["1", "2", "1"].map((name) => ({ network, id: name }));
    const posts = [{ post: samplePost("1", noon, { network, counters: counters(5) }), feeds: [id] }];
    await feeds.write({ posts: [], deleted, at: noon, seen: [] });
    await feeds.write({ posts, at: noon, seen: [] });
    expect(await rollupRows(database, id)).toEqual([rollupRow("01 12:00", { observed: 1, engagement: 5 })]);
    for (const at of [noon, later(minuteMs)]) await feeds.write({ posts: [], deleted, at, seen: [] });
    expect(await rollupRows(database, id)).toEqual([rollupRow("01 12:00", {})]);
  });
});
