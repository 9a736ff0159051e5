import { expect, it } from "vitest";
import { chartDataOf } from "../../src/cli/chart-data.ts";
import { ShellError } from "../../src/cli/shell-error.ts";

const at = new Date(0);
const sample = {
  name: "a",
  points: [
    { at, posts: 3 },
    { at, posts: null, extra: true },
  ],
  tags: ["x"],
};
const good = { name: "b", points: [{ at: "2025-11-14T13:00:00Z", posts: null }], tags: [] };

it("turns ISO texts into Dates where the sample has Dates, and drops what it lacks", () => {
  expect(chartDataOf(sample, { ...good, unknown: 1 })).toEqual({
    ...good,
    points: [{ at: new Date("2025-11-14T13:00:00Z"), posts: null }],
  });
});

it.each([
  [null, "The data: expected an object, got null."],
  [{ ...good, name: null }, "name: expected a string, got null."],
  [{ ...good, points: undefined }, "points: expected a list, got nothing."],
  [
    { ...good, points: [{ at: "yesterday", posts: 1 }] },
    'points[0].at: expected a moment like "2025-11-14T13:00:00Z", got "yesterday".',
  ],
  [{ ...good, points: [{ at: "2025-13-45T99:00:00Z", posts: 1 }] }, "points[0].at"],
  [{ ...good, points: [{ at: "2025-11-14T13:00:00Z" }] }, "points[0].posts: expected a number, got nothing."],
  [{ ...good, points: [{ ...good.points[0], extra: "yes" }] }, 'points[0].extra: expected a boolean, got "yes".'],
  [{ ...good, tags: [1] }, "tags[0]: expected a string, got 1."],
])("names the wrong field of %j", (json, message) => {
  expect(() => chartDataOf(sample, json)).toThrow(ShellError);
  expect(() => chartDataOf(sample, json)).toThrow(message);
});
