import { describe, expect, test } from "vitest";
import { areOfMany, type Felt, feelsAsUsual, turnsNegative } from "../../src/analysis/turns-negative.ts";

const feelings = (read: number, negative: number) => ({
  negative: Math.round(read * negative),
  neutral: read - Math.round(read * negative),
  positive: 0,
  observed: read * 2,
});
const felt: Felt = {
  now: feelings(200, 0.5),
  usual: feelings(8_000, 0.2),
  daysBefore: [0.2, 0.25, 0.18, 0.2, 0.22, 0.2, 0.15].map((share) => feelings(200, share)),
};
const is = (more: Partial<Felt>) => turnsNegative({ ...felt, ...more });

test("it turns negative when far more posts are than usual", () => {
  expect(turnsNegative(felt)).toEqual({ now: 0.5, usual: 0.2, read: 200 });
});

describe("it does not", () => {
  test("by less than fifteen points", () => expect(is({ now: feelings(5_000, 0.34) })).toBeNull());
  test("by a few posts", () => expect(is({ now: feelings(49, 0.9) })).toBeNull());
  test("by what chance explains", () => expect(is({ now: feelings(60, 0.37) })).toBeNull());
  test("where it becomes less negative", () =>
    expect(is({ now: feelings(400, 0.1), usual: feelings(8_000, 0.5) })).toBeNull());
  test("where it was so on a day before, at this time", () =>
    expect(is({ daysBefore: [...felt.daysBefore, feelings(200, 0.46)] })).toBeNull());
  test("where nothing is known of before", () => expect(is({ usual: feelings(10, 0) })).toBeNull());
});

test("a day before of a handful of posts says nothing", () => {
  expect(is({ daysBefore: [feelings(19, 1)] })).not.toBeNull();
});

test("it is over once half of the difference that counts is left, and enough can be read", () => {
  expect(feelsAsUsual(feelings(100, 0.28), 0.2)).toBe(false);
  expect(feelsAsUsual(feelings(100, 0.27), 0.2)).toBe(true);
  expect(feelsAsUsual(feelings(19, 0), 0.2)).toBe(false);
});

test("many are ten at least, none of whom says most of it; of whom nobody names nothing is known", () => {
  const each = Array.from({ length: 10 }, () => 2);
  expect(areOfMany(each, 20)).toBe(true);
  expect(areOfMany(each.slice(1), 18)).toBe(false);
  expect(areOfMany([9, ...each.slice(1)], 27)).toBe(false);
  expect(areOfMany([], 0)).toBe(true);
});
