import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drivenClock, secondMs } from "../../src/model/clock.ts";
import type { Post } from "../../src/model/post.ts";
import { sourcesFor } from "../../src/sources/index.ts";
import { createReplay } from "../../src/sources/replay.ts";
import { simulatorDefaults } from "../../src/sources/simulator/settings.ts";
import type { Source, StreamEvent } from "../../src/sources/source.ts";
import { type FakeAppview, openAppview } from "../sources/bluesky/appview.ts";
import { type FakeJetstream, openJetstream } from "../sources/bluesky/jetstream.ts";
import { connected, handClock, hashtag, never, nobody, readAll, streamAll } from "../sources/reading.ts";

const start = "2026-03-10T18:00:21.345Z";
/** In the middle of a minute, and far enough back for several pages. */
const since = new Date("2026-02-24T06:30:40.700Z");
const recently = new Date("2026-03-10T17:00:40.700Z");
const subject = hashtag("SpringTide");

let folder: string;
let sources: readonly Source[];
let appview: FakeAppview;
let jetstream: FakeJetstream;
/** What happens on a source's network once it is listened to, for those that only tell what happens then. */
const happenings = new Map<string, () => void>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sources-"));
  const file = join(folder, "posts.jsonl");
  const row = (minute: number) => ({
    source: "x",
    id: `${minute}`,
    url: null,
    postedAt: new Date(since.getTime() + minute * 60_000).toISOString(),
    author: { id: "u1", handle: "u1" },
    text: "a tide #SpringTide",
    language: null,
    likes: 1,
    shares: 0,
    replies: null,
    views: null,
    isRepost: false,
    hashtags: ["springtide"],
  });
  await writeFile(file, Array.from({ length: 30 }, (_, minute) => JSON.stringify(row(minute))).join("\n"));
  const replay = await createReplay({
    file,
    speed: "max",
    clock: drivenClock(new Date(0)),
    sleep: async () => {},
    onProblem: () => {},
  });
  const bluesky = await openBluesky();
  sources = sourcesFor({ bluesky, simulator: simulatorDefaults, replay });
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await appview.close();
  await jetstream.close();
});

/** Posts from `since` to an hour after `start`, more of them lately; and a stream on which one comes every ten seconds. */
async function openBluesky() {
  let at = new Date(start);
  appview = await openAppview({ now: () => at });
  jetstream = await openJetstream({ now: () => at });
  const endMs = at.getTime() + 60 * 60_000;
  for (let back = 0, step = 5_000; endMs - back >= since.getTime(); back += step, step = Math.min(step * 1.01, 9e6))
    appview.add({ text: `low water ${back} #SpringTide`, indexedAt: new Date(Math.floor(endMs - back)) });
  happenings.set("bluesky", () => {
    for (let post = 0; post < 30; post++) {
      at = new Date(at.getTime() + 10_000);
      jetstream.post({ text: `a tide at ten #SpringTide ${post}` });
    }
  });
  return { jetstreamUrl: jetstream.url, apiUrl: appview.url, login: null };
}

const searchable = () =>
  sources
    .filter(({ can }) => can.search)
    .flatMap((source) => source.networks.map(({ name }) => ({ source, network: name })));

function expectValid(post: Post, network: string): void {
  expect(post.network).toBe(network);
  expect(post.id).not.toBe("");
  for (const counter of Object.values(post.counters))
    expect(counter === null || Number.isSafeInteger(counter)).toBe(true);
  for (const tag of post.tags) expect(tag.key).toBe(tag.key.toLowerCase());
  expect(post.tags.map(({ key }) => key)).toContain(subject.key);
  expect(`${post.title ?? ""} ${post.text}`.toLowerCase()).toContain(`#${subject.key}`);
  expect(post.text.length).toBeGreaterThan(5);
  expect(post.text.length).toBeLessThanOrEqual(5_000);
  expect(post.text).not.toMatch(/[{}]|undefined|NaN/);
  expect(Object.keys(post.extras).length).toBeLessThanOrEqual(8);
}

describe("every source", () => {
  it("has a name of its own, and networks with names that options and tables can hold", () => {
    const names = sources.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, label, networks } of sources) {
      expect(name).toMatch(/^[a-z]+$/);
      expect(label).not.toBe("");
      expect(networks.length).toBeGreaterThan(0);
      expect(new Set(networks.map((network) => network.name)).size).toBe(networks.length);
      for (const network of networks) expect(network.name).toMatch(/^[a-z]+$/);
    }
  });

  it("declares what its connection can do", () => {
    for (const source of sources) {
      const connection = source.connect(nobody(handClock(start)));
      expect(connection.search !== undefined).toBe(source.can.search);
      expect(connection.stream !== undefined).toBe(source.can.stream);
      expect(connection.refresh !== undefined).toBe(source.can.refresh !== undefined);
      expect(source.paceMs).toBeGreaterThanOrEqual(secondMs);
    }
  });
});

