import { coverageMin } from "./notable.ts";

/** Below this share of it, a threshold that was crossed can be crossed again. */
const rearmedBelow = 0.8;

/** One hour of a tracker, over all its networks. */
export interface Hour {
  /** Posts that were seen. */
  readonly posts: number;
  /** Share of it that was observed, 0..1: there may have been more posts, not fewer. */
  readonly coverage: number;
}

/** What was not seen changes nothing about it: so many there were at least. */
export const isOver = ({ posts }: Hour, overPerHour: number): boolean => posts > overPerHour;

/** An hour that nobody saw says nothing of how little there was. */
export const isBackBelow = ({ posts, coverage }: Hour, overPerHour: number): boolean =>
  coverage >= coverageMin && posts < rearmedBelow * overPerHour;
