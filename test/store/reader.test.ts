import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayMs, drivenClock, hourMs, minuteMs } from "../../src/model/clock.ts";
import type { Feed } from "../../src/model/feed.ts";
import type { Post } from "../../src/model/post.ts";
import type { Reader, Scope } from "../../src/model/reader.ts";
import { openDatabase as connect, type Database } from "../../src/store/database.ts";
import { feeds as feedsOf, type StoredFeeds } from "../../src/store/feeds.ts";
import { reader } from "../../src/store/reader.ts";
import { openDatabase } from "../postgres.ts";
import { sampleAuthor, samplePost, unknownCounters } from "./sample-posts.ts";
import { sampleTracker } from "./sample-tracker.ts";

const noon = new Date("2026-03-01T12:00:00Z");
const later = (ms: number) => new Date(noon.getTime() + ms);

let test: Awaited<ReturnType<typeof openDatabase>>;
let database: Database;
let feeds: StoredFeeds;
let a: Reader;
let b: Reader;
let made = 0;

beforeAll(async () => {
  test = await openDatabase();
  database = connect(test.appUrl);
  const clock = drivenClock(noon);
  feeds = feedsOf(database, clock);
  a = reader(database, "slack:A", clock);
  b = reader(database, "slack:B", clock);
});
afterAll(async () => {
  await database.close();
  await test.close();
});

const newFeed = (network = "bluesky", workspace: string | null = null): Promise<Feed> => {
  const key = `subject${++made}`;
  return feeds.ensure({ source: network, network, subject: { kind: "hashtag", key, display: key }, workspace });
};
const post = (ms: number, more: Partial<Post> = {}) => samplePost(`${++made}`, later(ms), more);
const likes = (n: number) => ({ counters: { ...unknownCounters, likes: n } });
const write = (feed: Feed, posts: readonly Post[], spans: readonly (readonly [number, number])[] = []) =>
  feeds.write({
    posts: posts.map((post) => ({ post, feeds: [feed.id] })),
    at: noon,
    seen: spans.map(([from, to]) => ({ feed: feed.id, span: { from: later(from), to: later(to) } })),
  });
const scope = (trackers: readonly number[], fromMs: number, toMs = 0, networks?: readonly string[]): Scope => ({
  trackers,
  from: later(fromMs),
  to: later(toMs),
  ...(networks ? { networks } : {}),
});

describe("a series", () => {
  it("has every step, sums the feeds that were observed, and is blind where none was", async () => {
    const [one, two] = [await newFeed(), await newFeed("mastodon")];
    const tracker = await sampleTracker(database, "slack:A", [one.id, two.id]);
    await write(
      one,
      [post(-5 * hourMs, likes(1)), post(-hourMs, likes(2)), post(-hourMs, likes(3))],
      [[-4 * hourMs, 0]],
    );
    await write(two, [post(-hourMs), post(-3 * hourMs)], [[-2 * hourMs, 0]]);
    const { points, coverage } = await a.series(scope([tracker], -6 * hourMs), hourMs);
    expect(points.map(({ at }) => at.getTime())).toEqual(
      [-6, -5, -4, -3, -2, -1].map((h) => later(h * hourMs).getTime()),
    );
    expect(points.map(({ posts }) => posts)).toEqual([null, null, 0, 0, 0, 3]);
    expect(points.map(({ engagement }) => engagement)).toEqual([null, null, 0, 0, 0, 5]);
    expect(coverage).toBeCloseTo(6 / 12);
  });

  it("does not say how well each time was looked at, over all feeds: that is asked by itself, up to now", async () => {
    const [one, two] = [await newFeed(), await newFeed("mastodon")];
    const tracker = await sampleTracker(database, "slack:A", [one.id, two.id]);
    await write(one, [], [[-6 * hourMs, 0]]);
    await write(two, [], [[-hourMs, 0]]);
    const span = (fromMs: number, toMs: number) => ({ from: later(fromMs), to: later(toMs) });
    const spans = [span(-hourMs, hourMs), span(-2 * hourMs, 0), span(-4 * hourMs, -2 * hourMs)];
    expect(await a.coverage([tracker], spans)).toEqual([1, 0.75, 0.5]);
    expect(await a.coverage([tracker], [])).toEqual([]);
    expect(await b.coverage([tracker], spans)).toEqual([0, 0, 0]);
  });

  it("is aligned to its step, and whole at both ends", async () => {
    const feed = await newFeed();
    const tracker = await sampleTracker(database, "slack:A", [feed.id]);
    await write(feed, [post(-100 * minuteMs), post(-61 * minuteMs)], [[-dayMs, 0]]);
    const { points } = await a.series(scope([tracker], -90 * minuteMs, -30 * minuteMs), hourMs);
    expect(points).toEqual([
      { at: later(-2 * hourMs), posts: 2, engagement: 0 },
      { at: later(-hourMs), posts: 0, engagement: 0 },
    ]);
  });

  it("of minutes knows posts as long as they are kept, and engagement of the last 48 hours", async () => {
    const feed = await newFeed();
    const tracker = await sampleTracker(database, "slack:A", [feed.id]);
    await write(feed, [post(-3 * dayMs, likes(4)), post(-hourMs, likes(6))], [[-4 * dayMs, 0]]);
    const { points } = await a.series(scope([tracker], -4 * dayMs), 10 * minuteMs);
    expect(points.filter(({ posts }) => posts !== 0)).toEqual([
      { at: later(-3 * dayMs), posts: 1, engagement: null },
      { at: later(-hourMs), posts: 1, engagement: 6 },
    ]);
  });

  it("of no tracker is blind throughout", async () => {
    expect(await a.series(scope([], -2 * hourMs), hourMs)).toEqual({
      stepMs: hourMs,
      points: [-2, -1].map((h) => ({ at: later(h * hourMs), posts: null, engagement: null })),
      coverage: 0,
    });
  });
});

