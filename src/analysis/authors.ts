import type { Sensitivity } from "../model/tracker.ts";

/** How many windows before the one that stands out tell who writes there anyway. */
export const windowsBefore = 3;

/** Distinct authors of the posts of a window, and of the `windowsBefore` windows before it; null = none is named. */
export interface Wrote {
  readonly posts: number;
  readonly authors: number | null;
  readonly authorsBefore: number | null;
}

/** How many people make a burst. */
const authorsMin: Readonly<Record<Sensitivity, number>> = { sensitive: 2, balanced: 3, strict: 5 };
/** A burst in which people write that often each, and no more, is one of many, whoever wrote before. */
const postsEach = 2;
/** Where they write more, so many times that many must have joined, and more than chance brings, in deviations. */
const joinedTimes = 2;
const chance = 3;
/** More authors than this are not counted. */
const countedMax = 1_000;

/**
 * Whether enough people wrote for it to be a burst: one author posting 200 times is none. Where a network names no author, nobody can
 * tell, and it passes.
 */
export function isByMany({ posts, authors, authorsBefore }: Wrote, sensitivity: Sensitivity): boolean {
  if (!authors || authors >= countedMax) return true;
  const min = authorsMin[sensitivity];
  if (authors < min) return false;
  const before = authorsBefore ?? 0;
  return authors * postsEach >= posts || authors - before >= Math.max(joinedTimes * min, chance * Math.sqrt(before));
}
