import fc from "fast-check";
import { expect, test } from "vitest";
import { lastAsHigh, learnRecord, type Records } from "../../src/analysis/records.ts";

const recordsOf = (counts: readonly number[]): Records => {
  const records: Records = [];
  for (const [i, count] of counts.entries()) learnRecord(records, i, count);
  return records;
};

test("tells when a count was last reached, and null where it never was", () => {
  const records = recordsOf([10, 50, 20, 30, 12]);
  expect(lastAsHigh(records, 51)).toBeNull();
  expect(lastAsHigh(records, 50)).toBe(1);
  expect(lastAsHigh(records, 25)).toBe(3);
  expect(lastAsHigh(records, 12)).toBe(4);
});

test("never claims a longer time than there was, and stays small", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { maxLength: 300 }), fc.integer({ min: 5, max: 10_000 }), (counts, count) => {
      const records = recordsOf(counts);
      const found = lastAsHigh(records, count);
      const exact = counts.findLastIndex((other) => other >= count);
      expect(found ?? -1).toBeGreaterThanOrEqual(exact);
      expect(records.length).toBeLessThanOrEqual(16);
    }),
  );
});
