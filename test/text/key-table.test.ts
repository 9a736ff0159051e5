import fc from "fast-check";
import { expect, it } from "vitest";
import { createKeyTable } from "../../src/text/key-table.ts";

it("has the same in it as a Map, after any setting and taking out", () => {
  const key = fc.oneof(fc.constantFrom("", "a", "b", "cats"), fc.string({ maxLength: 2 }));
  /** The ones by which keys meet, and the table's own. */
  const hash = fc.constantFrom(
    (key: string) => key.length,
    () => -1,
    undefined,
  );
  const step = fc.tuple(key, fc.option(fc.integer(), { nil: undefined }));
  fc.assert(
    fc.property(hash, fc.array(step, { maxLength: 200 }), (hash, steps) => {
      const table = createKeyTable<number>(hash);
      const map = new Map<string, number>();
      for (const [key, value] of steps) {
        table.set(key, value);
        if (value === undefined) map.delete(key);
        else map.set(key, value);
        expect(table.get(key)).toBe(value);
        expect(table.size).toBe(map.size);
      }
      for (const [key] of steps) expect(table.get(key)).toBe(map.get(key));
    }),
  );
});

it("finds each of many, also after most were taken out and others came", () => {
  const table = createKeyTable<number>();
  for (let n = 0; n < 20_000; n++) table.set(`key${n}`, n);
  for (let n = 0; n < 19_000; n++) table.set(`key${n}`, undefined);
  for (let n = 0; n < 20_000; n++) table.set(`other${n}`, n);
  expect(table.size).toBe(21_000);
  expect(table.get("key18999")).toBeUndefined();
  for (let n = 19_000; n < 20_000; n++) expect(table.get(`key${n}`)).toBe(n);
  for (let n = 0; n < 20_000; n++) expect(table.get(`other${n}`)).toBe(n);
});
