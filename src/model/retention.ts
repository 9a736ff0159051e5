import { dayMs, hourMs } from "./clock.ts";

/** How long what is kept. Hour rollups stay for good. */
export const postsKeptMs = 30 * dayMs;
/** A day less than posts are kept, so that one that was dropped is never taken for a new one. */
export const postsTakenMs = postsKeptMs - dayMs;
/** Clocks differ, and clients set what time they like: a post from further ahead than this is not believed. */
export const postsAheadMs = dayMs;
export const snapshotsKeptMs = 14 * dayMs;
/** Two days and the hours that their comparison with the two before touches. */
export const minutesKeptMs = 50 * hourMs;
/** A removed tracker can be brought back for as long. */
export const removedTrackersKeptMs = 30 * dayMs;
