import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Apart from the suite of `npm test`, which does without this package. */
export default defineConfig({
  root: fileURLToPath(new URL("../../..", import.meta.url)),
  test: {
    include: ["test/acceptance/slack/*.acceptance.ts"],
    globalSetup: ["test/postgres-setup.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
