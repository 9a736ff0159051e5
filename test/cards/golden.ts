import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { Card } from "../../src/cards/card.ts";

/** Compares with test/cards/golden/`name`.json. What differs is written beside it as "-changed": read it, then rename it. */
export function expectGoldenCard(name: string, card: Card): void {
  const golden = fileURLToPath(new URL(`./golden/${name}.json`, import.meta.url));
  const changed = golden.replace(/\.json$/u, "-changed.json");
  const text = `${JSON.stringify(card, null, 2)}\n`;
  const isSame = existsSync(golden) && readFileSync(golden, "utf8") === text;
  if (isSame) rmSync(changed, { force: true });
  else writeFileSync(changed, text);
  expect(isSame, `The card “${name}” says something else now: compare with ${changed}`).toBe(true);
}
