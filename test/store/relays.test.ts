import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";
import type { Relay, Relays } from "../../src/model/relay.ts";
import { type OpenTenants, openTenants } from "./open-tenants.ts";
import { samplePost } from "./sample-posts.ts";
import { ann, channelOf, hashtag, later, noon, sampleWish } from "./sample-tenants.ts";

const [workspace, other] = ["slack:T0123", "slack:T9"];
let tenants: OpenTenants;
let relays: Relays;
let relay: Relay;
let feed = 0;
let made = 0;

beforeAll(async () => {
  tenants = await openTenants([workspace, other]);
  ({ relays } = tenants.store.tenant(workspace));
});
afterAll(() => tenants.close());
beforeEach(async () => {
  const { store } = tenants;
  const name = `relays${++made}`;
  const { tracker } = await store.tenant(workspace).trackers.create(sampleWish(workspace, name));
  ({ id: feed } = await store.feeds.ensure({
    source: "s",
    network: "bluesky",
    subject: hashtag(name),
    workspace: null,
  }));
  await store.tenant(workspace).trackers.setFeeds(tracker.id, [feed]);
  relay = await relays.create(wish(tracker.id));
});

const wish = (tracker: number) => ({
  tracker,
  channel: channelOf(workspace, `C${made}`),
  mode: "each" as const,
  maxPerHour: 3,
  createdBy: ann,
  since: noon,
  toldTo: noon,
});
const span = { from: later(-hourMs), to: later(dayMs) };
const write = (...ids: readonly string[]) =>
  tenants.store.feeds.write({
    posts: ids.map((id, i) => ({ post: samplePost(`${made}-${id}`, later(i), { text: id }), feeds: [feed] })),
    at: later(hourMs),
    seen: [],
  });
const unmet = async (count = 10) => relays.unmet(relay.id, span, "oldest", count);
const texts = async (batch: number) => (await relays.batch(relay.id, batch)).posts.map(({ text }) => text);
const met = (posts: readonly { readonly key: number }[]) =>
  posts.map(({ key }) => ({ key, marks: [`w${key}`], twinOf: null }));

test("a relay comes back as it was wished for, and a tracker has one that stands", async () => {
  const { id } = relay;
  const state = { message: null, sentBatch: 0, lookedAt: null, stoppedAt: null, nextAt: later(2 * minuteMs) };
  expect(relay).toEqual({ ...wish(relay.tracker), id, ...state });
  expect(await relays.get(id)).toEqual(relay);
  expect(await relays.list(relay.channel)).toEqual([relay]);
  await expect(relays.create(wish(relay.tracker))).rejects.toThrow();
  await relays.change(id, { stoppedAt: noon });
  expect(await relays.list()).toEqual([]);
  await relays.create(wish(relay.tracker));
});

test("none is made for a tracker of another workspace", async () => {
  const { tracker } = await tenants.store.tenant(other).trackers.create(sampleWish(other, "foreign"));
  await expect(relays.create(wish(tracker.id))).rejects.toThrow("is not in");
});

test("posts are met once: as many as the hour has room for are put into batches, the rest is beyond it", async () => {
  await write("a", "b", "c", "d", "e");
  const posts = await unmet(4);
  expect(posts.map(({ text }) => text)).toEqual(["a", "b", "c", "d"]);
  await relays.meet(relay.id, noon, met(posts), span);
  expect(await relays.lastBatch(relay.id)).toBe(1);
  expect(await texts(1)).toEqual(["a", "b", "c"]);
  expect(await unmet()).toEqual([]);
  expect(await relays.beyond(relay.id, { from: noon, to: later(hourMs) })).toMatchObject({ count: 2 });
  expect(await relays.beyond(relay.id, { from: later(hourMs), to: later(dayMs) })).toEqual({ count: 0, best: null });
  await relays.meet(relay.id, noon, met(posts), span);
  expect(await relays.lastBatch(relay.id)).toBe(1);
});

test("two that meet the same at the same moment put each into one batch", async () => {
  await write("a", "b");
  const posts = await unmet();
  await Promise.all([1, 2, 3].map(() => relays.meet(relay.id, noon, met(posts), span)));
  const all = [...(await texts(1)), ...(await texts(2)), ...(await texts(3))];
  expect(all).toEqual(["a", "b"]);
});

test("what has no room is left alone where nothing is said of the rest, with what says the same", async () => {
  await write("a", "b", "c", "d", "e");
  const posts = met(await unmet());
  const [d] = posts.slice(3);
  await relays.meet(
    relay.id,
    noon,
    [...posts.slice(0, 4), ...posts.slice(4).map((e) => ({ ...e, twinOf: d?.key ?? 0 }))],
    null,
  );
  expect((await unmet()).map(({ text }) => text)).toEqual(["d", "e"]);
});

test("numbers of batches go on though what was met long ago is dropped, and only that is", async () => {
  const young = new Date(Date.now() - dayMs);
  await write("a", "b");
  const [a, b] = await unmet();
  await relays.meet(relay.id, later(-dayMs * 365), met(a ? [a] : []), null);
  await relays.change(relay.id, { sentBatch: 1 });
  await tenants.store.feeds.purge(new Date());
  expect((await unmet()).map(({ text }) => text)).toEqual(["a", "b"]);
  await relays.meet(relay.id, young, met(b ? [b] : []), null);
  expect(await relays.lastBatch(relay.id)).toBe(2);
  await tenants.store.feeds.purge(new Date());
  expect((await unmet()).map(({ text }) => text)).toEqual(["a"]);
});

test("what a stopped relay would meet is not met", async () => {
  await write("a");
  const posts = await unmet();
  await relays.change(relay.id, { stoppedAt: noon });
  await relays.meet(relay.id, noon, met(posts), span);
  expect(await relays.lastBatch(relay.id)).toBe(0);
});
