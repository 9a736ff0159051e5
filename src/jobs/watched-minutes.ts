import { minuteMs } from "../model/clock.ts";
import type { Tenant } from "../model/tenant.ts";
import type { Tracker } from "../model/tracker.ts";

/** A tracker's minutes, over all its networks, up to the last one that was observed. */
export interface Minutes {
  readonly start: Date;
  readonly end: Date;
  /** One for each minute; null where blind. */
  readonly posts: readonly (number | null)[];
}

/** null where none was observed. */
export async function minutesUpTo(
  now: Date,
  lengthMs: number,
  tracker: Tracker,
  { reader }: Tenant,
): Promise<Minutes | null> {
  const scope = { trackers: [tracker.id], from: new Date(now.getTime() - lengthMs), to: now };
  const { points } = await reader.series(scope, minuteMs);
  const last = points.findLastIndex(({ posts }) => posts !== null);
  const [first, end] = [points[0], points[last]];
  if (!first || !end) return null;
  return {
    start: first.at,
    end: new Date(end.at.getTime() + minuteMs),
    posts: points.slice(0, last + 1).map(({ posts }) => posts),
  };
}
