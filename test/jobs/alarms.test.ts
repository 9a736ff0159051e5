import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import alarmsJob from "../../src/jobs/alarms.ts";
import { type AlertRules, usualRules } from "../../src/model/alert-rules.ts";
import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import { channel, openStage, type Stage, writeMinutes } from "./services.ts";

const start = new Date("2026-11-20T12:00:00Z");
const never = new AbortController().signal;

let stage: Stage;
let tracker: Tracker;
let feed: number;
let made = 0;

beforeAll(async () => {
  stage = await openStage({ now: start });
});
afterAll(() => stage.close());
beforeEach(async () => {
  stage.asked.length = 0;
  const tracked = await stage.track(`told${++made}`);
  tracker = tracked.tracker;
  feed = tracked.feeds[0] ?? 0;
});
// Nobody else is heard of on its network.
afterEach(() => stage.tenant.trackers.remove(tracker.id));

const look = () =>
  alarmsJob.run({ workspace: channel.workspace, tracker: tracker.id, about: "pace" }, stage.services, never);
const told = () => stage.tenant.alarms.since(tracker.id, new Date(0));
const set = (rules: Partial<AlertRules>) =>
  stage.tenant.trackers.change(tracker.id, { rules: { ...usualRules, ...rules } });
const asked = () => stage.asked.filter(({ name, ms }) => name === "alarm" && ms === 0).map(({ input }) => input);

/** So many posts in each minute from now on; the clock goes on with them. */
async function pass(...perMinute: readonly number[]): Promise<void> {
  const from = stage.clock.now();
  await writeMinutes(stage, feed, from, perMinute);
  stage.clock.advanceTo(new Date(from.getTime() + perMinute.length * minuteMs));
}
const each = (minutes: number, posts: number) => Array.from({ length: minutes }, () => posts);

describe("more posts an hour than somebody named", () => {
  beforeEach(() => set({ overPerHour: 100 }));

  test("are told once, and that there are fewer again, by how many there were at most", async () => {
    await pass(...each(50, 2));
    await look();
    expect(await told()).toEqual([]);
    await pass(1);
    await look();
    const at = stage.clock.now();
    const facts = { kind: "threshold", overPerHour: 100, lastHour: 101, highest: 101 };
    expect(await told()).toMatchObject([{ kind: "threshold", at, endedAt: null, facts, silent: false }]);
    const [alarm] = await told();
    expect(asked()).toEqual([{ workspace: channel.workspace, alarm: alarm?.id }]);
    await pass(...each(10, 2));
    await look();
    await pass(...each(20, 1));
    await look();
    expect(await told()).toHaveLength(1);
    expect(asked()).toHaveLength(1);
    await pass(...each(30, 0));
    await look();
    expect(await told()).toMatchObject([
      { id: alarm?.id, endedAt: stage.clock.now(), facts: { ...facts, lastHour: 40, highest: 119 } },
    ]);
    expect(asked()).toHaveLength(2);
  });

  test("are told anew after they were fewer than four fifths of it, and not before", async () => {
    await pass(...each(60, 2));
    await look();
    await pass(...each(30, 1));
    await look();
    await pass(...each(20, 3));
    await look();
    expect(await told()).toHaveLength(1);
    await pass(...each(60, 1));
    await look();
    await pass(...each(60, 2));
    await look();
    expect((await told()).map(({ endedAt }) => endedAt === null)).toEqual([true, false]);
  });

  test("are told once, though two look at the same time", async () => {
    await pass(...each(60, 2));
    await Promise.all([look(), look()]);
    expect(await told()).toHaveLength(1);
    expect(asked()).toHaveLength(1);
  });

  test("are recorded and not told while their kind is muted", async () => {
    await set({
      overPerHour: 100,
      mutedKinds: [{ kind: "threshold", until: new Date(stage.clock.now().getTime() + dayMs) }],
    });
    await pass(...each(60, 2));
    await look();
    expect(await told()).toMatchObject([{ silent: true }]);
    await stage.tenant.trackers.change(tracker.id, { mutedUntil: null });
    await look();
    expect(stage.asked.filter(({ name }) => name === "alarm")).toEqual([]);
  });

  test("are over where nobody looks for them any more", async () => {
    await pass(...each(60, 2));
    await look();
    await set({ overPerHour: null });
    await look();
    expect(await told()).toMatchObject([{ endedAt: stage.clock.now() }]);
    await set({ overPerHour: 100, off: ["threshold"] });
    await look();
    await stage.tenant.trackers.change(tracker.id, { alerts: false, rules: { ...usualRules, overPerHour: 100 } });
    await look();
    expect(await told()).toHaveLength(1);
  });

  test("stay told while nobody sees how many there are", async () => {
    await pass(...each(60, 2));
    await look();
    stage.clock.advanceTo(new Date(stage.clock.now().getTime() + 50 * minuteMs));
    await look();
    expect(await told()).toMatchObject([{ endedAt: null }]);
  });
});

