import { untracked } from "../cards/tracking.ts";
import { defineCommand } from "./command.ts";
import { trackedSubject } from "./options.ts";
import { tracked } from "./tracked.ts";

export default defineCommand({
  name: "untrack",
  help: "Stop following a hashtag in this channel",
  examples: ["/untrack #worldcup"],
  options: { tag: trackedSubject("The hashtag to stop following") },
  writes: () => true,
  async run({ options, where, who }, services) {
    const tracker = await tracked(options.tag, where, services);
    const { trackers, changes, boards } = services.tenant(where.channel.workspace);
    for (const board of await boards.list(where.channel)) {
      if (board.tracker === tracker.id) await boards.change(board.id, { endedAt: services.clock.now() });
    }
    await trackers.remove(tracker.id);
    const change = await changes.record({ kind: "untrack", who, about: tracker.id, before: {} });
    return { visible: "channel", card: untracked(tracker, who, change.id) };
  },
});
