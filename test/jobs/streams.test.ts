import { afterEach, describe, expect, test, vi } from "vitest";
import { type Locks, type Streams, type StreamTiming, startStreams } from "../../src/jobs/streams.ts";
import { hourMs } from "../../src/model/clock.ts";
import { SourceError } from "../../src/model/errors.ts";
import type { Services } from "../../src/services.ts";
import type { StreamEvent } from "../../src/sources/source.ts";
import { samplePost } from "../store/sample-posts.ts";
import { type LiveSource, liveSource } from "./live-source.ts";
import { openStage, type Stage } from "./services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const at = (seconds: number) => new Date(noon.getTime() + seconds * 1_000);
const timing = { noteEveryMs: 0, pauseMs: 5, longestPauseMs: 40, turnEveryMs: 5, gatherMs: 5, lookEveryMs: hourMs };
const patience = { timeout: 20_000, interval: 20 };

const tagged = (tag: string, seconds: number): StreamEvent => ({
  kind: "post",
  at: at(seconds),
  post: samplePost(`${tag} ${seconds}`, at(seconds), { tags: [{ key: tag, display: tag }], text: `#${tag}` }),
  cursor: `${seconds}`,
});
const idle = (seconds: number): StreamEvent => ({ kind: "idle", at: at(seconds), cursor: `${seconds}` });

let stage: Stage;
const started: Streams[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((streams) => streams.stop()));
  await stage?.close();
});

async function openLive(more: Parameters<typeof liveSource>[0] = {}): Promise<LiveSource> {
  const live = liveSource(more);
  stage = await openStage({ now: at(600), sources: [live.source] });
  return live;
}

function start(services: Services = stage.services, more: Partial<StreamTiming> = {}, locks: Locks = locksOf().locks) {
  const streams = startStreams(services, locks, { ...timing, ...more });
  started.push(streams);
  return streams;
}

/** One holder of each name at a time; who comes second is counted. */
function locksOf() {
  const held = new Set<string>();
  const counts = { taken: 0 };
  const locks: Locks = {
    async withLock(name, run) {
      if (held.has(name)) {
        counts.taken++;
        return "taken";
      }
      held.add(name);
      return run(new AbortController().signal).finally(() => held.delete(name));
    },
  };
  return { locks, counts };
}

const track = async (tag: string) => {
  const { tracker, feeds } = await stage.track(tag);
  return { tracker: tracker.id, feed: feeds[0] ?? 0 };
};
const posts = async (feed: number) => {
  const [row] = await stage.database.sql<{ count: number }[]>`
    select count(*)::int as count from feed_posts where feed_id = ${feed}`;
  return row?.count;
};
const blind = async (feed: number, to: number) =>
  (await stage.services.feeds.gaps(feed, noon, at(to))).map((gap) => [
    (gap.from.getTime() - noon.getTime()) / 1_000,
    (gap.to.getTime() - noon.getTime()) / 1_000,
  ]);
const cursor = () => stage.services.feeds.cursor("stream:quiet");
const until = (hold: () => Promise<void> | void) => vi.waitFor(hold, patience);
const untilCursor = (value: string) => until(async () => expect(await cursor()).toBe(value));
const fills = () => stage.asked.filter(({ name }) => name === "fill").map(({ input, ms }) => ({ input, ms }));

/** The services, how often it was begun to look what is followed, and which look ended last. */
function counted(services: Services) {
  const looks = { begun: 0, ended: 0 };
  const active: Services["feeds"]["active"] = async () => {
    const look = ++looks.begun;
    const feeds = await services.feeds.active();
    looks.ended = look;
    return feeds;
  };
  return { looks, services: { ...services, feeds: { ...services.feeds, active } } };
}

describe("who is listened for", () => {
  test("what is followed meanwhile counts from then on, and is covered from the next second on", async () => {
    const live = await openLive({ can: { subjects: ["hashtag"], search: true, stream: true, counts: false } });
    const first = await track("first");
    start();
    live.tell(idle(-5), tagged("first", 1.2), tagged("second", 1.5), idle(1.9));
    await until(() => expect(live.opened).toEqual([undefined]));
    await until(async () => expect(await posts(first.feed)).toBe(1));
    const second = await track("second");
    await until(() => expect(fills().at(-1)?.input).toMatchObject({ feed: second.feed, after: "stream" }));
    live.tell(tagged("second", 1.95), tagged("second", 3), idle(10));
    await untilCursor("10");
    expect([await posts(first.feed), await posts(second.feed)]).toEqual([1, 2]);
    expect(await blind(first.feed, 10)).toEqual([]);
    expect(await blind(second.feed, 10)).toEqual([[0, 2]]);
    expect(fills().map(({ ms }) => ms)).toEqual([30_000, 30_000]);
  });

  test("what nobody follows any more gets nothing more, and its time is not covered", async () => {
    const live = await openLive();
    const [stays, leaves] = [await track("stays"), await track("leaves")];
    const { looks, services } = counted(stage.services);
    start(services, { noteEveryMs: hourMs });
    live.tell(idle(-5), tagged("leaves", 1));
    await until(async () => expect(await posts(leaves.feed)).toBe(1));
    const { begun } = looks;
    await stage.tenant.trackers.remove(leaves.tracker);
    // One that began before may not know of it.
    await until(() => expect(looks.ended).toBeGreaterThan(begun));
    live.tell(tagged("leaves", 3), tagged("stays", 4), idle(10));
    await until(async () => expect(await posts(stays.feed)).toBe(1));
    await started[0]?.stop();
    expect(await posts(leaves.feed)).toBe(1);
    expect(await blind(stays.feed, 10)).toEqual([]);
    // Its first second was noted with the stream's place, while somebody still followed it.
    expect(await blind(leaves.feed, 10)).toEqual([[1, 10]]);
  });

  test("a search that could not be asked for does not hold up the stream, and is asked for at the next look", async () => {
    const live = await openLive({ can: { subjects: ["hashtag"], search: true, stream: true, counts: false } });
    const { feed } = await track("first");
    let isDown = true;
    const add: Services["jobs"]["add"] = async (...asked) => {
      if (isDown) throw new Error("no jobs today");
      await stage.services.jobs.add(...asked);
    };
    start({ ...stage.services, jobs: { ...stage.services.jobs, add } });
    live.tell(idle(-5), tagged("first", 1), idle(10));
    await untilCursor("10");
    expect([await posts(feed), fills()]).toEqual([1, []]);
    isDown = false;
    await track("second");
    await until(() => expect(fills()).toHaveLength(2));
  });
});

