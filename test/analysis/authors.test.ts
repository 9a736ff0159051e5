import { expect, test } from "vitest";
import { isByMany } from "../../src/analysis/authors.ts";

test("one author who posts 200 times makes no burst, alone or beside those who always write", () => {
  for (const sensitivity of ["sensitive", "balanced", "strict"] as const) {
    expect(isByMany({ posts: 200, authors: 1, authorsBefore: 0 }, sensitivity)).toBe(false);
    expect(isByMany({ posts: 230, authors: 31, authorsBefore: 28 }, sensitivity)).toBe(false);
    expect(isByMany({ posts: 202, authors: 3, authorsBefore: 0 }, sensitivity)).toBe(false);
  }
});

test("each sensitivity asks for more people than the one before", () => {
  const wrote = (authors: number) => ({ posts: 2 * authors, authors, authorsBefore: 0 });
  expect(isByMany(wrote(2), "sensitive")).toBe(true);
  expect(isByMany(wrote(2), "balanced")).toBe(false);
  expect(isByMany(wrote(3), "balanced")).toBe(true);
  expect(isByMany(wrote(4), "strict")).toBe(false);
  expect(isByMany(wrote(5), "strict")).toBe(true);
});

test("a burst of many passes, also where people write much, and where it went on before", () => {
  expect(isByMany({ posts: 200, authors: 45, authorsBefore: 10 }, "balanced")).toBe(true);
  expect(isByMany({ posts: 200, authors: 120, authorsBefore: 150 }, "balanced")).toBe(true);
  expect(isByMany({ posts: 90_000, authors: 1_000, authorsBefore: 1_000 }, "balanced")).toBe(true);
});

test("where nobody is named, nobody can tell, and it passes", () => {
  expect(isByMany({ posts: 200, authors: null, authorsBefore: null }, "strict")).toBe(true);
  expect(isByMany({ posts: 200, authors: 0, authorsBefore: 0 }, "strict")).toBe(true);
});
