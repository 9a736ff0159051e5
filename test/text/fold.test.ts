import fc from "fast-check";
import { expect, it } from "vitest";
import { fold } from "../../src/text/fold.ts";
import { anyText } from "./any-text.ts";
import { referenceKey } from "./reference-hashtags.ts";

it("gives every character what the whole rule gives it, also between others", () => {
  const different: string[] = [];
  for (let code = 0; code < 0x20000; code++) {
    const character = String.fromCodePoint(code);
    for (const text of [character, `I${character}é`, `に${character}が`, `ह${character}क`, `ß${character}\u0301Σ`]) {
      if (fold(text) !== referenceKey(text)) different.push(code.toString(16));
    }
  }
  expect(different).toEqual([]);
});

it("gives any text what the whole rule gives it", () => {
  const ranges = [
    [0x20, 0x24f],
    [0x370, 0x52f],
    [0x600, 0x65f],
    [0x900, 0x97f],
    [0x1100, 0x11ff],
    [0x3040, 0x30ff],
    [0xac00, 0xac80],
  ] as const;
  const character = fc
    .oneof(...ranges.map(([min, max]) => fc.integer({ min, max })))
    .map((code) => String.fromCodePoint(code));
  const text = fc.oneof(
    anyText,
    fc.array(character, { maxLength: 12 }).map((characters) => characters.join("")),
  );
  fc.assert(
    fc.property(text, (text) => {
      expect(fold(text)).toBe(referenceKey(text));
    }),
    { numRuns: 5_000 },
  );
});
