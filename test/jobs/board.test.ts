import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { cardIn } from "../../src/cards/card.ts";
import boardJob from "../../src/jobs/board.ts";
import type { Board } from "../../src/model/board.ts";
import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";
import { UserError } from "../../src/model/errors.ts";
import { told } from "../../src/model/language.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import { ann, channel, openStage, pictureOf, type Stage, writeMinutes } from "./services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const minute = (n: number) => new Date(noon.getTime() + n * minuteMs);
const never = new AbortController().signal;

let stage: Stage;
let tracker: Tracker;
let feed: number;
let board: Board;
let made = 0;

beforeAll(async () => {
  stage = await openStage({ now: noon });
});
afterAll(() => stage.close());
beforeEach(async () => {
  stage.surface.shown.length = 0;
  stage.asked.length = 0;
  const tracked = await stage.track(`board${++made}`);
  ({ tracker } = tracked);
  feed = tracked.feeds[0] ?? 0;
  await writeMinutes(stage, feed, minute(-30), [3, 4]);
  const { boards } = stage.tenant;
  const { id } = await boards.create({
    tracker: tracker.id,
    channel,
    periodMs: dayMs,
    createdBy: ann,
    endsAt: new Date(stage.clock.now().getTime() + hourMs),
  });
  board = await boards.change(id, { message: { channel, id: `board-${made}` } });
});

const run = () => boardJob.run({ workspace: channel.workspace, board: board.id }, stage.services, never);
const titles = () => stage.surface.shown.map(({ how, id, card }) => [how, id, card.title]);
const stops = () => stage.asked.filter(({ how, name }) => how === "stop" && name === "board");
const said = () => JSON.stringify(stage.surface.shown.at(-1)?.card);

test("is edited to how many posts there are, in its own message", async () => {
  await run();
  expect(titles()).toEqual([["update", `board-${made}`, `Live: #board${made}, last 24 hours`]]);
  expect(said()).toContain(`7 posts in the last 24 hours, 7 in the last hour`);
  expect(stops()).toEqual([]);
});

test("is not sent again while it says the same, whatever the time", async () => {
  await run();
  stage.clock.advanceTo(new Date(stage.clock.now().getTime() + 20_000));
  await run();
  expect(titles()).toHaveLength(1);
});

test("is sent again when a figure moves, and when only its picture does", async () => {
  await run();
  await writeMinutes(stage, feed, minute(-28), [1]);
  await run();
  expect(said()).toContain("8 posts");
  stage.picture = pictureOf("c");
  await run();
  stage.picture = pictureOf("a");
  expect(titles()).toHaveLength(3);
});

test("is tried again when the surface refused it", async () => {
  stage.surface.nextFailure = new Error("slow down");
  await expect(run()).rejects.toThrow("slow down");
  await run();
  expect(titles()).toHaveLength(1);
});

test("goes on in the fresh message where the surface could not edit", async () => {
  stage.surface.rotates = true;
  await run();
  stage.surface.rotates = false;
  const [fresh] = stage.surface.shown;
  expect((await stage.tenant.boards.get(board.id))?.message?.id).toBe(fresh?.id);
});

test("ends by itself when its time is over, says so, and stops its schedule", async () => {
  await run();
  const end = board.endsAt;
  stage.clock.advanceTo(end);
  await run();
  expect(await stage.tenant.boards.get(board.id)).toMatchObject({ endedAt: end });
  expect(titles().at(-1)).toEqual(["update", `board-${made}`, `#board${made}, last 24 hours`]);
  expect(said()).toContain("ended ");
  expect(said()).not.toContain("live-stop");
  expect(stops()).toMatchObject([{ input: { board: board.id } }]);
  await run();
  expect(titles()).toHaveLength(2);
});

test("shows that somebody ended it", async () => {
  await run();
  await stage.tenant.boards.change(board.id, { endedAt: stage.clock.now() });
  await run();
  expect(titles().at(-1)?.[2]).toBe(`#board${made}, last 24 hours`);
  expect(stops()).toHaveLength(1);
});

test("does not go on looking live when its hashtag is no longer tracked", async () => {
  await run();
  await stage.tenant.trackers.remove(tracker.id);
  await run();
  expect((await stage.tenant.boards.get(board.id))?.endedAt).toEqual(stage.clock.now());
  expect(stops()).toHaveLength(1);
  expect(titles().at(-1)).toEqual(["update", `board-${made}`, `#board${made}, last 24 hours`]);
  expect(said()).toContain("not tracked here any more");
  await run();
  expect(titles()).toHaveLength(2);
});

test("that ended before it was posted, or is not there, only stops its schedule", async () => {
  await stage.tenant.boards.change(board.id, { message: null, endedAt: noon });
  await run();
  await boardJob.run({ workspace: channel.workspace, board: 999_999 }, stage.services, never);
  expect(stops()).toHaveLength(2);
  expect(titles()).toEqual([]);
});

test("whose message was never noted is posted again under its name, and is the same message where the platform knows it", async () => {
  const { boards } = stage.tenant;
  await boards.change(board.id, { message: null });
  stage.surface.knowsNames = true;
  const there = await stage.surface.post(
    { channel },
    cardIn("en", () => ({ title: "x", tone: "neutral", summary: "x", parts: [] })),
    `board:${board.id}`,
  );
  await run();
  stage.surface.knowsNames = false;
  expect((await boards.get(board.id))?.message).toEqual(there);
  expect(titles().filter(([how]) => how === "post")).toHaveLength(1);
  expect(stage.asked.filter(({ how, name }) => how === "repeat" && name === "board")).toHaveLength(1);
});

test("that could not be posted ends", async () => {
  const { boards } = stage.tenant;
  await boards.change(board.id, { message: null });
  stage.surface.nextFailure = new UserError(told(() => "no permission"));
  await run();
  expect((await boards.get(board.id))?.endedAt).not.toBeNull();
  expect(stops()).toHaveLength(1);
});
