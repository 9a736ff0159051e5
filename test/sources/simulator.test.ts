import { beforeAll, describe, expect, it } from "vitest";
import { dayMs, hourMs, minuteMs, secondMs } from "../../src/model/clock.ts";
import type { Post } from "../../src/model/post.ts";
import { burstsOf } from "../../src/sources/simulator/bursts.ts";
import { type SimulatorSettings, simulatorDefaults } from "../../src/sources/simulator/settings.ts";
import { createSimulator } from "../../src/sources/simulator.ts";
import { handClock, hashtag, readAll } from "./reading.ts";

const start = "2026-03-16T00:00:00Z";
const followedAt = new Date(start);
const since = new Date(followedAt.getTime() - 14 * dayMs);

async function historyOf(settings: SimulatorSettings, display: string): Promise<Post[]> {
  const source = createSimulator(settings);
  const readings = source.networks.map(({ name }) =>
    readAll(source, handClock(start), { network: name, subject: hashtag(display), since }),
  );
  return (await Promise.all(readings)).flatMap(({ posts }) => posts);
}

/** Polls all six networks every ten seconds from the first read on. */
async function followed(settings: SimulatorSettings, display: string, forMs: number): Promise<Post[]> {
  const source = createSimulator(settings);
  const all: Post[] = [];
  for (const { name } of source.networks) {
    const clock = handClock(start);
    const question = { network: name, subject: hashtag(display), since: followedAt };
    let { cursor } = await readAll(source, clock, question);
    while (clock.at.getTime() < followedAt.getTime() + forMs) {
      clock.at = new Date(clock.at.getTime() + 10 * secondMs);
      const next = await readAll(source, clock, { ...question, cursor });
      all.push(...next.posts);
      cursor = next.cursor;
    }
  }
  return all;
}

const countBetween = (posts: readonly Post[], fromMs: number, toMs: number) =>
  posts.filter(({ postedAt }) => postedAt.getTime() >= fromMs && postedAt.getTime() < toMs).length;

const quiet: SimulatorSettings = { ...simulatorDefaults, burstsPerDay: 0, firstBurstAfterMs: null };

