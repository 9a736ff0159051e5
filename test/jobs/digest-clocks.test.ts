import { afterAll, beforeAll, expect, test } from "vitest";
import digestJob from "../../src/jobs/digest.ts";
import digestsJob from "../../src/jobs/digests.ts";
import { dayMs, minuteMs } from "../../src/model/clock.ts";
import { dateOf, nextTurn, type Schedule } from "../../src/model/schedule.ts";
import { ann, channel, openStage, type Stage } from "./services.ts";

const never = new AbortController().signal;
const stepMs = 15 * minuteMs;
let stage: Stage;
let posted: string[] = [];

beforeAll(async () => {
  stage = await openStage({ now: new Date("2026-02-20T00:00:00Z") });
});
afterAll(() => stage.close());

/** In order of time: the product's clock never runs backwards. The wall time is one that is skipped, or shown twice. */
const edges = [
  ["America/New_York", "2026-03-08", 2, 30],
  ["Europe/Berlin", "2026-03-29", 2, 30],
  ["America/Santiago", "2026-04-04", 23, 30],
  ["Africa/Cairo", "2026-04-24", 0, 15],
  ["America/Santiago", "2026-09-06", 0, 30],
  ["Australia/Lord_Howe", "2026-10-04", 2, 15],
  ["Europe/Berlin", "2026-10-25", 2, 30],
  ["Africa/Cairo", "2026-10-29", 23, 30],
  ["America/New_York", "2026-11-01", 1, 30],
  ["Australia/Lord_Howe", "2027-04-04", 1, 45],
] as const;

/** Looks as often as a slow installation does, with two workers at once. */
async function daysOf(schedule: Schedule, from: Date, days: number): Promise<readonly string[]> {
  const here = { ...channel, id: `C-${schedule.zone}-${from.getTime()}` };
  await stage.track("clocks", { channel: here });
  stage.clock.advanceTo(from);
  const since = stage.clock.now();
  const wish = { channel: here, isPersonal: false, schedule, trackers: null, quiet: "line", createdBy: ann } as const;
  const { digest } = await stage.tenant.digests.put({ ...wish, since, nextAt: nextTurn(schedule, since).at });
  posted = [];
  stage.surface.beforePost = async () => void posted.push(dateOf(schedule.zone, stage.clock.now()));
  for (let ms = since.getTime(); ms <= since.getTime() + days * dayMs; ms += stepMs) {
    stage.clock.advanceTo(new Date(ms));
    stage.asked.length = 0;
    await digestsJob.run({}, stage.services, never);
    const asked = stage.asked.flatMap((one) => (one.name === "digest" ? [one.input] : []));
    const twice = [...asked, ...asked];
    await Promise.all(twice.map((input) => digestJob.run(input, stage.services, never)));
  }
  await stage.tenant.digests.change(digest.id, { stoppedAt: stage.clock.now() });
  return posted;
}

test.each(edges)(
  "in %s round %s, at %i:%i, every date has one",
  async (zone, day, hour, minute) => {
    const noonBefore = new Date(Date.parse(`${day}T00:00:00Z`) - 36 * 60 * minuteMs);
    const dates = await daysOf({ every: "day", weekday: 1, hour, minute, zone }, noonBefore, 4);
    expect(dates.length).toBeGreaterThanOrEqual(4);
    expect(dates).toContain(day);
    const first = Date.parse(dates[0] ?? "");
    expect(dates).toEqual(dates.map((_, i) => new Date(first + i * dayMs).toISOString().slice(0, 10)));
  },
  60_000,
);
