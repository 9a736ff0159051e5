import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import alarmJob from "../../src/jobs/alarm.ts";
import { wayOf } from "../../src/jobs/alert-way.ts";
import due from "../../src/jobs/due.ts";
import incidentJob from "../../src/jobs/incident.ts";
import roundupJob from "../../src/jobs/roundup.ts";
import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";
import { UserError } from "../../src/model/errors.ts";
import type { Incident } from "../../src/model/incident.ts";
import { told } from "../../src/model/language.ts";
import { type Peace, usualPeace } from "../../src/model/peace.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import type { Services } from "../../src/services.ts";
import { ann, channel, openStage, type Stage } from "./services.ts";

const evening = new Date("2026-11-20T22:10:00Z");
const never = new AbortController().signal;
const night = { from: "22:00", to: "07:00", zone: "UTC", instead: "morning" };

let stage: Stage;
let day = 0;
let made = 0;

beforeAll(async () => {
  stage = await openStage({ now: evening });
});
afterAll(() => stage.close());
beforeEach(async () => {
  // What an earlier test left to tell.
  await whatIsDue();
  stage.surface.shown.length = 0;
  stage.asked.length = 0;
  stage.surface.hasThreads = false;
  // Each test has a day of its own.
  stage.clock.advanceTo(new Date(evening.getTime() + ++day * 2 * dayMs));
});

const now = () => stage.services.clock.now();
const set = (more: Partial<Peace>) => stage.tenant.peaces.put(channel, { ...usualPeace, ...more });

async function burst(tag = `burst${++made}`): Promise<{ incident: Incident; tracker: Tracker }> {
  const { tracker } = await stage.track(tag);
  const first = { at: now(), windowMinutes: 60, count: 212, expected: 18, score: 0.8, returnDays: 12 } as const;
  const { incident } = await stage.tenant.incidents.open({
    tracker: tracker.id,
    phase: "rising",
    sensitivity: "balanced",
    openedAt: now(),
    movedAt: now(),
    networks: ["bluesky"],
    first,
    peak: first,
    lastHour: 212,
    authors: 41,
    silent: false,
  });
  return { incident, tracker };
}

const run = ({ id }: Incident, services: Services = stage.services) =>
  incidentJob.run({ workspace: channel.workspace, incident: id }, services, never);
const later = (ms: number) => stage.clock.advanceTo(new Date(now().getTime() + ms));
const posted = () => stage.surface.shown.filter(({ how }) => how === "post").map(({ card }) => card.title);

/** Does what is asked of roundups by now, as workers would, until there is no more of it. */
async function roundUp(services: Services = stage.services): Promise<void> {
  for (;;) {
    const at = stage.asked.findIndex(({ name, ms }) => name === "roundup" && ms < minuteMs);
    const [asked] = at < 0 ? [] : stage.asked.splice(at, 1);
    if (asked?.name !== "roundup") return;
    await roundupJob.run(asked.input, services, never);
  }
}

async function whatIsDue(): Promise<void> {
  await due.run({}, stage.services, never);
  await roundUp();
}

describe("in quiet hours", () => {
  test("alerts of other kinds wait with the others, and say what they are about", async () => {
    await set({ quiet: night });
    const { tracker } = await stage.track(`alarm${++made}`);
    const facts = { kind: "threshold", overPerHour: 500, lastHour: 612, highest: 612 } as const;
    const wish = { tracker: tracker.id, key: "first", at: now(), facts, silent: false, lasts: true };
    const alarm = await stage.tenant.alarms.raise(wish);
    await alarmJob.run({ workspace: channel.workspace, alarm: alarm?.id ?? 0 }, stage.services, never);
    expect(posted()).toEqual([]);
    later(9 * hourMs);
    await whatIsDue();
    expect(posted()).toEqual(["While it was quiet: 1 alert"]);
    expect(JSON.stringify(stage.surface.shown.at(-1)?.card.parts)).toContain(
      "612 posts in the last hour; the limit is 500",
    );
  });

  test("nothing is posted, and all comes in one message when they end, each with its peak and whether it is over", async () => {
    await set({ quiet: night });
    const [one, two] = [await burst(), await burst()];
    await run(one.incident);
    await run(two.incident);
    await whatIsDue();
    expect(posted()).toEqual([]);
    await stage.tenant.incidents.change(one.incident.id, { phase: "over", endedAt: now() });
    await run(one.incident);
    later(8 * hourMs + 49 * minuteMs);
    await whatIsDue();
    expect(posted()).toEqual([]);
    later(minuteMs);
    await whatIsDue();
    await whatIsDue();
    expect(posted()).toEqual(["While it was quiet: 2 alerts"]);
    const lines = stage.surface.shown[0]?.card.parts.flatMap((part) =>
      part.kind === "text"
        ? [
            part.text
              .map((inline) => (typeof inline === "object" && "bold" in inline ? inline.bold : inline))
              .slice(0, 2)
              .join(""),
          ]
        : [],
    );
    expect(lines).toEqual([
      `#burst${made - 1} — 212 posts in an hour at its peak; usual is 18 → 11.8× (biggest in 12 days) · over`,
      `#burst${made} — 212 posts in the last hour; usual is 18 → 11.8× (biggest in 12 days) · still going on`,
    ]);
  });

  test("an alert that is posted already goes on being edited", async () => {
    await set({});
    const { incident } = await burst();
    await run(incident);
    await set({ quiet: night });
    await stage.tenant.incidents.change(incident.id, { phase: "peak" });
    await run(incident);
    expect(stage.surface.shown.map(({ how }) => how)).toEqual(["post", "update"]);
  });

  test("alerts go to another channel where one was named, by its own cap, and are edited there", async () => {
    await set({ quiet: { ...night, instead: "C7" }, perHour: 1 });
    const { incident } = await burst();
    await run(incident);
    await run((await burst()).incident);
    await stage.tenant.incidents.change(incident.id, { phase: "peak" });
    await run(incident);
    expect(stage.surface.shown.map(({ how, channel: where }) => [how, where])).toEqual([
      ["post", "C7"],
      ["post", "C7"],
      ["update", "C7"],
    ]);
  });

  test("a roundup of a channel that cannot be used waits, and whoever set up the first is told", async () => {
    await set({ quiet: night });
    await run((await burst()).incident);
    later(9 * hourMs);
    stage.surface.nextFailure = new UserError(told(() => "I am not in that channel. Invite me."));
    await whatIsDue();
    expect(stage.surface.shown.map(({ how, to }) => [how, to])).toContainEqual(["tell", ann]);
    stage.surface.shown.length = 0;
    later(16 * minuteMs);
    await whatIsDue();
    expect(posted()).toEqual(["While it was quiet: 1 alert"]);
  });

  test("a roundup whose channel could not be used for a day is given up", async () => {
    await set({ quiet: night });
    await run((await burst()).incident);
    later(9 * hourMs);
    stage.surface.nextFailure = new UserError(told(() => "That channel is archived."));
    await whatIsDue();
    later(dayMs);
    await whatIsDue();
    await whatIsDue();
    expect(posted()).toEqual([]);
    expect(await stage.services.feeds.dueWork(now())).toEqual([]);
  });
});

