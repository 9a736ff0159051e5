import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import digestJob from "../../src/jobs/digest.ts";
import digestsJob from "../../src/jobs/digests.ts";
import { leaveWorkspace } from "../../src/jobs/workspace.ts";
import { dayMs, hourMs, minuteMs, secondMs } from "../../src/model/clock.ts";
import type { Digest } from "../../src/model/digest.ts";
import { UserError } from "../../src/model/errors.ts";
import { told } from "../../src/model/language.ts";
import { nextTurn, type Schedule } from "../../src/model/schedule.ts";
import type { Services } from "../../src/services.ts";
import { ann, channel, openStage, type Stage, writeMinutes } from "./services.ts";

const never = new AbortController().signal;
/** Five o'clock in Tokyo, whose clocks never change. */
const five = new Date("2026-11-21T08:00:00Z");
const schedule: Schedule = { every: "day", weekday: 1, hour: 17, minute: 0, zone: "Asia/Tokyo" };
const { workspace } = channel;

let stage: Stage;
let digest: Digest;
let feed: number;
/** Each test has a channel and a hashtag of its own, and days of its own. */
let day = five;
let made = 0;
let here = channel;

beforeAll(async () => {
  stage = await openStage({ now: new Date(five.getTime() - 2 * dayMs) });
});
afterAll(() => stage.close());
beforeEach(async () => {
  day = new Date(five.getTime() + ++made * 40 * dayMs);
  here = { ...channel, id: `C${made}` };
  stage.clock.advanceTo(new Date(day.getTime() - hourMs));
  stage.surface.shown.length = 0;
  stage.asked.length = 0;
  feed = (await stage.track(`digest${made}`, { channel: here })).feeds[0] ?? 0;
  digest = await put({});
});

async function put(more: Partial<Digest>): Promise<Digest> {
  const since = stage.clock.now();
  const wish = { channel: here, isPersonal: false, schedule, trackers: null, quiet: "line" as const, createdBy: ann };
  const of = { ...wish, ...more };
  const { digest } = await stage.tenant.digests.put({ ...of, since, nextAt: nextTurn(of.schedule, since).at });
  return digest;
}

const run = (services: Services = stage.services) => digestJob.run({ workspace, digest: digest.id }, services, never);
/** Which digests are found due, of this test. */
async function due(): Promise<number> {
  stage.asked.length = 0;
  await digestsJob.run({}, stage.services, never);
  return stage.asked.filter((one) => one.name === "digest" && one.input.digest === digest.id).length;
}
const at = (time: Date, plusMs = 0) => stage.clock.advanceTo(new Date(time.getTime() + plusMs));
const posts = () => stage.surface.shown.filter(({ how }) => how === "post");
const said = () => JSON.stringify(stage.surface.shown.at(-1)?.card);
const stored = async () => (await stage.tenant.digests.get(digest.id)) as Digest;
const localDay = (time: Date) => time.toISOString().slice(0, 10);