describe("totals", () => {
  it("are exact to the minute in the last 48 hours, for each network", async () => {
    const [one, two] = [await newFeed(), await newFeed("mastodon")];
    const tracker = await sampleTracker(database, "slack:A", [one.id, two.id]);
    await write(
      one,
      [-91, -90, -61, -60, -59, -30, -29].map((minute) =>
        post(minute * minuteMs, { ...likes(10), author: sampleAuthor(`${minute % 2}`) }),
      ),
      [[-hourMs, 0]],
    );
    await write(two, [post(-45 * minuteMs, { network: "mastodon", author: sampleAuthor("-1") })]);
    expect(await a.totals(scope([tracker], -90 * minuteMs, -29 * minuteMs))).toEqual({
      posts: 6,
      engagement: 50,
      authors: 3,
      coverage: 31 / 122,
      sentiment: { negative: 0, neutral: 0, positive: 0, observed: 6 },
      networks: [
        { network: "bluesky", posts: 5, engagement: 50, coverage: 31 / 61, lastSeenAt: noon },
        { network: "mastodon", posts: 1, engagement: 0, coverage: 0, lastSeenAt: null },
      ],
    });
    expect((await a.totals(scope([tracker], -60 * minuteMs, -59 * minuteMs))).posts).toBe(1);
    expect((await a.totals(scope([tracker], -2 * hourMs, 0, ["mastodon"]))).posts).toBe(1);
  });

  it("take whole hours where minutes are gone", async () => {
    const feed = await newFeed();
    const tracker = await sampleTracker(database, "slack:A", [feed.id]);
    await write(
      feed,
      [-100.5, -100, -99.5, -99].map((hour) => post(hour * hourMs)),
    );
    expect((await a.totals(scope([tracker], -100 * hourMs + minuteMs, -99 * hourMs - minuteMs))).posts).toBe(2);
    expect((await a.totals(scope([tracker], -100.4 * hourMs))).posts).toBe(4);
  });

  it("count a feed once that two trackers listen to, and an author once whatever the hour", async () => {
    const feed = await newFeed();
    const trackers = [
      await sampleTracker(database, "slack:A", [feed.id]),
      await sampleTracker(database, "slack:A", [feed.id]),
    ];
    await write(
      feed,
      [1, 2, 3].map((hour) => post(-hour * hourMs, { author: sampleAuthor("only") })),
    );
    expect(await a.totals(scope(trackers, -dayMs))).toMatchObject({ posts: 3, authors: 1 });
  });

  it("prefer what the network counted itself", async () => {
    const feed = await newFeed();
    const tracker = await sampleTracker(database, "slack:A", [feed.id]);
    await write(feed, [post(-hourMs), post(-90 * minuteMs)]);
    await feeds.writeCounts({
      feed: feed.id,
      at: noon,
      stepMs: hourMs,
      buckets: [{ at: later(-hourMs), count: 3_000 }],
    });
    expect((await a.totals(scope([tracker], -dayMs))).posts).toBe(3_001);
  });

  it("say nothing of authors where none is named", async () => {
    const feed = await newFeed();
    const tracker = await sampleTracker(database, "slack:A", [feed.id]);
    expect(await a.totals(scope([tracker], -dayMs))).toMatchObject({ posts: 0, authors: 0 });
    expect(await a.authors(scope([tracker], -dayMs))).toBe(0);
    await write(feed, [post(-hourMs)]);
    expect(await a.totals(scope([tracker], -dayMs))).toMatchObject({ posts: 1, authors: null });
    expect(await a.authors(scope([tracker], -dayMs))).toBeNull();
  });
});