describe("the simulator's history", () => {
  let tags: Post[][];
  beforeAll(async () => {
    tags = await Promise.all(["Harbour", "Lanterns", "Saffron", "Meadow"].map((tag) => historyOf(quiet, tag)));
  });

  it("holds about as many posts as the settings say, more for some hashtags than for others", () => {
    const perHour = tags.map((posts) => posts.length / (14 * 24));
    const mean = perHour.reduce((sum, each) => sum + each, 0) / perHour.length;
    expect(mean).toBeGreaterThan(30);
    expect(mean).toBeLessThan(120);
    for (const each of perHour) {
      expect(each).toBeGreaterThan(60 * 0.3 * 0.8);
      expect(each).toBeLessThan(60 * 3 * 1.2);
    }
    expect(Math.max(...perHour) / Math.min(...perHour)).toBeGreaterThan(1.5);
  });

  it("follows the hours people are awake", () => {
    for (const posts of tags) {
      const hours = Array.from(
        { length: 24 },
        (_, hour) => posts.filter((post) => post.postedAt.getUTCHours() === hour).length,
      );
      const around = hours.map((count, hour) => count + (hours[(hour + 1) % 24] ?? 0) + (hours[(hour + 2) % 24] ?? 0));
      expect(Math.max(...around) / Math.min(...around)).toBeGreaterThan(2.5);
    }
  });

  it("has weekends unlike its weekdays", () => {
    const ratios = tags.map((posts) => {
      const weekend = posts.filter(({ postedAt }) => [0, 6].includes(postedAt.getUTCDay())).length / 2;
      return weekend / ((posts.length - weekend * 2) / 5);
    });
    expect(Math.max(...ratios) / Math.min(...ratios)).toBeGreaterThan(1.3);
  });

  it("varies more from hour to hour than chance alone, even where the rhythm is flat", async () => {
    const posts = await historyOf({ ...quiet, pattern: "steady" }, "Harbour");
    const hours = Array.from({ length: 14 * 24 }, (_, hour) =>
      countBetween(posts, since.getTime() + hour * hourMs, since.getTime() + (hour + 1) * hourMs),
    );
    const mean = hours.reduce((sum, count) => sum + count, 0) / hours.length;
    const variance = hours.reduce((sum, count) => sum + (count - mean) ** 2, 0) / hours.length;
    expect(variance / mean).toBeGreaterThan(1.5);
  });

  it("gathers an event's posts in its evening", async () => {
    const posts = await historyOf({ ...quiet, pattern: "event" }, "Harbour");
    const hours = Array.from(
      { length: 24 },
      (_, hour) => posts.filter((post) => post.postedAt.getUTCHours() === hour).length,
    );
    expect(Math.max(...hours)).toBeGreaterThan((posts.length / 24) * 3);
  });

  it("speaks several languages, on six networks that each tell what they really tell", () => {
    const posts = tags.flat();
    expect(new Set(posts.map(({ language }) => language)).size).toBeGreaterThanOrEqual(10);
    const given = (network: string, counter: "views" | "shares") =>
      posts
        .filter((post) => post.network === network && post.kind !== "repost")
        .every((post) => post.counters[counter] !== null);
    expect(
      ["bluesky", "mastodon", "x", "youtube", "reddit", "tiktok"].map((network) => given(network, "views")),
    ).toEqual([false, false, true, true, false, true]);
    expect(
      ["bluesky", "mastodon", "x", "youtube", "reddit", "tiktok"].map((network) => given(network, "shares")),
    ).toEqual([true, true, true, false, false, true]);
    expect(posts.filter(({ location }) => location?.latitude !== undefined).length).toBeGreaterThan(posts.length / 50);
    expect(new Set(posts.map(({ text }) => text)).size).toBeGreaterThan(posts.length / 3);
  });

  it("has a few who are programs, and says so where their network does", () => {
    const authors = tags.flat().flatMap(({ network, author }) => (author ? [{ network, ...author }] : []));
    const onMastodon = authors.filter(({ network }) => network === "mastodon");
    const programs = onMastodon.filter(({ automated }) => automated);
    expect(programs.length).toBeGreaterThan(0);
    expect(programs.length / onMastodon.length).toBeLessThan(0.1);
    expect(new Set(authors.filter(({ network }) => network === "x").map(({ automated }) => automated))).toEqual(
      new Set([null]),
    );
  });

  it("has a few people who write much and a few whom many follow", () => {
    const posts = tags.flat();
    const byAuthor = new Map<string, number>();
    for (const { author } of posts) byAuthor.set(author?.id ?? "", (byAuthor.get(author?.id ?? "") ?? 0) + 1);
    const counts = [...byAuthor.values()].sort((a, b) => b - a);
    expect(byAuthor.size).toBeGreaterThan(2_000);
    expect(counts.slice(0, Math.ceil(counts.length / 10)).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(
      posts.length / 4,
    );
    const famous = posts.filter(({ author }) => (author?.followers ?? 0) > 50_000).length;
    expect(famous).toBeGreaterThan(0);
    expect(famous).toBeLessThan(posts.length / 20);
  });
});

describe("the simulator's bursts", () => {
  it("come as often as the settings say, and the truth names each that posts belong to", async () => {
    const settings = { ...simulatorDefaults, burstsPerDay: 3, firstBurstAfterMs: null };
    const posts = await historyOf(settings, "Harbour");
    const truth = burstsOf(settings, hashtag("Harbour"), since, followedAt, followedAt);
    expect(truth.length).toBeGreaterThan(14 * 3 * 0.6);
    expect(truth.length).toBeLessThan(14 * 3 * 1.5);
    const known = new Map(truth.map((burst) => [burst.id, burst]));
    for (const { extras, postedAt } of posts) {
      if (extras["burst"] === undefined) continue;
      const burst = known.get(String(extras["burst"]));
      expect(burst && postedAt >= burst.onset && postedAt < burst.endsAt).toBe(true);
    }
  });

  it("lift the posts well over the usual, and their opening post is there at the onset", async () => {
    const posts = await historyOf(simulatorDefaults, "Harbour");
    const truth = burstsOf(
      simulatorDefaults,
      hashtag("Harbour"),
      since,
      new Date(followedAt.getTime() - dayMs),
      followedAt,
    );
    expect(truth.length).toBeGreaterThan(5);
    for (const burst of truth) {
      const own = posts.filter(({ extras }) => extras["burst"] === burst.id);
      expect(own.some(({ postedAt }) => postedAt.getTime() === burst.onset.getTime())).toBe(true);
      expect(burst.lift).toBeGreaterThanOrEqual(6);
      expect(burst.lift).toBeLessThanOrEqual(20);
      const lastsMs = burst.endsAt.getTime() - burst.onset.getTime();
      expect(lastsMs).toBeGreaterThanOrEqual(20 * minuteMs - 1);
      expect(lastsMs).toBeLessThanOrEqual(90 * minuteMs + 1);
    }
    const during = truth.reduce(
      (sum, { onset }) => sum + countBetween(posts, onset.getTime(), onset.getTime() + 20 * minuteMs),
      0,
    );
    const before = truth.reduce(
      (sum, { onset }) => sum + countBetween(posts, onset.getTime() - 20 * minuteMs, onset.getTime()),
      0,
    );
    expect(during).toBeGreaterThan(before * 3);
  });

  it("show a newcomer the first one soon: 40 posts in its first minute, then ever fewer for twenty", async () => {
    for (const display of ["Harbour", "Lanterns", "Kites"]) {
      const posts = new Map(
        (await followed(simulatorDefaults, display, 25 * minuteMs)).map((post) => [`${post.network}/${post.id}`, post]),
      );
      const onsetMs = followedAt.getTime() + (simulatorDefaults.firstBurstAfterMs ?? 0);
      const minute = (from: number, to: number) =>
        countBetween([...posts.values()], onsetMs + from * minuteMs, onsetMs + to * minuteMs);
      expect(minute(0, 1)).toBeGreaterThanOrEqual(40);
      expect(minute(0, 5)).toBeGreaterThan(minute(10, 15) * 2);
      expect(minute(10, 15)).toBeGreaterThan(minute(-1, 0) * 5);
      const truth = burstsOf(simulatorDefaults, hashtag(display), followedAt, new Date(onsetMs + 1), followedAt);
      expect(truth.map(({ onset, endsAt }) => [onset.getTime(), endsAt.getTime()])).toEqual([
        [onsetMs, onsetMs + 20 * minuteMs],
      ]);
    }
  });
});

describe("the simulator's counters", () => {
  it("grow over time, never shrink, and refreshing them keeps a poll small", async () => {
    const source = createSimulator(simulatorDefaults);
    const clock = handClock(start);
    const question = { network: "x", subject: hashtag("Harbour"), since: followedAt };
    let { cursor } = await readAll(source, clock, question);
    const seen = new Map<string, Post>();
    let grown = 0;
    for (let poll = 0; poll < 400; poll++) {
      clock.at = new Date(clock.at.getTime() + 30 * secondMs);
      const next = await readAll(source, clock, { ...question, cursor });
      cursor = next.cursor;
      expect(next.posts.length).toBeLessThanOrEqual(300);
      for (const post of next.posts) {
        const before = seen.get(post.id);
        seen.set(post.id, post);
        if (!before) continue;
        expect({ ...post, counters: null, extras: null }).toEqual({ ...before, counters: null, extras: null });
        for (const counter of ["likes", "shares", "replies", "views"] as const) {
          expect(post.counters[counter] ?? 0).toBeGreaterThanOrEqual(before.counters[counter] ?? 0);
        }
        if ((post.counters.views ?? 0) > (before.counters.views ?? 0)) grown++;
      }
    }
    expect(grown).toBeGreaterThan(200);
  });
});

describe("another simulator", () => {
  it("with the same seed tells the same, with another seed something else", async () => {
    const first = await historyOf(simulatorDefaults, "Harbour");
    expect(await historyOf({ ...simulatorDefaults }, "Harbour")).toEqual(first);
    const ids = new Set(first.map(({ id }) => id));
    const other = await historyOf({ ...simulatorDefaults, seed: 2 }, "Harbour");
    expect(other.filter(({ id }) => ids.has(id))).toEqual([]);
  });

  it("puts a hashtag at home where its script is", async () => {
    const posts = await historyOf(quiet, "दिवाली");
    const hindi = posts.filter(({ language }) => language === "hi").length;
    expect(hindi).toBeGreaterThan(posts.filter(({ language }) => language === "de").length * 3);
  });
});
