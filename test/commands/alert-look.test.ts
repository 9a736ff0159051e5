import { afterAll, beforeAll, expect, test } from "vitest";
import type { Card } from "../../src/cards/card.ts";
import { momentOf } from "../../src/commands/alert-look.ts";
import alerts from "../../src/commands/alerts.ts";
import { readOptions } from "../../src/commands/grammar.ts";
import preview from "../../src/jobs/preview.ts";
import { dayMs, minuteMs } from "../../src/model/clock.ts";
import { UserError } from "../../src/model/errors.ts";
import { usualPeace } from "../../src/model/peace.ts";
import { ann, channel, openStage, type Stage, writeMinutes } from "../jobs/services.ts";
import { sampleIncident } from "../store/sample-tenants.ts";

const noon = new Date("2026-11-20T12:00:00Z");
/** Three days at a post every ten minutes; the burst began so many minutes before noon. */
const daysMinutes = 3 * 1_440;
let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ now: noon });
});
afterAll(() => stage.close());

const read = (line: string) => readOptions(alerts, line) as Parameters<typeof alerts.run>[0]["options"];
const ask = (line: string, id = channel.id) =>
  alerts.run({ options: read(line), where: { channel: { ...channel, id } }, who: ann }, stage.services);
const cardOf = async (line: string): Promise<Card> => {
  const { card } = await ask(line);
  if (!card) throw new Error("there is no card");
  return card("en");
};
const textOf = (card: Card) => JSON.stringify(card.parts);

async function trackBurst(display: string, { began = 90, perMinute = 8 } = {}) {
  const { tracker, feeds } = await stage.track(display);
  const minutes = Array.from({ length: daysMinutes }, (_, i) => {
    const ago = daysMinutes - i;
    return ago <= began && ago > began - 20 ? perMinute : ago % 10 === 0 ? 1 : 0;
  });
  for (const feed of feeds) await writeMinutes(stage, feed, new Date(noon.getTime() - 3 * dayMs), minutes);
  return tracker;
}

test("a preview is looked up into its message: how many at each sensitivity, the newest, and what can be taken", async () => {
  const tracker = await trackBurst("cats");
  const reply = await ask("preview #cats");
  expect(reply.visible).toBe("channel");
  const follow = reply.follow?.({ channel, id: "m1" });
  expect(follow).toMatchObject({ name: "preview", input: { tracker: tracker.id, sensitivity: "balanced" } });
  if (follow?.name !== "preview") throw new Error("another job");
  await preview.run(follow.input, stage.services, new AbortController().signal);
  const shown = stage.surface.shown.at(-1)?.card;
  expect(shown?.parts[0]).toEqual({
    kind: "text",
    text: [{ bold: "At balanced, alerts in the time that was looked at: 1" }],
  });
  const said = JSON.stringify(shown?.parts);
  expect(said).toContain("balanced (now)");
  expect(said).toMatch(/Quiet: \d+ posts in the last|Bluesky: \d+ posts in the last/u);
  expect(said).toContain("/alerts #cats strict");
  expect(said).toContain("/alerts #cats sensitive");
  expect(said).not.toContain("/alerts #cats balanced");
  expect(said).toContain("read from minutes");
});

test("a preview of another sensitivity changes nothing, and one of what has no history says what is missing", async () => {
  expect(alerts.writes(read("preview #cats strict"))).toBe(false);
  expect((await ask("preview #cats strict")).follow?.({ channel, id: "m" })).toMatchObject({
    input: { sensitivity: "strict" },
  });
  const { tracker } = await stage.track("nothing");
  const input = { workspace: channel.workspace, tracker: tracker.id, sensitivity: "balanced", askedBy: ann } as const;
  await preview.run({ ...input, message: { channel, id: "m2" } }, stage.services, new AbortController().signal);
  expect(stage.surface.shown.at(-1)?.card.summary).toContain("Nothing of it was observed yet");
  await expect(ask("preview")).rejects.toThrow(UserError);
  await expect(ask("preview #elsewhere")).rejects.toThrow(/not tracked/u);
});

