import type { SentimentTotals } from "../model/reader.ts";

/** What was counted in one stretch of time. */
export interface Observed {
  readonly posts: number;
  /** How long it was really looked at. */
  readonly observedMs: number;
  /** Share of the stretch, 0..1. */
  readonly coverage: number;
}

export interface Comparison {
  /** Posts in as long a time, usually. */
  readonly usual: number;
  /** How many earlier stretches that is known from. */
  readonly periods: number;
  /** From 1 on it is beyond what chance and the subject's own ups and downs explain. */
  readonly strength: number;
}

/** Of less than this share of a time nothing is concluded. */
export const coverageMin = 0.9;
/** From fewer earlier stretches nobody knows what is usual. */
export const periodsMin = 4;
/** By which share subjects vary from one time to the next before anything is known of them, which counts as much as so many times. */
const spreadPresumed = 0.25;
const presumedTimes = 4;
/** A change that is sure but this small is no news. */
const postsMin = 10;
const timesMin = 1.4;

/**
 * How one stretch of time compares with earlier ones of its kind; null where it, or too many of those, were not observed well.
 * Level and spread are medians, so that one burst among the earlier ones does not make the next one usual.
 */
export function compare(now: Observed, earlier: readonly Observed[]): Comparison | null {
  const known = earlier.filter(({ coverage }) => coverage >= coverageMin);
  if (now.coverage < coverageMin || known.length < periodsMin) return null;
  const counts = known.map(({ posts, observedMs }) => (posts / observedMs) * now.observedMs);
  const usual = median(counts);
  const spread = spreadOf(counts, usual);
  const uncertain = Math.sqrt(1 + Math.PI / 2 / counts.length);
  const deviations = (steadied(now.posts, spread) - steadied(usual, spread)) / uncertain;
  const [less, more] = [Math.min(now.posts, usual), Math.max(now.posts, usual)];
  const matters = more - less >= postsMin && more >= timesMin * less;
  return {
    usual,
    periods: counts.length,
    strength: matters ? Math.abs(deviations) / chanceMax(counts.length) : 0,
  };
}

/**
 * So many deviations are left to chance where what is usual is known from `n` times. Of five subjects that do nothing but vary, by
 * up to half of themselves, at least 95 in 100 digests say nothing then (test/analysis/notable.test.ts).
 */
const chanceMax = (n: number): number => 3.2 + 10 / n;

/** Counts vary by chance, as Poisson's do, and by a share of themselves; by this measure both are a deviation of 1, whatever the level. */
const steadied = (count: number, spread: number): number =>
  (2 / spread) * Math.asinh(spread * Math.sqrt(count + 0.375));

/** The share of its level by which a subject varies beyond chance. */
export function spreadOf(counts: readonly number[], level: number): number {
  const n = counts.length;
  // The median of few deviations comes out too small.
  const robust = 1.4826 * (1 + 1 / n) * median(counts.map((count) => Math.abs(count - level)));
  const beyondChance = level > 0 ? Math.max(0, (robust / level) ** 2 - 1 / level) : 0;
  return Math.sqrt((n * beyondChance + presumedTimes * spreadPresumed ** 2) / (n + presumedTimes));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[sorted.length % 2 ? middle : middle - 1], sorted[middle]];
  return (low + high) / 2;
}

/** Posts feel otherwise than usual. */
export interface Shift {
  readonly feeling: "positive" | "negative";
  /** Shares of the posts that could be read. */
  readonly now: number;
  readonly usual: number;
  readonly strength: number;
}

/** Shares of fewer posts say nothing. */
export const readMin = 50;
const shareMin = 0.1;
/** Deviations of a difference of two shares. Posts of one time are about the same things, so far more than independent ones would need. */
const shiftDeviations = 5;

/** The larger of the two shifts that stand out; null where none does. */
export function shiftOf(now: SentimentTotals, usual: SentimentTotals): Shift | null {
  const shifts = (["positive", "negative"] as const).flatMap((feeling) => {
    const shift = shiftBetween(feeling, now, usual);
    return shift ? [shift] : [];
  });
  return shifts.sort((a, b) => b.strength - a.strength)[0] ?? null;
}

/** Whether more posts feel so than usual. */
export function shiftTo(feeling: Shift["feeling"], now: SentimentTotals, usual: SentimentTotals): Shift | null {
  const shift = shiftBetween(feeling, now, usual);
  return shift && shift.now > shift.usual ? shift : null;
}

/** By a test of two proportions; null where it does not stand out. */
function shiftBetween(feeling: Shift["feeling"], now: SentimentTotals, usual: SentimentTotals): Shift | null {
  const [read, readBefore] = [readOf(now), readOf(usual)];
  if (read < readMin || readBefore < readMin) return null;
  const [share, before] = [now[feeling] / read, usual[feeling] / readBefore];
  const pooled = (now[feeling] + usual[feeling]) / (read + readBefore);
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / read + 1 / readBefore));
  if (deviation === 0 || Math.abs(share - before) < shareMin) return null;
  const strength = Math.abs(share - before) / deviation / shiftDeviations;
  return strength < 1 ? null : { feeling, now: share, usual: before, strength };
}

export const readOf = ({ negative, neutral, positive }: SentimentTotals): number => negative + neutral + positive;
