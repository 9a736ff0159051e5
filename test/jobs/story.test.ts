import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import acknowledge from "../../src/actions/acknowledge.ts";
import type { Card } from "../../src/cards/card.ts";
import due from "../../src/jobs/due.ts";
import escalateJob from "../../src/jobs/escalate.ts";
import incidentJob from "../../src/jobs/incident.ts";
import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";
import type { Incident, Sighting } from "../../src/model/incident.ts";
import { type Peace, usualPeace } from "../../src/model/peace.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import { samplePost } from "../store/sample-posts.ts";
import { ann, ben, channel, openStage, type Stage } from "./services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const never = new AbortController().signal;
const workspace = channel.workspace;

let stage: Stage;
let tracker: Tracker;
let incident: Incident;
let made = 0;

beforeAll(async () => {
  stage = await openStage({ now: noon });
});
afterAll(() => stage.close());
beforeEach(async () => {
  stage.surface.shown.length = 0;
  stage.asked.length = 0;
  stage.surface.hasThreads = false;
  stage.clock.advanceTo(new Date(noon.getTime() + ++made * dayMs));
  await set({});
  ({ tracker } = await stage.track(`story${made}`));
});

const now = () => stage.services.clock.now();
const later = (ms: number) => stage.clock.advanceTo(new Date(now().getTime() + ms));
const set = (more: Partial<Peace>) => stage.tenant.peaces.put(channel, { ...usualPeace, ...more });
const sighting = (count: number, more: Partial<Sighting> = {}): Sighting => ({
  at: now(),
  windowMinutes: 60,
  count,
  expected: 18,
  score: 0.8,
  returnDays: 12,
  ...more,
});
const run = () => incidentJob.run({ workspace, incident: incident.id }, stage.services, never);
const shown = () => stage.surface.shown.map(({ how, card }) => [how, card.title]);
const rise = (count: number, more: Partial<Sighting> = {}) =>
  stage.tenant.incidents.change(incident.id, { peak: sighting(count, more) });

async function open(count = 200, more: Partial<Sighting> = {}): Promise<void> {
  const first = sighting(count, more);
  const opened = await stage.tenant.incidents.open({
    tracker: tracker.id,
    phase: "rising",
    sensitivity: "balanced",
    openedAt: now(),
    movedAt: now(),
    networks: ["bluesky"],
    first,
    peak: first,
    lastHour: count,
    authors: 41,
    silent: false,
  });
  incident = opened.incident;
  await run();
}

describe("an open incident that grows", () => {
  test("edits its message, and is news again only at twice what was last announced", async () => {
    await open(200);
    for (const count of [399, 400, 700, 799, 800]) {
      await rise(count);
      await run();
    }
    const doubled = shown().filter(([how, title]) => how === "post" && title === `#story${made} has doubled`);
    expect(doubled).toHaveLength(2);
    expect((await stage.tenant.incidents.get(incident.id))?.announced?.count).toBe(800);
  });

  test("tells its thread where there is one", async () => {
    stage.surface.hasThreads = true;
    await open(200);
    await rise(500);
    await run();
    const [alert, , told] = stage.surface.shown;
    expect(told).toMatchObject({ how: "post", thread: alert?.id, card: { title: `#story${made} has doubled` } });
    expect(told?.card.parts[1]).toMatchObject({ text: ["Announced: 200 posts, ", {}] });
  });

  test("is told once, though several workers are at it", async () => {
    await open(200);
    await rise(500);
    await Promise.all([run(), run(), run()]);
    expect(shown().filter(([how]) => how === "post")).toHaveLength(2);
  });

  test("is no news where only the window that is told of became wider", async () => {
    await open(20, { windowMinutes: 5, expected: 1.5 });
    await rise(80, { windowMinutes: 60, expected: 18 });
    await run();
    await rise(600, { windowMinutes: 60, expected: 18 });
    await run();
    expect(shown().filter(([how]) => how === "post")).toHaveLength(2);
  });

  test("waits while alerts are muted or the channel is quiet", async () => {
    await open(200);
    await rise(500);
    await stage.tenant.trackers.change(tracker.id, { mutedUntil: new Date(now().getTime() + hourMs) });
    await run();
    await stage.tenant.trackers.change(tracker.id, { mutedUntil: null });
    await set({ quiet: { from: "11:00", to: "13:00", zone: "UTC", instead: "morning" } });
    await run();
    expect(shown().filter(([how]) => how === "post")).toHaveLength(1);
    later(hourMs);
    await run();
    expect(shown().filter(([how]) => how === "post")).toHaveLength(2);
  });
});

