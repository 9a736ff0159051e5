import type { Author } from "./author.ts";
import { type Counters, engagementOf } from "./post.ts";

/**
 * A post is viral when far more people react than follow its author: engagement of at least ten times the square root of
 * the followers (100 for 100 followers, 1,000 for 10,000, 10,000 for a million), never under 100; 1,000 where followers are unknown.
 */
export function isViral(counters: Counters, author: Author | null): boolean {
  const followers = author?.followers ?? null;
  const floor = followers === null ? 1_000 : Math.max(100, 10 * Math.sqrt(followers));
  return (engagementOf(counters) ?? 0) >= floor;
}
