import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { trackingCard, trackingName } from "../../src/cards/tracking.ts";
import welcomeJob from "../../src/jobs/welcome.ts";
import { UserError } from "../../src/model/errors.ts";
import { told } from "../../src/model/language.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import { channel, openStage, type Stage } from "./services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const never = new AbortController().signal;

let stage: Stage;
let tracker: Tracker;
let made = 0;

beforeAll(async () => {
  stage = await openStage({ now: noon });
});
afterAll(() => stage.close());
beforeEach(async () => {
  stage.surface.shown.length = 0;
  stage.surface.knowsNames = false;
  stage.asked.length = 0;
  ({ tracker } = await stage.track(`welcome${++made}`));
});

const run = (more: { mends?: true; thread?: string } = {}) =>
  welcomeJob.run({ workspace: channel.workspace, tracker: tracker.id, looks: 0, ...more }, stage.services, never);
const card = () => trackingCard({ tracker, networks: [], disclosure: null, undo: null, first: null }, "en");
const message = async () => (await stage.tenant.trackers.get(tracker.id))?.message;

describe("a card whose message was never noted", () => {
  test("is the one that is there already, where the platform knows it by its name", async () => {
    stage.surface.knowsNames = true;
    const there = await stage.surface.post({ channel }, card(), trackingName(tracker));
    await run({ mends: true });
    expect(await message()).toEqual(there);
    expect(stage.surface.shown).toHaveLength(1);
  });

  test("is posted where it was asked for, in its thread", async () => {
    await run({ mends: true, thread: "42" });
    expect(stage.surface.shown).toMatchObject([{ how: "post", thread: "42" }]);
    expect(await message()).toMatchObject({ id: stage.surface.shown[0]?.id });
  });

  test("is given up where it may not be posted: whoever asked was told", async () => {
    stage.surface.nextFailure = new UserError(told(() => "no permission"));
    await run({ mends: true });
    expect(stage.surface.shown).toEqual([]);
    expect(await message()).toBeNull();
    expect(stage.asked).toEqual([]);
  });
});

test("one that moved has none any more, and gets none anew", async () => {
  await run();
  expect(stage.surface.shown).toEqual([]);
});

test("looks again until every network was read once", async () => {
  await stage.tenant.trackers.change(tracker.id, { message: { channel, id: "1" } });
  await run();
  expect(stage.asked).toMatchObject([{ name: "welcome", how: "add" }]);
});
