import { afterEach, expect, test, vi } from "vitest";
import { playStream, type StreamOptions } from "../../src/jobs/stream.ts";
import type { Batch } from "../../src/model/batch.ts";
import type { Feeds } from "../../src/model/feeds.ts";
import type { StreamEvent } from "../../src/sources/source.ts";
import { samplePost } from "../store/sample-posts.ts";
import { liveSource } from "./live-source.ts";
import { type Death, Died, mortalFeeds } from "./mortal.ts";
import { openStage, quietSource, type Stage } from "./services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const at = (seconds: number) => new Date(noon.getTime() + seconds * 1_000);
const never = new AbortController().signal;
const batchAgeMs = 250;

let stage: Stage;
afterEach(() => stage?.close());

/** One post a second, told with the second it was written in. */
const events = Array.from(
  { length: 20 },
  (_, n): StreamEvent => ({ kind: "post", at: at(n), post: samplePost(`p${n}`, at(n)), cursor: `${n}` }),
);

/** Plays what comes after the stored cursor, each event in a batch of its own; `death` may cut it short. */
async function opened() {
  const source = quietSource({
    async *stream(_, from) {
      yield* from === undefined ? events : events.slice(Number(from));
    },
  });
  stage = await openStage({ now: at(600), sources: [source] });
  const [feed = 0] = (await stage.track("worldcup")).feeds;
  const play = async (more: Partial<StreamOptions>, death: Death | null = null, signal = never) => {
    const batches: Batch[] = [];
    let elapsedMs = 0;
    const feeds = mortalFeeds(stage.services.feeds, death, { onWritten: (batch) => void batches.push(batch) });
    const options: StreamOptions = {
      source,
      audience: { match: () => [feed], feeds: () => [feed] },
      from: null,
      cursor: (await stage.services.feeds.cursor("stream:quiet")) ?? "0",
      elapsedMs: () => (elapsedMs += batchAgeMs),
      ...more,
    };
    const failure = await playStream(options, { ...stage.services, feeds }, signal).catch((error: unknown) => error);
    return { batches, failure };
  };
  const stored = async () => ({
    posts: (await stage.services.feeds.counts(feed, noon, 60_000)).length,
    cursor: await stage.services.feeds.cursor("stream:quiet"),
    gaps: (await stage.services.feeds.gaps(feed, noon, at(19))).map((gap) => [gap.from, gap.to]),
  });
  const total = async () => {
    const [row] = await stage.database.sql<{ sum: number }[]>`
      select coalesce(sum(observed), 0)::int as sum from rollup_minutes where feed_id = ${feed}`;
    return row?.sum;
  };
  return { feed, play, stored, total };
}

test("posts are stored at once; what was observed is noted now and then, together with the cursor", async () => {
  const { play } = await opened();
  const { batches } = await play({ noteEveryMs: 20 * batchAgeMs });
  expect(batches.length).toBeGreaterThan(10);
  const noted = batches.filter(({ seen }) => seen.length > 0);
  expect(noted.length).toBeLessThan(batches.length / 2);
  expect(batches.filter(({ cursor }) => cursor)).toEqual(noted);
  expect(noted.map(({ seen, cursor }) => [seen[0]?.span.to, cursor?.value])).toEqual(
    noted.map(({ cursor }) => [at(Number(cursor?.value)), cursor?.value]),
  );
});

test.each([3, 7, 12])("a death at store call %i leaves neither a hole nor a double", async (atCall) => {
  const { play, stored, total } = await opened();
  const { failure } = await play({ noteEveryMs: 15 * batchAgeMs }, { atCall, when: "before", leaves: "dead" });
  expect(failure).toBeInstanceOf(Died);
  const [before, cursor] = [await total(), (await stored()).cursor];
  expect(before).toBeGreaterThan(Number(cursor ?? 0));
  await play({ noteEveryMs: 15 * batchAgeMs });
  expect(await total()).toBe(20);
  expect(await stored()).toMatchObject({ cursor: "19", gaps: [] });
});

test("after a write that failed nothing is noted, although the process is told to end in order", async () => {
  const { play, stored, total } = await opened();
  const ending = new AbortController();
  const isLast = (batch: Batch) => batch.posts.some(({ post }) => post.id === "p7");
  const inner = stage.services.feeds;
  const write: Feeds["write"] = async (batch) => {
    if (!isLast(batch) || ending.signal.aborted) return inner.write(batch);
    ending.abort();
    throw new Error("no rows today");
  };
  stage = { ...stage, services: { ...stage.services, feeds: { ...inner, write } } };
  const { failure } = await play({}, null, ending.signal);
  expect(String(failure)).toBe("Error: no rows today");
  expect((await stored()).cursor).toBe("6");
  await play({});
  expect(await total()).toBe(20);
});

test("an old batch is written though no event comes, and a store that fails then ends the stream with its error", async () => {
  const live = liveSource();
  stage = await openStage({ now: at(600), sources: [live.source] });
  const [feed = 0] = (await stage.track("worldcup")).feeds;
  let isBroken = false;
  let writes = 0;
  const write: Feeds["write"] = async (batch) => {
    writes++;
    if (isBroken) throw new Error("no rows today");
    return stage.services.feeds.write(batch);
  };
  const playing = playStream(
    {
      source: live.source,
      audience: { match: () => [feed], feeds: () => [feed] },
      from: noon,
      cursor: null,
      elapsedMs: () => performance.now(),
    },
    { ...stage.services, feeds: { ...stage.services.feeds, write } },
    never,
  );
  const ended = expect(playing).rejects.toThrow("no rows today");
  live.tell(events[1] as StreamEvent);
  await vi.waitFor(() => expect(writes).toBe(1), { timeout: 20_000 });
  isBroken = true;
  live.tell(events[2] as StreamEvent);
  await ended;
  expect(writes).toBe(2);
});
