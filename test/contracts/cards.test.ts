import { describe, expect, test } from "vitest";
import { languages } from "../../src/model/language.ts";
import { expectGoldenCard } from "../cards/golden.ts";
import { hostileCasts } from "../cards/hostile-cast.ts";
import { expectWithinLimits, partsOf, saidIn } from "../cards/limits.ts";
import { samplesOf, usualCast } from "../cards/samples.ts";

const samples = samplesOf(usualCast);

test("every sample has a name of its own", () => {
  expect(new Set(samples.map(({ name }) => name)).size).toBe(samples.length);
});

describe.each(samples.map(({ name, card }) => [name, card] as const))("the card “%s”", (name, card) => {
  test("says what it said before", () => expectGoldenCard(name, card));

  test("keeps within what every surface can show", () => expectWithinLimits(card));
});

test.each(languages)("every card keeps within what every surface can show in %s", (language) => {
  for (const [, cast] of [["", usualCast] as const, ...hostileCasts])
    for (const { card } of samplesOf(cast, language)) expectWithinLimits(card);
});

const withNumbers = samples.filter(({ hasNumbers }) => hasNumbers).map(({ name, card }) => [name, card] as const);

test.each(withNumbers)("the card “%s” says that its figures are simulated", (_, card) => {
  expect(partsOf(card, "note").map(saidIn).join()).toContain("simulated data");
});

test.each(hostileCasts)("every card keeps within the limits and shows %s as it was typed", (_, cast) => {
  for (const disclosure of ["simulated", "replayed", null] as const) {
    for (const { card, hasNumbers } of samplesOf({ ...cast, disclosure })) {
      expectWithinLimits(card);
      const print = partsOf(card, "note").map(saidIn).join();
      if (hasNumbers && disclosure) expect(print).toContain(`${disclosure} data`);
      if (!disclosure) expect(print).not.toMatch(/simulated|replayed/u);
    }
  }
});
