import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Journeys take longest, however short their files are: begun last, everything would wait for them. */
class JourneysFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isJourney = ({ moduleId }: TestSpecification) => moduleId.includes("/journeys/");
    return [...sorted.filter(isJourney), ...sorted.filter((file) => !isJourney(file))];
  }
}

/**
 * What replaces modules or the clock for itself, or keeps a stand-in of a platform, has a process of its own. The others share
 * one, and load what they test once: that is a quarter of all the work.
 */
const alone = [
  "test/*.test.ts",
  "test/{backplane,chat,cli,discord,journeys,slack,web}/**/*.test.ts",
  "test/contracts/surfaces.test.ts",
  "test/text/{place-robust,sentiment-loading}.test.ts",
];

// Against what hangs: how fast something is, the benchmarks say. Two busy processors may take many times what four take.
const patience = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } };

export default defineConfig({
  test: {
    globalSetup: ["test/postgres-setup.ts"],
    // Twice the two processors that this is made for: journeys mostly wait.
    maxWorkers: 4,
    sequence: { sequencer: JourneysFirst },
    projects: [
      { test: { name: "alone", include: alone, ...patience } },
      {
        test: {
          name: "together",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...alone],
          isolate: false,
          ...patience,
        },
      },
    ],
  },
});
