import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drivenClock, minuteMs, secondMs } from "../../src/model/clock.ts";
import { ConfigError } from "../../src/model/errors.ts";
import type { Post } from "../../src/model/post.ts";
import { createReplay } from "../../src/sources/replay.ts";
import type { StreamEvent } from "../../src/sources/source.ts";
import { nobody, streamAll } from "./reading.ts";

const startMs = Date.parse("2024-05-01T10:00:00Z");

const row = (atSeconds: number, change: Readonly<Record<string, unknown>> = {}) => ({
  source: "x",
  id: `98765432109876543${atSeconds}`,
  url: null,
  postedAt: new Date(startMs + atSeconds * secondMs).toISOString(),
  author: { id: "u1", handle: "u1" },
  text: "Boats on the river #RiverDay",
  language: null,
  likes: 3,
  shares: 2,
  replies: null,
  views: null,
  isRepost: false,
  hashtags: ["riverday"],
  ...change,
});

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "replay-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fileOf(lines: readonly unknown[]): Promise<string> {
  const file = join(folder, `${++files}.jsonl`);
  await writeFile(file, lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"));
  return file;
}

async function replayOf(lines: readonly unknown[] | string, speed: number | "max" = "max") {
  const clock = drivenClock(new Date(0));
  const sleeps: number[] = [];
  const problems: [number, string][] = [];
  const source = await createReplay({
    file: typeof lines === "string" ? lines : await fileOf(lines),
    speed,
    clock,
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      sleeps.push(ms);
    },
    onProblem: (line, problem) => problems.push([line, problem]),
  });
  return { source, clock, sleeps, problems };
}

const postsOf = (events: readonly StreamEvent[]): Post[] =>
  events.flatMap((event) => (event.kind === "post" ? [event.post] : []));
const idlesOf = (events: readonly StreamEvent[]): number[] =>
  events.flatMap((event) => (event.kind === "idle" ? [(event.at.getTime() - startMs) / secondMs] : []));

describe("a replay's first look at its file", () => {
  it("learns the networks, the time and the hashtags", async () => {
    const { source, clock } = await replayOf([
      row(0),
      row(30, { source: "reddit", author: null, hashtags: ["riverday", "boats"] }),
      row(90, { source: "gazette", hashtags: [] }),
    ]);
    expect(source.networks).toEqual([
      { name: "x", label: "X" },
      { name: "reddit", label: "Reddit" },
      { name: "gazette", label: "Gazette" },
    ]);
    expect(source.info).toMatchObject({
      posts: 3,
      badLines: 0,
      from: new Date(startMs),
      to: new Date(startMs + 90_000),
    });
    expect(source.info.hashtags).toEqual([
      { key: "riverday", display: "RiverDay", posts: 2, networks: ["x", "reddit"] },
      { key: "boats", display: "boats", posts: 1, networks: ["reddit"] },
    ]);
    expect(clock.now()).toEqual(new Date(startMs));
    expect(source.disclosure).toBe("replayed");
  });

  it("names each bad line with its number and the field, once, and plays the others", async () => {
    const { source, clock, problems } = await replayOf([
      row(0),
      "{ not json",
      "",
      row(1, { likes: "many" }),
      row(2, { postedAt: "yesterday" }),
      row(3, { author: { id: "u1" } }),
      row(4, { source: "Big Net" }),
      row(5, { hashtags: ["ok", 7] }),
      "[]",
      row(9),
    ]);
    expect(postsOf(await streamAll(source, clock))).toHaveLength(2);
    expect(problems.map(([line]) => line)).toEqual([2, 4, 5, 6, 7, 8, 9]);
    expect(problems.map(([, problem]) => problem).join("\n")).toMatch(
      /JSON.*likes.*postedAt.*author\.handle.*source.*hashtags\[1\].*the line/s,
    );
    expect(source.info.badLines).toBe(7);
  });

  it("says in a sentence why a file cannot be played", async () => {
    await expect(replayOf(join(folder, "missing.jsonl"))).rejects.toThrow(ConfigError);
    await expect(replayOf(join(folder, "missing.jsonl"))).rejects.toThrow(/cannot be read \(ENOENT\)/);
    await expect(replayOf(folder)).rejects.toThrow(/cannot be read \(EISDIR\)/);
    await expect(replayOf([])).rejects.toThrow(/no post/);
    await expect(replayOf(["nonsense"])).rejects.toThrow(ConfigError);
  });
});

