import { expect, test } from "vitest";
import { isBackBelow, isOver } from "../../src/analysis/threshold.ts";

test("a threshold is crossed by more posts than it, not by as many", () => {
  expect(isOver({ posts: 500, coverage: 1 }, 500)).toBe(false);
  expect(isOver({ posts: 501, coverage: 1 }, 500)).toBe(true);
});

test("what was seen is enough to cross it, though not all was seen", () => {
  expect(isOver({ posts: 501, coverage: 0.3 }, 500)).toBe(true);
});

test("it is crossed anew only after it fell below four fifths of it", () => {
  expect(isBackBelow({ posts: 400, coverage: 1 }, 500)).toBe(false);
  expect(isBackBelow({ posts: 399, coverage: 1 }, 500)).toBe(true);
});

test("an hour that was not seen is not low", () => {
  expect(isBackBelow({ posts: 0, coverage: 0 }, 500)).toBe(false);
  expect(isBackBelow({ posts: 300, coverage: 0.7 }, 500)).toBe(false);
});
