import { afterAll, beforeAll, expect, test } from "vitest";
import alerts from "../../src/commands/alerts.ts";
import { readOptions } from "../../src/commands/grammar.ts";
import { hourMs } from "../../src/model/clock.ts";
import { UserError } from "../../src/model/errors.ts";
import { ann, channel, openStage, type Stage } from "../jobs/services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ now: noon });
});
afterAll(() => stage.close());

const ask = (line: string) => {
  const options = readOptions(alerts, line) as Parameters<typeof alerts.run>[0]["options"];
  return alerts.run({ options, where: { channel }, who: ann }, stage.services);
};

test("a test alert comes to the channel, changes nothing, and needs the right to manage", async () => {
  const { tracker } = await stage.track("cats");
  const reply = await ask("#cats test");
  expect(reply).toMatchObject({ visible: "channel", where: { channel } });
  expect(reply.card?.("en")).toMatchObject({ title: "Test alert for #cats", tone: "alert" });
  expect(JSON.stringify(reply.card?.("en"))).toContain("Alerts are set to: balanced.");
  expect(await stage.tenant.trackers.get(tracker.id)).toEqual(tracker);
  const none = { look: null, id: null, at: null };
  expect(alerts.writes({ tag: tracker.subject, level: "test", ...none })).toBe(true);
  expect((await ask("#cats prueba")).card?.("en").title).toBe("Test alert for #cats");
});

test("it says where a real one would not come", async () => {
  const { tracker } = await stage.track("dogs");
  const until = new Date(noon.getTime() + hourMs);
  await stage.tenant.trackers.change(tracker.id, { mutedUntil: until });
  expect(JSON.stringify((await ask("#dogs test")).card?.("en"))).toContain(
    "But a real one would not come now: muted until 2026-11-20 13:00 UTC.",
  );
  await stage.tenant.trackers.change(tracker.id, { alerts: false, mutedUntil: null });
  expect(JSON.stringify((await ask("#dogs test")).card?.("en"))).toContain("would not come now: off.");
});

test("which hashtag it is about must be said", async () => {
  await expect(ask("test")).rejects.toThrow(UserError);
});
