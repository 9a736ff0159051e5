import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { prepareFonts } from "../../src/charts/fonts.ts";

/** A folder for the font cache of one test file, gone after it. */
export function cacheDirForTests(): string {
  const cacheDir = mkdtempSync(join(tmpdir(), "groundswell-fonts-"));
  afterAll(() => rmSync(cacheDir, { recursive: true, force: true }));
  return cacheDir;
}

/** Lets the tests of a file draw with the bundled fonts. */
export function useFonts(): void {
  const cacheDir = cacheDirForTests();
  beforeAll(() => prepareFonts(cacheDir));
}
