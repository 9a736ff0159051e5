import type { Reactions } from "../model/reader.ts";

/** Less than this nobody calls viral, however small the rest is. */
const engagementMin = 100;
const timesMin = 10;
/** From fewer posts nobody knows what is usual. */
const authorPostsMin = 5;
const subjectPostsMin = 50;
/** What was told within a day must be surpassed so far. */
export const surpassedTimes = 2;

/**
 * What is usual where a post moved far more than that: by its author's other posts, or, where few are known, by what nine of ten posts
 * about the subject stay below. Nothing of the days before moved as much, and what was told last is surpassed twice.
 */
export function goesViral(
  engagement: number,
  { author, all }: Reactions,
  told: number,
): { usual: number; of: "author" | "subject" } | null {
  if (engagement < engagementMin || engagement <= all.highest || engagement < surpassedTimes * told) return null;
  const compared =
    author && author.posts >= authorPostsMin
      ? ({ usual: author.median, of: "author" } as const)
      : all.posts >= subjectPostsMin
        ? ({ usual: all.ninth, of: "subject" } as const)
        : null;
  return compared && engagement >= timesMin * Math.max(compared.usual, 1) ? compared : null;
}
