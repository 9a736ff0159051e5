import { expect } from "vitest";
import type { Card, Control, Inline, Part } from "../../src/cards/card.ts";

const wordsOf = (inline: Inline): string => {
  if (typeof inline === "string") return inline;
  if ("bold" in inline) return inline.bold;
  if ("code" in inline) return inline.code;
  if ("link" in inline) return inline.link;
  if ("person" in inline) return inline.person.name;
  if ("channel" in inline) return inline.channel;
  return inline.time.toISOString();
};
export const saidIn = (part: Part): string =>
  part.kind === "text" || part.kind === "note" ? part.text.map(wordsOf).join("") : "";
export const partsOf = <K extends Part["kind"]>(card: Card, kind: K) =>
  card.parts.filter((part): part is Extract<Part, { kind: K }> => part.kind === kind);

/** What every surface can show whole. */
export function expectWithinLimits(card: Card): void {
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
