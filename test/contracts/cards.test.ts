import { describe, expect, test } from "vitest";
import type { Card, Control, Inline, Part } from "../../src/cards/card.ts";
import { expectGoldenCard } from "../cards/golden.ts";
import { hostileCasts } from "../cards/hostile-cast.ts";
import { samplesOf, usualCast } from "../cards/samples.ts";

const wordsOf = (inline: Inline): string => {
  if (typeof inline === "string") return inline;
  if ("bold" in inline) return inline.bold;
  if ("code" in inline) return inline.code;
  if ("link" in inline) return inline.link;
  if ("person" in inline) return inline.person.name;
  if ("channel" in inline) return inline.channel;
  return inline.time.toISOString();
};
const saidIn = (part: Part): string =>
  part.kind === "text" || part.kind === "note" ? part.text.map(wordsOf).join("") : "";
const partsOf = <K extends Part["kind"]>(card: Card, kind: K) =>
  card.parts.filter((part): part is Extract<Part, { kind: K }> => part.kind === kind);

/** What every surface can show whole. */
function expectWithinLimits(card: Card): void {
  expect(card.title).not.toBe("");
  expect(card.title.length).toBeLessThanOrEqual(150);
  expect(card.title).not.toMatch(/[\r\n]/u);
  expect(card.title).not.toMatch(/\p{Cs}/u);
  expect(card.summary).not.toBe("");
  expect(card.summary).not.toMatch(/[\r\n]/u);
  for (const part of card.parts) {
    if (part.kind === "text" || part.kind === "note") expect(saidIn(part).trim()).not.toBe("");
  }
  for (const { controls } of partsOf(card, "actions")) {
    expect(controls.length).toBeGreaterThan(0);
    expect(controls.length).toBeLessThanOrEqual(5);
    controls.forEach(expectControl);
  }
  for (const { facts } of partsOf(card, "facts")) {
    expect(facts.length).toBeGreaterThan(0);
    expect(facts.length).toBeLessThanOrEqual(10);
  }
  for (const { columns, rows } of partsOf(card, "table")) {
    for (const row of rows) expect(row).toHaveLength(columns.length);
  }
}

/** A button's text is at most 75 characters on Slack (docs.slack.dev/reference/block-kit/block-elements/button-element). */
function expectControl(control: Control): void {
  expect(control.label.length).toBeGreaterThan(0);
  expect(control.label.length).toBeLessThanOrEqual(75);
  if (control.kind === "menu") expect(control.choices.length).toBeLessThanOrEqual(25);
}

const samples = samplesOf(usualCast);

test("every sample has a name of its own", () => {
  expect(new Set(samples.map(({ name }) => name)).size).toBe(samples.length);
});

describe.each(samples.map(({ name, card }) => [name, card] as const))("the card “%s”", (name, card) => {
  test("says what it said before", () => expectGoldenCard(name, card));

  test("keeps within what every surface can show", () => expectWithinLimits(card));
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
