import { trackersCard } from "../cards/trackers-card.ts";
import { defineCommand } from "./command.ts";
import { trackerLines } from "./tracker-lines.ts";

export default defineCommand({
  name: "tags",
  help: "Show what is tracked in this channel",
  examples: ["/tags"],
  options: {},
  writes: () => false,
  async run({ where }, services) {
    const listed = await services.tenant(where.channel.workspace).trackers.list(where.channel);
    const lines = await trackerLines(listed, services);
    const disclosure = services.sources.disclosure(listed.flatMap((t) => [...t.networks]));
    return { visible: "only-you", card: trackersCard(lines, services.clock.now(), disclosure) };
  },
});
