import { afterEach, describe, expect, test } from "vitest";
import { playStream, type StreamOptions } from "../../src/jobs/stream.ts";
import type { Batch } from "../../src/model/batch.ts";
import { hourMs, minuteMs } from "../../src/model/clock.ts";
import type { Post, PostRef } from "../../src/model/post.ts";
import type { StreamEvent } from "../../src/sources/source.ts";
import { samplePost } from "../store/sample-posts.ts";
import { openStage, quietSource, type Stage } from "./services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const at = (ms: number) => new Date(noon.getTime() + ms);

let stage: Stage;
afterEach(() => stage?.close());

const post = (id: string, ms: number, more: Partial<Post> = {}): StreamEvent => ({
  kind: "post",
  post: samplePost(id, at(ms), more),
  cursor: `after ${id}`,
});
const idle = (ms: number): StreamEvent => ({ kind: "idle", at: at(ms), cursor: `idle ${ms}` });
const deleted = (id: string): StreamEvent => ({
  kind: "delete",
  post: { network: "bluesky", id },
  cursor: `without ${id}`,
});

/** What reached the store, in order. */
type Deed = Batch | { readonly forgotten: readonly PostRef[] };

/** Plays these events; real time goes by `msPerLook` at each look at it, so that 0 makes one batch of all. */
async function play(
  events: readonly StreamEvent[],
  {
    msPerLook = 0,
    signal = new AbortController().signal,
    ...more
  }: Partial<StreamOptions> & { msPerLook?: number; signal?: AbortSignal } = {},
) {
  const source = quietSource({
    async *stream() {
      yield* events;
    },
  });
  stage = await openStage({ now: at(hourMs), sources: [source] });
  const { tracker, feeds } = await stage.track("worldcup");
  const deeds: Deed[] = [];
  const services = {
    ...stage.services,
    feeds: {
      ...stage.services.feeds,
      write: (batch: Batch) => {
        deeds.push(batch);
        return stage.services.feeds.write(batch);
      },
      forget: (forgotten: readonly PostRef[]) => {
        if (forgotten.length > 0) deeds.push({ forgotten });
        return stage.services.feeds.forget(forgotten);
      },
    },
  };
  let elapsedMs = 0;
  const options = { source, feeds, match: () => feeds, from: noon, elapsedMs: () => (elapsedMs += msPerLook), ...more };
  await playStream(options, services, signal);
  const scope = { trackers: [tracker.id], from: noon, to: at(hourMs) };
  return {
    feed: feeds[0] ?? 0,
    deeds,
    batches: deeds.filter((deed) => "posts" in deed),
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

  test("are followed by a look of the detector at each feed that somebody tracks", async () => {
    const { feed } = await play(many(3));
    expect(stage.asked).toEqual([{ name: "detect", input: { feed }, how: "add", ms: 0 }]);
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
  test("are done after the batch that holds their posts, and those count no more", async () => {
    const { deeds, total } = await play([post("a", 0), post("b", 1_000), deleted("a"), idle(minuteMs)]);
    expect(deeds.map((deed) => ("posts" in deed ? deed.posts.length : deed.forgotten.map(({ id }) => id)))).toEqual([
      2,
      ["a"],
    ]);
    expect(await total()).toBe(1);
  });

  test("reach posts of batches long written, and pass over those nobody stored", async () => {
    const { total } = await play([post("a", 0), post("b", 1_000), deleted("a"), deleted("unknown")], {
      msPerLook: 300,
    });
    expect(await total()).toBe(1);
  });

  test("hold the cursor before them until they are done, so that none is lost in between", async () => {
    const events = [post("a", 0), deleted("a"), post("b", 2_000), deleted("b"), idle(minuteMs)];
    const { batches, cursor } = await play(events);
    expect(batches.map((batch) => batch.cursor?.value)).toEqual(["after a"]);
    expect(await cursor()).toBe("after a");
    await stage.close();
    const next = await play(events, { msPerLook: 300 });
    expect(await next.cursor()).toBe(`idle ${minuteMs}`);
  });

  test("at the very start of a stream leave no cursor that stands for nothing", async () => {
    const { batches, cursor } = await play([deleted("a")]);
    expect(batches.map((batch) => batch.cursor)).toEqual([undefined]);
    expect(await cursor()).toBeUndefined();
  });

  test("fill a batch as posts do", async () => {
    const { batches } = await play(Array.from({ length: 1_001 }, (_, i) => deleted(`d${i}`)));
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
