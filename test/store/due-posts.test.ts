import { afterEach, beforeEach, expect, test } from "vitest";
import { minuteMs } from "../../src/model/clock.ts";
import type { Feeds } from "../../src/model/feeds.ts";
import { openStage, type Stage } from "../jobs/services.ts";
import { samplePost } from "./sample-posts.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const minute = (n: number) => new Date(noon.getTime() + n * minuteMs);

let stage: Stage;
let feed: number;
beforeEach(async () => {
  stage = await openStage({ now: noon });
  feed = (await stage.track("worldcup")).feeds[0] ?? 0;
});
afterEach(() => stage.close());

const write = (id: string, postedAt: Date, at: Date, feeds: readonly number[] = [feed]) =>
  stage.services.feeds.write({ posts: [{ post: samplePost(id, postedAt), feeds }], at, seen: [] });
const due = async (more: Partial<Parameters<Feeds["due"]>[0]> = {}) => {
  const asked = { source: "quiet", agesMs: [minuteMs], since: minute(9), until: minute(10), limit: 100, ...more };
  return (await stage.services.feeds.due(asked)).map(({ id }) => id);
};

test("are those that reached an age after `since` and up to `until`", async () => {
  for (const [id, n] of [
    ["early", 8],
    ["first", 8.01],
    ["last", 9],
    ["late", 9.01],
  ] as const)
    await write(id, minute(n), minute(n));
  expect(await due()).toEqual(["last", "first"]);
});

test("come youngest first over all ages, each once, and no more than asked for", async () => {
  for (const [id, n] of [
    ["young", 9],
    ["middle", 6],
    ["old", 2],
  ] as const)
    await write(id, minute(n), minute(n));
  const agesMs = [8, 1, 4].map((age) => age * minuteMs);
  expect(await due({ agesMs })).toEqual(["young", "middle", "old"]);
  expect(await due({ agesMs, limit: 2 })).toEqual(["young", "middle"]);
  expect(await due({ agesMs, since: minute(0) })).toEqual(["young", "middle", "old"]);
});

test("leave out what was read since it reached the age", async () => {
  await write("read", minute(9), minute(9));
  await write("unread", minute(9), minute(9));
  await write("read", minute(9), minute(10));
  expect(await due()).toEqual(["unread"]);
});

test("leave out what is gone, what no feed of the source holds, and what nobody listens to", async () => {
  const elsewhere = await stage.services.feeds.ensure({
    source: "elsewhere",
    network: "bluesky",
    subject: { kind: "hashtag", key: "worldcup", display: "worldcup" },
    workspace: null,
  });
  const other = await stage.track("other");
  await write("kept", minute(9), minute(9));
  await write("gone", minute(9), minute(9));
  await write("of another source", minute(9), minute(9), [elsewhere.id]);
  await write("of nobody", minute(9), minute(9), other.feeds);
  await stage.tenant.trackers.remove(other.tracker.id);
  await stage.services.feeds.write({
    posts: [],
    deleted: [{ network: "bluesky", id: "gone" }],
    at: minute(9.5),
    seen: [],
  });
  expect(await due()).toEqual(["kept"]);
});
