import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import incidentJob from "../../src/jobs/incident.ts";
import { usualRules } from "../../src/model/alert-rules.ts";
import { hourMs, minuteMs } from "../../src/model/clock.ts";
import { UserError } from "../../src/model/errors.ts";
import type { Incident } from "../../src/model/incident.ts";
import { told } from "../../src/model/language.ts";
import { usualPeace } from "../../src/model/peace.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import { linkOf } from "./linked.ts";
import { ben, channel, openStage, type Stage } from "./services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const never = new AbortController().signal;

let stage: Stage;
let tracker: Tracker;
let incident: Incident;
let made = 0;

beforeAll(async () => {
  stage = await openStage({ now: noon, workspaces: [channel.workspace, "slack:T9"] });
  // All of them open in one hour.
  await stage.tenant.peaces.put(channel, { ...usualPeace, perHour: null });
});
afterAll(() => stage.close());
beforeEach(async () => {
  stage.surface.shown.length = 0;
  stage.asked.length = 0;
  ({ tracker } = await stage.track(`burst${++made}`));
  incident = await open();
});

async function open(more: Partial<Incident> = {}): Promise<Incident> {
  const first = { at: noon, windowMinutes: 60, count: 212, expected: 18, score: 0.8, returnDays: 12 } as const;
  const opened = await stage.tenant.incidents.open({
    tracker: tracker.id,
    phase: "rising",
    sensitivity: "balanced",
    openedAt: noon,
    movedAt: noon,
    networks: ["bluesky"],
    first,
    peak: first,
    lastHour: 212,
    authors: 41,
    silent: false,
    ...more,
  });
  return opened.incident;
}

const run = (id = incident.id) =>
  incidentJob.run({ workspace: channel.workspace, incident: id }, stage.services, never);
const shown = () => stage.surface.shown.map(({ how, card }) => [how, card.title]);
const stored = () => stage.tenant.incidents.get(incident.id);
const again = { name: "incident", how: "add", ms: minuteMs };

