import { afterAll, beforeAll, expect, test } from "vitest";
import undo from "../../src/actions/undo.ts";
import alerts from "../../src/commands/alerts.ts";
import { readOptions } from "../../src/commands/grammar.ts";
import { usualRules } from "../../src/model/alert-rules.ts";
import { hourMs } from "../../src/model/clock.ts";
import { UserError } from "../../src/model/errors.ts";
import type { Language } from "../../src/model/language.ts";
import { ann, channel, openStage, type Stage } from "../jobs/services.ts";
import { sampleIncident } from "../store/sample-tenants.ts";

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
  const none = { kind: null, over: null, ping: null, look: null, id: null, at: null };
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

const rulesOf = async (id: number) => (await stage.tenant.trackers.get(id))?.rules;
const saidBy = async (line: string, language: Language = "en") => (await ask(line)).card?.(language);

test("a threshold is set by how it is written, said to all, and taken back by Undo", async () => {
  const { tracker } = await stage.track("limits");
  for (const typed of [">500/h", ">500", ">500/H", "＞500/h"]) {
    await stage.tenant.trackers.change(tracker.id, { rules: usualRules });
    expect(await ask(`#limits ${typed}`)).toMatchObject({ visible: "channel" });
    expect(await rulesOf(tracker.id)).toEqual({ ...usualRules, overPerHour: 500 });
  }
  const card = await saidBy("#limits >12,000/h");
  expect(card?.title).toBe("#limits: alerts of threshold: above 12,000 an hour");
  expect(await rulesOf(tracker.id)).toEqual({ ...usualRules, overPerHour: 12_000 });
  const change = await stage.tenant.changes.latest("rules", tracker.id);
  expect(JSON.stringify(card)).toContain(`"action":"undo","value":"${change?.id}"`);
  const press = { value: `${change?.id}`, values: {}, where: { channel }, who: ann, message: null };
  const undone = await undo.run(press, stage.services);
  expect(undone.card?.("en").title).toBe("#limits: settings as before");
  expect(await rulesOf(tracker.id)).toEqual({ ...usualRules, overPerHour: 500 });
});

test("a threshold that was switched off is on when it is set anew", async () => {
  const { tracker } = await stage.track("again");
  await ask("#again >500/h");
  await ask("#again threshold off");
  expect((await rulesOf(tracker.id))?.off).toContain("threshold");
  await ask("#again >600/h");
  expect(await rulesOf(tracker.id)).toEqual({ ...usualRules, overPerHour: 600 });
});

test("what is no number of posts is refused", async () => {
  await stage.track("numbers");
  for (const typed of [">0/h", ">many", ">9999999/h", ">5/day"])
    await expect(async () => ask(`#numbers ${typed}`)).rejects.toThrow(UserError);
});

test("a kind is switched on and off, in people's own words too", async () => {
  const { tracker } = await stage.track("kinds");
  expect((await saidBy("#kinds viral off"))?.title).toBe("#kinds: alerts of viral: off");
  expect((await saidBy("#kinds stille aus", "de"))?.title).toBe("#kinds: Alarme „stille“: aus");
  await ask("#kinds sentiment on");
  expect((await rulesOf(tracker.id))?.off).toEqual(["viral", "hashtag", "silence"]);
  await ask("#kinds off");
  expect((await saidBy("#kinds viral on"))?.title).toContain("on, but all alerts are off");
});

test("a kind needs on or off, a threshold its number, and one rule is set at a time", async () => {
  await stage.track("halves");
  for (const line of ["#halves viral", "#halves viral strict", "#halves threshold on", "#halves viral >500/h"])
    await expect(ask(line)).rejects.toThrow(UserError);
  await expect(ask("viral off")).rejects.toThrow(UserError);
});

test("to set a rule needs the right to manage, to look does not", () => {
  const none = { tag: null, level: null, kind: null, over: null, ping: null, look: null, id: null, at: null };
  expect(alerts.writes(none)).toBe(false);
  expect(alerts.writes({ ...none, kind: "viral" })).toBe(true);
  expect(alerts.writes({ ...none, over: 500 })).toBe(true);
});

