import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayMs, hourMs, minuteMs, secondMs } from "../../src/model/clock.ts";
import type { Span } from "../../src/model/feed.ts";
import { engagementOf, type Post } from "../../src/model/post.ts";
import type { Death } from "../jobs/mortal.ts";
import type { Life } from "../jobs/network.ts";
import { openStage, type Stage } from "../jobs/services.ts";
import {
  begin,
  busyEveryMs,
  endMs,
  openWorld,
  type Step,
  type Tag,
  tags,
  type Work,
  type World,
} from "./made-up-world.ts";

/** How many stories are tried, and which ones: a failure names its seed. */
const runs = Number(process.env["EXACTLY_ONCE_RUNS"] ?? 200);
const seed = Number(process.env["EXACTLY_ONCE_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

const afterEnd = new Date(begin.getTime() + 9 * hourMs);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ now: afterEnd });
});
afterAll(() => stage?.close());

const lastPostMs = endMs - minuteMs;
const moment = fc.oneof(
  { weight: 1, arbitrary: fc.nat(lastPostMs) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.nat(Math.floor(lastPostMs / busyEveryMs) - 1), fc.nat(secondMs - 1))
      .map(([busy, ms]) => busy * busyEveryMs + ms),
  },
);
/** One in so many is null. */
const orNull = <T>(value: fc.Arbitrary<T>, oneIn: number) => fc.option(value, { freq: oneIn });
const life = (lateMaxMs: number): fc.Arbitrary<Life> =>
  fc
    .record({
      postedMs: moment,
      lateMs: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(lateMaxMs) }),
      tags: fc.subarray([...tags], { minLength: 1 }),
      author: fc.nat(5),
      gains: fc.array(fc.record({ atMs: fc.nat(endMs), likes: fc.nat(9), shares: fc.integer({ min: -2, max: 4 }) }), {
        maxLength: 3,
      }),
      editedMs: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat(endMs) }),
      deletedMs: orNull(fc.nat(endMs), 2),
      isToldTwice: fc.integer({ min: 0, max: 5 }).map((n) => n === 5),
    })
    // What happens to a post happens after it was told, the last of it a minute before the end.
    .map((of) => {
      const after = (ms: number) => of.postedMs + of.lateMs + 1 + (ms % (endMs - of.postedMs - of.lateMs));
      return {
        ...of,
        editedMs: of.editedMs === null ? null : after(of.editedMs),
        deletedMs: of.deletedMs === null ? null : after(of.deletedMs),
        gains: of.gains.map((gain) => ({ ...gain, atMs: after(gain.atMs) })),
      };
    });

const death = (firstCall: number): fc.Arbitrary<Death | null> =>
  orNull(
    fc.record({
      atCall: fc.integer({ min: firstCall, max: 8 }),
      when: fc.constantFrom("before", "after"),
      leaves: fc.constantFrom("dead", "alive", "told to end"),
    }),
    4,
  );
const play = fc.record({
  kind: fc.constant("play" as const),
  // Its first call asks where to go on.
  death: death(2),
  msPerLook: fc.constantFrom(3, 12, 60),
  noteEveryMs: fc.constantFrom(0, 700, 5_000),
  endsAfter: orNull(fc.nat(60), 2),
  turnsAfter: orNull(fc.nat(40), 2),
});
const work: fc.Arbitrary<Work> = fc.oneof(
  { weight: 4, arbitrary: play },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("fill" as const), tag: fc.constantFrom(...tags), death: death(1) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("refresh" as const), death: death(1) }) },
);
const advance = fc.record({
  kind: fc.constant("advance" as const),
  ms: fc.integer({ min: secondMs, max: 60 * secondMs }),
  isToBusy: fc.boolean(),
});
const together = fc.record({
  kind: fc.constant("together" as const),
  works: fc.array(work, { minLength: 2, maxLength: 3 }),
});
const trouble: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("redeliver" as const), number: fc.nat(99) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cursor back" as const), number: fc.nat(99) }) },
  { weight: 1, arbitrary: fc.constant({ kind: "lose" as const }) },
);
/** Time goes on, somebody works, and something may go wrong. */
const stretch = fc
  .tuple(advance, fc.oneof({ weight: 3, arbitrary: work }, { weight: 1, arbitrary: together }), orNull(trouble, 2))
  .map(([on, of, wrong]): Step[] => [on, of, ...(wrong ? [wrong] : [])]);
const story = fc.boolean().chain((canSearch) =>
  fc.record({
    steps: fc.array(stretch, { minLength: 3, maxLength: 9 }).map((stretches) => stretches.flat()),
    settings: fc.record({
      // Where nothing can be searched, what is told late while nobody listens is lost for a time that was listened to.
      lives: fc.array(life(canSearch ? 40 * secondMs : 0), { minLength: 20, maxLength: 60 }),
      rewindMs: fc.integer({ min: secondMs, max: 2 * secondMs }),
      pageSize: fc.integer({ min: 1, max: 20 }),
      canSearch: fc.constant(canSearch),
      isFollowed: fc.boolean(),
    }),
  }),
);