describe("an alert that nobody is on", () => {
  const whatIsDue = async () => {
    await due.run({}, stage.services, never);
    const asked = stage.asked.splice(0).filter(({ name }) => name === "escalate");
    for (const one of asked) if (one.name === "escalate") await escalateJob.run(one.input, stage.services, never);
    return asked.length;
  };

  test("names somebody once, when its time has come", async () => {
    await set({ escalateMs: 15 * minuteMs, escalateTo: ben });
    await open();
    later(14 * minuteMs);
    expect(await whatIsDue()).toBe(0);
    later(minuteMs);
    await Promise.all([whatIsDue(), whatIsDue()]);
    await whatIsDue();
    const said = stage.surface.shown.filter(({ how }) => how === "post").slice(1);
    expect(said.map(({ card }) => card.title)).toEqual([`Nobody is on #story${made} yet`]);
    expect(said[0]?.card.parts[0]).toMatchObject({
      text: ["Noticed 15 minutes ago. ", { person: ben }, ", can you look at it?"],
    });
    expect((await stage.tenant.incidents.get(incident.id))?.escalateAt).toBeNull();
  });

  test("names nobody where somebody is, or it is over", async () => {
    await set({ escalateMs: 15 * minuteMs });
    await open();
    const press = { value: `${incident.id}`, values: {}, where: { channel }, who: ann, message: null };
    await acknowledge.run(press, stage.services);
    ({ tracker } = await stage.track(`over${made}`));
    await open();
    await stage.tenant.incidents.change(incident.id, { phase: "over", endedAt: now() });
    later(hourMs);
    expect(await whatIsDue()).toBe(2);
    expect(shown().filter(([how]) => how === "post")).toHaveLength(2);
    expect(await whatIsDue()).toBe(0);
  });

  test("waits for the end of quiet hours", async () => {
    await set({ escalateMs: 15 * minuteMs });
    await open();
    await set({ escalateMs: 15 * minuteMs, quiet: { from: "12:10", to: "13:00", zone: "UTC", instead: "morning" } });
    later(15 * minuteMs);
    await whatIsDue();
    expect(shown().filter(([how]) => how === "post")).toHaveLength(1);
    later(45 * minuteMs);
    await whatIsDue();
    expect(shown().filter(([how]) => how === "post")).toHaveLength(2);
  });

  test("is not said again where nobody asked for it", async () => {
    await open();
    later(dayMs / 2);
    expect(await whatIsDue()).toBe(0);
  });
});

describe("the card of an incident that is over", () => {
  const factsOf = (card: Card | undefined) => card?.parts.flatMap((part) => (part.kind === "facts" ? part.facts : []));
  const over = async (views: number | null) => {
    const { tracker: own, feeds } = await stage.track(`over${made}`);
    tracker = own;
    await open(200);
    const posts = [1, 2, 3, 4].map((n) => ({
      post: samplePost(`over-${made}-${n}`, new Date(now().getTime() + n * minuteMs), {
        counters: { likes: n, shares: null, replies: null, views },
      }),
      feeds: [...feeds],
    }));
    const endedAt = new Date(now().getTime() + 95 * minuteMs);
    const seen = feeds.map((feed) => ({ feed, span: { from: now(), to: endedAt } }));
    await stage.services.feeds.write({ posts, at: endedAt, seen });
    later(95 * minuteMs);
    await stage.tenant.incidents.change(incident.id, { phase: "over", endedAt });
    await run();
    return stage.surface.shown.at(-1)?.card;
  };

  test("says its peak, how long it lasted and what moved most", async () => {
    const card = await over(null);
    expect(factsOf(card)).toEqual([
      { label: "Peak in 1 hour", value: "200 posts" },
      { label: "Lasted", value: "95 minutes" },
      { label: "Reactions (views are not told)", value: "10 interactions" },
    ]);
    const posts = card?.parts.flatMap((part) => (part.kind === "posts" ? part.posts : [])) ?? [];
    expect(posts.map(({ figures }) => figures)).toEqual(["4 interactions", "3 interactions", "2 interactions"]);
    expect(card?.parts.some(({ kind }) => kind === "picture")).toBe(true);
  });

  test("says who saw it, where the network tells", async () => {
    expect(factsOf(await over(1_000))?.at(-1)).toEqual({ label: "Views", value: "4,000 on Bluesky" });
  });

  test("says none of it while the incident goes on", async () => {
    await open(200);
    expect(factsOf(stage.surface.shown.at(-1)?.card)).toEqual([]);
  });
});
