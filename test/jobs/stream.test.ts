import { afterEach, describe, expect, test } from "vitest";
import { type Audience, playStream, type StreamOptions } from "../../src/jobs/stream.ts";
import type { Batch } from "../../src/model/batch.ts";
import { hourMs, minuteMs } from "../../src/model/clock.ts";
import type { Post } from "../../src/model/post.ts";
import type { StreamEvent } from "../../src/sources/source.ts";
import { samplePost } from "../store/sample-posts.ts";
import { openStage, quietSource, type Stage } from "./services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const at = (ms: number) => new Date(noon.getTime() + ms);

let stage: Stage;
afterEach(() => stage?.close());

const post = (id: string, ms: number, more: Partial<Post> = {}): StreamEvent => ({
  kind: "post",
  at: at(ms),
  post: samplePost(id, at(ms), more),
  cursor: `after ${id}`,
});
const idle = (ms: number): StreamEvent => ({ kind: "idle", at: at(ms), cursor: `idle ${ms}` });
const deleted = (id: string, ms: number): StreamEvent => ({
  kind: "delete",
  at: at(ms),
  post: { network: "bluesky", id },
  cursor: `without ${id}`,
});

/** Plays these events; real time goes by `msPerLook` at each look at it, so that 0 makes one batch of all. */
async function play(
  events: readonly StreamEvent[],
  {
    msPerLook = 0,
    signal = new AbortController().signal,
    match,
    ...more
  }: Partial<StreamOptions> & { msPerLook?: number; signal?: AbortSignal; match?: Audience["match"] } = {},
) {
  const source = quietSource({
    async *stream() {
      yield* events;
    },
  });
  stage = await openStage({ now: at(hourMs), sources: [source] });
  const { tracker, feeds } = await stage.track("worldcup");
  const batches: Batch[] = [];
  const services = {
    ...stage.services,
    feeds: {
      ...stage.services.feeds,
      write: (batch: Batch) => {
        batches.push(batch);
        return stage.services.feeds.write(batch);
      },
    },
  };
  let elapsedMs = 0;
  const audience: Audience = { match: match ?? (() => feeds), feeds: () => feeds };
  const elapsed = () => (elapsedMs += msPerLook);
  const options = { source, audience, from: noon, cursor: null, elapsedMs: elapsed, ...more };
  await playStream(options, services, signal);
  const scope = { trackers: [tracker.id], from: noon, to: at(hourMs) };
  return {
    feed: feeds[0] ?? 0,
    batches,
    total: async () => (await stage.tenant.reader.totals(scope)).posts,
    counts: async () => (await stage.services.feeds.counts(feeds[0] ?? 0, noon, minuteMs)).map(({ count }) => count),
    cursor: async () => {
      const [row] = await stage.database.sql<
        { value: string }[]
      >`select value from cursors where name = 'stream:quiet'`;
      return row?.value;
    },
  };
}

const many = (count: number) => Array.from({ length: count }, (_, i) => post(`p${i}`, i));

describe("batches", () => {
  test("hold a thousand posts at most, and what is left goes at the end", async () => {
    const { batches, total, cursor } = await play(many(2_100));
    expect(batches.map(({ posts }) => posts.length)).toEqual([1_000, 1_000, 100]);
    expect(await total()).toBe(2_100);
    expect(await cursor()).toBe("after p2099");
  });

  test("are written when they are old, however small", async () => {
    const { batches } = await play(many(3), { msPerLook: 300 });
    expect(batches.map(({ posts }) => posts.length)).toEqual([1, 1, 1]);
  });

  test("carry the cursor of their last event", async () => {
    const { batches } = await play([post("a", 0), post("b", 2_000)], { msPerLook: 300 });
    expect(batches.map((batch) => batch.cursor)).toEqual([
      { name: "stream:quiet", value: "after a" },
      { name: "stream:quiet", value: "after b" },
    ]);
  });

  test("leave out what no feed wants, and count none of it", async () => {
    const { batches, total } = await play(many(10), { match: ({ id }) => (id === "p3" ? [1] : []) });
    expect(batches.flatMap(({ posts }) => posts.map((p) => p.post.id))).toEqual(["p3"]);
    expect(await total()).toBe(1);
  });

  test("that end a minute are followed by a look of the detector at each feed that somebody tracks", async () => {
    const { feed } = await play([post("a", 0), idle(61_000)]);
    expect(stage.asked).toEqual([{ name: "detect", input: { feed }, how: "add", ms: 0 }]);
    await stage.close();
    await play([post("b", 0), idle(59_000)]);
    expect(stage.asked).toEqual([]);
  });

  test("tell how many posts were written", async () => {
    const written: number[] = [];
    await play(many(1_500), { onWritten: async (posts) => void written.push(posts) });
    expect(written).toEqual([1_000, 500]);
  });
});

describe("what was observed", () => {
  test("reaches without a gap from the stream's beginning to its last idle moment, zero where nothing was posted", async () => {
    const { counts } = await play([post("a", 30_000), post("b", 3 * minuteMs), idle(5 * minuteMs)], { msPerLook: 300 });
    expect(await counts()).toEqual([1, 0, 0, 1, 0]);
  });

  test("ends where the second of the newest post begins, since another of that second may follow", async () => {
    const { batches } = await play([post("a", 61_500), post("b", 61_900), post("c", 65_000)], { msPerLook: 300 });
    expect(batches.map(({ seen }) => seen.map(({ span }) => [span.from, span.to]))).toEqual([
      [[noon, at(61_000)]],
      [],
      [[at(61_000), at(65_000)]],
    ]);
  });

  test("does not go back for a post that comes late", async () => {
    const { counts, total } = await play([post("a", 3 * minuteMs), post("late", 30_000), idle(4 * minuteMs)]);
    expect(await counts()).toEqual([1, 0, 0, 1]);
    expect(await total()).toBe(2);
  });

  test("moves on while nothing is posted at all", async () => {
    const { counts } = await play([idle(minuteMs), idle(2 * minuteMs)], { msPerLook: 300 });
    expect(await counts()).toEqual([0, 0]);
  });
});

describe("deletions", () => {
  test("go with the batch that holds their posts, after them, and those count no more", async () => {
    const { batches, total } = await play([post("a", 0), post("b", 1_000), deleted("a", 2_000), idle(minuteMs)]);
    expect(batches.map(({ posts, deleted }) => [posts.length, deleted?.map(({ id }) => id)])).toEqual([[2, ["a"]]]);
    expect(await total()).toBe(1);
  });

  test("reach posts of batches long written, and pass over those nobody stored", async () => {
    const events = [post("a", 0), post("b", 1_000), deleted("a", 2_000), deleted("unknown", 3_000)];
    const { total } = await play(events, { msPerLook: 300 });
    expect(await total()).toBe(1);
  });

  test("move the cursor with them", async () => {
    const { batches, cursor } = await play([deleted("a", 0)]);
    expect(batches.map((batch) => batch.cursor?.value)).toEqual(["without a"]);
    expect(await cursor()).toBe("without a");
  });

  test("fill a batch as posts do", async () => {
    const { batches } = await play(Array.from({ length: 1_001 }, (_, i) => deleted(`d${i}`, i)));
    expect(batches).toHaveLength(2);
  });
});

test("what was read is written when the process is told to end, and nothing is read after", async () => {
  const ending = new AbortController();
  const { batches, total } = await play(many(10), {
    signal: ending.signal,
    match: ({ id }) => {
      if (id === "p3") ending.abort();
      return [1];
    },
  });
  expect(batches.map(({ posts }) => posts.length)).toEqual([4]);
  expect(await total()).toBe(4);
});
