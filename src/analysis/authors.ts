import type { Sensitivity } from "../model/tracker.ts";

/** Distinct authors of the posts of a window, and of the window of the same length before it; null = none is named. */
export interface Wrote {
  readonly posts: number;
  readonly authors: number | null;
  readonly authorsBefore: number | null;
}

/** How many people more than before make a burst. */
const joinedMin: Readonly<Record<Sensitivity, number>> = { sensitive: 2, balanced: 3, strict: 5 };
/** How far the authors of two windows differ by chance, in deviations. */
const chance = 3;
/** A burst in which people write that often each, and no more, is one of many, whoever wrote before. */
const postsEach = 3;
/** More authors than this are not counted. */
const countedMax = 1_000;

/**
 * Whether enough people wrote for it to be a burst: one author posting 200 times is none. Where a network names no author, nobody can
 * tell, and it passes.
 */
export function isByMany({ posts, authors, authorsBefore }: Wrote, sensitivity: Sensitivity): boolean {
  if (!authors || authors >= countedMax) return true;
  const min = joinedMin[sensitivity];
  if (authors < min) return false;
  const before = authorsBefore ?? 0;
  return authors * postsEach >= posts || authors - before >= Math.max(min, chance * Math.sqrt(before));
}
