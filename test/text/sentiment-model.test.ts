import { expect, it } from "vitest";
import { lexiconKey, lexiconLanguages, placeOf } from "../../src/text/sentiment-lexicon.ts";
import { decodeModel, encodeModel, type KeptModel, sentimentModel } from "../../src/text/sentiment-model.ts";

const keys = Uint32Array.from(["first", "second", "third"], (_, at) => lexiconKey(at + 1, 0));

/** Two places, three words. */
function kept(): KeptModel {
  const { phrases, figures, weightScale, figureScale } = sentimentModel();
  return {
    weightScale,
    figureScale,
    bias: [0.25, -0.5],
    temperatures: Float64Array.from(lexiconLanguages, (_, at) => 1 + at),
    figures,
    phrases,
    weights: Int8Array.from([-127, 127, 3, -4]),
    entries: {
      keys,
      meanings: Uint32Array.of(0, 7, 0xffffffff),
      valences: Int8Array.of(-40, 0, 40),
      roles: Uint8Array.of(0, 1, 4),
      ratings: Int8Array.of(1, -2, 3),
    },
  };
}

it("reads a model as it was written", () => {
  const { entries, ...rest } = kept();
  const model = decodeModel(encodeModel(kept()));
  expect(model).toMatchObject(rest);
  for (const [at, key] of keys.entries()) {
    const place = placeOf(model.lexicon, key);
    expect(place).toBeGreaterThanOrEqual(0);
    for (const column of ["meanings", "valences", "roles", "ratings"] as const)
      expect(model.lexicon[column][place]).toBe(entries[column][at]);
  }
});

it("has the two weights of a place as one number too", () => {
  const { pairs } = decodeModel(encodeModel(kept()));
  expect([...pairs].map((pair) => [(pair << 24) >> 24, pair >> 8])).toEqual([
    [-127, 127],
    [3, -4],
  ]);
});

it("refuses a file of another kind", () => {
  expect(() => decodeModel(new Uint8Array(64))).toThrow("not a model of this version");
});