test(
  `whatever dies, comes twice or at once, in the end all is counted once (${runs} stories, seed ${seed})`,
  async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ steps, settings }) => {
        const world = await openWorld(stage, settings);
        for (const of of steps) await world.step(of);
        await world.readAll();
        await expectNoneGone(world);
        await world.refreshAll();
        for (const tag of tags) await (settings.canSearch ? expectWhole : expectTrueWhereCovered)(world, tag);
        if (!settings.canSearch) return;
        expect(await postsOf(world)).toEqual(idsOf(tags.flatMap((tag) => world.network.alive(tag))));
      }),
      { numRuns: runs, seed, endOnFailure: process.env["EXACTLY_ONCE_SEED"] === undefined },
    );
  },
  60_000 + runs * 10_000,
);

/** What the stream told of is not left for a refresh to find out: after the last time that it lost something all that is deleted is gone. */
async function expectNoneGone(world: World): Promise<void> {
  const gone = new Set(world.network.deleted(Math.max(0, ...world.network.lost().map(({ toMs }) => toMs))));
  expect((await postsOf(world)).filter((id) => gone.has(id))).toEqual([]);
}

/** What search can fill is all there: every total is the truth's. */
async function expectWhole(world: World, tag: Tag): Promise<void> {
  const posts = world.network.alive(tag);
  const engagement = sum(posts.map(({ counters }) => engagementOf(counters) ?? 0));
  const whole = { from: new Date(begin.getTime() - dayMs), to: new Date(begin.getTime() + endMs) };
  expect(await world.gaps(tag, whole)).toEqual([]);
  for (const [table, stepMs] of [
    ["rollup_minutes", minuteMs],
    ["rollup_hours", hourMs],
  ] as const) {
    const stored = await rollup(world.feedOf[tag], table);
    expect(stored.observed).toEqual(counted(posts, stepMs));
    expect(stored.engagement).toBe(engagement);
  }
  expect(await linked(world.feedOf[tag])).toEqual(idsOf(posts));
  const scope = { trackers: [world.trackerOf[tag]], from: begin, to: new Date(begin.getTime() + 9 * hourMs) };
  expect(await stage.tenant.reader.totals(scope)).toMatchObject({ posts: posts.length, engagement });
  const { points } = await stage.tenant.reader.series({ ...scope, to: whole.to }, minuteMs);
  expect(new Map(points.flatMap(({ at, posts }) => (posts ? [[at.toISOString(), posts]] : [])))).toEqual(
    counted(posts, minuteMs),
  );
}

/** Blind is only what nobody told; every minute that was seen throughout holds what was posted in it, and no other holds more. */
async function expectTrueWhereCovered(world: World, tag: Tag): Promise<void> {
  const all = { from: begin, to: new Date(begin.getTime() + endMs) };
  const gaps = await world.gaps(tag, all);
  const { observed } = await rollup(world.feedOf[tag], "rollup_minutes");
  const truth = counted(world.network.alive(tag), minuteMs);
  for (let atMs = begin.getTime(); atMs < all.to.getTime(); atMs += minuteMs) {
    const at = new Date(atMs).toISOString();
    const isSeen = !gaps.some(({ from, to }) => from.getTime() < atMs + minuteMs && to.getTime() > atMs);
    const [is, was] = [observed.get(at) ?? 0, truth.get(at) ?? 0];
    if (isSeen) expect(`${at}: ${is}`).toBe(`${at}: ${was}`);
    else expect(is).toBeLessThanOrEqual(was);
  }
  if (tag === "always") expect(gaps.filter((gap) => !isLost(world, gap))).toEqual([]);
}

const isLost = ({ network }: World, { from, to }: Span): boolean =>
  seconds(network.lost()).some((lost) => lost.fromMs <= from.getTime() && lost.toMs >= to.getTime());

/** In whole seconds, what touches joined. */
function seconds(lost: ReturnType<World["network"]["lost"]>) {
  const joined: { fromMs: number; toMs: number }[] = [];
  const second = (ms: number) => begin.getTime() + Math.floor(ms / secondMs) * secondMs;
  for (const { fromMs, toMs } of lost.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const next = { fromMs: second(fromMs), toMs: second(toMs) + secondMs };
    const last = joined.at(-1);
    if (last && next.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, next.toMs);
    else joined.push(next);
  }
  return joined;
}

function counted(posts: readonly Post[], stepMs: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { postedAt } of posts) {
    const at = new Date(Math.floor(postedAt.getTime() / stepMs) * stepMs).toISOString();
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  return counts;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const idsOf = (posts: readonly Post[]): string[] => [...new Set(posts.map(({ id }) => id))].sort();

async function rollup(feed: number, table: "rollup_minutes" | "rollup_hours") {
  const { sql } = stage.database;
  const rows = await sql<{ at: string; observed: number; engagement: number }[]>`
    select at, observed, engagement::float8 as engagement from ${sql(table)} where feed_id = ${feed}`;
  return {
    observed: new Map(
      rows.flatMap(({ at, observed }) => (observed === 0 ? [] : [[new Date(at).toISOString(), observed] as const])),
    ),
    engagement: sum(rows.map((row) => row.engagement)),
  };
}

async function linked(feed: number): Promise<string[]> {
  const rows = await stage.database.sql<{ id: string }[]>`
    select p.id from feed_posts fp join posts p on p.key = fp.post_key where fp.feed_id = ${feed}`;
  return rows.map(({ id }) => id).sort();
}

/** All that is kept of the world's network, but what is known to be gone. */
async function postsOf({ feedOf }: World): Promise<string[]> {
  const rows = await stage.database.sql<{ id: string }[]>`
    select id from posts where gone_at is null and network = (select network from feeds where id = ${feedOf.always})`;
  return rows.map(({ id }) => id).sort();
}
