import { expect, test } from "vitest";
import { goesViral } from "../../src/analysis/viral.ts";

const all = { posts: 800, ninth: 20, highest: 300 };
const author = { posts: 12, median: 30 };

test("a post goes viral by ten times what its author's posts usually move", () => {
  expect(goesViral(301, { author, all }, 0)).toEqual({ usual: 30, of: "author" });
  expect(goesViral(320, { author: { posts: 12, median: 33 }, all }, 0)).toBeNull();
});

test("where little is known of its author, by ten times what nine of ten posts stay below", () => {
  for (const few of [null, { posts: 4, median: 1 }])
    expect(goesViral(301, { author: few, all }, 0)).toEqual({ usual: 20, of: "subject" });
  expect(goesViral(301, { author: null, all: { ...all, ninth: 31 } }, 0)).toBeNull();
});

test("nothing does where neither is known: a subject of yesterday has no usual", () => {
  expect(goesViral(5_000, { author: null, all: { posts: 49, ninth: 1, highest: 5 } }, 0)).toBeNull();
});

test("few reactions are not viral, however small the rest is", () => {
  const small = { author: { posts: 40, median: 0 }, all: { posts: 800, ninth: 1, highest: 4 } };
  expect(goesViral(99, small, 0)).toBeNull();
  expect(goesViral(100, small, 0)).toEqual({ usual: 0, of: "author" });
});

test("nothing is told that moved less than another of the week before, or than twice what was told today", () => {
  expect(goesViral(300, { author, all }, 0)).toBeNull();
  expect(goesViral(799, { author, all }, 400)).toBeNull();
  expect(goesViral(800, { author, all }, 400)).not.toBeNull();
});
