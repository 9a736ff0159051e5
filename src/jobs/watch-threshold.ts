import { type Hour, isBackBelow, isOver } from "../analysis/threshold.ts";
import { hourMs, minuteMs } from "../model/clock.ts";
import { minutesKeptMs } from "../model/retention.ts";
import { nothing, type Watch } from "./watch.ts";
import { type Minutes, minutesUpTo } from "./watched-minutes.ts";

/** More posts an hour than somebody named, over all networks of a tracker. */
export const watchThreshold: Watch = {
  kind: "threshold",
  about: "pace",
  async look({ tracker, open, now, tenant }) {
    const overPerHour = tracker.rules.overPerHour;
    const minutes = overPerHour === null ? null : await minutesUpTo(now, 2 * hourMs, tracker, tenant);
    if (overPerHour === null || !minutes) return nothing;
    const { end } = minutes;
    const from = new Date(end.getTime() - hourMs);
    const [coverage = 0] = await tenant.reader.coverage([tracker.id], [{ from, to: end }]);
    const hour: Hour = { posts: lastHourOf(minutes), coverage };
    if (!open && isOver(hour, overPerHour)) {
      const facts = { kind: "threshold", overPerHour, lastHour: hour.posts, highest: hour.posts } as const;
      return { raise: { key: end.toISOString(), at: end, facts, lasts: true } };
    }
    if (open?.facts.kind !== "threshold" || !isBackBelow(hour, overPerHour)) return nothing;
    const since = Math.min(end.getTime() - open.at.getTime() + hourMs, minutesKeptMs - 2 * hourMs);
    const all = await minutesUpTo(now, since, tracker, tenant);
    const highest = Math.max(open.facts.lastHour, all ? highestHourOf(all) : 0);
    return { end: { at: end, facts: { ...open.facts, lastHour: hour.posts, highest } } };
  },
};

const minutesAnHour = hourMs / minuteMs;

const lastHourOf = ({ posts }: Minutes): number => sum(posts.slice(-minutesAnHour));

function highestHourOf({ posts }: Minutes): number {
  let inHour = 0;
  let highest = 0;
  for (const [i, count] of posts.entries()) {
    inHour += (count ?? 0) - (posts[i - minutesAnHour] ?? 0);
    highest = Math.max(highest, inHour);
  }
  return highest;
}

const sum = (posts: readonly (number | null)[]): number => posts.reduce<number>((all, count) => all + (count ?? 0), 0);