test("an alert is asked about by the number that the list shows, in its own channel only", async () => {
  const tracker = await trackBurst("dogs");
  const openedAt = new Date(noon.getTime() - 80 * minuteMs);
  const opened = { ...sampleIncident(tracker.id), openedAt, movedAt: openedAt };
  const { incident } = await stage.tenant.incidents.open(opened);
  expect(textOf(await cardOf("#dogs"))).toContain(`{"code":"${incident.id}"}`);
  const card = await cardOf(`why ${incident.id}`);
  expect(card.title).toBe("Why #dogs stands out");
  expect(textOf(card)).toMatch(/By hour: .*"2026-11-20T10:00:00.000Z".* \d+%/u);
  expect((await cardOf(`${incident.id}`)).title).toBe(card.title);
  await expect(ask(`why ${incident.id}`, "C2")).rejects.toThrow(/no alert/u);
  await expect(ask("why 999999")).rejects.toThrow(UserError);
});

test("why there was no alert is told gate by gate, each with its figure", async () => {
  await trackBurst("mice", { began: 90, perMinute: 0 });
  const quiet = await cardOf("why-not #mice 10:40");
  expect(quiet.parts[0]).toEqual({ kind: "text", text: [{ bold: "No alert came. What stopped it is marked ✗." }] });
  const said = textOf(quiet);
  expect(said).toContain("100% of that time was observed");
  expect(said).toMatch(/"✗ ","That is \d+% of what balanced asks for"/u);
  expect(said).toContain('"✓ ","Matched: 4 posts"');
  const tracker = await trackBurst("birds");
  const openedAt = new Date(noon.getTime() - 82 * minuteMs);
  const { incident } = await stage.tenant.incidents.open({
    ...sampleIncident(tracker.id),
    openedAt,
    movedAt: openedAt,
  });
  expect(textOf(await cardOf("why-not #birds 10:40"))).toContain(`There was one: alert ${incident.id}.`);
  const night = { from: "00:00", to: "23:59", zone: "UTC", instead: "morning" };
  await stage.tenant.peaces.put(channel, { ...usualPeace, quiet: night });
  expect(textOf(await cardOf("why-not #mice 10:40"))).toContain('"✗ ","The channel is quiet until "');
  await stage.tenant.peaces.put(channel, usualPeace);
  expect(textOf(await cardOf("why-not #mice 10:40"))).toContain('"✓ ","No quiet hours then"');
  const later = textOf(await cardOf("why-not #birds 11:30"));
  expect(later).toContain(`"✗ ","Alert ","${incident.id}"`);
  const blind = textOf(await cardOf("why-not #birds 2026-11-10 10:00"));
  expect(blind).toContain('"✗ ","0% of that time was observed"');
  expect(blind).toContain('"✗ ","Tracked here since "');
  await expect(ask("why-not #birds 2026-12-10 10:00")).rejects.toThrow(/still to come/u);
  await expect(ask("why-not #birds")).rejects.toThrow(UserError);
});

test("times are read by the asker's clocks, the last ones that showed them", () => {
  const at = { date: null, daysAgo: null, hour: 14, minute: 0 };
  const berlin = (wish: Partial<typeof at>) =>
    momentOf({ ...at, ...wish } as never, "Europe/Berlin", noon).toISOString();
  expect(berlin({})).toBe("2026-11-19T13:00:00.000Z");
  expect(berlin({ hour: 12 })).toBe("2026-11-20T11:00:00.000Z");
  expect(berlin({ daysAgo: 1 as never })).toBe("2026-11-19T13:00:00.000Z");
  expect(berlin({ date: "2026-11-02" as never })).toBe("2026-11-02T13:00:00.000Z");
});

test.each([
  ["why-not #cats 14:00", { look: "why-not", at: { date: null, daysAgo: null, hour: 14, minute: 0 } }],
  ["warum-nicht #cats gestern 9:30", { look: "why-not", at: { date: null, daysAgo: 1, hour: 9, minute: 30 } }],
  ["届かない理由 #cats 昨日 14:05", { look: "why-not", at: { date: null, daysAgo: 1, hour: 14, minute: 5 } }],
  ["#cats why-not 2026-11-20 2pm", { look: "why-not", at: { date: "2026-11-20", daysAgo: null, hour: 14, minute: 0 } }],
  ["why 12", { look: "why", id: 12, at: null }],
  ["vorschau #cats streng", { look: "preview", level: "strict" }],
])("“%s” is understood", (line, meant) => {
  expect(read(line)).toMatchObject(meant);
});
