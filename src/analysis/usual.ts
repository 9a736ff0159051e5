import { z } from "zod";
import { dayMs, hourMs } from "../model/clock.ts";

/**
 * What is usual for one feed: a slow level, in posts per step, times a factor for the hour of day, on working days and on
 * weekends (UTC). Bursts are clipped, so they hardly lift it. Plain data of fixed size.
 */
export const usualSchema = z.object({
  /** Observed steps so far. */
  seen: z.number(),
  level: z.number(),
  /** The 24 hours of a working day, then those of a weekend day. */
  hours: z.array(z.number()).length(48),
  hoursSeen: z.array(z.number()).length(48),
});
export type Usual = z.infer<typeof usualSchema>;

const levelHalfLifeMs = dayMs;
const hourHalfLifeDays = 14;
/** A level below this says nothing about the shape of a day. */
const levelMin = 0.05;
/** Until then every count is taken as it is. */
const firstSteps = 12;

export const newUsual = (): Usual => ({
  seen: 0,
  level: 0,
  hours: new Array<number>(48).fill(1),
  hoursSeen: new Array<number>(48).fill(0),
});

/** Share of the newest value in a mean of which half is forgotten after `halfLife` values; a plain mean to begin with. */
export const share = (halfLife: number, seen: number): number => Math.max(1 - 2 ** (-1 / halfLife), 1 / (seen + 1));

/** Posts usual in one step that starts at `atMs`. */
export const usualAt = (usual: Usual, atMs: number): number => usual.level * (usual.hours[slotOf(atMs)] ?? 1);

/** What one step that starts at `atMs` counts for at most: more is a burst, and says little about what is usual. */
export const clipped = (usual: Usual, atMs: number, count: number): number =>
  Math.min(count, 3 * usualAt(usual, atMs) + 3);

/** Learns the count of one observed step of `stepMs` that started at `atMs`. */
export function learnUsual(usual: Usual, atMs: number, count: number, stepMs: number): void {
  const slot = slotOf(atMs);
  const factor = usual.hours[slot] ?? 1;
  const learned = usual.seen < firstSteps ? count : clipped(usual, atMs, count);
  if (usual.seen * stepMs > dayMs) {
    const seen = usual.hoursSeen[slot] ?? 0;
    const newest = Math.max(1 - 2 ** (-Math.min(stepMs, hourMs) / hourMs / hourHalfLifeDays), 1 / (seen + 24));
    const moved = factor + newest * (learned / Math.max(usual.level, levelMin) - factor);
    usual.hours[slot] = Math.min(8, Math.max(0.1, moved));
    usual.hoursSeen[slot] = seen + 1;
  }
  usual.level += share(Math.max(levelHalfLifeMs / stepMs, 24), usual.seen) * (learned / factor - usual.level);
  usual.seen += 1;
}

/** 1970 began on a Thursday. */
function slotOf(atMs: number): number {
  const weekday = (Math.floor(atMs / dayMs) + 4) % 7;
  return Math.floor((atMs % dayMs) / hourMs) + (weekday === 0 || weekday === 6 ? 24 : 0);
}

/**
 * How surprising `count` is where `mean` is expected and chance is that of a negative binomial of size `size`, in deviations of a
 * normal: the signed root of its deviance, which is about N(0, 1) in the bulk and has the right exponent far out. Few posts come as
 * a Poisson count does; of many, what counts is how many times the mean they are.
 */
export function surprise(count: number, mean: number, size: number): number {
  const times = count > 0 ? count * Math.log(count / mean) : 0;
  const deviance = times - (count + size) * Math.log((count + size) / (mean + size));
  return Math.sign(count - mean) * Math.sqrt(2 * Math.max(0, deviance));
}