describe("when its hour comes", () => {
  test("it is found from that very second on, and not before", async () => {
    at(day, -secondMs);
    expect(await due()).toBe(0);
    await run();
    expect(posts()).toEqual([]);
    at(day);
    expect(await due()).toBe(1);
    await run();
    expect(posts()).toHaveLength(1);
    expect(posts()[0]?.channel).toBe(here.id);
    expect(said()).not.toContain("late:");
  });

  test("it is sent once, and due again the next day", async () => {
    at(day);
    await run();
    await run();
    expect(await due()).toBe(0);
    at(day, 5 * hourMs);
    await run();
    expect(posts()).toHaveLength(1);
    expect(await stored()).toMatchObject({ lastOn: localDay(day), nextAt: new Date(day.getTime() + dayMs) });
    at(day, dayMs);
    expect(await due()).toBe(1);
    await run();
    expect(posts()).toHaveLength(2);
  });

  test("of two workers at once one sends it", async () => {
    at(day);
    await Promise.all([run(), run(), run()]);
    expect(posts()).toHaveLength(1);
    await run();
    expect(posts()).toHaveLength(1);
    expect((await stored()).lastOn).toBe(localDay(day));
  });

  test("a worker that died after posting, before it was noted, leaves one message", async () => {
    at(day);
    const mortal: Services = {
      ...stage.services,
      tenant: (id) => {
        const tenant = stage.services.tenant(id);
        const lookAgain: typeof tenant.digests.lookAgain = (of, next) =>
          next.lastOn === undefined ? tenant.digests.lookAgain(of, next) : Promise.reject(new Error("killed"));
        return { ...tenant, digests: { ...tenant.digests, lookAgain } };
      },
    };
    await expect(run(mortal)).rejects.toThrow("killed");
    expect(posts()).toHaveLength(1);
    at(day, 20 * minuteMs);
    expect(await due()).toBe(1);
    await run();
    expect(posts()).toHaveLength(1);
    expect((await stored()).lastOn).toBe(localDay(day));
  });

  test("a worker that died while it posted leaves it to the next, who gets the message that is there where the platform knows it", async () => {
    at(day);
    stage.surface.knowsNames = true;
    const mortal: Services = {
      ...stage.services,
      tenant: (id) => {
        const tenant = stage.services.tenant(id);
        return { ...tenant, deliveries: { ...tenant.deliveries, sent: () => Promise.reject(new Error("killed")) } };
      },
    };
    await expect(run(mortal)).rejects.toThrow("killed");
    // Somebody is sending it, for all that is known.
    await run();
    expect(stage.asked.at(-1)).toMatchObject({ name: "digest", how: "add", ms: minuteMs });
    await stage.database.inWorkspace(
      workspace,
      (_, sql) => sql`update deliveries set claimed_at = now() - interval '2 minutes'`,
    );
    await run();
    stage.surface.knowsNames = false;
    expect(posts()).toHaveLength(1);
    expect((await stored()).lastOn).toBe(localDay(day));
  });

  test("one whose post failed is tried again, soon but not at once", async () => {
    at(day);
    stage.surface.nextFailure = new Error("no answer");
    await expect(run()).rejects.toThrow("no answer");
    expect(await due()).toBe(0);
    at(day, 16 * minuteMs);
    expect(await due()).toBe(1);
    await run();
    expect(posts()).toHaveLength(1);
  });

  test("a channel that cannot be used pauses it, and tells whoever set it up, once", async () => {
    for (const minutes of [0, 15]) {
      at(day, minutes * minuteMs);
      stage.surface.nextFailure = new UserError(told(() => "I am not in that channel."));
      await run();
    }
    expect(stage.surface.shown.map(({ how, to }) => [how, to?.id])).toEqual([["tell", ann.id]]);
    expect(stage.asked.at(-1)).toMatchObject({ name: "digest", how: "add", ms: 15 * minuteMs });
    at(day, 29 * minuteMs);
    expect(await due()).toBe(0);
    at(day, 30 * minuteMs);
    await run();
    expect(posts()).toHaveLength(1);
  });
});

test("a channel that stays unusable is tried ever more seldom, at last once a day, and after 30 days the digest is stopped", async () => {
  const waits: number[] = [];
  const failing: Services = {
    ...stage.services,
    chat: {
      ...stage.services.chat,
      post: () => Promise.reject(new UserError(told(() => "I am not in that channel."))),
    },
  };
  let ms = 0;
  for (at(day); !(await stored()).stoppedAt && waits.length < 100; at(day, ms)) {
    stage.asked.length = 0;
    await run(failing);
    const asked = stage.asked.find((one) => one.name === "digest" && one.how === "add");
    waits.push(asked?.ms ?? 0);
    ms += asked?.ms ?? 0;
    if (asked) expect((await stored()).nextAt).toEqual(new Date(day.getTime() + ms));
  }
  expect(waits.slice(0, 5).map((wait) => wait / minuteMs)).toEqual([15, 15, 30, 60, 120]);
  expect(waits.slice(10, 15).every((wait) => wait === dayMs)).toBe(true);
  expect(waits.length).toBeLessThan(45);
  expect(ms).toBeGreaterThanOrEqual(30 * dayMs);
  expect(stage.surface.shown.at(-1)).toMatchObject({ how: "tell", to: { id: ann.id } });
  expect(said()).toContain("For 30 days it could not be posted");
  expect(said()).toContain('"action":"undo"');
}, 60_000);