describe("the message of an incident", () => {
  test("is posted with its figures, its picture and what can be done, and remembered", async () => {
    await run();
    expect(shown()).toEqual([["post", `#burst${made} is taking off`]]);
    const [alert] = stage.surface.shown;
    expect(alert?.card.summary).toContain("212 posts in the last hour; usual is 18 → 11.8×");
    expect(alert?.card.parts.map(({ kind }) => kind)).toEqual([
      "text",
      "text",
      "picture",
      "actions",
      "actions",
      "note",
    ]);
    expect(await stored()).toMatchObject({ message: { channel, id: alert?.id } });
  });

  test("is posted once when several workers are at it, and those that came late look again in a minute", async () => {
    let arrived = 0;
    stage.surface.beforePost = async () => void arrived++;
    await Promise.all([run(), run(), run(), run()]);
    stage.surface.beforePost = async () => {};
    expect(arrived).toBe(1);
    expect(shown().filter(([how]) => how === "post")).toHaveLength(1);
    const later = stage.asked.filter((asked) => "ms" in asked && asked.ms !== 4 * hourMs);
    for (const asked of later) expect(asked).toMatchObject(again);
  });

  test("pings whom the tracker names, by the first message and by no edit", async () => {
    const ping = { kind: "person", id: "U77" } as const;
    await stage.tenant.trackers.change(tracker.id, { rules: { ...usualRules, ping } });
    await run();
    await stage.tenant.incidents.change(incident.id, { phase: "cooling" });
    await run();
    expect(stage.surface.shown.map(({ how, card }) => [how, card.ping])).toEqual([
      ["post", ping],
      ["update", undefined],
    ]);
  });

  test("has its thread told once that it peaked, once that it cools, and once that it is over, where there are threads", async () => {
    stage.surface.hasThreads = true;
    await run();
    const alert = (await stored())?.message;
    for (const phase of ["peak", "rising", "peak", "cooling", "over", "over"] as const) {
      await stage.tenant.incidents.change(incident.id, { phase });
      await run();
    }
    stage.surface.hasThreads = false;
    const told = stage.surface.shown.filter(({ thread }) => thread !== null);
    expect(told.map(({ card }) => card.title)).toEqual([
      `#burst${made} is at its peak`,
      `#burst${made} is cooling down`,
      `#burst${made} is back to usual`,
    ]);
    expect(told.every(({ thread }) => thread === alert?.id)).toBe(true);
    expect(told[0]?.card.summary).toContain("212 posts in an hour at its peak");
  });

  test("waits where the channel cannot be used, whoever set it up is told once a day, and it goes on by itself", async () => {
    stage.surface.nextFailure = new UserError(told(() => "I am not in that channel. Invite me."));
    await run();
    expect(stage.surface.shown).toMatchObject([
      { how: "tell", to: tracker.createdBy, card: { title: "I cannot post where you asked me to" } },
    ]);
    expect(stage.surface.shown[0]?.card.summary).toContain("Invite me");
    expect(stage.asked).toContainEqual({
      name: "incident",
      input: { workspace: channel.workspace, incident: incident.id },
      how: "add",
      ms: 15 * minuteMs,
    });
    stage.surface.nextFailure = new UserError(told(() => "Still not."));
    await run();
    expect(stage.surface.shown).toHaveLength(1);
    await run();
    expect(shown().at(-1)).toEqual(["post", `#burst${made} is taking off`]);
  });

  test("is not tried again where it has ended and the channel cannot be used", async () => {
    await run();
    await stage.tenant.incidents.change(incident.id, { phase: "over", endedAt: noon });
    stage.asked.length = 0;
    stage.surface.nextFailure = new UserError(told(() => "That channel is archived."));
    await run();
    expect(stage.asked).toEqual([]);
    expect(stage.surface.shown.map(({ how }) => how)).toEqual(["post"]);
  });

  test("says at once what moved while it was being said", async () => {
    stage.surface.beforePost = async () => {
      await stage.tenant.incidents.change(incident.id, { phase: "over", endedAt: noon });
    };
    await run();
    stage.surface.beforePost = async () => {};
    expect(stage.asked).toEqual([
      { name: "incident", input: { workspace: channel.workspace, incident: incident.id }, how: "add", ms: 0 },
    ]);
    await run();
    expect(shown().at(-1)).toEqual(["update", `#burst${made} is back to usual`]);
  });

  test("says at once that it was muted while it was being said", async () => {
    stage.surface.beforePost = async () => {
      await stage.tenant.trackers.change(tracker.id, { mutedUntil: new Date(noon.getTime() + hourMs) });
    };
    await run();
    stage.surface.beforePost = async () => {};
    expect(stage.asked.map((asked) => "ms" in asked && asked.ms)).toEqual([0]);
  });

  test("is edited from then on, as the incident moves", async () => {
    await run();
    await stage.tenant.incidents.change(incident.id, { phase: "cooling", lastHour: 60 });
    await run();
    await stage.tenant.incidents.change(incident.id, { phase: "over", endedAt: new Date(noon.getTime() + hourMs) });
    await run();
    expect(shown()).toEqual([
      ["post", `#burst${made} is taking off`],
      ["update", `#burst${made} is cooling down`],
      ["update", `#burst${made} is back to usual`],
    ]);
    expect(new Set(stage.surface.shown.map(({ id }) => id)).size).toBe(1);
  });

  test("is followed where the surface could only post a fresh one", async () => {
    await run();
    stage.surface.rotates = true;
    await run();
    stage.surface.rotates = false;
    const [, fresh] = stage.surface.shown;
    expect(await stored()).toMatchObject({ message: { id: fresh?.id } });
  });

  test("is tried again after the surface failed, and then is one", async () => {
    stage.surface.nextFailure = new Error("the channel is archived");
    await expect(run()).rejects.toThrow("the channel is archived");
    expect(await stored()).toMatchObject({ message: null });
    await run();
    await run();
    expect(shown().map(([how]) => how)).toEqual(["post", "update"]);
  });

  test("is not posted a second time when it went out and could not be remembered", async () => {
    const { incidents } = stage.tenant;
    const forgetful = {
      ...stage.services,
      tenant: () => ({
        ...stage.tenant,
        incidents: { ...incidents, change: () => Promise.reject(new Error("the database went away")) },
      }),
    };
    const input = { workspace: channel.workspace, incident: incident.id };
    await expect(incidentJob.run(input, forgetful, never)).rejects.toThrow("went away");
    await run();
    expect(shown().map(([how]) => how)).toEqual(["post", "update"]);
    expect(await stored()).toMatchObject({ message: { id: stage.surface.shown[0]?.id } });
  });

  test("is looked at again in a minute while somebody else is sending it, who may die on the way", async () => {
    await stage.tenant.deliveries.claim(`incident:${incident.id}`);
    await run();
    expect(shown()).toEqual([]);
    expect(stage.asked).toMatchObject([{ ...again, input: { incident: incident.id } }]);
    await stage.database.inWorkspace(
      channel.workspace,
      (_, sql) =>
        sql`update deliveries set claimed_at = now() - interval '61 seconds' where key = ${`incident:${incident.id}`}`,
    );
    await run();
    expect(shown().map(([how]) => how)).toEqual(["post"]);
  });
});