test("one that was raised by somebody who died then is asked for again, while it is news", async () => {
  await stage.tenant.alarms.raise({
    tracker: tracker.id,
    key: "a",
    at: stage.clock.now(),
    facts: { kind: "threshold", overPerHour: 1, lastHour: 2, highest: 2 },
    silent: false,
    lasts: true,
  });
  await set({ overPerHour: 1 });
  await look();
  expect(stage.asked).toMatchObject([{ name: "alarm", ms: minuteMs }]);
  stage.asked.length = 0;
  stage.clock.advanceTo(new Date(stage.clock.now().getTime() + 3 * hourMs));
  await look();
  expect(stage.asked).toEqual([]);
});

describe("silence", () => {
  const days = 6;
  /** Sixty an hour at all hours, for days. */
  beforeEach(async () => {
    const now = stage.clock.now();
    const from = new Date(now.getTime() - days * dayMs);
    await stage.services.feeds.write({
      posts: [],
      at: now,
      seen: [{ feed, span: { from, to: now } }],
    });
    await hours(feed, from, days * 24, 60);
  });
  /** Hourly counts, as rollups keep them when the minutes are gone. */
  const hours = (of: number, from: Date, count: number, posts: number) =>
    stage.database.sql`
      insert into rollup_hours (feed_id, at, observed)
      select ${of}, date_trunc('hour', ${from.toISOString()}::timestamptz) + i * interval '1 hour', ${posts} from generate_series(0, ${count - 1}) i
      on conflict (feed_id, at) do update set observed = excluded.observed`;

  test("of a subject that always has posts is told once, and when they are back", async () => {
    await pass(2);
    const since = stage.clock.now();
    await pass(...each(29, 0));
    await look();
    expect(await told()).toEqual([]);
    await pass(0);
    await look();
    const facts = { kind: "silence", sinceMs: since.getTime(), days, othersHeard: false };
    expect(await told()).toMatchObject([{ kind: "silence", endedAt: null, facts }]);
    await pass(...each(40, 0));
    await look();
    await pass(0, 0, 3, 0);
    const back = new Date(stage.clock.now().getTime() - 2 * minuteMs);
    await look();
    expect(await told()).toMatchObject([{ endedAt: back, facts }]);
    await pass(...each(60, 0));
    await look();
    expect(await told()).toHaveLength(1);
  });

  test("is not told while nobody looks: an outage is none", async () => {
    await pass(2);
    stage.clock.advanceTo(new Date(stage.clock.now().getTime() + 2 * hourMs));
    await look();
    await pass(...each(10, 0));
    await look();
    expect(await told()).toEqual([]);
  });

  test("is not told where the whole network is silent, and is where others are heard of", async () => {
    const other = await stage.track(`other${made}`);
    await pass(2);
    await pass(...each(45, 0));
    await look();
    expect(await told()).toEqual([]);
    const now = stage.clock.now();
    await writeMinutes(stage, other.feeds[0] ?? 0, new Date(now.getTime() - 5 * minuteMs), [0, 1, 0]);
    await look();
    expect(await told()).toMatchObject([{ facts: { othersHeard: true } }]);
    await stage.tenant.trackers.remove(other.tracker.id);
  });

  test("is not told of a subject that is quiet at this time on other days too", async () => {
    const now = stage.clock.now();
    await hours(feed, new Date(now.getTime() - dayMs), 3, 0);
    await pass(2, ...each(45, 0));
    await look();
    expect(await told()).toEqual([]);
  });

  test("is not told where it was switched off", async () => {
    await set({ off: ["silence"] });
    await pass(2, ...each(45, 0));
    await look();
    expect(await told()).toEqual([]);
  });
});