describe("after a time in which nobody looked", () => {
  test("it comes once, says that it is late and how many were missed, and tells of the last day that was due", async () => {
    at(day);
    await run();
    stage.surface.shown.length = 0;
    at(day, 5 * dayMs + 3 * hourMs);
    expect(await due()).toBe(1);
    await run();
    await run();
    expect(posts()).toHaveLength(1);
    expect(said()).toContain("late: was due ");
    expect(said()).toContain("4 earlier ones were missed");
    const print = posts()[0]?.card.parts.at(-1);
    const times =
      print?.kind === "note"
        ? print.text.flatMap((one) => (typeof one === "object" && "time" in one ? one.time : []))
        : [];
    const due5 = day.getTime() + 5 * dayMs;
    expect(times.map((time) => time.getTime())).toEqual([due5 - dayMs, due5, due5, due5 + dayMs]);
    expect(await stored()).toMatchObject({ nextAt: new Date(due5 + dayMs) });
  });

  test("a few minutes are not late", async () => {
    at(day, 10 * minuteMs);
    await run();
    expect(said()).not.toContain("late:");
  });
});

describe("what its hour does not make it send", () => {
  test("one that was stopped, or whose workspace left", async () => {
    await stage.tenant.digests.change(digest.id, { nextAt: null });
    at(day);
    expect(await due()).toBe(0);
    await run();
    await stage.tenant.digests.change(digest.id, { nextAt: day, stoppedAt: day });
    expect(await due()).toBe(0);
    await run();
    expect(posts()).toEqual([]);
  });

  test("one whose workspace left while it was sent is not due again", async () => {
    at(day);
    const leaving: Services = {
      ...stage.services,
      tenant: (id) => {
        const tenant = stage.services.tenant(id);
        const get: typeof tenant.digests.get = async (of) => {
          const found = await tenant.digests.get(of);
          await leaveWorkspace(workspace, stage.services);
          return found;
        };
        return { ...tenant, digests: { ...tenant.digests, get } };
      },
    };
    await run(leaving);
    expect((await stored()).nextAt).toBeNull();
    at(day, 2 * dayMs);
    expect(await due()).toBe(0);
  });

  test("a turn before it was made", async () => {
    at(day, hourMs);
    digest = await put({});
    await stage.tenant.digests.change(digest.id, { nextAt: day });
    await run();
    expect(posts()).toEqual([]);
    expect((await stored()).nextAt).toEqual(new Date(day.getTime() + dayMs));
  });

  test("a second one on the same date, though it was set to a later hour since", async () => {
    at(day);
    await run();
    at(day, hourMs);
    digest = await put({ schedule: { ...schedule, hour: 20 } });
    at(day, 3 * hourMs);
    await run();
    expect(posts()).toHaveLength(1);
    expect((await stored()).nextAt).toEqual(new Date(day.getTime() + dayMs + 3 * hourMs));
  });

  test("a quiet day, where that is to be skipped", async () => {
    digest = await put({ quiet: "skip" });
    await writeMinutes(stage, feed, new Date(day.getTime() - dayMs), new Array<number>(24 * 60).fill(0));
    at(day);
    await run();
    expect(posts()).toEqual([]);
    expect(await stored()).toMatchObject({ lastOn: localDay(day), nextAt: new Date(day.getTime() + dayMs) });
    // That date had its turn, whatever is wanted of quiet days since.
    await stage.tenant.digests.change(digest.id, { quiet: "line" });
    await run();
    expect(posts()).toEqual([]);
  });

  test("anything, while nothing is tracked", async () => {
    for (const { id } of await stage.tenant.trackers.list(here)) await stage.tenant.trackers.remove(id);
    at(day);
    await run();
    expect(posts()).toEqual([]);
  });
});

