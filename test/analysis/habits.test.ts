import { expect, test } from "vitest";
import { habitsOf } from "../../src/analysis/habits.ts";
import { hourMs, minuteMs } from "../../src/model/clock.ts";
import type { PostLine } from "../../src/model/reader.ts";

const start = new Date("2026-03-01T00:00:00Z").getTime();
const post = (ms: number, text = `${ms}`) => ({ postedAt: new Date(start + ms), text }) as PostLine;
const habits = (posts: readonly PostLine[]) => habitsOf({ count: posts.length, posts });

test("equal texts are those that another one has too, whatever their capitals; empty ones are none", () => {
  const texts = ["Hello", "hello ", "bye", "", ""];
  expect(habits(texts.map((text, i) => post(i * hourMs, text))).equalTexts).toBeCloseTo(2 / 5);
});

test("equal minutes are the two commonest, and say nothing of a single evening", () => {
  const planned = Array.from({ length: 20 }, (_, i) => post(i * hourMs + (i % 2) * 30 * minuteMs));
  expect(habits(planned).equalMinutes).toBe(1);
  expect(habits(planned.slice(0, 10)).equalMinutes).toBeNull();
});

test("the gap is the median one, whatever the order; of one post it is not known", () => {
  expect(habits([post(10 * minuteMs), post(0), post(2 * minuteMs), post(3 * minuteMs)]).medianGapMs).toBe(2 * minuteMs);
  expect(habits([post(0)])).toEqual({ posts: 1, equalTexts: 0, equalMinutes: null, medianGapMs: null });
  expect(habits([])).toEqual({ posts: 0, equalTexts: null, equalMinutes: null, medianGapMs: null });
});
