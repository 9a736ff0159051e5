import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import acknowledge from "../../src/actions/acknowledge.ts";
import mute from "../../src/actions/mute.ts";
import undo from "../../src/actions/undo.ts";
import { UserError } from "../../src/model/errors.ts";
import type { Incident } from "../../src/model/incident.ts";
import type { Person } from "../../src/model/place.ts";
import { ann, ben, channel, openStage, type Stage } from "../jobs/services.ts";
import { sampleIncident } from "../store/sample-tenants.ts";

const noon = new Date("2026-11-20T12:00:00Z");
let stage: Stage;
let incident: Incident;
let made = 0;

beforeAll(async () => {
  stage = await openStage({ now: noon });
});
afterAll(() => stage.close());
beforeEach(async () => {
  const { tracker } = await stage.track(`tag${++made}`);
  ({ incident } = await stage.tenant.incidents.open(sampleIncident(tracker.id)));
  stage.asked.length = 0;
});

const press = (who: Person, value = `${incident.id}`, where = channel) =>
  acknowledge.run({ value, values: {}, where: { channel: where }, who, message: null }, stage.services);
const stored = async () => (await stage.tenant.incidents.get(incident.id))?.acknowledged;
const redrawn = () => stage.asked.map(({ name, input }) => [name, "incident" in input && input.incident]);

test("it needs no right to manage", () => {
  expect(acknowledge.writes).toBe(false);
});

test("who is on it is stored, and the alert and linked workspaces say so", async () => {
  expect(await press(ann)).toEqual({ visible: "only-you" });
  expect(await stored()).toEqual({ who: ann, at: noon });
  expect(redrawn()).toEqual([
    ["incident", incident.id],
    ["share", incident.id],
  ]);
  expect(await stage.tenant.changes.latest("acknowledge", incident.id)).toMatchObject({ who: ann });
});

test("whoever comes second hears who was first, and nobody else does", async () => {
  await press(ann);
  stage.asked.length = 0;
  const reply = await press(ben);
  expect(reply.visible).toBe("only-you");
  expect(reply.card?.("en").summary).toBe("Somebody is on it already: Ann");
  expect(await stored()).toMatchObject({ who: ann });
  expect(stage.asked).toEqual([]);
});

test("of several at the same time one is first", async () => {
  const people = Array.from({ length: 6 }, (_, i) => ({ id: `U${i}`, name: `P${i}` }));
  const replies = await Promise.all(people.map((who) => press(who)));
  expect(replies.filter(({ card }) => !card)).toHaveLength(1);
  expect(redrawn().filter(([name]) => name === "incident")).toHaveLength(1);
});

test("it is taken back by whoever may say it, and then anybody may be on it again", async () => {
  await press(ann);
  stage.asked.length = 0;
  expect(await press(ben, `${incident.id}:undo`)).toEqual({ visible: "only-you" });
  expect(await stored()).toBeNull();
  expect(redrawn()).toEqual([
    ["incident", incident.id],
    ["share", incident.id],
  ]);
  await expect(press(ben, `${incident.id}:undo`)).rejects.toThrow(UserError);
  await press(ben);
  expect(await stored()).toMatchObject({ who: ben });
});

test("the audit log's Undo takes it back too, from its own channel only", async () => {
  await press(ann);
  const change = await stage.tenant.changes.latest("acknowledge", incident.id);
  const take = (id: string) =>
    undo.run(
      { value: `${change?.id}`, values: {}, where: { channel: { ...channel, id } }, who: ben, message: null },
      stage.services,
    );
  await expect(take("C2")).rejects.toThrow(UserError);
  expect(await stored()).toMatchObject({ who: ann });
  await take("C1");
  expect(await stored()).toBeNull();
});

test("nobody needs to be on what is over, and whose it was stays", async () => {
  await press(ann);
  await stage.tenant.incidents.change(incident.id, { phase: "over", endedAt: noon });
  expect((await press(ben)).card?.("en").summary).toBe("Somebody is on it already: Ann");
  const { incident: next } = await stage.tenant.incidents.open(sampleIncident(incident.tracker));
  await stage.tenant.incidents.change(next.id, { phase: "over", endedAt: noon });
  await expect(press(ben, `${next.id}`)).rejects.toThrow(UserError);
});

test("an alert of another channel, or none, is refused", async () => {
  await expect(press(ann, `${incident.id}`, { ...channel, id: "C2" })).rejects.toThrow(UserError);
  await expect(press(ann, "999999")).rejects.toThrow(UserError);
  expect(await stored()).toBeNull();
});

test("a mute, and taking it back, is told to linked workspaces", async () => {
  await mute.run(
    { value: `${incident.tracker}:1h`, values: {}, where: { channel }, who: ann, message: null },
    stage.services,
  );
  expect(redrawn()).toContainEqual(["share", incident.id]);
  stage.asked.length = 0;
  const change = await stage.tenant.changes.latest("mute", incident.tracker);
  await undo.run({ value: `${change?.id}`, values: {}, where: { channel }, who: ben, message: null }, stage.services);
  expect(redrawn()).toContainEqual(["share", incident.id]);
});
