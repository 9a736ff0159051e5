import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Journeys take longest, however short their files are: begun last, everything would wait for them. */
class JourneysFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isJourney = ({ moduleId }: TestSpecification) => moduleId.includes("/journeys/");
    return [...sorted.filter(isJourney), ...sorted.filter((file) => !isJourney(file))];
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/postgres-setup.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Twice the two processors that this is made for: journeys mostly wait.
    maxWorkers: 4,
    sequence: { sequencer: JourneysFirst },
  },
});
