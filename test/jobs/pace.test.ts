import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { adaptPace, paceMsOf, schedule } from "../../src/jobs/pace.ts";
import { hourMs, minuteMs } from "../../src/model/clock.ts";
import type { Feed } from "../../src/model/feed.ts";
import { hashtag, openStage, quietSource, type Stage, writeMinutes } from "./services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const never = async () => {
  throw new Error("nobody searches here");
};
const source = quietSource({ search: never }, { paceMs: minuteMs, quietPaceMs: 15 * minuteMs });

describe("the pace", () => {
  test("is the network's while posts come that fast, and no slower than the quiet one while few do", () => {
    const perHour = (posts: number | null) => paceMsOf(source, [minuteMs], posts) / minuteMs;
    expect([perHour(null), perHour(600), perHour(60), perHour(20), perHour(4), perHour(0)]).toEqual([
      1, 1, 1, 3, 15, 15,
    ]);
  });

  test("is that of the most eager tracker, however slow and busy, and never faster than the network bears", () => {
    expect(paceMsOf(source, [30 * minuteMs, 20 * minuteMs], 600)).toBe(20 * minuteMs);
    expect(paceMsOf(source, [30 * minuteMs, 1_000], 600)).toBe(minuteMs);
  });

  test("of a network without a quiet one is always its own", () => {
    expect(paceMsOf({ paceMs: minuteMs }, [minuteMs], 0)).toBe(minuteMs);
  });

  test("lies between the network's own and the slowest that anybody named", () => {
    const ms = fc.integer({ min: 1, max: 48 * hourMs });
    const perHour = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(
        ms,
        fc.option(ms, { nil: undefined }),
        fc.array(ms, { minLength: 1 }),
        perHour,
        (own, quiet, wishes, posts) => {
          const pace = paceMsOf({ paceMs: own, ...(quiet === undefined ? {} : { quietPaceMs: quiet }) }, wishes, posts);
          expect(pace).toBeGreaterThanOrEqual(own);
          expect(pace).toBeLessThanOrEqual(Math.max(own, quiet ?? own, Math.min(...wishes)));
          expect(Number.isInteger(pace)).toBe(true);
        },
      ),
    );
  });
});

describe("schedules", () => {
  let stage: Stage;
  afterEach(() => stage?.close());

  /** A feed of a tracker with this wish, read for an hour with so many posts a minute. */
  async function followed(wishMs: number, perMinute: number) {
    stage = await openStage({ now: noon, sources: [source] });
    const { tracker, feeds } = await stage.track("worldcup", { paceMs: wishMs });
    const feed: Feed = {
      id: feeds[0] ?? 0,
      source: "quiet",
      network: "bluesky",
      subject: hashtag("worldcup"),
      workspace: null,
    };
    const quarters = (count: number) => Array.from({ length: 60 }, () => count);
    await writeMinutes(stage, feed.id, new Date(noon.getTime() - hourMs), quarters(perMinute));
    const repeats = () => stage.asked.map(({ how, ms }) => [how, ms / minuteMs]);
    return { feed, tracker, repeats };
  }

  test("follow what came in the last hour, and are saved with the feed", async () => {
    const { feed, repeats } = await followed(minuteMs, 0);
    await schedule(feed, stage.services);
    expect(repeats()).toEqual([["repeat", 15]]);
    expect(await stage.services.feeds.pace(feed.id)).toBe(15 * minuteMs);
  });

  test("of a feed nobody has read yet are as fast as asked for", async () => {
    const { feed, repeats } = await followed(minuteMs, 0);
    const [fresh = 0] = (await stage.track("elsewhere")).feeds;
    await schedule({ ...feed, id: fresh }, stage.services);
    expect(repeats()).toEqual([["repeat", 1]]);
  });

  test("stay where little would change", async () => {
    const { feed, repeats } = await followed(minuteMs, 2);
    await stage.services.feeds.setPace(feed.id, 1.4 * minuteMs);
    await adaptPace(feed, stage.services);
    expect(repeats()).toEqual([]);
    await stage.services.feeds.setPace(feed.id, 2 * minuteMs);
    await adaptPace(feed, stage.services);
    expect(repeats()).toEqual([["repeat", 1]]);
  });

  test("are no faster for an eager tracker that left", async () => {
    const { feed, repeats } = await followed(30 * minuteMs, 5);
    const eager = await stage.track("worldcup", {
      paceMs: minuteMs,
      channel: { surface: "slack", workspace: "slack:T0123", id: "C2" },
    });
    expect(eager.feeds).toEqual([feed.id]);
    await adaptPace(feed, stage.services);
    await stage.tenant.trackers.remove(eager.tracker.id);
    await adaptPace(feed, stage.services);
    expect(repeats()).toEqual([
      ["repeat", 1],
      ["repeat", 30],
    ]);
  });

  test("that could not be put in place are put in place the next time", async () => {
    const { feed, repeats } = await followed(minuteMs, 5);
    await stage.services.feeds.setPace(feed.id, 15 * minuteMs);
    const repeat = async () => {
      throw new Error("no jobs today");
    };
    const broken = { ...stage.services, jobs: { ...stage.services.jobs, repeat } };
    await expect(adaptPace(feed, broken)).rejects.toThrow("no jobs today");
    await adaptPace(feed, stage.services);
    expect(repeats()).toEqual([["repeat", 1]]);
  });

  test("end where nobody listens", async () => {
    const { feed, tracker, repeats } = await followed(minuteMs, 5);
    await stage.tenant.trackers.remove(tracker.id);
    await adaptPace(feed, stage.services);
    expect(repeats()).toEqual([["stop", 0]]);
  });
});
