import { z } from "zod";
import { dayMs, hourMs } from "../model/clock.ts";

/** The episode that was announced last: when, its highest strength, when that was, and when it last held. */
export const announcedSchema = z.object({
  fromMs: z.number(),
  strength: z.number(),
  peakMs: z.number(),
  heldMs: z.number(),
});
export type Announced = z.infer<typeof announcedSchema>;

const peakHalfLifeMs = dayMs;
/** How much higher than what was announced a burst must be to be news again. */
const again = 2;
/** An episode is over when nothing held for as long as the longest window. */
const lullMs = hourMs;

/** What is left of a peak after `ms`. */
export const faded = (ms: number): number => 2 ** (-ms / peakHalfLifeMs);

/**
 * Lets one alert an episode through: `strength` must reach `threshold`, and twice what the last episode reached, which halves
 * every 24 hours. Growth within an episode is no further alert: its live message is edited.
 */
export function announce(
  before: Announced | null,
  atMs: number,
  strength: number,
  threshold: number,
): { alert: boolean; announced: Announced | null } {
  if (strength < threshold) return { alert: false, announced: before };
  const known = before ? before.strength * faded(atMs - before.peakMs) : 0;
  if (before && atMs - before.heldMs < lullMs) {
    const { fromMs } = before;
    const peak = strength > known ? { strength, peakMs: atMs } : before;
    return { alert: false, announced: { ...peak, fromMs, heldMs: atMs } };
  }
  const alert = strength > again * known;
  return { alert, announced: alert ? { fromMs: atMs, strength, peakMs: atMs, heldMs: atMs } : before };
}
