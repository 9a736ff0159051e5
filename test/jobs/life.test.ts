import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Judgement } from "../../src/analysis/spikes.ts";
import { moveIncident } from "../../src/jobs/life.ts";
import { usualRules } from "../../src/model/alert-rules.ts";
import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";
import type { Sensitivity, Tracker } from "../../src/model/tracker.ts";
import { channel, openStage, type Stage, writeMinutes } from "./services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const minute = (n: number) => new Date(noon.getTime() + n * minuteMs);
/** A hundred posts in ten minutes, then silence: the hour holds them all until minute 60, and none from 70 on. */
const burst = [...Array.from({ length: 10 }, () => 10), ...Array.from({ length: 90 }, () => 0)];

let stage: Stage;
let made = 0;

beforeAll(async () => {
  stage = await openStage({ now: noon });
  stage.clock.advanceTo(minute(120));
});
afterAll(() => stage.close());

/** A tracker that was there the day before, and its feeds with the burst in the first of them. */
async function tracked(networks: readonly string[] = ["bluesky"], perMinute: readonly number[] = burst) {
  const { tracker, feeds } = await stage.track(`burst${++made}`, { networks });
  await stage.database.inWorkspace(
    channel.workspace,
    (_, sql) => sql`update trackers set created_at = ${minute(-24 * 60).toISOString()} where id = ${tracker.id}`,
  );
  const [feed = 0] = feeds;
  // One post in each hour of the day before, so that the usual hour is known: nearly none.
  await writeMinutes(
    stage,
    feed,
    minute(-24 * 60),
    Array.from({ length: 24 * 60 }, (_, i) => (i % 60 === 0 ? 1 : 0)),
  );
  await writeMinutes(stage, feed, noon, perMinute);
  return { tracker, feeds };
}

/** What a detector says of the minutes (from, to], with alerts at the ends of some of them. */
const judged = (from: number, to: number, alertsAt: readonly number[] = []): Judgement[] =>
  Array.from({ length: to - from }, (_, i) => {
    const at = minute(from + i + 1);
    const sighting = { at, windowMinutes: 5, count: 50, expected: 0.1, score: 0.8, returnDays: 20 } as const;
    const alerts: Sensitivity[] = alertsAt.includes(from + i + 1) ? ["sensitive", "balanced"] : [];
    return { at, sighting, alerts };
  });

/** Tells the tracker's incidents what one network's detector said, and gives the incident that is open then. */
async function move(tracker: Tracker, judgements: readonly Judgement[], network = "bluesky") {
  await moveIncident({ workspace: channel.workspace, tracker: tracker.id, network, judgements }, stage.services);
  return stage.tenant.incidents.openFor(tracker.id);
}

const told = (incident: number | undefined) =>
  stage.asked.filter(({ name, input }) => name === "incident" && "incident" in input && input.incident === incident);
const allOf = (tracker: Tracker) => stage.tenant.incidents.list([tracker.id], 100);

