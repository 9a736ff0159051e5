import { trackersCard } from "../cards/trackers-card.ts";
import { sparkline } from "../charts/sparkline.ts";
import { dayMs, hourMs } from "../model/clock.ts";
import { comparable } from "../model/reader.ts";
import { defineCommand } from "./command.ts";

export default defineCommand({
  name: "tags",
  help: "Show what is tracked in this channel",
  examples: ["/tags"],
  options: {},
  writes: () => false,
  async run({ where }, services) {
    const { trackers, reader } = services.tenant(where.channel.workspace);
    const to = services.clock.now();
    const lines = [];
    const listed = await trackers.list(where.channel);
    for (const tracker of listed) {
      const scope = { trackers: [tracker.id], from: new Date(to.getTime() - dayMs), to };
      const before = { ...scope, from: new Date(to.getTime() - 2 * dayMs), to: scope.from };
      const [now, earlier, series] = [
        await reader.totals(scope),
        await reader.totals(before),
        await reader.series(scope, hourMs),
      ];
      lines.push({
        tracker,
        posts: now.posts,
        before: comparable(now, earlier) ? earlier.posts : null,
        coverage: now.coverage,
        sparkline: sparkline(series.points.map((p) => p.posts)),
      });
    }
    const disclosure = services.sources.disclosure(listed.flatMap((t) => [...t.networks]));
    return { visible: "only-you", card: trackersCard(lines, to, disclosure) };
  },
});
