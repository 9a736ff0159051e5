import { afterEach, expect, test } from "vitest";
import refresh from "../../src/jobs/refresh.ts";
import { minuteMs } from "../../src/model/clock.ts";
import type { PostRef } from "../../src/model/post.ts";
import { samplePost } from "../store/sample-posts.ts";
import { Died, mortalFeeds } from "./mortal.ts";
import { openStage, quietSource, type Stage } from "./services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const minute = (n: number) => new Date(noon.getTime() + n * minuteMs);
const never = new AbortController().signal;
const can = { subjects: ["hashtag"], search: false, stream: true, counts: false, refresh: 2 } as const;

let stage: Stage;
afterEach(() => stage?.close());

/** A network where every post has ten likes by now, but those it has no more. */
async function openWith({ gone = [], perRequest }: { gone?: readonly string[]; perRequest?: null } = {}) {
  const asked: string[][] = [];
  const connection = {
    async refresh(refs: readonly PostRef[]) {
      asked.push(refs.map(({ id }) => id));
      const there = refs.filter(({ id }) => !gone.includes(id));
      const counters = { likes: 10, shares: null, replies: null, views: null };
      return {
        posts: there.map(({ id }) => samplePost(id, noon, { counters })),
        gone: refs.filter(({ id }) => gone.includes(id)),
      };
    },
  };
  const { refresh: _, ...cannot } = can;
  const source = quietSource(connection, { can: perRequest === null ? cannot : can });
  stage = await openStage({ now: noon, sources: [source] });
  const { tracker, feeds } = await stage.track("worldcup");
  const [feed = 0] = feeds;
  const run = (services = stage.services) => refresh.run({ source: "quiet" }, services, never);
  return {
    asked,
    run,
    tell: (...ids: readonly string[]) =>
      stage.services.feeds.write({
        posts: ids.map((id) => ({ post: samplePost(id, stage.clock.now()), feeds: [feed] })),
        at: stage.clock.now(),
        seen: [],
      }),
    async runAt(n: number) {
      stage.clock.advanceTo(minute(n));
      asked.length = 0;
      await run();
      return asked.flat().sort();
    },
    totals: async () => {
      const { posts, engagement } = await stage.tenant.reader.totals({
        trackers: [tracker.id],
        from: minute(-60),
        to: minute(3_000),
      });
      return { posts, engagement };
    },
  };
}

test("reads a post's counters as it reaches each age, and not in between", async () => {
  const { tell, runAt, totals } = await openWith();
  await tell("a");
  const read: number[] = [];
  for (const n of [0, 0.5, 1, 1.5, 2, 3, 4, 5, 8, 10, 15, 30, 45, 60, 90, 120, 240, 480, 1_440, 1_500])
    if ((await runAt(n)).length > 0) read.push(n);
  expect(read).toEqual([1, 2, 4, 8, 15, 30, 60, 120, 240, 480, 1_440]);
  expect(await totals()).toEqual({ posts: 1, engagement: 10 });
});

test("asks for as many at a time as the source takes", async () => {
  const { tell, runAt, asked } = await openWith();
  await tell("a", "b", "c", "d", "e");
  await runAt(1);
  expect(asked.map((ids) => ids.length)).toEqual([2, 2, 1]);
});

test("a post that is gone counts no more; one that is not shown yet may only be young", async () => {
  const { tell, runAt, totals } = await openWith({ gone: ["b"] });
  await tell("a", "b");
  for (const n of [1, 30]) await runAt(n);
  expect(await totals()).toEqual({ posts: 2, engagement: 10 });
  expect(await runAt(60)).toEqual(["a", "b"]);
  expect(await totals()).toEqual({ posts: 1, engagement: 10 });
  expect(await runAt(120)).toEqual(["a"]);
});

test.each(["before", "after"] as const)(
  "a crash %s a chunk is stored repeats what was not, and counts once",
  async (when) => {
    const { tell, run, asked, totals } = await openWith();
    await tell("a", "b", "c", "d");
    stage.clock.advanceTo(minute(1));
    // The cursor, what is due, the first chunk, the second.
    const feeds = mortalFeeds(stage.services.feeds, { atCall: 4, when, leaves: "dead" });
    await expect(run({ ...stage.services, feeds })).rejects.toThrow(Died);
    expect(await stage.services.feeds.cursor("refresh:quiet")).toBeNull();
    asked.length = 0;
    await run();
    expect(asked.flat()).toHaveLength(when === "before" ? 2 : 0);
    expect(await totals()).toEqual({ posts: 4, engagement: 40 });
  },
);

test("after a long break what became due in the last hour is read, and no more", async () => {
  const { tell, runAt } = await openWith();
  await tell("old");
  stage.clock.advanceTo(minute(100));
  await tell("young");
  await runAt(101);
  // Four hours on: "old" reached no age in the last hour, "young" did (240 minutes).
  expect(await runAt(100 + 245)).toEqual(["young"]);
  expect(await runAt(100 + 246)).toEqual([]);
});

test("ends its schedule where the source cannot, or is not there", async () => {
  const { run, asked } = await openWith({ perRequest: null });
  await run();
  await refresh.run({ source: "elsewhere" }, stage.services, never);
  expect(stage.asked).toEqual([
    { name: "refresh", input: { source: "quiet" }, how: "stop", ms: 0 },
    { name: "refresh", input: { source: "elsewhere" }, how: "stop", ms: 0 },
  ]);
  expect(asked).toEqual([]);
});
