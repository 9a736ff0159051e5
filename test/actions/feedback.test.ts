import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import exclude from "../../src/actions/exclude.ts";
import feedback from "../../src/actions/feedback.ts";
import undo from "../../src/actions/undo.ts";
import { isExcluded, mostOf } from "../../src/analysis/excluded.ts";
import type { Card } from "../../src/cards/card.ts";
import { moveIncident } from "../../src/jobs/life.ts";
import tuned from "../../src/jobs/tuned.ts";
import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";
import { UserError } from "../../src/model/errors.ts";
import { precisionOf } from "../../src/model/feedback.ts";
import type { Incident } from "../../src/model/incident.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import { ann, ben, channel, openStage, type Stage } from "../jobs/services.ts";
import { sampleAuthor, samplePost } from "../store/sample-posts.ts";
import { sampleIncident } from "../store/sample-tenants.ts";

const noon = new Date("2026-11-20T12:00:00Z");
let stage: Stage;
let made = 0;

beforeAll(async () => {
  stage = await openStage({ now: noon });
});
beforeEach(() => {
  stage.surface.managed = true;
});
afterAll(() => stage.close());

/** Two posts an hour by many for three days; then sixty in the last minutes, by as many authors or forty of them by one. */
async function burst(by: "one" | "many" = "one"): Promise<{ tracker: Tracker; incident: Incident }> {
  const { tracker, feeds } = await stage.track(`burst${++made}`);
  const post = (id: string, ms: number, handle: string) =>
    samplePost(`${made}-${id}`, new Date(noon.getTime() - ms), { author: { ...sampleAuthor(handle), handle } });
  const usual = Array.from({ length: 144 }, (_, i) => post(`u${i}`, 2 * hourMs + (i * dayMs) / 48, `usual${i}`));
  const more = Array.from({ length: 60 }, (_, i) =>
    post(`b${i}`, 4 * minuteMs + i * 1_000, by === "one" && i < 40 ? "storm" : `new${i}`),
  );
  await stage.services.feeds.write({
    posts: [...usual, ...more].map((one) => ({ post: one, feeds })),
    at: noon,
    seen: feeds.map((feed) => ({ feed, span: { from: new Date(noon.getTime() - 4 * dayMs), to: noon } })),
  });
  const openedAt = new Date(noon.getTime() - 2 * minuteMs);
  const opened = { ...sampleIncident(tracker.id), openedAt, movedAt: openedAt };
  return { tracker, incident: (await stage.tenant.incidents.open(opened)).incident };
}

const at = (value: string, who = ann) => ({ value, values: {}, where: { channel }, who, message: null });
const press = (incident: Incident, verdict: string, who = ann) =>
  feedback.run(at(`${incident.id}:${verdict}`, who), stage.services);
const cardOf = ({ card }: { card?: (language: "en") => Card }) => {
  if (!card) throw new Error("there is no card");
  return card("en");
};
const textOf = (card: Card) => JSON.stringify(card.parts);
const undoOf = (card: Card) => /"action":"undo","value":"(\d+)"/u.exec(textOf(card))?.[1] ?? "";
const sensitivityOf = async ({ id }: Tracker) => (await stage.tenant.trackers.get(id))?.sensitivity;

test("too noisy makes the rule stricter by one notch, once for an alert, says what that would have meant, and can be taken back", async () => {
  const { tracker, incident } = await burst();
  const reply = await press(incident, "noisy");
  expect(reply.visible).toBe("channel");
  expect(await sensitivityOf(tracker)).toBe("strict");
  expect(cardOf(reply).title).toContain("alerts strict");
  const follow = reply.follow?.({ channel, id: "m1" });
  if (follow?.name !== "tuned") throw new Error("another job");
  expect(follow.input).toMatchObject({ before: "balanced", after: "strict" });
  await tuned.run(follow.input, stage.services, new AbortController().signal);
  expect(JSON.stringify(stage.surface.shown.at(-1)?.card.parts)).toMatch(
    /In the last 30 days that would have been \d+ alerts instead of \d+/u,
  );
  expect(cardOf(await press(incident, "noisy", ben)).summary).toContain("once");
  expect(await sensitivityOf(tracker)).toBe("strict");
  const change = undoOf(cardOf(reply));
  await undo.run(at(change), stage.services);
  expect(await sensitivityOf(tracker)).toBe("balanced");
  // What was taken back meanwhile is not said again.
  const shown = stage.surface.shown.length;
  await tuned.run(follow.input, stage.services, new AbortController().signal);
  expect(stage.surface.shown).toHaveLength(shown);
});