test("one hashtag's alerts are listed by kind, each with how it stands and what it tells", async () => {
  const { tracker } = await stage.track("listed");
  const mutedKinds = [{ kind: "viral", until: new Date(noon.getTime() + hourMs) }] as const;
  await stage.tenant.trackers.change(tracker.id, { rules: { ...usualRules, overPerHour: 500, mutedKinds } });
  const [, rules] = (await saidBy("#listed"))?.parts ?? [];
  const said = rules?.kind === "text" ? rules.text : [];
  expect(said.map((one) => (typeof one === "object" && "bold" in one ? one.bold : one)).join("")).toBe(
    [
      "burst: on · far more posts than usual",
      "threshold: above 500 an hour · more posts an hour than you name",
      "sentiment: off · far more negative posts than usual",
      "viral: muted until 2026-11-20 13:00 UTC · a post that gets far more reactions than usual",
      "influencer: on · somebody widely followed, for the first time in weeks",
      "hashtag: off · a hashtag that is new beside it",
      "silence: on · no post where there always are some",
    ].join("\n"),
  );
});

test("a new alert pings a role, a group or a person, as each platform names them, and off is nobody", async () => {
  const { tracker } = await stage.track("pings");
  for (const [typed, ping] of [
    ["<!subteam^S0123|@crew>", { kind: "group", id: "S0123" }],
    ["<@U77|ben>", { kind: "person", id: "U77" }],
    ["me", { kind: "person", id: ann.id }],
    ["off", null],
  ] as const) {
    await expect(ask(`#pings ping:${typed}`)).resolves.toMatchObject({ visible: "channel" });
    expect((await rulesOf(tracker.id))?.ping).toEqual(ping);
  }
  expect((await saidBy("#pings ping:<!subteam^S0123>"))?.title).toBe("#pings: a new alert pings a group");
  const change = await stage.tenant.changes.latest("rules", tracker.id);
  const press = { value: `${change?.id}`, values: {}, where: { channel }, who: ann, message: null };
  await undo.run(press, stage.services);
  expect((await rulesOf(tracker.id))?.ping).toBeNull();
});

test("nobody is pinged who is everybody, is only a name, or is of another platform", async () => {
  const { tracker } = await stage.track("nopings");
  for (const typed of ["@everyone", "<!channel>", "<!here>", "@ann", "<@&123456789012345678>", "<#C1>"])
    await expect(async () => ask(`#nopings ping:${typed}`)).rejects.toThrow(UserError);
  await expect(ask("#nopings ping:me >500/h")).rejects.toThrow(UserError);
  expect((await rulesOf(tracker.id))?.ping).toBeNull();
});

test("what its other rules told is listed with its bursts, newest first", async () => {
  const { tracker } = await stage.track("told");
  const ago = (ms: number) => new Date(noon.getTime() - ms);
  await stage.tenant.incidents.open(sampleIncident(tracker.id, { openedAt: ago(hourMs) }));
  const raised = { tracker: tracker.id, silent: false, lasts: false } as const;
  const viral = { kind: "viral", network: "bluesky", post: 1, engagement: 900, usual: 9, of: "subject" } as const;
  for (const [key, at] of [
    ["new", ago(0)],
    ["old", ago(2 * hourMs)],
  ] as const)
    await stage.tenant.alarms.raise({ ...raised, key, at, facts: viral });
  const text = (await saidBy("#told"))?.parts.flatMap((part) => (part.kind === "text" ? part.text : []));
  const lines = text?.filter((one) => typeof one === "string" && one.endsWith("\n") && one.includes("#told"));
  expect(lines?.map((one) => `${one}`.trim().slice(0, 32))).toEqual([
    "A post about #told goes viral: 9",
    "#told (rising): 212 posts in the",
    "A post about #told goes viral: 9",
  ]);
});
