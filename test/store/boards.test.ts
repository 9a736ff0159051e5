import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Boards } from "../../src/model/board.ts";
import { dayMs, hourMs } from "../../src/model/clock.ts";
import { type OpenTenants, openTenants } from "./open-tenants.ts";
import { ann, channelOf, later, sampleWish } from "./sample-tenants.ts";

const workspace = "slack:T0123";
const channel = channelOf(workspace);
let tenants: OpenTenants;
let boards: Boards;
let tracker: number;
let made = 0;

beforeAll(async () => {
  tenants = await openTenants([workspace]);
  ({ boards } = tenants.store.tenant(workspace));
});
afterAll(() => tenants.close());
beforeEach(async () => {
  ({
    tracker: { id: tracker },
  } = await tenants.store.tenant(workspace).trackers.create(sampleWish(workspace, `tag${++made}`)));
});

const wish = (more = {}) => ({ tracker, channel, periodMs: dayMs, createdBy: ann, endsAt: later(hourMs), ...more });

test("a board comes back as it was wished for", async () => {
  const board = await boards.create(wish());
  expect(board).toEqual({ ...wish(), id: board.id, message: null, shown: null, endedAt: null });
  expect(await boards.get(board.id)).toEqual(board);
});

test("a tracker has one live board in a channel, and another once that has ended", async () => {
  const board = await boards.create(wish());
  await expect(boards.create(wish())).rejects.toThrow();
  const elsewhere = await boards.create(wish({ channel: channelOf(workspace, "C2") }));
  await boards.change(board.id, { endedAt: later(1) });
  const next = await boards.create(wish());
  expect(new Set([board.id, elsewhere.id, next.id]).size).toBe(3);
});

test("several that start one at the same time start one", async () => {
  const all = await Promise.allSettled(Array.from({ length: 6 }, () => boards.create(wish())));
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("a list leaves out those that ended, and those of other channels where one is asked for", async () => {
  const [here, there] = [channelOf(workspace, "C3"), channelOf(workspace, "C4")];
  const live = await boards.create(wish({ channel: here }));
  const ended = await boards.create(wish({ channel: there }));
  await boards.change(ended.id, { endedAt: later(1) });
  expect((await boards.list(here)).map(({ id }) => id)).toEqual([live.id]);
  expect(await boards.list(there)).toEqual([]);
  const all = (await boards.list()).map(({ id }) => id);
  expect(all).toContain(live.id);
  expect(all).not.toContain(ended.id);
  expect(await boards.list({ ...here, surface: "discord" })).toEqual([]);
});

test("a change is of what is named only, and an ended board can go on", async () => {
  const board = await boards.create(wish());
  const message = { channel, id: "1700000000.000100" };
  expect(await boards.change(board.id, { message, shown: "abc" })).toEqual({ ...board, message, shown: "abc" });
  const ended = await boards.change(board.id, { endedAt: later(1), endsAt: later(2) });
  expect(ended).toEqual({ ...board, message, shown: "abc", endedAt: later(1), endsAt: later(2) });
  expect((await boards.change(board.id, { endedAt: null, message: null })).message).toBeNull();
  expect((await boards.list(channel)).map(({ id }) => id)).toContain(board.id);
});

test("one that is not there cannot be changed", async () => {
  await expect(boards.change(999_999, { shown: "x" })).rejects.toThrow("999999");
  expect(await boards.get(999_999)).toBeNull();
});

test("no board is made of a tracker that is not there", async () => {
  await expect(boards.create(wish({ tracker: 999_999 }))).rejects.toThrow();
});
