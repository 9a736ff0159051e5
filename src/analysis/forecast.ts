import { z } from "zod";
import { share } from "./usual.ts";

/**
 * What the last hour leads one to expect: a level that follows the counts, and for each window how far the counts have
 * strayed from it. That deviation is not robust, on purpose: bursts inflate it for about a week, so a feed that bursts
 * often needs a bigger one to be news. Plain data of fixed size.
 */
export const forecastSchema = z.object({
  /** Posts per step, the newest first: as known after the last step, the one before, … */
  levels: z.array(z.number()),
  /** Counts of the last steps, the newest first; null = blind. */
  steps: z.array(z.number().nullable()),
  /** One for each of `windowSteps`. */
  errors: z.array(z.object({ seen: z.number(), mean: z.number(), variance: z.number() })).length(3),
});
export type Forecast = z.infer<typeof forecastSchema>;

/** The windows of 5, 15 and 60 minutes, in learning steps. */
export const windowSteps = [1, 3, 12] as const;

const longest = 12;
const levelShare = 0.1;
/** About a week of five-minute steps. */
const errorHalfLifeSteps = 2_000;

export const newForecast = (): Forecast => ({
  levels: [],
  steps: [],
  errors: windowSteps.map(() => ({ seen: 0, mean: 0, variance: 0 })),
});

/**
 * Posts foreseen for the `size` steps that end `ahead` steps (0..1) after the last learned one: each by the level as it was
 * known when that step began.
 */
export function foreseen({ levels }: Forecast, size: number, ahead: number): number {
  const level = (ago: number) => levels[Math.min(ago, levels.length - 1)] ?? 0;
  let total = ahead * level(0) + (1 - ahead) * level(size);
  for (let ago = 1; ago < size; ago++) total += level(ago);
  return total;
}

/** Posts to expect in a window that ends `ahead` steps after the last learned one: by the last hour, or what is `usual` then, whichever is more. */
export const expectedIn = (forecast: Forecast, index: number, usual: number, ahead: number): number =>
  Math.max(usual, foreseen(forecast, windowSteps[index] ?? 1, ahead) + (forecast.errors[index]?.mean ?? 0));

/** Posts in the last `size` learned steps; null where one was blind or there were fewer. */
export function lastSteps({ steps }: Forecast, size: number): number | null {
  if (steps.length < size) return null;
  let total = 0;
  for (let ago = 0; ago < size; ago++) {
    const count = steps[ago] ?? null;
    if (count === null) return null;
    total += count;
  }
  return total;
}

/** Learns one step; a blind one leaves level and deviation as they are. */
export function learnForecast(forecast: Forecast, count: number | null): void {
  forecast.steps = [count, ...forecast.steps].slice(0, longest);
  for (const [index, size] of windowSteps.entries()) {
    const error = forecast.errors[index];
    const total = lastSteps(forecast, size);
    if (!error || total === null) continue;
    const strayed = total - foreseen(forecast, size, 1) - error.mean;
    const newest = share(errorHalfLifeSteps, error.seen + 1);
    error.mean += newest * strayed;
    error.variance += newest * (strayed * strayed - error.variance);
    error.seen += 1;
  }
  const before = forecast.levels[0] ?? count;
  if (before === null) return;
  const level = count === null ? before : before + levelShare * (count - before);
  forecast.levels = [level, ...forecast.levels].slice(0, longest + 1);
}