describe("the incident of a burst", () => {
  test("opens at the minute of the alert, with what all networks of the tracker brought", async () => {
    const { tracker } = await tracked();
    const incident = await move(tracker, judged(0, 5, [5]));
    expect(incident).toMatchObject({
      phase: "rising",
      openedAt: minute(5),
      movedAt: minute(5),
      networks: ["bluesky"],
      lastHour: 50,
      silent: false,
      endedAt: null,
    });
    expect(incident?.first).toMatchObject({ at: minute(5), windowMinutes: 5, count: 50, returnDays: 20 });
    expect(incident?.first.expected).toBeCloseTo(1 / 12, 1);
    expect(told(incident?.id)).toHaveLength(1);
  });

  test("goes through its phases by the minutes, each told once, and ends", async () => {
    const { tracker } = await tracked();
    const opened = await move(tracker, judged(0, 5, [5]));
    const seen = [opened?.phase];
    for (let from = 5; from < 71; from++) seen.push((await move(tracker, judged(from, from + 1)))?.phase);
    const phases = seen.filter((phase, i) => phase !== seen[i - 1]);
    expect(phases).toEqual(["rising", "peak", "cooling", undefined]);
    const [over] = await allOf(tracker);
    expect(over).toMatchObject({ id: opened?.id, phase: "over", endedAt: minute(70), lastHour: 0 });
    expect(over?.peak.count).toBe(100);
  });

  test("is the same whether its minutes come one by one, all at once, or twice", async () => {
    const [single, whole, again] = [await tracked(), await tracked(), await tracked()];
    await move(single.tracker, judged(0, 5, [5]));
    for (let from = 5; from < 40; from++) await move(single.tracker, judged(from, from + 1));
    await move(whole.tracker, judged(0, 40, [5]));
    await move(again.tracker, judged(0, 20, [5]));
    await move(again.tracker, judged(0, 20, [5]));
    await move(again.tracker, judged(10, 40));
    const lives = await Promise.all(
      [single, whole, again].map(async ({ tracker }) => {
        const {
          id,
          tracker: of,
          ...life
        } = (await stage.tenant.incidents.openFor(tracker.id)) ?? { id: 0, tracker: 0 };
        return life;
      }),
    );
    expect(lives[0]).toMatchObject({ phase: "peak" });
    expect(lives[1]).toEqual(lives[0]);
    expect(lives[2]).toEqual(lives[0]);
  });

  test("says the highest it was, which only grows", async () => {
    const { tracker } = await tracked();
    const counts = [];
    for (const to of [5, 8, 10, 30, 66]) counts.push((await move(tracker, judged(0, to, [5])))?.peak.count);
    expect(counts).toEqual([50, 80, 100, 100, 100]);
  });

  test("is not told again where nothing of it moved", async () => {
    const { tracker } = await tracked();
    const incident = await move(tracker, judged(0, 15, [5]));
    await stage.tenant.incidents.change(incident?.id ?? 0, { message: { channel, id: "1" } });
    const before = told(incident?.id).length;
    for (const to of [16, 17, 18]) await move(tracker, judged(15, to));
    expect(told(incident?.id)).toHaveLength(before);
  });

  test("is told again until it has a message, since whoever was to tell it may have died", async () => {
    const { tracker } = await tracked();
    const incident = await move(tracker, judged(0, 15, [5]));
    const before = told(incident?.id).length;
    await move(tracker, judged(15, 16));
    expect(told(incident?.id)).toHaveLength(before + 1);
  });

  test("is joined by other networks, each once", async () => {
    const { tracker } = await tracked(["bluesky", "mastodon"]);
    await move(tracker, judged(0, 6, [5]));
    await move(tracker, judged(0, 8, [7]), "mastodon");
    const incident = await move(tracker, judged(6, 9, [9]), "mastodon");
    expect(incident?.networks).toEqual(["bluesky", "mastodon"]);
    expect(await allOf(tracker)).toHaveLength(1);
  });

  test("does not go back when a network that lags behind tells its part", async () => {
    const { tracker } = await tracked(["bluesky", "mastodon"]);
    await move(tracker, judged(0, 67, [5]));
    const before = await stage.tenant.incidents.openFor(tracker.id);
    expect(before?.phase).toBe("cooling");
    const after = await move(tracker, judged(0, 20, [8]), "mastodon");
    expect(after).toMatchObject({ phase: "cooling", movedAt: before?.movedAt, peak: before?.peak });
    expect(after?.networks).toEqual(["bluesky", "mastodon"]);
  });

  test("is one, also where another network alerts of the same minutes after it is over", async () => {
    const { tracker } = await tracked(["bluesky", "mastodon"]);
    await move(tracker, judged(0, 90, [5]));
    expect(await allOf(tracker)).toMatchObject([{ phase: "over" }]);
    expect(await move(tracker, judged(0, 90, [7]), "mastodon")).toBeNull();
    expect(await allOf(tracker)).toHaveLength(1);
  });

  test("is one, also where a job that failed at its end judges the same minutes again", async () => {
    const { tracker } = await tracked();
    await move(tracker, judged(0, 90, [5]));
    await move(tracker, judged(0, 90, [5]));
    expect(await allOf(tracker)).toHaveLength(1);
  });

  test("is followed by another when it bursts again later", async () => {
    const quiet = Array.from({ length: 20 }, () => 0);
    const { tracker } = await tracked(["bluesky"], [...burst.slice(0, 80), ...burst.slice(0, 10), ...quiet]);
    await move(tracker, judged(0, 90, [5, 85]));
    const incidents = await allOf(tracker);
    expect(incidents.map(({ openedAt, phase }) => [openedAt, phase])).toEqual([
      [minute(85), "rising"],
      [minute(5), "over"],
    ]);
  });

  test("opens once when two workers tell it at the same time", async () => {
    const { tracker } = await tracked();
    await Promise.all([1, 2, 3].map(() => move(tracker, judged(0, 6, [5]))));
    expect(await allOf(tracker)).toHaveLength(1);
  });
});