describe("what linked workspaces say of theirs", () => {
  const words = () => JSON.stringify(stage.surface.shown.at(-1)?.card.parts);
  const there = "slack:T9";
  let link: number;
  const echo = (muted: Date) =>
    stage.tenant.echoes.put(link, incident.id, {
      acknowledged: { by: "Mia", at: noon },
      muted: { by: "Tom", until: muted },
    });
  beforeEach(async () => {
    link = await linkOf(stage, there);
  });
  afterEach(async () => void (await stage.tenant.links.end(link)));

  test("is said while the incident lasts, and a mute while it lasts", async () => {
    await echo(new Date(noon.getTime() + hourMs));
    await run();
    expect(words()).toContain(`Acknowledged by Mia in ${there} (Slack) at `);
    expect(words()).toContain(`Muted in ${there} (Slack) by Tom until `);
    await echo(noon);
    await run();
    expect(words()).toContain("Acknowledged by Mia");
    expect(words()).not.toContain("Tom");
    await stage.tenant.incidents.change(incident.id, { phase: "over", endedAt: noon });
    await run();
    expect(words()).not.toContain("Mia");
  });

  test("is gone when the link has ended", async () => {
    await echo(new Date(noon.getTime() + hourMs));
    await stage.services.tenant(there).links.end(link);
    await run();
    expect(words()).not.toMatch(/Mia|Tom/u);
  });
});

describe("nothing is posted", () => {
  test("of a silent incident, not even when it is over", async () => {
    await stage.tenant.incidents.change(incident.id, { phase: "over", endedAt: noon });
    const silent = await open({ silent: true });
    await run(silent.id);
    await stage.tenant.incidents.change(silent.id, { phase: "over", endedAt: noon });
    await run(silent.id);
    expect(shown()).toEqual([]);
  });

  test("of a tracker that was removed, nor of an incident that is not there", async () => {
    await stage.tenant.trackers.remove(tracker.id);
    await run();
    await run(999_999);
    expect(shown()).toEqual([]);
  });
});

describe("the line about a mute", () => {
  const words = () => JSON.stringify(stage.surface.shown.at(-1)?.card.parts);
  const controls = () =>
    stage.surface.shown.at(-1)?.card.parts.flatMap((p) => (p.kind === "actions" ? p.controls : [])) ?? [];

  test("says who and how long, with Undo of that very change, and goes when it is over", async () => {
    await run();
    expect(controls().map(({ action }) => action)).toEqual([
      ...["chart", "why", "acknowledge", "mute", "settings"],
      ...["feedback", "feedback", "feedback"],
    ]);
    await stage.tenant.trackers.change(tracker.id, { mutedUntil: new Date(noon.getTime() + hourMs) });
    const change = await stage.tenant.changes.record({ kind: "mute", who: ben, about: tracker.id, before: {} });
    await run();
    expect(words()).toContain("Muted by ");
    expect(words()).toContain('"Ben"');
    expect(controls()).toContainEqual({ kind: "button", action: "undo", value: `${change.id}`, label: "Undo" });
    await stage.tenant.trackers.change(tracker.id, { mutedUntil: noon });
    await run();
    expect(words()).not.toContain("Muted by ");
    expect(controls().map(({ action }) => action)).toEqual([
      ...["chart", "why", "acknowledge", "mute", "settings"],
      ...["feedback", "feedback", "feedback"],
    ]);
  });
});