describe("every source that can search", () => {
  it("covers the time from `since` to now without gap or overlap, oldest or newest first, and no post lies outside", async () => {
    for (const { source, network } of searchable()) {
      const { pages, posts } = await readAll(source, handClock(start), { network, subject, since });
      const inOrder = pages.toSorted((a, b) => a.seen.from.getTime() - b.seen.from.getTime());
      expect([inOrder, inOrder.toReversed()]).toContainEqual(pages);
      expect(inOrder[0]?.seen.from).toEqual(since);
      for (const [index, { seen }] of inOrder.entries())
        expect(seen.to).toEqual(inOrder[index + 1]?.seen.from ?? new Date(start));
      for (const post of posts) {
        expectValid(post, network);
        expect(post.postedAt.getTime()).toBeGreaterThanOrEqual(since.getTime());
        expect(post.postedAt.getTime()).toBeLessThan(Date.parse(start));
      }
      expect(pages.every(({ posts: { length } }) => length <= 1_000)).toBe(true);
      expect(posts.length).toBeGreaterThan(20);
      expect(new Set(posts.map(({ id }) => id)).size).toBe(posts.length);
    }
  });

  it("gives the same answer to the same question", async () => {
    for (const { source, network } of searchable()) {
      const first = await readAll(source, handClock(start), { network, subject, since });
      const second = await readAll(source, handClock(start), { network, subject, since });
      expect(second).toEqual(first);
    }
  });

  it("goes on from a cursor as if it had never stopped, and brings only known posts again", async () => {
    for (const { source, network } of searchable()) {
      const clock = handClock(start);
      const first = await readAll(source, clock, { network, subject, since: recently });
      const known = new Set(first.posts.map(({ id }) => id));
      const added: string[] = [];
      let { cursor } = first;
      for (let poll = 0; poll < 60; poll++) {
        clock.at = new Date(clock.at.getTime() + 17 * secondMs);
        const next = await readAll(source, clock, { network, subject, since: recently, cursor });
        const from = Math.min(...next.pages.map(({ seen }) => seen.from.getTime()));
        for (const { id, postedAt } of next.posts) {
          const isNew = postedAt.getTime() >= from;
          expect(known.has(id)).toBe(!isNew);
          if (isNew) added.push(id);
          known.add(id);
        }
        cursor = next.cursor;
      }
      const atOnce = await readAll(source, clock, { network, subject, since: recently, cursor: first.cursor });
      const missed = atOnce.posts.filter(({ postedAt }) => postedAt >= new Date(start)).map(({ id }) => id);
      expect(added.toSorted()).toEqual(missed.toSorted());
    }
  });

  it("answers with an empty page when no time has passed", async () => {
    for (const { source, network } of searchable()) {
      const clock = handClock(start);
      const { cursor } = await readAll(source, clock, { network, subject, since });
      const again = await readAll(source, clock, { network, subject, since, cursor });
      expect(again).toMatchObject({ posts: [], cursor, pages: [{ more: false }] });
    }
  });

  it("looks no further than it is asked to", async () => {
    for (const { source, network } of searchable().filter(({ source: { name } }) => name !== "simulator")) {
      const until = new Date("2026-03-10T17:40:00.250Z");
      const query = { network, subject, since: recently, until };
      const { posts, pages } = await readAll(source, handClock(start), query);
      expect(posts.length).toBeGreaterThan(20);
      expect(Math.max(...pages.map(({ seen }) => seen.to.getTime()))).toBe(until.getTime());
      for (const { postedAt } of posts) expect(postedAt.getTime()).toBeLessThan(until.getTime());
    }
  });
});

describe("every source that streams", () => {
  const postsOf = (events: readonly StreamEvent[]) =>
    events.flatMap((event) => (event.kind === "post" ? [event.post] : []));
  const isLast = (event: StreamEvent) => event.kind === "post" && event.post.text.endsWith("#SpringTide 29");

  it("tells of time that never runs backwards, and goes on after a cursor", async () => {
    for (const source of sources.filter(({ can }) => can.stream)) {
      const happen = happenings.get(source.name);
      const reading = streamAll(source, handClock(start), undefined, isLast);
      if (happen) await expect.poll(() => jetstream.connections()).toBe(1);
      happen?.();
      const events = await reading;
      const times = events.map(({ at }) => at.getTime());
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(events.length).toBeGreaterThan(20);
      for (const event of events) if (event.kind === "post") expectValid(event.post, event.post.network);
      const stop = Math.floor(events.length / 2);
      const rest = await streamAll(source, handClock(start), events[stop]?.cursor, isLast);
      const [told, missed, toldAgain] = [events.slice(0, stop + 1), events.slice(stop + 1), rest].map(postsOf);
      const again = toldAgain?.slice(0, -(missed?.length ?? 0)) ?? [];
      expect(toldAgain?.slice(again.length)).toEqual(missed);
      // Where a cursor is a time, the last seconds before it may come once more.
      expect(again).toEqual(again.length === 0 ? [] : told?.slice(-again.length));
      expect(again.length).toBeLessThan(3);
    }
  });

  it("takes a cursor that is none of its own as none, or refuses it", async () => {
    for (const source of sources.filter(({ name }) => happenings.has(name))) {
      const before = jetstream.asked.length;
      const reading = streamAll(source, handClock(start), "no cursor of mine", isLast);
      await expect.poll(() => jetstream.asked.length).toBe(before + 1);
      await expect.poll(() => jetstream.connections()).toBe(1);
      happenings.get(source.name)?.();
      expect((await reading).filter(({ kind }) => kind === "post")).toHaveLength(30);
    }
  });
});

describe("every source that reads counters again", () => {
  it("brings each post it is asked for, or says that it is gone", async () => {
    for (const source of sources.filter(({ can }) => can.refresh)) {
      const network = source.networks[0]?.name ?? "";
      const { posts } = await readAll(source, handClock(start), { network, subject, since: recently });
      const known = posts.slice(0, source.can.refresh).map(({ id }) => ({ network, id }));
      const unknown = { network, id: `${known[0]?.id}x` };
      const again = await connected(source, handClock(start)).refresh?.([...known.slice(1), unknown], never);
      expect(again?.posts.map(({ id }) => id).toSorted()).toEqual(
        known
          .slice(1)
          .map(({ id }) => id)
          .toSorted(),
      );
      expect(again?.gone).toEqual([unknown]);
      for (const post of again?.posts ?? []) expectValid(post, network);
    }
  });
});
