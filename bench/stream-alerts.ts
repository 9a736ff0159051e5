import { isByMany, windowsBefore } from "../src/analysis/authors.ts";
import { newDetector } from "../src/analysis/detector.ts";
import { advance, announcedAt } from "../src/analysis/spikes.ts";
import { dayMs, minuteMs } from "../src/model/clock.ts";
import type { CountStream } from "./count-streams.ts";

/** Days that a detector learns from before its alerts are counted. */
const warmDays = 7;
export const warmMinutes = (warmDays * dayMs) / minuteMs;

/** Minutes at whose end the product would tell of a burst at balanced. `loud`: posts a minute that one single author wrote, the others being one author's each. */
export function alertsIn({ fromMs, counts }: CountStream, loud: readonly number[] = []): number[] {
  const rows = counts.map((count, minute) => ({ at: new Date(fromMs + minute * minuteMs), count }));
  const told = new Set<number>();
  const alerts: number[] = [];
  for (const [minute, judgement] of advance(newDetector(), rows).entries()) {
    const since = announcedAt(judgement, "balanced");
    if (!judgement.sighting || !since || told.has(since.getTime())) continue;
    const size = judgement.sighting.windowMinutes;
    const wrote = { posts: judgement.sighting.count, ...authorsOf(minute + 1, size) };
    if (!isByMany(wrote, "balanced")) continue;
    told.add(since.getTime());
    if (minute >= warmMinutes) alerts.push(minute);
  }
  return alerts;

  function authorsOf(to: number, size: number) {
    const authors = (from: number, end: number) => {
      const sum = (of: readonly (number | null)[]) => of.slice(from, end).reduce<number>((a, b) => a + (b ?? 0), 0);
      return sum(counts) - sum(loud) + (sum(loud) > 0 ? 1 : 0);
    };
    return { authors: authors(to - size, to), authorsBefore: authors(to - (1 + windowsBefore) * size, to - size) };
  }
}
