import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

/** Compares with test/chat/`surface`/golden/`name`.json. What differs is written beside it as "-changed": read it, then rename it. */
export function expectGoldenPayload(surface: "slack" | "discord", name: string, payload: unknown): void {
  const golden = fileURLToPath(new URL(`./${surface}/golden/${name}.json`, import.meta.url));
  const changed = golden.replace(/\.json$/u, "-changed.json");
  const text = `${JSON.stringify(payload, null, 2)}\n`;
  const isSame = existsSync(golden) && readFileSync(golden, "utf8") === text;
  if (isSame) rmSync(changed, { force: true });
  else writeFileSync(changed, text);
  expect(isSame, `“${name}” looks different there now: compare with ${changed}`).toBe(true);
}