test("one whose hashtags are tracked no more says so to whoever set it up, once until it is set anew", async () => {
  const mine = await stage.tenant.trackers.list(here);
  digest = await put({ trackers: mine.map(({ id }) => id) });
  for (const { id } of mine) await stage.tenant.trackers.remove(id);
  await stage.track(`else${made}`, { channel: here });
  for (const days of [0, 1, 2]) {
    at(day, days * dayMs);
    await run();
  }
  expect(stage.surface.shown.map(({ how, to }) => [how, to?.id])).toEqual([["tell", ann.id]]);
  expect(said()).toContain("no longer tracked");
  expect(said()).toContain("digest-stop");
  expect((await stored()).nextAt).toEqual(new Date(day.getTime() + 3 * dayMs));
  digest = await put({ trackers: mine.map(({ id }) => id) });
  at(day, 3 * dayMs);
  await run();
  expect(stage.surface.shown).toHaveLength(2);
});

test("a day that was hardly observed is not a quiet one: that is said, also where quiet days are skipped", async () => {
  digest = await put({ quiet: "skip" });
  await writeMinutes(stage, feed, new Date(day.getTime() - hourMs), [3]);
  at(day);
  await run();
  expect(said()).toContain("Too little of this time was observed to tell");
});

describe("what it says", () => {
  /** So many posts in one minute of every hour of the day that ends then. */
  const daily = async (end: Date, perHour: number) => {
    const minutes = Array.from({ length: 24 * 60 }, (_, minute) => (minute % 60 === 30 ? perHour : 0));
    await writeMinutes(stage, feed, new Date(end.getTime() - dayMs), minutes);
  };

  test("of a day like the ones before it: nothing notable, in one line", async () => {
    for (const back of [6, 5, 4, 3, 2, 1, 0]) await daily(new Date(day.getTime() - back * dayMs), 2);
    at(day);
    await run();
    expect(posts()[0]?.card.summary).toContain(`Nothing notable, all as usual: #digest${made} 48`);
    expect(posts()[0]?.card.parts.map(({ kind }) => kind)).toEqual(["text", "actions", "note"]);
  }, 60_000);

  test("of a day unlike them: how many, how many times the usual, and a picture", async () => {
    for (const back of [8, 7, 6, 5, 4, 3, 2, 1]) await daily(new Date(day.getTime() - back * dayMs), 2);
    await daily(day, 12);
    at(day);
    await run();
    expect(posts()[0]?.card.summary).toContain(`#digest${made}: 288 posts, about 6× a usual day`);
    expect(posts()[0]?.card.parts.map(({ kind }) => kind)).toContain("picture");
    expect(said()).toContain("digest-stop");
  }, 60_000);

  test("where it has not looked long enough: that it cannot tell yet", async () => {
    await daily(day, 500 / 24);
    at(day);
    await run();
    expect(said()).toContain("what is usual here is still being learned");
  });

  test("a person's own goes to them in private, about what they track in all channels, in their language", async () => {
    const zoe = { id: "U9", name: "Zoe" };
    await stage.track("zoes", { channel: { ...channel, id: "C77" }, createdBy: zoe });
    digest = await put({ channel: { ...channel, id: zoe.id }, isPersonal: true, createdBy: zoe });
    stage.surface.language = "de";
    at(day);
    await run();
    await run();
    stage.surface.language = null;
    expect(stage.surface.shown.map(({ how, to }) => [how, to?.id])).toEqual([["tell", zoe.id]]);
    expect(said()).toContain("#zoes");
    expect(said()).not.toContain(`#digest${made}`);
    expect(said()).toContain("Tagesübersicht");
  });
});
