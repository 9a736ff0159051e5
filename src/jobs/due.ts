import { secondMs } from "../model/clock.ts";
import type { DueWork } from "../model/feeds.ts";
import type { JobRequest } from "../services.ts";
import { defineJob } from "./job.ts";

/** How often it is looked: what has its time comes at most so late. */
export const dueEveryMs = 20 * secondMs;

/** Looks what of all workspaces has its time: roundups, alerts nobody is on, trackers that end. What was missed is due still. */
export default defineJob<Record<string, never>>()({
  name: "due",
  attempts: 2,
  key: () => "all",
  async run(_, { clock, feeds, jobs }) {
    for (const work of await feeds.dueWork(clock.now())) await jobs.add(requestOf(work));
  },
});

function requestOf({ what, workspace, id }: DueWork): JobRequest {
  switch (what) {
    case "roundup":
      return { name: "roundup", input: { workspace, roundup: id } };
    case "escalation":
      return { name: "escalate", input: { workspace, incident: id } };
    case "end":
      return { name: "end", input: { workspace, tracker: id } };
    default:
      return what satisfies never;
  }
}
