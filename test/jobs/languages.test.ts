import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import boardJob from "../../src/jobs/board.ts";
import chartJob from "../../src/jobs/chart.ts";
import incidentJob from "../../src/jobs/incident.ts";
import sampleJob from "../../src/jobs/sample.ts";
import welcomeJob from "../../src/jobs/welcome.ts";
import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import { ann, channel, openStage, type Stage, writeMinutes } from "./services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const { workspace } = channel;
const never = new AbortController().signal;
const message = { channel, id: "1700000000.000100" };

let stage: Stage;
let tracker: Tracker;
beforeAll(async () => {
  stage = await openStage({ now: noon });
  await stage.tenant.settings.change({ language: "de" });
  const tracked = await stage.track("meer");
  tracker = await stage.tenant.trackers.change(tracked.tracker.id, { message });
  await writeMinutes(stage, tracked.feeds[0] ?? 0, new Date(noon.getTime() - 2 * minuteMs), [3, 4]);
});
afterAll(() => stage.close());
beforeEach(() => {
  stage.surface.shown.length = 0;
  vi.restoreAllMocks();
});
const newest = () => stage.surface.shown.at(-1)?.card;
const drawn = () => vi.spyOn(stage.services.pictures, "draw");

test("the first numbers come in the workspace's language", async () => {
  await welcomeJob.run({ workspace, tracker: tracker.id, looks: 0 }, stage.services, never);
  expect(newest()).toMatchObject({ title: "#meer wird auf Bluesky verfolgt", language: "de" });
});

test("a chart is drawn in the workspace's language, what is not real too", async () => {
  const draw = drawn();
  const input = { workspace, tracker: tracker.id, chart: "volume", periodMs: dayMs, message, askedBy: ann };
  await chartJob.run(input, stage.services, never);
  expect(draw).toHaveBeenCalledWith(expect.objectContaining({ language: "de", disclosure: "simuliert" }));
  expect(newest()).toMatchObject({ title: "#meer: Beiträge im Zeitverlauf, letzte 24 Stunden", language: "de" });
});

test("a chart of nobody's numbers is drawn in it too", async () => {
  const sample = vi.spyOn(stage.services.pictures, "sample");
  await sampleJob.run({ workspace, chart: "volume", message }, stage.services, never);
  expect(sample).toHaveBeenCalledWith("volume", "de");
  expect(newest()).toMatchObject({ title: "So sieht ein Diagramm aus", language: "de" });
});

test("an alert is posted in the workspace's language, its picture's mark too", async () => {
  const draw = drawn();
  const first = { at: noon, windowMinutes: 60, count: 212, expected: 18, score: 0.8, returnDays: 12 } as const;
  const { incident } = await stage.tenant.incidents.open({
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
  });
  await incidentJob.run({ workspace, incident: incident.id }, stage.services, never);
  expect(draw.mock.lastCall?.[0]).toMatchObject({ language: "de", mark: { label: "bemerkt um 12:00 UTC" } });
  expect(newest()?.summary).toBe(
    "#meer nimmt Fahrt auf: 212 Beiträge in der letzten Stunde; üblich sind 18 → 11,8× (höchster Wert seit 12 Tagen)",
  );
});

test("a board that says the same is said anew once the workspace speaks another language", async () => {
  const endsAt = new Date(noon.getTime() + hourMs);
  const { id } = await stage.tenant.boards.create({
    tracker: tracker.id,
    channel,
    periodMs: dayMs,
    createdBy: ann,
    endsAt,
  });
  await stage.tenant.boards.change(id, { message });
  const draw = drawn();
  const run = () => boardJob.run({ workspace, board: id }, stage.services, never);
  await run();
  await run();
  expect(stage.surface.shown.map(({ card }) => card.title)).toEqual(["Live: #meer, letzte 24 Stunden"]);
  await stage.tenant.settings.change({ language: "ja" });
  await run();
  await stage.tenant.settings.change({ language: "de" });
  expect(newest()?.title).toBe("ライブ: #meer、過去24時間");
  expect(draw.mock.lastCall?.[0]).toMatchObject({ language: "ja", disclosure: "シミュレーション" });
});