describe("beyond the cap of an hour", () => {
  test("alerts have no message of their own; one tells of them all, and is edited as more come", async () => {
    await set({ perHour: 2 });
    for (let i = 0; i < 4; i++) await run((await burst()).incident);
    await roundUp();
    await run((await burst()).incident);
    await roundUp();
    expect(posted()).toEqual([
      `#burst${made - 4} is taking off`,
      `#burst${made - 3} is taking off`,
      "2 more alerts this hour",
    ]);
    const last = stage.surface.shown.at(-1);
    expect([last?.how, last?.card.title]).toEqual(["update", "3 more alerts this hour"]);
    expect(last?.card.summary).toContain(`#burst${made - 2} 1×, #burst${made - 1} 1×, #burst${made} 1×`);
  });

  test("the next hour begins anew", async () => {
    await set({ perHour: 1 });
    await run((await burst()).incident);
    await run((await burst()).incident);
    later(hourMs);
    await run((await burst()).incident);
    expect(posted()).toHaveLength(2);
  });

  test("an alert of any kind goes the way that was chosen for it before, however often it is asked", async () => {
    await set({ perHour: 1 });
    const { tracker } = await burst();
    const ask = (key: string) => wayOf({ channel, tracker, kind: "viral", key, at: now() }, stage.services);
    const [first, second] = [await ask(`viral:${made}`), await ask(`more:${made}`)];
    expect([first.way, second.way]).toEqual(["post", "collect"]);
    await set({ perHour: 50 });
    expect([await ask(`viral:${made}`), await ask(`more:${made}`)]).toEqual([first, second]);
    await roundUp();
    expect(stage.surface.shown.at(-1)?.card.summary).toContain(`#burst${made} 1×`);
  });

  test("200 bursts in a minute are as many messages as the cap allows and one roundup, though two work at it and one dies", async () => {
    await set({ perHour: 10 });
    const bursts = (await Promise.all(Array.from({ length: 200 }, () => burst()))).map(({ incident }) => incident);
    stage.surface.knowsNames = true;
    // One dies at some step of what it does; what it had in hand is done again by the other.
    let calls = 0;
    const mortal = dyingAfter(() => ++calls > 500);
    const left: Incident[] = [];
    const work = async (services: Services, own: readonly Incident[]) => {
      for (const [i, incident] of own.entries()) {
        await run(incident, services).catch(() => void left.push(incident));
        if (i % 20 === 19) await roundUp(services).catch(() => {});
      }
    };
    await Promise.all([work(stage.services, bursts), work(mortal, bursts.toReversed())]);
    expect(left.length).toBeGreaterThan(0);
    await stage.database.inWorkspace(
      channel.workspace,
      (_, sql) => sql`update deliveries set claimed_at = now() - interval '2 minutes' where state = 'claimed'`,
    );
    await work(stage.services, left);
    await whatIsDue();
    stage.surface.knowsNames = false;
    const titles = posted();
    expect(titles.filter((title) => title.endsWith("is taking off"))).toHaveLength(10);
    expect(titles.filter((title) => title.includes("more alert"))).toHaveLength(1);
    expect(titles).toHaveLength(11);
    const roundup = stage.surface.shown.filter(({ card }) => card.title.includes("more alert")).at(-1);
    expect(roundup?.card.title).toBe("190 more alerts this hour");
  }, 120_000);
});

/** A process that dies: from then on nothing that it asks for happens. */
function dyingAfter(isDead: () => boolean): Services {
  const mortal = <T extends object>(of: T): T =>
    new Proxy(of, {
      get(target, name, receiver) {
        const value: unknown = Reflect.get(target, name, receiver);
        if (typeof value !== "function") return value;
        return async (...args: unknown[]) => {
          if (isDead()) throw new Error("died");
          return value.apply(target, args);
        };
      },
    });
  const tenant: Services["tenant"] = (workspace) => {
    const whole = stage.services.tenant(workspace);
    return {
      ...whole,
      incidents: mortal(whole.incidents),
      trackers: mortal(whole.trackers),
      peaces: mortal(whole.peaces),
      roundups: mortal(whole.roundups),
      deliveries: mortal(whole.deliveries),
    };
  };
  return { ...stage.services, tenant };
}
