import { secondMs } from "../model/clock.ts";
import { defineJob } from "./job.ts";

/** How often it is looked: a post comes at most so much later than it was stored. */
export const relaysEveryMs = 20 * secondMs;

/** Looks which relays of all workspaces have news. One query where nobody follows anything. */
export default defineJob<Record<string, never>>()({
  name: "relays",
  attempts: 2,
  key: () => "all",
  async run(_, { clock, feeds, jobs }) {
    for (const input of await feeds.dueRelays(clock.now())) await jobs.add({ name: "relay", input });
  },
});
