import type { Incident } from "../model/incident.ts";
import type { Tracker } from "../model/tracker.ts";

/** One subject, however many trackers there are of it. */
export interface TrackerGroup {
  /** The first, with the networks of all. */
  readonly tracker: Tracker;
  readonly ids: readonly number[];
}

/** Of several trackers of one subject, each in a channel of its own, a digest speaks once. */
export function groupsOf(trackers: readonly Tracker[]): readonly TrackerGroup[] {
  const groups = new Map<string, TrackerGroup>();
  for (const tracker of trackers) {
    const key = `${tracker.subject.kind}:${tracker.subject.key}`;
    const there = groups.get(key);
    const networks = [...new Set([...(there?.tracker.networks ?? []), ...tracker.networks])];
    groups.set(key, {
      tracker: { ...(there?.tracker ?? tracker), networks },
      ids: [...(there?.ids ?? []), tracker.id],
    });
  }
  return [...groups.values()];
}

/** The biggest first. What several trackers of one subject found at the same time is one alert, told unless all of them were muted. */
export function alertsTogether(found: readonly Incident[]): readonly Incident[] {
  const together: Incident[] = [];
  for (const one of [...found].sort((a, b) => b.peak.score - a.peak.score)) {
    const i = together.findIndex((other) => other.tracker !== one.tracker && overlap(other, one));
    const bigger = together[i];
    if (!bigger) together.push(one);
    else {
      const acknowledged = bigger.acknowledged ?? one.acknowledged;
      together[i] = { ...bigger, silent: bigger.silent && one.silent, acknowledged };
    }
  }
  return together;
}

const endMs = ({ endedAt }: Incident): number => endedAt?.getTime() ?? Number.POSITIVE_INFINITY;
const overlap = (a: Incident, b: Incident): boolean =>
  a.openedAt.getTime() <= endMs(b) && b.openedAt.getTime() <= endMs(a);
