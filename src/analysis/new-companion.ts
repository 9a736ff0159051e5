import type { Companions } from "../model/reader.ts";
import { periodsMin } from "./notable.ts";

const postsMin = 10;
const authorsMin = 5;
/** One person who says the same again and again is one voice: so many posts each, at most, on average. */
const postsAnAuthorMax = 3;
const shareMin = 0.1;
/** So many times its share of any day before. */
const timesMin = 5;
/** Shares of fewer posts say nothing. */
const dayPostsMin = 20;

export interface NewCompanion {
  readonly tag: string;
  readonly posts: number;
  readonly of: number;
  readonly authors: number;
  /** The highest share of the days before. */
  readonly usual: number;
}

/** The hashtag that was rare beside a subject on every day before, and is now on many posts of several people; null where there is none. */
export function newBeside(
  now: Companions,
  daysBefore: readonly Companions[],
  known: ReadonlySet<string>,
): NewCompanion | null {
  const days = daysBefore.filter(({ posts }) => posts >= dayPostsMin);
  if (days.length < periodsMin) return null;
  const found = now.tags.flatMap(({ tag, posts, authors }): readonly NewCompanion[] => {
    const share = posts / now.posts;
    if (known.has(tag) || posts < postsMin || authors < authorsMin || posts > postsAnAuthorMax * authors) return [];
    const usual = Math.max(...days.map((day) => (day.tags.find((one) => one.tag === tag)?.posts ?? 0) / day.posts));
    return share >= shareMin && share >= timesMin * usual ? [{ tag, posts, of: now.posts, authors, usual }] : [];
  });
  return found.sort((a, b) => b.posts - a.posts)[0] ?? null;
}
