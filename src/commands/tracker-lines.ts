import type { TrackerLine } from "../cards/trackers-card.ts";
import { sparkline } from "../charts/sparkline.ts";
import { dayMs, hourMs } from "../model/clock.ts";
import { comparable } from "../model/reader.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Services } from "../services.ts";

/** The last 24 hours of each, and the day before. */
export async function trackerLines(trackers: readonly Tracker[], services: Services): Promise<readonly TrackerLine[]> {
  const to = services.clock.now();
  const lines: TrackerLine[] = [];
  for (const tracker of trackers) {
    const { reader } = services.tenant(tracker.channel.workspace);
    const scope = { trackers: [tracker.id], from: new Date(to.getTime() - dayMs), to };
    const before = { ...scope, from: new Date(to.getTime() - 2 * dayMs), to: scope.from };
    const now = await reader.totals(scope, { authors: false });
    const earlier = await reader.totals(before, { authors: false });
    const { points } = await reader.series(scope, hourMs);
    lines.push({
      tracker,
      posts: now.posts,
      before: comparable(now, earlier) ? earlier.posts : null,
      coverage: now.coverage,
      sparkline: sparkline(points.map((p) => p.posts)),
    });
  }
  return lines;
}
