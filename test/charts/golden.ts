import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

/** Compares with test/charts/golden/`name`. What differs is written beside it as "-changed": look at it, then rename it. */
export function expectGolden(name: string, text: string): void {
  const golden = fileURLToPath(new URL(`./golden/${name}`, import.meta.url));
  const changed = golden.replace(/(\.\w+)$/, "-changed$1");
  const isSame = existsSync(golden) && readFileSync(golden, "utf8") === text;
  if (isSame) rmSync(changed, { force: true });
  else writeFileSync(changed, text);
  expect(isSame, `${name} is drawn differently now: compare with ${changed}`).toBe(true);
}
