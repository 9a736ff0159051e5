import { afterEach, expect, test } from "vitest";
import collect from "../../src/jobs/collect.ts";
import { dayMs, minuteMs } from "../../src/model/clock.ts";
import { SourceError } from "../../src/model/errors.ts";
import type { Page, SearchQuery } from "../../src/sources/source.ts";
import { samplePost } from "../store/sample-posts.ts";
import { openStage, quietSource, type Stage } from "./services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const minute = (n: number) => new Date(noon.getTime() + n * minuteMs);
const network = "bluesky";
const never = new AbortController().signal;

let stage: Stage;
afterEach(() => stage?.close());

/** A network whose pages are these, one after the other; the last one is the newest. */
async function openWith(pages: readonly (Page | Error)[]) {
  const queries: SearchQuery[] = [];
  const search = async (query: SearchQuery) => {
    const page = pages[queries.push(query) - 1];
    if (!page) throw new Error("nobody asked for so many pages");
    if (page instanceof Error) throw page;
    return page;
  };
  stage = await openStage({ now: noon, sources: [quietSource({ search })] });
  const { tracker, feeds } = await stage.track("worldcup");
  const [feed = 0] = feeds;
  const total = async () =>
    (await stage.tenant.reader.totals({ trackers: [tracker.id], from: minute(-60), to: noon })).posts;
  return { tracker, feed, queries, total };
}

const page = (n: number, more: boolean): Page => ({
  posts: [samplePost(`p${n}`, minute(-30 + n), { text: `goal ${n} #worldcup 🌊`, tags: [] })],
  cursor: `c${n}`,
  seen: { from: minute(-30 + n), to: minute(-29 + n) },
  more,
});

test("reads page after page until there is no more, goes on from each cursor, and has the detector look at it", async () => {
  const { feed, queries, total } = await openWith([page(1, true), page(2, true), page(3, false)]);
  await collect.run({ feed, network }, stage.services, never);
  expect(queries.map(({ cursor }) => cursor)).toEqual([null, "c1", "c2"]);
  expect(queries[0]).toMatchObject({ network: "bluesky", subject: { key: "worldcup" }, since: minute(-14 * 24 * 60) });
  expect(await total()).toBe(3);
  expect(await stage.services.feeds.cursor(`feed:${feed}`)).toBe("c3");
  expect(stage.asked).toEqual([
    { name: "collect", input: { feed, network }, how: "repeat", ms: minuteMs },
    { name: "detect", input: { feed }, how: "add", ms: 0 },
  ]);
});

test("keeps what it has when the network fails half-way, and goes on there the next time", async () => {
  const failure = new SourceError("quiet", "not-found");
  const { feed, queries, total } = await openWith([page(1, true), failure, page(2, false)]);
  await expect(collect.run({ feed, network }, stage.services, never)).rejects.toBe(failure);
  expect([await total(), await stage.services.feeds.cursor(`feed:${feed}`)]).toEqual([1, "c1"]);
  await collect.run({ feed, network }, stage.services, never);
  expect([await total(), await stage.services.feeds.cursor(`feed:${feed}`), queries.at(-1)?.cursor]).toEqual([
    2,
    "c2",
    "c1",
  ]);
});

test("a page that cannot be stored whole is not stored at all, and moves no cursor", async () => {
  // Later than any time Postgres knows.
  const endless = { from: minute(-30), to: new Date(8.64e15) };
  const { feed, total } = await openWith([{ ...page(1, false), seen: endless }]);
  await expect(collect.run({ feed, network }, stage.services, never)).rejects.toThrow();
  expect([await total(), await stage.services.feeds.cursor(`feed:${feed}`)]).toEqual([0, null]);
});

test("the same page read twice counts once", async () => {
  const { feed, total } = await openWith([page(1, false), page(1, false)]);
  await collect.run({ feed, network }, stage.services, never);
  await collect.run({ feed, network }, stage.services, never);
  expect(await total()).toBe(1);
});

test("stops its schedule, and asks nobody, when nobody listens any more", async () => {
  const { tracker, feed, queries } = await openWith([page(1, false)]);
  await stage.tenant.trackers.remove(tracker.id);
  await collect.run({ feed, network }, stage.services, never);
  expect(queries).toEqual([]);
  expect(stage.asked).toEqual([{ name: "collect", input: { feed, network }, how: "stop", ms: 0 }]);
});

test.each([
  ["a feed that is not there", 999_999],
  ["a feed whose source is switched off", null],
])("stops the schedule of %s", async (_, id) => {
  await openWith([]);
  const { trackers } = stage.tenant;
  const { tracker } = await stage.track("elsewhere");
  const off = await stage.services.feeds.ensure({
    source: "gone",
    network: "bluesky",
    subject: tracker.subject,
    workspace: null,
  });
  await trackers.setFeeds(tracker.id, [off.id]);
  await collect.run({ feed: id ?? off.id, network }, stage.services, never);
  expect(stage.asked.map(({ how, name }) => `${how} ${name}`)).toEqual(["stop collect"]);
});

test("reads no further page once the process is told to end", async () => {
  const ending = new AbortController();
  const first = page(1, true);
  const search = async () => {
    ending.abort();
    return first;
  };
  stage = await openStage({ now: noon, sources: [quietSource({ search })] });
  const { feeds } = await stage.track("worldcup");
  const [feed = 0] = feeds;
  await collect.run({ feed, network }, stage.services, ending.signal);
  expect(await stage.services.feeds.cursor(`feed:${feed}`)).toBe("c1");
});

test("a feed is filled for two weeks, and read for as long as somebody wants it", async () => {
  const { feed, queries } = await openWith([page(1, false)]);
  await collect.run({ feed, network }, stage.services, never);
  expect(noon.getTime() - (queries[0]?.since.getTime() ?? 0)).toBe(14 * dayMs);
});
