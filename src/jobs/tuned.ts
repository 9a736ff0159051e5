import { readBacktest } from "../analysis/backtest.ts";
import { tunedCard } from "../cards/feedback-card.ts";
import type { MessageRef } from "../model/place.ts";
import type { Sensitivity } from "../model/tracker.ts";
import { defineJob } from "./job.ts";

type Input = {
  workspace: string;
  tracker: number;
  before: Sensitivity;
  after: Sensitivity;
  change: number;
  message: MessageRef;
};

/** Says in the message about a rule that was moved what that would have meant for the last 30 days. */
export default defineJob<Input>()({
  name: "tuned",
  attempts: 3,
  concurrency: 1,
  key: ({ change }) => `${change}`,
  async run({ workspace, tracker: id, before, after, change: undo, message }, services) {
    const { trackers, reader, changes } = services.tenant(workspace);
    const tracker = await trackers.get(id);
    if (!tracker) return;
    const { alerts, since } = await readBacktest(reader, id, services.clock.now());
    const meant = since ? { before: alerts[before].length, after: alerts[after].length } : null;
    // Taken back meanwhile, the message says so.
    const change = await changes.get(undo);
    if (!change || change.undoneAt) return;
    const facts = { tracker: { ...tracker, sensitivity: after }, who: change.who, undo, meant };
    await services.chat.update(message, (language) => tunedCard(facts, language));
  },
});
