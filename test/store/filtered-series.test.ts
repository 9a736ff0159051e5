import { afterEach, beforeEach, expect, test } from "vitest";
import { dayMs, hourMs } from "../../src/model/clock.ts";
import { UserError } from "../../src/model/errors.ts";
import type { Post } from "../../src/model/post.ts";
import type { PostFilter } from "../../src/model/reader.ts";
import { openStage, type Stage } from "../jobs/services.ts";
import { samplePost } from "./sample-posts.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const hour = (n: number) => new Date(noon.getTime() + n * hourMs);

let stage: Stage;
let tracker: number;
beforeEach(async () => {
  stage = await openStage({ now: noon });
  const { tracker: made, feeds } = await stage.track("worldcup");
  tracker = made.id;
  const [feed = 0] = feeds;
  const posts: readonly (readonly [number, Partial<Post>])[] = [
    [-3.5, { language: "en", sentiment: "positive", kind: "original" }],
    [-3.4, { language: "de", sentiment: "positive", kind: "reply" }],
    [-1.5, { language: "en", sentiment: "negative", kind: "original", content: "video" }],
    [-1.4, { language: null, sentiment: null, kind: "original" }],
  ];
  await stage.services.feeds.write({
    posts: posts.map(([at, more], i) => ({ post: { ...samplePost(`p${i}`, hour(at)), ...more }, feeds: [feed] })),
    at: noon,
    seen: [{ feed, span: { from: hour(-4), to: hour(-1) } }],
  });
});
afterEach(() => stage.close());

const counted = async (filter: PostFilter, from = hour(-5)) => {
  const { points } = await stage.tenant.reader.series({ trackers: [tracker], from, to: noon, filter }, hourMs);
  return points.map(({ posts }) => posts);
};

test("counts posts like this only, with zeros where none was and nothing where nobody looked", async () => {
  expect(await counted({})).toEqual([null, 2, 0, 2, null]);
  expect(await counted({ languages: ["en"] })).toEqual([null, 1, 0, 1, null]);
  expect(await counted({ languages: ["en", "de"], sentiments: ["positive"] })).toEqual([null, 2, 0, 0, null]);
  expect(await counted({ contents: ["video"], kinds: ["original"] })).toEqual([null, 0, 0, 1, null]);
  expect(await counted({ languages: ["' or true --"] })).toEqual([null, 0, 0, 0, null]);
});

test("leaves out what is gone, and says top posts of the same kind", async () => {
  const scope = { trackers: [tracker], from: hour(-5), to: noon, filter: { languages: ["en"] } };
  const [first] = await stage.tenant.reader.topPosts(scope, 10);
  if (!first) throw new Error("there is no top post");
  expect(await stage.tenant.reader.topPosts(scope, 10)).toHaveLength(2);
  await stage.services.feeds.write({ posts: [], deleted: [first], at: noon, seen: [] });
  expect((await counted({ languages: ["en"] })).reduce<number>((sum, posts) => sum + (posts ?? 0), 0)).toBe(1);
  expect(await stage.tenant.reader.topPosts(scope, 10)).toHaveLength(1);
});

test("refuses with a sentence what lies before the posts that are kept", async () => {
  const asked = counted({ languages: ["en"] }, new Date(noon.getTime() - 31 * dayMs));
  await expect(asked).rejects.toThrow(UserError);
  await expect(asked).rejects.toThrow("30 days");
});