describe("posts and authors", () => {
  it("come highest engagement first, unknown last, each once", async () => {
    const [one, two] = [await newFeed(), await newFeed()];
    const tracker = await sampleTracker(database, "slack:A", [one.id, two.id]);
    const top = post(-hourMs, {
      ...likes(3_000_000_000),
      url: "https://example.org/1",
      author: sampleAuthor("ann"),
      location: { name: "Lisbon", country: "PT" },
      sensitive: true,
    });
    await write(one, [post(-2 * hourMs, likes(5)), top, post(-hourMs), post(-3 * dayMs, likes(99))]);
    await write(two, [top]);
    const posts = await a.topPosts(scope([tracker], -dayMs), 10);
    expect(posts.map(({ engagement }) => engagement)).toEqual([2 ** 31 - 1, 5, null]);
    expect(posts[0]).toEqual({
      key: expect.any(Number),
      network: "bluesky",
      id: top.id,
      url: "https://example.org/1",
      text: top.text,
      postedAt: top.postedAt,
      author: "handle-ann",
      engagement: 2 ** 31 - 1,
      views: null,
      sensitive: true,
      location: { name: "Lisbon", country: "PT" },
      language: null,
      topics: [],
      sentiment: null,
    });
    expect(await a.topPosts(scope([tracker], -dayMs), 1)).toHaveLength(1);
  });

  it("are counted exactly, to a thousand", async () => {
    const feed = await newFeed();
    const tracker = await sampleTracker(database, "slack:A", [feed.id]);
    const by = (n: number, ms: number) =>
      Array.from({ length: n }, (_, i) => post(ms, { author: sampleAuthor(`author${i}`) }));
    await write(feed, [...by(70, -hourMs), ...by(40, -2 * hourMs), post(-hourMs)]);
    expect(await a.authors(scope([tracker], -dayMs))).toBe(70);
    await write(feed, by(1_100, -3 * hourMs));
    expect(await a.authors(scope([tracker], -dayMs))).toBe(1_000);
  });
});

