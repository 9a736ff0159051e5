import { describe, expect, test } from "vitest";
import { newBeside } from "../../src/analysis/new-companion.ts";
import type { Companions } from "../../src/model/reader.ts";

const of = (posts: number, tag: string, on: number, authors = on): Companions => ({
  posts,
  tags: [
    { tag: "worldcup", posts, authors: posts },
    { tag, posts: on, authors },
  ],
});
const days = (on: number) => Array.from({ length: 7 }, () => of(200, "blackout", on));
const known = new Set(["worldcup"]);

test("a hashtag that was rare and is on many posts of several people is new", () => {
  expect(newBeside(of(120, "blackout", 34, 21), days(3), known)).toEqual({
    tag: "blackout",
    posts: 34,
    of: 120,
    authors: 21,
    usual: 0.015,
  });
});

test("of several the commonest is told", () => {
  const now = { posts: 120, tags: [...of(120, "dark", 20).tags, ...of(120, "blackout", 34).tags] };
  expect(newBeside(now, days(0), known)?.tag).toBe("blackout");
});

describe("none is", () => {
  const none = (now: Companions, before = days(0), of = known) => expect(newBeside(now, before, of)).toBeNull();
  test("that one person says again and again", () => none(of(120, "blackout", 100, 1)));
  test("that a few people say again and again", () => none(of(120, "blackout", 34, 11)));
  test("on a few posts", () => none(of(60, "blackout", 9)));
  test("on a small share", () => none(of(400, "blackout", 39)));
  test("that was as common on one of the days before", () =>
    none(of(120, "blackout", 34), [...days(0), of(200, "blackout", 12)]));
  test("that was told", () => none(of(120, "blackout", 34), days(0), new Set(["worldcup", "blackout"])));
  test("before anything is known of other days", () => none(of(120, "blackout", 34), days(0).slice(4)));
  test("where the days before had hardly a post", () =>
    none(
      of(120, "blackout", 34),
      days(0).map((day) => ({ ...day, posts: 19 })),
    ));
  test("in a quiet time", () => none({ posts: 0, tags: [] }));
});
