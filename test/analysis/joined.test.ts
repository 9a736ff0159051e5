import { expect, test } from "vitest";
import { isNewsWhoJoined } from "../../src/analysis/joined.ts";
import { sampleAuthor } from "../store/sample-posts.ts";

const few = { authors: 2, followersMax: 40_000 };
const many = { authors: 30, followersMax: 40_000 };

test("somebody widely followed is news, one of a few thousand is not", () => {
  expect(isNewsWhoJoined(sampleAuthor("a", 12_000), few, 0)).toBe(true);
  expect(isNewsWhoJoined(sampleAuthor("a", 9_000), few, 0)).toBe(false);
  expect(isNewsWhoJoined({ ...sampleAuthor("a", 9_000), verified: true }, few, 0)).toBe(true);
  expect(isNewsWhoJoined(sampleAuthor("a"), few, 0)).toBe(false);
});

test("a program is not, however many follow it", () => {
  expect(isNewsWhoJoined({ ...sampleAuthor("a", 900_000), automated: true }, few, 0)).toBe(false);
});

test("where they write every day only one twice as widely followed as any before is", () => {
  expect(isNewsWhoJoined(sampleAuthor("a", 79_000), many, 0)).toBe(false);
  expect(isNewsWhoJoined(sampleAuthor("a", 80_000), many, 0)).toBe(true);
});

test("after one was told, for a day only one twice as widely followed is", () => {
  expect(isNewsWhoJoined(sampleAuthor("a", 29_000), few, 15_000)).toBe(false);
  expect(isNewsWhoJoined(sampleAuthor("a", 30_000), few, 15_000)).toBe(true);
});
