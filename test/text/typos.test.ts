import { expect, test } from "vitest";
import { typosBetween } from "../../src/text/typos.ts";

test("a wrong, missing, extra or swapped letter is one typo each", () => {
  expect(typosBetween("track", "track")).toBe(0);
  expect(typosBetween("trck", "track")).toBe(1);
  expect(typosBetween("traack", "track")).toBe(1);
  expect(typosBetween("lvie", "live")).toBe(1);
  expect(typosBetween("trakk", "track")).toBe(1);
  expect(typosBetween("", "live")).toBe(4);
  expect(typosBetween("chart", "alerts")).toBeGreaterThan(2);
});
