import type { SentimentTotals } from "../model/reader.ts";
import { readOf, shiftTo } from "./notable.ts";

/** Less is the mood of an hour. */
const shareMin = 0.15;
/** On a day before, fewer posts say nothing of how high it was. */
const dayReadMin = 20;
/** So far it stands above the highest of the days before. */
const aboveDays = 0.05;
/** A few people who are cross are not the subject, nor is one who is very cross. */
export const voicesMin = 10;
const loudestMax = 0.3;
/** It is over once half of that much is left. */
const overShare = shareMin / 2;
const overReadMin = 20;

export interface Felt {
  readonly now: SentimentTotals;
  /** Of the week before. */
  readonly usual: SentimentTotals;
  /** The same hours of each day before. */
  readonly daysBefore: readonly SentimentTotals[];
}

/** Far more posts are negative than usual, and than on any day before at this time; null where they are not, or where too few could be read. */
export function turnsNegative({ now, usual, daysBefore }: Felt) {
  const shift = shiftTo("negative", now, usual);
  if (!shift || shift.now - shift.usual < shareMin) return null;
  const known = daysBefore.filter((day) => readOf(day) >= dayReadMin).map((day) => day.negative / readOf(day));
  if (known.some((share) => shift.now < share + aboveDays)) return null;
  return { now: shift.now, usual: shift.usual, read: readOf(now) };
}

/** Whether negative posts, by each author who is named, the most first, are those of many; of nobody named nothing is known. */
export function areOfMany(posts: readonly number[], named: number): boolean {
  const [loudest = 0] = posts;
  return named === 0 || (posts.length >= voicesMin && loudest <= loudestMax * named);
}

export const feelsAsUsual = (now: SentimentTotals, usualShare: number): boolean =>
  readOf(now) >= overReadMin && now.negative / readOf(now) - usualShare < overShare;