describe("no incident opens", () => {
  test("for what happened before the tracker was made", async () => {
    const { tracker } = await tracked();
    await stage.database.inWorkspace(
      channel.workspace,
      (_, sql) => sql`update trackers set created_at = ${minute(6).toISOString()} where id = ${tracker.id}`,
    );
    expect(await move(tracker, judged(0, 8, [5, 6]))).toBeNull();
    expect(await move(tracker, judged(6, 8, [7]))).not.toBeNull();
  });

  test("while alerts are off", async () => {
    const { tracker } = await tracked();
    await stage.tenant.trackers.change(tracker.id, { alerts: false });
    expect(await move(tracker, judged(0, 8, [5]))).toBeNull();
  });

  test("for an alert of another sensitivity than the tracker's", async () => {
    const { tracker } = await tracked();
    await stage.tenant.trackers.change(tracker.id, { sensitivity: "strict" });
    expect(await move(tracker, judged(0, 8, [5]))).toBeNull();
  });

  test("for a tracker that was removed", async () => {
    const { tracker } = await tracked();
    await stage.tenant.trackers.remove(tracker.id);
    expect(await move(tracker, judged(0, 8, [5]))).toBeNull();
  });
});

describe("a muted tracker", () => {
  test.each([
    ["keeps a silent incident", minute(5).getTime() + hourMs, true],
    ["has a loud one when its mute was over by then", minute(5).getTime() - minuteMs, false],
    ["has a silent one when it is muted for good", Date.UTC(9999, 11, 31), true],
  ])("%s", async (_, untilMs, silent) => {
    const { tracker } = await tracked();
    await stage.tenant.trackers.change(tracker.id, { mutedUntil: new Date(untilMs) });
    expect(await move(tracker, judged(0, 5, [5]))).toMatchObject({ silent });
  });
});

test("bursts alone can be muted, or switched off while other alerts go on", async () => {
  const { tracker } = await tracked();
  const until = new Date(minute(5).getTime() + hourMs);
  await stage.tenant.trackers.change(tracker.id, { rules: { ...usualRules, mutedKinds: [{ kind: "burst", until }] } });
  expect(await move(tracker, judged(0, 5, [5]))).toMatchObject({ silent: true });
  const { tracker: off } = await tracked();
  await stage.tenant.trackers.change(off.id, { rules: { ...usualRules, off: ["burst"] } });
  expect(await move(off, judged(0, 5, [5]))).toBeNull();
});

test("the usual hour is the same hour of the days before", async () => {
  const { tracker, feeds } = await tracked(["bluesky"], []);
  const [feed = 0] = feeds;
  await writeMinutes(
    stage,
    feed,
    minute(-24 * 60),
    Array.from({ length: 60 }, () => 2),
  );
  await writeMinutes(stage, feed, noon, burst);
  const incident = await move(tracker, judged(0, 5, [5]));
  // 12 h, 13 h of yesterday, 11 h of today: 121, 1 and 1 posts.
  expect(incident?.first.expected).toBeCloseTo(123 / 3 / 12, 5);
  expect(incident?.openedAt.getTime()).toBeLessThan(noon.getTime() + dayMs);
});

test("an incident is one, however many networks tell its whole life at once", async () => {
  const { tracker } = await tracked(["bluesky", "mastodon"]);
  await Promise.all([
    move(tracker, judged(0, 100, [5]), "bluesky"),
    move(tracker, judged(0, 100, [6]), "mastodon"),
    move(tracker, judged(0, 100, [5]), "bluesky"),
  ]);
  expect(await allOf(tracker)).toHaveLength(1);
});
