import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { toYaml } from "../../src/cli/yaml.ts";

test("whatever JSON can say reads back as it was", () => {
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("no", "null", "~", "1e3", "0x1", "a:b", "- a", "#a", "a #b", "", " ", "é", "2026-11-21", "a.b"),
      fc.boolean(),
      fc.integer(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom("a", "b_c", "no", "1", "x y", "#"), tie("value"), { maxKeys: 3 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom("a", "b"), value, { minKeys: 1 }), (object) => {
      expect(parse(toYaml(object))).toEqual(JSON.parse(JSON.stringify(object)));
    }),
    { numRuns: 300 },
  );
});
