import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { usualRules } from "../../src/model/alert-rules.ts";
import { dayMs, hourMs } from "../../src/model/clock.ts";
import { forever, type Trackers } from "../../src/model/tracker.ts";
import { type OpenTenants, openTenants } from "./open-tenants.ts";
import { ann, ben, channelOf, hashtag, later, noon, sampleWish } from "./sample-tenants.ts";

const workspace = "slack:T0123";
let tenants: OpenTenants;
let trackers: Trackers;
let made = 0;

beforeAll(async () => {
  tenants = await openTenants([workspace]);
  ({ trackers } = tenants.store.tenant(workspace));
});
afterAll(() => tenants.close());

const wish = (more: Parameters<typeof sampleWish>[2] = {}) => sampleWish(workspace, `Tag${++made}`, more);

describe("moving one to another channel", () => {
  test("takes it there without its message, and only where its subject is not tracked yet", async () => {
    const wished = wish();
    const { tracker } = await trackers.create(wished);
    await trackers.change(tracker.id, { message: { channel: tracker.channel, id: "1.2" } });
    expect(await trackers.move(tracker.id, "C2")).toEqual({ ...tracker, channel: channelOf(workspace, "C2") });
    const { tracker: twin, created } = await trackers.create(wished);
    expect(created).toBe(true);
    expect(await trackers.move(twin.id, "C2")).toBe("taken");
    expect((await trackers.get(twin.id))?.channel.id).toBe("C1");
  });

  test("replaces one that was removed there", async () => {
    const wished = wish();
    const { tracker } = await trackers.create(wished);
    const { tracker: gone } = await trackers.create({ ...wished, channel: channelOf(workspace, "C2") });
    await trackers.remove(gone.id);
    expect(await trackers.move(tracker.id, "C2")).toMatchObject({ id: tracker.id, channel: { id: "C2" } });
    expect(await trackers.get(gone.id, { evenRemoved: true })).toBeNull();
  });
});

describe("a tracker", () => {
  test("comes back as it was wished for, with alerts on and nothing muted", async () => {
    const wished = wish({ networks: ["bluesky", "x"], sensitivity: "strict", paceMs: 900_000 });
    const { tracker, created } = await trackers.create(wished);
    expect(created).toBe(true);
    expect(tracker).toEqual({
      ...wished,
      id: tracker.id,
      alerts: true,
      rules: usualRules,
      mutedUntil: null,
      endsAt: null,
      endToldAt: null,
      pausedAt: null,
      createdAt: noon,
      message: null,
    });
    expect(await trackers.get(tracker.id)).toEqual(tracker);
  });

  test("is one per channel and subject, and the second wish leaves it as it is", async () => {
    const wished = wish();
    const { tracker } = await trackers.create(wished);
    const again = await trackers.create({ ...wished, sensitivity: "strict", createdBy: ben });
    expect(again).toEqual({ tracker, created: false });
    const elsewhere = await trackers.create({ ...wished, channel: channelOf(workspace, "C2") });
    expect(elsewhere.created).toBe(true);
    expect(elsewhere.tracker.id).not.toBe(tracker.id);
  });

  test("is made once by several that ask at the same time", async () => {
    const wished = wish();
    const all = await Promise.all(Array.from({ length: 8 }, () => trackers.create(wished)));
    expect(all.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(all.map(({ tracker }) => tracker.id)).size).toBe(1);
  });

  test("is written as its channel typed it, and found however it is typed", async () => {
    const { subject } = wish();
    const [here, there] = [channelOf(workspace, "C3"), channelOf(workspace, "C4")];
    await trackers.create(sampleWish(workspace, subject.display, { channel: here }));
    await trackers.create(sampleWish(workspace, subject.display.toUpperCase(), { channel: there }));
    expect((await trackers.find(here, hashtag(subject.display.toUpperCase())))?.subject.display).toBe(subject.display);
    expect((await trackers.find(there, subject))?.subject.display).toBe(subject.display.toUpperCase());
    expect(await trackers.find(here, { ...subject, kind: "account" })).toBeNull();
    expect(await trackers.find({ ...here, surface: "discord" }, subject)).toBeNull();
  });

  test("is listed oldest first, in its channel or in the whole workspace", async () => {
    const [here, there] = [channelOf(workspace, "C5"), channelOf(workspace, "C6")];
    const ids = [];
    for (const channel of [here, there, here]) ids.push((await trackers.create(wish({ channel }))).tracker.id);
    const [first, second, third] = ids;
    expect((await trackers.list(here)).map(({ id }) => id)).toEqual([first, third]);
    expect((await trackers.list(there)).map(({ id }) => id)).toEqual([second]);
    const all = (await trackers.list()).map(({ id }) => id);
    expect(all.slice(-3)).toEqual(ids);
  });

  test("changes in what is named only, and dates stay dates", async () => {
    const { tracker } = await trackers.create(wish());
    const message = { channel: tracker.channel, id: "1700000000.000100" };
    const muted = await trackers.change(tracker.id, { mutedUntil: forever, endsAt: later(dayMs), message });
    expect(muted).toEqual({ ...tracker, mutedUntil: forever, endsAt: later(dayMs), message });
    const changed = { networks: ["x"], paceMs: 1_000, sensitivity: "sensitive", alerts: false } as const;
    expect(await trackers.change(tracker.id, changed)).toEqual({ ...muted, ...changed });
    const cleared = await trackers.change(tracker.id, { mutedUntil: null, endsAt: null, message: null });
    expect(cleared).toEqual({ ...tracker, ...changed });
  });

  test("that is not there cannot be changed, brought back or given feeds", async () => {
    await expect(trackers.change(999_999, { alerts: false })).rejects.toThrow("999999");
    await expect(trackers.restore(999_999)).rejects.toThrow("999999");
    await expect(trackers.setFeeds(999_999, [])).rejects.toThrow("999999");
    expect(await trackers.get(999_999)).toBeNull();
  });
});

