import { describe, expect, test } from "vitest";
import { hasFallenSilent, type Quiet } from "../../src/analysis/fallen-silent.ts";
import { hourMs, minuteMs } from "../../src/model/clock.ts";

/** An hour of a subject that usually has 40 posts then. */
const quiet: Quiet = {
  lengthMs: hourMs,
  coverage: 1,
  daysBefore: [40, 36, 44, 41, 38, 35, 47, 40, 39, 42, 37, 45, 40, 43],
};
const is = (more: Partial<Quiet> = {}) => hasFallenSilent({ ...quiet, ...more });

test("an hour without a post is told of a subject that has 40 then", () => {
  expect(is()).toEqual({ usualPerHour: 40, days: 14 });
});

test("a shorter time of a busier subject is told by what is usual an hour", () => {
  const half = { lengthMs: 30 * minuteMs, daysBefore: quiet.daysBefore.map((posts) => posts * 10) };
  expect(is(half)).toMatchObject({ usualPerHour: 800 });
});

describe("nothing is told", () => {
  test("where nobody looked: an outage is not silence", () => {
    expect(is({ coverage: 0 })).toBeNull();
    expect(is({ coverage: 0.8 })).toBeNull();
  });
  test("of a few minutes", () => {
    expect(is({ lengthMs: 29 * minuteMs, daysBefore: quiet.daysBefore.map((posts) => posts * 100) })).toBeNull();
  });
  test("of a subject that has few posts then", () => {
    expect(is({ daysBefore: quiet.daysBefore.map((posts) => posts / 5) })).toBeNull();
  });
  test("where it was as silent before at this time of day", () => {
    expect(is({ daysBefore: [...quiet.daysBefore.slice(1), 0] })).toBeNull();
  });
  test("before what is usual is known", () => {
    expect(is({ daysBefore: [40, 41, 39] })).toBeNull();
  });
  test("of a subject that comes and goes", () => {
    expect(is({ daysBefore: [40, 3, 160, 9, 80, 2, 300, 35, 5, 120, 60, 4, 220, 15] })).toBeNull();
  });
  test("of what chance explains: fifteen minutes' worth of posts", () => {
    expect(is({ daysBefore: quiet.daysBefore.map((posts) => posts / 4) })).toBeNull();
  });
});
