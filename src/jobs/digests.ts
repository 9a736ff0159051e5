import { secondMs } from "../model/clock.ts";
import { defineJob } from "./job.ts";

/** How often it is looked: a digest comes at most so late. */
export const digestsEveryMs = 20 * secondMs;

/** Looks which digests of all workspaces are due. What was missed while nobody looked is due still. */
export default defineJob<Record<string, never>>()({
  name: "digests",
  attempts: 2,
  key: () => "all",
  async run(_, { clock, feeds, jobs }) {
    for (const input of await feeds.dueDigests(clock.now())) await jobs.add({ name: "digest", input });
  },
});
