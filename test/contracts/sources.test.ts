import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drivenClock, secondMs } from "../../src/model/clock.ts";
import type { Post } from "../../src/model/post.ts";
import { sourcesFor } from "../../src/sources/index.ts";
import { createReplay } from "../../src/sources/replay.ts";
import { simulatorDefaults } from "../../src/sources/simulator/settings.ts";
import type { Source } from "../../src/sources/source.ts";
import { handClock, hashtag, readAll, streamAll } from "../sources/reading.ts";

const start = "2026-03-10T18:00:21.345Z";
/** In the middle of a minute, and far enough back for several pages. */
const since = new Date("2026-02-24T06:30:40.700Z");
const recently = new Date("2026-03-10T17:00:40.700Z");
const subject = hashtag("SpringTide");

let folder: string;
let sources: readonly Source[];

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
  sources = sourcesFor({ simulator: simulatorDefaults, replay });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

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
      const connection = source.connect({ http: { json: async () => null }, credentials: {}, clock: handClock(start) });
      expect(connection.search !== undefined).toBe(source.can.search);
      expect(connection.stream !== undefined).toBe(source.can.stream);
      expect(source.paceMs).toBeGreaterThanOrEqual(secondMs);
    }
  });
});

describe("every source that can search", () => {
  it("covers the time from `since` to now without gap or overlap, and each post lies in what its page covers", async () => {
    for (const { source, network } of searchable()) {
      const { pages, posts } = await readAll(source, handClock(start), { network, subject, since });
      let at = since;
      for (const page of pages) {
        expect(page.seen.from).toEqual(at);
        at = page.seen.to;
        for (const post of page.posts) {
          expectValid(post, network);
          expect(post.postedAt.getTime()).toBeGreaterThanOrEqual(page.seen.from.getTime());
          expect(post.postedAt.getTime()).toBeLessThan(page.seen.to.getTime());
        }
      }
      expect(at).toEqual(new Date(start));
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
        for (const { id, postedAt } of next.posts) {
          const isNew = postedAt >= (next.pages[0]?.seen.from ?? new Date(0));
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
});

describe("every source that streams", () => {
  it("tells of time that never runs backwards, and goes on after a cursor", async () => {
    for (const source of sources.filter(({ can }) => can.stream)) {
      const events = await streamAll(source, handClock(start));
      const times = events.map((event) =>
        event.kind === "post" ? event.post.postedAt : event.kind === "idle" ? event.at : null,
      );
      expect(times).toEqual(times.toSorted((a, b) => (a?.getTime() ?? 0) - (b?.getTime() ?? 0)));
      for (const event of events) if (event.kind === "post") expectValid(event.post, event.post.network);
      const middle = events[Math.floor(events.length / 2)];
      const rest = await streamAll(source, handClock(start), middle?.cursor);
      expect(rest.filter(({ kind }) => kind === "post")).toEqual(
        events.slice(Math.floor(events.length / 2) + 1).filter(({ kind }) => kind === "post"),
      );
    }
  });
});
