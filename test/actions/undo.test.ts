import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import mute from "../../src/actions/mute.ts";
import undo from "../../src/actions/undo.ts";
import type { ChangeKind } from "../../src/model/change.ts";
import { dayMs, hourMs } from "../../src/model/clock.ts";
import { UserError } from "../../src/model/errors.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import { ann, ben, channel, openStage, type Stage } from "../jobs/services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
let stage: Stage;
let tracker: Tracker;
let made = 0;

beforeAll(async () => {
  stage = await openStage({ now: noon });
});
afterAll(() => stage.close());
beforeEach(async () => {
  ({ tracker } = await stage.track(`tag${++made}`));
  stage.asked.length = 0;
});

const record = (kind: ChangeKind, about = tracker.id, before = {}) =>
  stage.tenant.changes.record({ kind, who: ann, about, before });
const press = (change: number, where = channel) =>
  undo.run({ value: `${change}`, values: {}, where: { channel: where }, who: ben, message: null }, stage.services);
const board = () =>
  stage.tenant.boards.create({
    tracker: tracker.id,
    channel,
    periodMs: dayMs,
    createdBy: ann,
    endsAt: new Date(noon.getTime() + dayMs),
  });

test("tracking is taken back, and removing is too", async () => {
  await press((await record("track")).id);
  expect(await stage.tenant.trackers.get(tracker.id)).toBeNull();
  const reply = await press((await record("untrack")).id);
  expect(await stage.tenant.trackers.get(tracker.id)).toEqual(tracker);
  expect(reply).toMatchObject({ replace: true, visible: "channel" });
  expect(stage.asked).toMatchObject([{ name: "follow", input: { tracker: tracker.id } }]);
});

test("a mute is taken back to the mute there was before, dates and all", async () => {
  const press1 = (detail: string) =>
    mute.run(
      { value: `${tracker.id}:${detail}`, values: {}, where: { channel }, who: ann, message: null },
      stage.services,
    );
  await press1("1h");
  await press1("forever");
  const latest = await stage.tenant.changes.latest("mute", tracker.id);
  await press(latest?.id ?? 0);
  expect((await stage.tenant.trackers.get(tracker.id))?.mutedUntil).toEqual(new Date(noon.getTime() + hourMs));
  const first = await stage.tenant.changes.latest("mute", tracker.id);
  await press(first?.id ?? 0);
  expect((await stage.tenant.trackers.get(tracker.id))?.mutedUntil).toBeNull();
});

test("a stopped board goes on, and a started one ends", async () => {
  const { id } = await board();
  await stage.tenant.boards.change(id, { endedAt: noon });
  await press((await record("live-stop", id)).id);
  expect((await stage.tenant.boards.get(id))?.endedAt).toBeNull();
  expect(stage.asked.map(({ how, name }) => `${how} ${name}`)).toEqual(["repeat board", "add board"]);
  await press((await record("live", id)).id);
  expect((await stage.tenant.boards.get(id))?.endedAt).toEqual(noon);
});

test("a stopped board does not go on beside one that was started since, and can when that has ended", async () => {
  const stopped = await board();
  await stage.tenant.boards.change(stopped.id, { endedAt: noon });
  const change = await record("live-stop", stopped.id);
  const since = await board();
  await expect(press(change.id)).rejects.toThrow(UserError);
  await stage.tenant.boards.change(since.id, { endedAt: noon });
  await press(change.id);
  expect((await stage.tenant.boards.get(stopped.id))?.endedAt).toBeNull();
});

test("of several that press at the same time one takes it back, and the others hear so", async () => {
  const { id } = await record("untrack");
  await stage.tenant.trackers.remove(tracker.id);
  const answers = await Promise.allSettled([press(id), press(id), press(id)]);
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const answer of answers) if (answer.status === "rejected") expect(answer.reason).toBeInstanceOf(UserError);
});

test.each(["track", "untrack", "tracker", "mute", "live", "live-stop"] as const)(
  "what was changed in another channel (%s) is not taken back from here",
  async (kind) => {
    const about = kind.startsWith("live") ? (await board()).id : tracker.id;
    const { id } = await record(kind, about);
    const before = [await stage.tenant.trackers.get(tracker.id), await stage.tenant.boards.list()];
    await expect(press(id, { ...channel, id: "C2" })).rejects.toThrow(UserError);
    expect([await stage.tenant.trackers.get(tracker.id), await stage.tenant.boards.list()]).toEqual(before);
    expect((await stage.tenant.changes.get(id))?.undoneAt).toBeNull();
  },
);

test.each(["untrack", "tracker", "mute"] as const)(
  "what is past its time to come back (%s) is refused with a sentence",
  async (kind) => {
    const { id } = await record(kind);
    const owner = postgres(stage.ownerUrl, { max: 1 });
    await owner.begin(async (sql) => {
      await sql`select set_config('groundswell.workspace', ${channel.workspace}, true)`;
      await sql`delete from trackers where id = ${tracker.id}`;
    });
    await owner.end();
    await expect(press(id)).rejects.toThrow(UserError);
  },
);
