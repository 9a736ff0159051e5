import { z } from "zod";
import { dayMs, hourMs } from "../model/clock.ts";

/** What was announced last: its highest strength, when that was, and when the alert went out. */
export const announcedSchema = z.object({ strength: z.number(), peakMs: z.number(), alertMs: z.number() });
export type Announced = z.infer<typeof announcedSchema>;

const peakHalfLifeMs = dayMs;
/** How much higher than what was announced a burst must be to be news again. */
const again = 2;
/** Two alerts within the longest window would tell of the same posts. */
const quietMs = hourMs;

/** What is left of a peak after `ms`. */
export const faded = (ms: number): number => 2 ** (-ms / peakHalfLifeMs);

/**
 * Lets one alert an episode through: `strength` must reach `threshold`, and twice what was announced, which halves every
 * 24 hours. A live message is edited while its burst grows, so growth counts as announced.
 */
export function announce(
  before: Announced | null,
  atMs: number,
  strength: number,
  threshold: number,
): { alert: boolean; announced: Announced | null } {
  if (strength < threshold) return { alert: false, announced: before };
  if (!before) return { alert: true, announced: { strength, peakMs: atMs, alertMs: atMs } };
  const known = before.strength * faded(atMs - before.peakMs);
  const alert = strength > again * known && atMs - before.alertMs >= quietMs;
  if (strength <= known) return { alert: false, announced: before };
  return { alert, announced: { strength, peakMs: atMs, alertMs: alert ? atMs : before.alertMs } };
}
