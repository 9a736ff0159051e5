import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { dayMs, hourMs } from "../../src/model/clock.ts";
import type { Digests } from "../../src/model/digest.ts";
import type { Schedule } from "../../src/model/schedule.ts";
import { type OpenTenants, openTenants } from "./open-tenants.ts";
import { ann, ben, channelOf, later, noon, sampleWish } from "./sample-tenants.ts";

const [workspace, other] = ["slack:T0123", "slack:T9"];
const nine: Schedule = { every: "day", weekday: 1, hour: 9, minute: 0, zone: "Europe/Berlin" };
let tenants: OpenTenants;
let digests: Digests;
let channel = channelOf(workspace);
let made = 0;

beforeAll(async () => {
  tenants = await openTenants([workspace, other]);
  ({ digests } = tenants.store.tenant(workspace));
});
afterAll(() => tenants.close());
beforeEach(() => {
  channel = channelOf(workspace, `C${++made}`);
});

const wish = (more = {}) => ({
  channel,
  isPersonal: false,
  createdBy: ann,
  schedule: nine,
  trackers: null,
  quiet: "line" as const,
  since: noon,
  nextAt: later(dayMs),
  ...more,
});

test("a digest comes back as it was wished for", async () => {
  const { digest, before } = await digests.put(wish());
  expect(before).toBeNull();
  expect(digest).toEqual({ ...wish(), id: digest.id, lastOn: null, stoppedAt: null });
  expect(await digests.get(digest.id)).toEqual(digest);
  expect(await digests.of(channel)).toEqual(digest);
  expect(await digests.list()).toContainEqual(digest);
});

test("a channel has one: another wish changes it, says how it was, and leaves whose it is and what was sent", async () => {
  const { digest } = await digests.put(wish());
  await digests.change(digest.id, { lastOn: "2026-11-20" });
  const weekly: Schedule = { ...nine, every: "week", weekday: 5 };
  const again = await digests.put(wish({ schedule: weekly, quiet: "skip", createdBy: ben }));
  expect(again.before).toMatchObject({ id: digest.id, schedule: nine, quiet: "line" });
  expect(again.digest).toMatchObject({ id: digest.id, schedule: weekly, quiet: "skip", createdBy: ann });
  expect(again.digest.lastOn).toBe("2026-11-20");
});

test("two that wish for one at the same moment get the same", async () => {
  const put = await Promise.all([digests.put(wish()), digests.put(wish({ quiet: "skip" }))]);
  expect(new Set(put.map(({ digest }) => digest.id)).size).toBe(1);
});

test("one that was stopped makes room, and cannot come back beside another", async () => {
  const { digest } = await digests.put(wish());
  await digests.change(digest.id, { stoppedAt: noon, nextAt: null });
  expect(await digests.of(channel)).toBeNull();
  const { digest: next } = await digests.put(wish());
  expect(next.id).not.toBe(digest.id);
  expect(await digests.change(digest.id, { stoppedAt: null })).toBe("taken");
  await digests.change(next.id, { stoppedAt: noon });
  expect(await digests.change(digest.id, { stoppedAt: null })).toMatchObject({ id: digest.id, stoppedAt: null });
});

test("looking at it again wakes none that is looked at no more", async () => {
  const { digest } = await digests.put(wish());
  await digests.lookAgain(digest.id, { nextAt: later(2 * dayMs), lastOn: "2026-11-20" });
  expect(await digests.get(digest.id)).toMatchObject({ nextAt: later(2 * dayMs), lastOn: "2026-11-20" });
  await digests.change(digest.id, { nextAt: null });
  await digests.lookAgain(digest.id, { nextAt: later(3 * dayMs), lastOn: "2026-11-21" });
  expect(await digests.get(digest.id)).toMatchObject({ nextAt: null, lastOn: "2026-11-20" });
  await digests.change(digest.id, { nextAt: later(dayMs), stoppedAt: noon });
  await digests.lookAgain(digest.id, { nextAt: later(3 * dayMs) });
  expect(await digests.get(digest.id)).toMatchObject({ nextAt: later(dayMs) });
});

test("trackers of another workspace are none of its own", async () => {
  const { tracker } = await tenants.store.tenant(workspace).trackers.create(sampleWish(workspace, "ours"));
  const { tracker: foreign } = await tenants.store.tenant(other).trackers.create(sampleWish(other, "theirs"));
  const { digest } = await digests.put(wish({ trackers: [foreign.id, tracker.id] }));
  expect(digest.trackers).toEqual([tracker.id]);
  expect(await digests.change(digest.id, { trackers: [foreign.id] })).toMatchObject({ trackers: [] });
});

test("those of all workspaces whose time has come are found, the longest due first", async () => {
  const { feeds } = tenants.store;
  const { digests: theirs } = tenants.store.tenant(other);
  const at = (hours: number) => later(-30 * dayMs + hours * hourMs);
  const { digest: second } = await digests.put(wish({ nextAt: at(2) }));
  const { digest: first } = await theirs.put(wish({ channel: channelOf(other), nextAt: at(1) }));
  const { digest: stopped } = await digests.put(wish({ channel: channelOf(workspace, "C99"), nextAt: at(1) }));
  await digests.change(stopped.id, { stoppedAt: noon });
  expect(await feeds.dueDigests(at(0))).toEqual([]);
  expect(await feeds.dueDigests(at(2))).toEqual([
    { workspace: other, digest: first.id },
    { workspace, digest: second.id },
  ]);
  await digests.change(second.id, { nextAt: null });
  expect(await feeds.dueDigests(at(3))).toEqual([{ workspace: other, digest: first.id }]);
});