describe("a ranking", () => {
  it("counts each post for everything it has, and the people by what they moved", async () => {
    const [one, two] = [await newFeed(), await newFeed()];
    const tracker = await sampleTracker(database, "slack:A", [one.id, two.id]);
    const both = post(-hourMs, {
      ...likes(5),
      author: sampleAuthor("busy"),
      language: "de",
      sentiment: "negative",
      topics: ["sports", "travel"],
      tags: [{ key: "cats", display: "Cats" }],
      location: { name: "Köln", city: "Köln", country: "DE", latitude: 51, longitude: 7 },
    });
    await write(one, [
      both,
      post(-hourMs, { author: sampleAuthor("busy"), language: "de", sentiment: "positive", topics: ["sports"] }),
      post(-hourMs, { ...likes(9), author: sampleAuthor("loud"), language: "fr", location: { name: "somewhere" } }),
      post(-2 * dayMs, { topics: ["games"] }),
    ]);
    await write(two, [both]);
    const asked = scope([tracker], -dayMs);
    const named = async (by: Parameters<Reader["ranking"]>[1]["by"]) =>
      (await a.ranking(asked, { by: by, count: 10 })).rows.map(({ name, of, posts }) => [name, of, posts]);
    expect(await named("topics")).toEqual([
      ["sports", null, 2],
      ["travel", null, 1],
    ]);
    expect(await named("tags")).toEqual([["cats", null, 1]]);
    expect(await named("languages")).toEqual([
      ["de", null, 2],
      ["fr", null, 1],
    ]);
    expect(await named("places")).toEqual([["DE", "Köln", 1]]);
    expect(await a.ranking(asked, { by: "places", count: 10 })).toMatchObject({ posts: 3, known: 1 });
    expect(await a.ranking(asked, { by: "people", count: 10 })).toEqual({
      posts: 3,
      known: 3,
      rows: [
        {
          name: "handle-loud",
          of: "bluesky",
          posts: 1,
          share: 1 / 3,
          engagement: 9,
          negative: 0,
          positive: 0,
          read: 0,
        },
        {
          name: "handle-busy",
          of: "bluesky",
          posts: 2,
          share: 2 / 3,
          engagement: 5,
          negative: 1,
          positive: 1,
          read: 2,
        },
      ],
    });
    const filtered = { ...asked, filter: { topics: ["travel", "food-and-drink"] } };
    expect(await a.topPosts(filtered, 10)).toMatchObject([{ id: both.id }]);
    const [line] = await a.texts(filtered, 10);
    expect(line?.text).toBe(both.text);
    const keys = line ? [line.key] : [];
    expect(await a.topPosts({ ...asked, filter: { keys } }, 10)).toMatchObject([{ id: both.id }]);
  });
});

describe("another workspace", () => {
  it("gets nothing by naming trackers that are not its own", async () => {
    const feed = await newFeed("bluesky", null);
    const tracker = await sampleTracker(database, "slack:A", [feed.id]);
    await write(feed, [post(-hourMs, { ...likes(7), author: sampleAuthor("x") })], [[-dayMs, 0]]);
    const asked = scope([tracker], -dayMs);
    expect((await a.totals(asked)).posts).toBe(1);
    expect(await b.totals(asked)).toEqual({
      posts: 0,
      engagement: 0,
      authors: 0,
      coverage: 0,
      sentiment: { negative: 0, neutral: 0, positive: 0, observed: 0 },
      networks: [],
    });
    expect((await b.series(asked, hourMs)).points.every(({ posts }) => posts === null)).toBe(true);
    expect(await b.topPosts(asked, 10)).toEqual([]);
    expect(await b.authors(asked)).toBe(0);
    expect(await a.author(asked, "HANDLE-x")).toMatchObject({
      network: "bluesky",
      author: { id: "x" },
      posts: [{ engagement: 7 }],
    });
    expect(await b.author(asked, "handle-x")).toBeNull();
    expect((await b.ranking(asked, { by: "people", count: 10 })).rows).toEqual([]);
    expect(await b.texts(asked, 10)).toEqual([]);
  });

  it("gets nothing even from a question that forgets to ask whose trackers they are", async () => {
    const feed = await newFeed();
    const tracker = await sampleTracker(database, "slack:A", [feed.id]);
    const seen = (workspace: string) =>
      database.inWorkspace(workspace, (_, sql) =>
        sql`select from trackers t join listeners l on l.tracker_id = t.id where t.id = ${tracker}`.then(
          ({ count }) => count,
        ),
      );
    expect([await seen("slack:A"), await seen("slack:B")]).toEqual([1, 0]);
  });

  it("gets nothing from a feed that another's account pays for, whatever it listens to", async () => {
    const feed = await newFeed("bluesky", "slack:A");
    const [own, foreign] = [
      await sampleTracker(database, "slack:A", [feed.id]),
      await sampleTracker(database, "slack:B", [feed.id]),
    ];
    await write(feed, [post(-hourMs)]);
    expect((await a.totals(scope([own], -dayMs))).posts).toBe(1);
    expect((await b.totals(scope([foreign], -dayMs))).posts).toBe(0);
  });
});
