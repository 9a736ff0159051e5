import { minuteMs } from "../model/clock.ts";
import type { AuthorPosts } from "../model/reader.ts";
import type { Habits } from "./author-kind.ts";

/** How somebody writes, of what was seen of them. */
export function habitsOf({ count, posts }: Pick<AuthorPosts, "count" | "posts">): Habits {
  const texts = timesOf(posts.map(({ text }) => text.trim().toLowerCase()).filter((text) => text !== ""));
  const minutes = timesOf(posts.map(({ postedAt }) => postedAt.getUTCMinutes()));
  const times = posts.map(({ postedAt }) => postedAt.getTime()).sort((a, b) => a - b);
  const gaps = times.slice(1).map((time, i) => time - (times[i] ?? time));
  const [first = 0, second = 0] = [...minutes.values()].sort((a, b) => b - a);
  const repeated = [...texts.values()].filter((n) => n > 1).reduce((sum, n) => sum + n, 0);
  return {
    posts: count,
    equalTexts: posts.length === 0 ? null : repeated / posts.length,
    equalMinutes: spreads(times) ? (first + second) / posts.length : null,
    medianGapMs: gaps.sort((a, b) => a - b)[gaps.length >> 1] ?? null,
  };
}

function timesOf<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const times = new Map<T, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  return times;
}

/** What is posted within a few hours is at few minutes by chance. */
const hoursSpread = 12;
const spreads = (times: readonly number[]): boolean =>
  new Set(times.map((time) => Math.floor(time / (60 * minuteMs)))).size >= hoursSpread;
