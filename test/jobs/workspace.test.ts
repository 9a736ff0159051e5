import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { leaveWorkspace, welcomeWorkspace } from "../../src/jobs/workspace.ts";
import { dayMs } from "../../src/model/clock.ts";
import { ann, channel, openStage, type Stage } from "./services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const { workspace } = channel;
let stage: Stage;
let tracker: number;
let board: number;

beforeAll(async () => {
  stage = await openStage({ now: noon });
  tracker = (await stage.track("worldcup")).tracker.id;
  const wish = { tracker, channel, periodMs: dayMs, createdBy: ann, endsAt: new Date(noon.getTime() + dayMs) };
  board = (await stage.tenant.boards.create(wish)).id;
});
afterAll(() => stage.close());
beforeEach(() => {
  stage.asked.length = 0;
  stage.surface.shown.length = 0;
  stage.surface.language = null;
});

test("a workspace that comes back goes on with what it tracked and its boards; whoever put it in is greeted in private", async () => {
  await welcomeWorkspace({ surface: "slack", id: workspace }, "U7", stage.services);
  expect(stage.asked).toEqual([
    { name: "follow", input: { workspace, tracker }, how: "add", ms: 0 },
    { name: "board", input: { workspace, board }, how: "repeat", ms: 5_000 },
  ]);
  expect(stage.surface.shown).toMatchObject([
    { how: "tell", to: { id: "U7" }, card: { title: "Groundswell is here" } },
  ]);
});

test("nobody is greeted where nobody put it in just now", async () => {
  await welcomeWorkspace({ surface: "slack", id: workspace }, null, stage.services);
  expect(stage.surface.shown).toEqual([]);
});

test("a workspace speaks the language of whoever first put it in, unless somebody chose another", async () => {
  stage.surface.language = "de";
  await welcomeWorkspace({ surface: "slack", id: workspace }, "U7", stage.services);
  expect((await stage.tenant.settings.get()).language).toBe("de");
  expect(stage.surface.shown.at(-1)?.card).toMatchObject({ title: "Groundswell ist da", language: "de" });
  await stage.tenant.settings.change({ language: "fr" });
  await welcomeWorkspace({ surface: "slack", id: workspace }, "U7", stage.services);
  expect((await stage.tenant.settings.get()).language).toBe("fr");
  expect(stage.surface.shown.at(-1)?.card.language).toBe("de");
});

test("a workspace that was away has its digests from then on, and none for the time it was away", async () => {
  const { digests } = stage.tenant;
  const schedule = { every: "day", weekday: 1, hour: 9, minute: 0, zone: "UTC" } as const;
  const wish = { channel, isPersonal: false, schedule, trackers: null, quiet: "line", createdBy: ann } as const;
  const { digest } = await digests.put({ ...wish, since: noon, nextAt: new Date("2026-11-21T09:00:00Z") });
  await leaveWorkspace(workspace, stage.services);
  expect(await stage.services.feeds.dueDigests(new Date("2027-01-01T00:00:00Z"))).toEqual([]);
  stage.clock.advanceTo(new Date("2026-11-25T10:00:00Z"));
  await welcomeWorkspace({ surface: "slack", id: workspace }, null, stage.services);
  expect(await digests.get(digest.id)).toMatchObject({
    since: stage.clock.now(),
    nextAt: new Date("2026-11-26T09:00:00Z"),
  });
});

test("a workspace that leaves has its boards stopped", async () => {
  await leaveWorkspace(workspace, stage.services);
  expect(stage.asked).toEqual([{ name: "board", input: { workspace, board }, how: "stop", ms: 0 }]);
});
