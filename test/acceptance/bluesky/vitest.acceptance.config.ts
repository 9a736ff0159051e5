import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const nodeMajor = Number(process.versions.node.split(".")[0]);

/** Apart from the suite of `npm test`, which does without these packages. */
export default defineConfig({
  root: fileURLToPath(new URL("../../..", import.meta.url)),
  test: {
    include: ["test/acceptance/bluesky/*.acceptance.ts"],
    globalSetup: ["test/postgres-setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // The packages are written for Node 22; of what Node 20 lacks this is all they use.
    execArgv: nodeMajor < 22 ? ["--harmony-iterator-helpers"] : [],
    fileParallelism: false,
  },
});