describe("one process at a time", () => {
  test("plays a stream; another one stands by, and goes on where it was when that ends", async () => {
    const live = await openLive();
    await track("first");
    const { locks, counts } = locksOf();
    const player = start(stage.services, {}, locks);
    await until(() => expect(live.opened).toEqual([undefined]));
    start(stage.services, {}, locks);
    await until(() => expect(counts.taken).toBeGreaterThan(2));
    live.tell(idle(0), idle(10));
    await untilCursor("10");
    expect(live.opened).toEqual([undefined]);
    await player.stop();
    await until(() => expect(live.opened).toEqual([undefined, "10"]));
  });

  test("that loses its lock writes what it read, and asks for the lock again", async () => {
    const live = await openLive();
    const { feed } = await track("first");
    const losing = new AbortController();
    let asked = 0;
    const locks: Locks = {
      withLock: (_, run) => (asked++ === 0 ? run(losing.signal) : Promise.resolve("taken" as const)),
    };
    start(stage.services, { noteEveryMs: hourMs }, locks);
    live.tell(idle(0), tagged("first", 3), idle(10));
    await until(async () => expect(await posts(feed)).toBe(1));
    losing.abort(new Error("lost"));
    await untilCursor("10");
    await until(() => expect(asked).toBeGreaterThan(1));
    expect(stage.log).toEqual([]);
  });
});

describe("what goes wrong", () => {
  test("is told in one line each time, with a pause that grows up to the longest", async () => {
    const live = await openLive();
    await track("first");
    const refused = () => new SourceError("quiet", "unauthorized");
    for (let i = 0; i < 5; i++) live.fail(refused());
    // Longer than an attempt takes on a busy machine: who played for longer than that begins anew.
    start(stage.services, { pauseMs: 50, longestPauseMs: 400 });
    await until(() => expect(stage.log).toHaveLength(5));
    expect(stage.log.map(({ level, facts }) => [level, facts["failure"], facts["againInMs"]])).toEqual(
      [50, 100, 200, 400, 400].map((ms) => ["warn", "unauthorized", ms]),
    );
    await until(() => expect(live.opened).toHaveLength(6));
    live.tell(idle(0), idle(10));
    await untilCursor("10");
    expect(stage.log).toHaveLength(5);
  });

  test("in the store is an error, and leaves nobody listening behind", async () => {
    const live = await openLive();
    await track("first");
    let [listening, failures] = [0, 0];
    const feeds: Services["feeds"] = {
      ...stage.services.feeds,
      async onFollowed(changed) {
        const end = await stage.services.feeds.onFollowed(changed);
        listening++;
        return async () => {
          listening--;
          await end();
        };
      },
      async active() {
        if (++failures <= 2) throw new Error("no rows today");
        return stage.services.feeds.active();
      },
    };
    start({ ...stage.services, feeds });
    await until(() => expect(live.opened).toHaveLength(1));
    expect(stage.log.map(({ level, facts }) => [level, String(facts["error"])])).toEqual([
      ["error", "Error: no rows today"],
      ["error", "Error: no rows today"],
    ]);
    expect(listening).toBe(1);
  });

  test("for longer than any network is silent, stays blind and is searched for", async () => {
    const live = await openLive({ can: { subjects: ["hashtag"], search: true, stream: true, counts: false } });
    const { feed } = await track("first");
    start(stage.services, { silenceMaxMs: 30_000 });
    live.tell(idle(-5), tagged("first", 5), idle(34), idle(70.5), idle(80));
    await untilCursor("80");
    expect(await blind(feed, 80)).toEqual([[34, 71]]);
    await until(() => expect(fills()).toHaveLength(2));
  });
});

test("nothing is played of a source without a stream, or of an archive", async () => {
  const live = await openLive({ isArchive: true });
  await track("first");
  await start().stop();
  expect(live.opened).toEqual([]);
});