describe("a removed tracker", () => {
  test("is gone for everybody who asks, but to who asks for removed ones", async () => {
    const { tracker } = await trackers.create(wish());
    await trackers.remove(tracker.id);
    expect(await trackers.get(tracker.id)).toBeNull();
    expect(await trackers.find(tracker.channel, tracker.subject)).toBeNull();
    expect((await trackers.list()).map(({ id }) => id)).not.toContain(tracker.id);
    expect(await trackers.get(tracker.id, { evenRemoved: true })).toEqual(tracker);
  });

  test("is brought back by Undo exactly as it was", async () => {
    const { tracker } = await trackers.create(wish());
    const muted = await trackers.change(tracker.id, { mutedUntil: later(hourMs), sensitivity: "strict" });
    await trackers.remove(tracker.id);
    expect(await trackers.restore(tracker.id)).toEqual(muted);
    expect(await trackers.get(tracker.id)).toEqual(muted);
  });

  test("starts anew, under its old number, when it is wished for again", async () => {
    const wished = wish();
    const { tracker } = await trackers.create(wished);
    await trackers.change(tracker.id, { alerts: false, mutedUntil: forever, endsAt: later(dayMs) });
    await trackers.remove(tracker.id);
    tenants.clock.advanceTo(later(hourMs));
    const again = await trackers.create({ ...wished, sensitivity: "strict", createdBy: ben, networks: ["x"] });
    expect(again.created).toBe(true);
    expect(again.tracker).toEqual({
      ...tracker,
      sensitivity: "strict",
      createdBy: ben,
      networks: ["x"],
      createdAt: later(hourMs),
    });
  });

  test("is revived once by several that ask at the same time", async () => {
    const wished = wish();
    const { tracker } = await trackers.create(wished);
    await trackers.remove(tracker.id);
    const all = await Promise.all(Array.from({ length: 8 }, () => trackers.create(wished)));
    expect(all.filter(({ created }) => created)).toHaveLength(1);
  });

  test("keeps nobody collecting", async () => {
    const { tracker } = await trackers.create(wish({ createdBy: ann }));
    const { feeds } = tenants.store;
    const feed = await feeds.ensure({ source: "s", network: "bluesky", subject: tracker.subject, workspace: null });
    await trackers.setFeeds(tracker.id, [feed.id]);
    expect(await feeds.listeners(feed.id)).toEqual([{ workspace, tracker: tracker.id, paceMs: tracker.paceMs }]);
    await trackers.setFeeds(tracker.id, [feed.id]);
    expect(await feeds.listeners(feed.id)).toHaveLength(1);
    await trackers.remove(tracker.id);
    expect(await feeds.listeners(feed.id)).toEqual([]);
  });
});
