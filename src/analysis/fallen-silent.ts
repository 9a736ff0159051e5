import { minuteMs } from "../model/clock.ts";
import { coverageMin, median, periodsMin, spreadOf } from "./notable.ts";

/** A time without a single post. */
export interface Quiet {
  readonly lengthMs: number;
  /** Share of it that was observed, over all networks, 0..1. */
  readonly coverage: number;
  /** Posts in the same hours of each day before that was observed. */
  readonly daysBefore: readonly number[];
}

/** Shorter ones nobody needs to hear of. */
export const quietMinMs = 30 * minuteMs;
/** Of a subject with less an hour nobody waits for the next post. */
const usualPerHourMin = 10;
/** How likely a subject that is as it usually is has no post in such a time; it is looked a few dozen times a day. */
const chanceMax = 1e-5;

/**
 * What is usual where a subject that always has posts at this time of day has none; null where it may be chance, where it was so
 * before, or where nobody looked. Days differ as digests know it: by chance, and by a share of themselves.
 */
export function hasFallenSilent({
  lengthMs,
  coverage,
  daysBefore,
}: Quiet): { usualPerHour: number; days: number } | null {
  if (lengthMs < quietMinMs || coverage < coverageMin || daysBefore.length < periodsMin) return null;
  const expected = median(daysBefore);
  const usualPerHour = expected / (lengthMs / (60 * minuteMs));
  if (usualPerHour < usualPerHourMin || Math.min(...daysBefore) < 1) return null;
  const varies = spreadOf(daysBefore, expected) ** 2;
  // No post by chance, of a count that varies by that share of its level (negative-binomially).
  const chance = (1 + expected * varies) ** (-1 / varies);
  return chance < chanceMax ? { usualPerHour, days: daysBefore.length } : null;
}
