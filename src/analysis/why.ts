import type { Ranking } from "../model/reader.ts";

/** What brought how much of what was more than usual. */
export interface Excess {
  readonly name: string;
  /** As in Ranked. */
  readonly of: string | null;
  /** Of the excess, 0..1. */
  readonly share: number;
  /** Of all posts of the time, and of those that are usual. */
  readonly now: number;
  readonly usual: number;
}

/** What brings less of the excess is not worth a word. */
const shareMin = 0.1;
/** What is as much of it as of any other time is no reason. */
const liftMin = 1.25;

/**
 * The excess of a time over a usual one, `ratio` times as long, by what a ranking ranks; the most first. `all`: whatever there is; else only what is more
 * of the posts than it usually is.
 */
export function excessOf(now: Ranking, usual: Ranking, ratio: number, { all = false } = {}): readonly Excess[] {
  const expected = usual.posts / ratio;
  const excess = now.posts - expected;
  if (excess <= 0) return [];
  const before = new Map(usual.rows.map(({ name, of, posts }) => [`${name}\n${of}`, posts]));
  return now.rows
    .map(({ name, of, posts }) => {
      const was = before.get(`${name}\n${of}`) ?? 0;
      return {
        name,
        of,
        share: Math.min(Math.max((posts - was / ratio) / excess, 0), 1),
        now: posts / Math.max(now.posts, 1),
        usual: was / Math.max(usual.posts, 1),
      };
    })
    .filter((one) => one.share >= shareMin && (all || one.now >= liftMin * one.usual))
    .sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1));
}
