import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import muteKind from "../../src/actions/mute-kind.ts";
import undo from "../../src/actions/undo.ts";
import alarmJob from "../../src/jobs/alarm.ts";
import type { Alarm, AlarmFacts } from "../../src/model/alarm.ts";
import { usualRules } from "../../src/model/alert-rules.ts";
import { hourMs, minuteMs } from "../../src/model/clock.ts";
import { UserError } from "../../src/model/errors.ts";
import { told } from "../../src/model/language.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import { ben, channel, openStage, type Stage } from "./services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const never = new AbortController().signal;
const over: AlarmFacts = { kind: "threshold", overPerHour: 500, lastHour: 612, highest: 612 };

let stage: Stage;
let tracker: Tracker;
let alarm: Alarm;
let made = 0;

beforeAll(async () => {
  stage = await openStage({ now: noon });
});
afterAll(() => stage.close());
beforeEach(async () => {
  stage.surface.shown.length = 0;
  stage.asked.length = 0;
  ({ tracker } = await stage.track(`alarm${++made}`));
  alarm = await raise();
});

async function raise(more: Partial<Pick<Alarm, "silent" | "key" | "at">> = {}): Promise<Alarm> {
  const wish = { tracker: tracker.id, key: "first", at: stage.clock.now(), facts: over, silent: false, lasts: true };
  const raised = await stage.tenant.alarms.raise({ ...wish, ...more });
  if (!raised) throw new Error("it was told already");
  return raised;
}

const run = () => alarmJob.run({ workspace: channel.workspace, alarm: alarm.id }, stage.services, never);
const shown = () => stage.surface.shown.map(({ how, card }) => [how, card.title]);
const stored = () => stage.tenant.alarms.get(alarm.id);
const request = () => ({ name: "alarm", input: { workspace: channel.workspace, alarm: alarm.id }, how: "add" });

test("an alarm is posted with its figure, why, and what can be done, and its message is remembered", async () => {
  await run();
  expect(shown()).toEqual([["post", `#alarm${made}: more than 500 posts an hour`]]);
  const [message] = stage.surface.shown;
  expect(message?.card).toMatchObject({ tone: "alert", moves: true });
  expect(message?.card.summary).toContain("612 posts in the last hour; the limit is 500");
  expect(await stored()).toMatchObject({ message: { channel, id: message?.id } });
});

test("it is posted once when several workers are at it, and those that came late look again", async () => {
  await Promise.all([run(), run(), run()]);
  expect(shown().filter(([how]) => how === "post")).toHaveLength(1);
  for (const asked of stage.asked) expect(asked).toEqual({ ...request(), ms: minuteMs });
});

test("its message is edited when it is over", async () => {
  await run();
  await stage.tenant.alarms.end(alarm.id, new Date(noon.getTime() + hourMs), { ...over, lastHour: 300, highest: 900 });
  await run();
  expect(shown().at(-1)).toEqual(["update", `#alarm${made} is below 500 posts an hour again`]);
  expect(stage.surface.shown.at(-1)?.card.tone).toBe("neutral");
  expect(new Set(stage.surface.shown.map(({ id }) => id)).size).toBe(1);
});

test("what ended while it was being posted is asked for again", async () => {
  stage.surface.beforePost = async () => void (await stage.tenant.alarms.end(alarm.id, noon, over));
  await run();
  stage.surface.beforePost = async () => {};
  expect(stage.asked).toEqual([{ ...request(), ms: 0 }]);
});

test("a silent one is never posted, nor one that is no news any more", async () => {
  await stage.tenant.alarms.end(alarm.id, noon, over);
  alarm = await raise({ silent: true, key: "silent" });
  await run();
  await stage.tenant.alarms.end(alarm.id, noon, over);
  alarm = await raise({ key: "old", at: new Date(stage.clock.now().getTime() - 3 * hourMs) });
  await run();
  expect(shown()).toEqual([]);
});

test("it waits where the channel cannot be used, and is tried again after the surface failed", async () => {
  stage.surface.nextFailure = new UserError(told(() => "I am not in that channel. Invite me."));
  await run();
  expect(stage.asked).toEqual([{ ...request(), ms: 15 * minuteMs }]);
  stage.surface.nextFailure = new Error("the line broke");
  await expect(run()).rejects.toThrow("the line broke");
  await run();
  await run();
  expect(shown().map(([how]) => how)).toEqual(["tell", "post", "update"]);
});

const press = (value: string) => ({ value, values: {}, where: { channel }, who: ben, message: null });
const rules = async () => (await stage.tenant.trackers.get(tracker.id))?.rules;
const words = () => JSON.stringify(stage.surface.shown.at(-1)?.card.parts);

test("its kind is muted or switched off from it, it says who did that, and Undo takes it back", async () => {
  await run();
  for (const [how, muted, said] of [
    ["1h", { mutedKinds: [{ kind: "threshold", until: new Date(noon.getTime() + hourMs) }] }, "Muted by "],
    ["off", { off: ["threshold", "sentiment", "hashtag"] }, "Alerts of the kind “threshold” were switched off by "],
  ] as const) {
    stage.asked.length = 0;
    expect(await muteKind.run(press(`${alarm.id}:${how}`), stage.services)).toEqual({ visible: "only-you" });
    expect(await rules()).toEqual({ ...usualRules, ...muted });
    expect(stage.asked).toEqual([{ ...request(), ms: 0 }]);
    await run();
    expect(words()).toContain(said);
    const change = await stage.tenant.changes.latest("mute-kind", tracker.id);
    expect(words()).toContain(`"undo","value":"${change?.id}"`);
    await undo.run(press(`${change?.id}`), stage.services);
    expect(await rules()).toEqual(usualRules);
    await run();
    expect(words()).not.toContain(said);
  }
});

test("taking one mute back leaves what was set since", async () => {
  await muteKind.run(press(`${alarm.id}:1h`), stage.services);
  const change = await stage.tenant.changes.latest("mute-kind", tracker.id);
  const off = (await rules()) ?? usualRules;
  await stage.tenant.trackers.change(tracker.id, { rules: { ...off, off: ["viral"], overPerHour: 90 } });
  await undo.run(press(`${change?.id}`), stage.services);
  expect(await rules()).toEqual({ ...usualRules, off: ["viral"], overPerHour: 90 });
});

test("another channel's alarm cannot be muted, nor anything that is no length of time", async () => {
  const elsewhere = { ...press(`${alarm.id}:1h`), where: { channel: { ...channel, id: "C2" } } };
  await expect(muteKind.run(elsewhere, stage.services)).rejects.toThrow(UserError);
  await expect(muteKind.run(press(`${alarm.id}:never`), stage.services)).rejects.toThrow(UserError);
  await expect(muteKind.run(press("999999:1h"), stage.services)).rejects.toThrow(UserError);
  expect(await rules()).toEqual(usualRules);
});

test("who is to be pinged is, by the first message and by no edit", async () => {
  const ping = { kind: "group", id: "S0123" } as const;
  await stage.tenant.trackers.change(tracker.id, { rules: { ...usualRules, ping } });
  await run();
  await run();
  expect(stage.surface.shown.map(({ how, card }) => [how, card.ping])).toEqual([
    ["post", ping],
    ["update", undefined],
  ]);
});