describe("a replayed post", () => {
  const first = async (change: Readonly<Record<string, unknown>>) => {
    const { source, clock } = await replayOf([row(0, change)]);
    return postsOf(await streamAll(source, clock))[0];
  };

  it("keeps its id as text and its time", async () => {
    expect(await first({ id: "829120002117346835" })).toMatchObject({
      id: "829120002117346835",
      network: "x",
      postedAt: new Date(startMs),
      kind: "original",
      author: { handle: "u1", followers: null },
      counters: { likes: 3, shares: 2, replies: null, views: null },
      extras: {},
    });
  });

  it("does not take the original's shares for a repost's own", async () => {
    expect(await first({ isRepost: true, shares: 27 })).toMatchObject({
      kind: "repost",
      counters: { shares: null },
      extras: { originalShares: 27 },
    });
  });

  it("has the file's hashtags, even those the cut text lost, spelt as in the text where they are there", async () => {
    const post = await first({
      text: "Off to #RiverDay with #उत्सव and #Boa…",
      hashtags: ["riverday", "उत्सव", "boats"],
    });
    expect(post?.tags).toEqual([
      { key: "riverday", display: "RiverDay" },
      { key: "उत्सव", display: "उत्सव" },
      { key: "boats", display: "boats" },
    ]);
  });
});

describe("a replay's time", () => {
  it("waits so that the posts' own time runs at the wished speed, and says each minute that it is still there", async () => {
    const { source, clock, sleeps } = await replayOf([row(0), row(150), row(150), row(200)], 10);
    const events = await streamAll(source, clock);
    expect(sleeps.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo((4 * minuteMs) / 10);
    expect(idlesOf(events)).toEqual([60, 120, 180, 240]);
    expect(clock.now()).toEqual(new Date(startMs + 4 * minuteMs));
  });

  it("moves the clock to each post before it is told", async () => {
    const { source, clock } = await replayOf([row(0), row(70), row(130)]);
    const told: number[] = [];
    const connection = source.connect(nobody(clock));
    for await (const event of connection.stream?.(new AbortController().signal) ?? []) {
      if (event.kind === "post") told.push(clock.now().getTime() - event.post.postedAt.getTime());
    }
    expect(told).toEqual([0, 0, 0]);
  });

  it("does not wait at full speed, and moves coverage on only across long quiet", async () => {
    const { source, clock, sleeps } = await replayOf([row(0), row(280), row(900), row(905)]);
    const events = await streamAll(source, clock);
    expect(sleeps).toEqual([]);
    expect(idlesOf(events)).toEqual([900, 960]);
  });

  it("never goes back for a post that is out of order", async () => {
    const { source, clock } = await replayOf([row(100), row(40), row(120)], 5);
    const times: number[] = [];
    const connection = source.connect(nobody(clock));
    const told: number[] = [];
    for await (const event of connection.stream?.(new AbortController().signal) ?? []) {
      times.push(clock.now().getTime());
      if (event.kind === "post") told.push((event.post.postedAt.getTime() - startMs) / secondMs);
    }
    expect(told).toEqual([100, 40, 120]);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it("goes on after the cursor as if it had never stopped", async () => {
    const lines = [row(0), "bad", row(70), row(71), row(400), row(1_000)];
    const whole = await replayOf(lines, 60);
    const events = await streamAll(whole.source, whole.clock);
    for (let stop = 0; stop < events.length; stop++) {
      const restarted = await replayOf(lines, 60);
      const rest = await streamAll(restarted.source, restarted.clock, events[stop]?.cursor);
      expect(postsOf([...events.slice(0, stop + 1), ...rest])).toEqual(postsOf(events));
    }
  });

  it("ends quietly when it is told to stop while it waits", async () => {
    const { source, clock } = await replayOf([row(0), row(5_000)], 1);
    const stop = new AbortController();
    const connection = source.connect(nobody(clock));
    const events: StreamEvent[] = [];
    for await (const event of connection.stream?.(stop.signal) ?? []) {
      events.push(event);
      if (events.length === 3) stop.abort();
    }
    expect(events.map(({ kind }) => kind)).toEqual(["post", "idle", "idle"]);
  });
});

const real = new URL("../../../shared/data/posts/up2017.jsonl", import.meta.url).pathname;

describe("a replay of a real file", () => {
  it.skipIf(!existsSync(real))(
    "plays all its posts with all their hashtags (needs the file, which is not published)",
    async () => {
      const { source, clock, problems } = await replayOf(real);
      const expected = new Map<string, number>();
      for (const line of (await readFile(real, "utf8")).trim().split("\n")) {
        for (const tag of JSON.parse(line).hashtags) expected.set(tag, (expected.get(tag) ?? 0) + 1);
      }
      const posts = postsOf(await streamAll(source, clock));
      const counted = new Map<string, number>();
      for (const { tags } of posts) for (const { key } of tags) counted.set(key, (counted.get(key) ?? 0) + 1);
      expect(problems).toEqual([]);
      expect(posts).toHaveLength(50_869);
      expect(source.info.posts).toBe(50_869);
      expect(counted).toEqual(expected);
      expect(counted.get("upelection2017")).toBe(12_385);
      expect(new Set(posts.map(({ id }) => id)).size).toBe(50_869);
      expect(new Map(source.info.hashtags.map(({ key, posts: count }) => [key, count]))).toEqual(expected);
    },
  );
});