test("at strict it says what helps as well, and who may not manage changes nothing but is heard", async () => {
  const { tracker, incident } = await burst();
  stage.surface.managed = false;
  const heard = await press(incident, "noisy");
  expect(heard.visible).toBe("only-you");
  expect(await sensitivityOf(tracker)).toBe("balanced");
  expect(await stage.tenant.feedback.of([incident.id])).toEqual([
    { incident: incident.id, who: ann, verdict: "noisy" },
  ]);
  stage.surface.managed = true;
  await stage.tenant.trackers.change(tracker.id, { sensitivity: "strict" });
  const other = await stage.tenant.incidents.change(incident.id, { phase: "over", endedAt: noon });
  const next = await stage.tenant.incidents.open({ ...sampleIncident(other.tracker), openedAt: noon, movedAt: noon });
  expect(textOf(cardOf(await press(next.incident, "noisy")))).toContain(">500/h");
});

test("each person's last word counts, and useful is thanked for in private", async () => {
  const { incident } = await burst();
  await press(incident, "irrelevant");
  const reply = await press(incident, "useful");
  expect(reply.visible).toBe("only-you");
  await press(incident, "useful", ben);
  const said = await stage.tenant.feedback.of([incident.id]);
  expect(said.map(({ who, verdict }) => [who.id, verdict])).toEqual([
    [ann.id, "useful"],
    [ben.id, "useful"],
  ]);
  await expect(press(incident, "nonsense")).rejects.toThrow(UserError);
});

test("not relevant offers what made the most of it; once left out, a burst of that is recorded silent, until it is taken back", async () => {
  const { tracker, incident } = await burst();
  const offered = cardOf(await press(incident, "irrelevant"));
  expect(textOf(offered)).toContain('"label":"without @storm"');
  const reply = await exclude.run(at(`${incident.id}:author`), stage.services);
  expect(cardOf(reply).title).toContain("without @storm");
  expect(await stage.tenant.feedback.exclusions(tracker.id)).toMatchObject([
    { kind: "author", name: "storm", of: "bluesky" },
  ]);
  const again = async () => {
    const open = await stage.tenant.incidents.openFor(tracker.id);
    const overAt = new Date(noon.getTime() - 90 * minuteMs);
    if (open) await stage.tenant.incidents.change(open.id, { phase: "over", endedAt: overAt });
    const sighting = { at: noon, windowMinutes: 5, count: 60, expected: 0.1, score: 0.8, returnDays: 9 } as const;
    const judgements = [{ at: noon, sighting, alerts: ["balanced"] as const }];
    const news = { workspace: channel.workspace, tracker: tracker.id, network: "bluesky", judgements };
    await stage.database.inWorkspace(
      channel.workspace,
      (_, sql) => sql`update trackers set created_at = '2026-01-01' where id = ${tracker.id}`,
    );
    await moveIncident(news, stage.services);
    return (await stage.tenant.incidents.openFor(tracker.id))?.silent;
  };
  expect(await again()).toBe(true);
  await undo.run(at(undoOf(cardOf(reply))), stage.services);
  expect(await stage.tenant.feedback.exclusions(tracker.id)).toEqual([]);
  expect(await again()).toBe(false);
});

test("where nobody in particular is behind it there is nothing to leave out", async () => {
  const { incident } = await burst("many");
  expect(textOf(cardOf(await press(incident, "irrelevant")))).toContain("nothing to leave out");
  await expect(exclude.run(at(`${incident.id}:author`), stage.services)).rejects.toThrow(UserError);
});

test("more than half must be by what is left out; authors add up, hashtags do not", () => {
  const part = (name: string, share: number, of: string | null = null) => ({ name, of, share, now: share, usual: 0 });
  const excess = {
    authors: [part("a", 0.4, "bluesky"), part("b", 0.2, "bluesky")],
    tags: [part("x", 0.5), part("y", 0.5)],
    networks: [part("bluesky", 0.9), part("mastodon", 0.1)],
  };
  const out = (kind: "author" | "tag" | "network", name: string, of: string | null = null) => ({ kind, name, of });
  expect(isExcluded(excess, [out("author", "a", "bluesky")])).toBe(false);
  expect(isExcluded(excess, [out("author", "a", "bluesky"), out("author", "b", "bluesky")])).toBe(true);
  expect(isExcluded(excess, [out("author", "a", "mastodon"), out("author", "b", "bluesky")])).toBe(false);
  expect(isExcluded(excess, [out("tag", "x"), out("tag", "y")])).toBe(false);
  expect(isExcluded(excess, [out("network", "bluesky")])).toBe(true);
  expect(mostOf(excess, ["bluesky"]).map(({ kind }) => kind)).toEqual(["author", "tag"]);
  expect(mostOf({ ...excess, authors: null }, ["bluesky", "mastodon"]).map(({ kind }) => kind)).toEqual([
    "tag",
    "network",
  ]);
});

test("an alert was kept where no more than half of those who judged it minded", () => {
  const said = (incident: number, ...all: ("useful" | "noisy" | "irrelevant")[]) =>
    all.map((verdict) => ({ incident, who: ann, verdict }));
  expect(precisionOf([])).toEqual({ kept: 0, judged: 0 });
  expect(precisionOf([...said(1, "useful"), ...said(2, "noisy"), ...said(3, "useful", "irrelevant")])).toEqual({
    kept: 2,
    judged: 3,
  });
});
