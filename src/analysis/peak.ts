import { z } from "zod";
import { dayMs } from "../model/clock.ts";

/** The highest burst that is remembered: how many posts it had more than expected, and when. */
export const peakSchema = z.object({ excess: z.number(), atMs: z.number() });
export type Peak = z.infer<typeof peakSchema>;

/** After two weeks a burst of half the height is as much news as the first one was. */
const halfLifeMs = 14 * dayMs;

/** What is left of it at `atMs`. */
export const leftOf = (peak: Peak | null, atMs: number): number =>
  peak === null ? 0 : peak.excess * 2 ** (-(atMs - peak.atMs) / halfLifeMs);

export const remember = (peak: Peak | null, atMs: number, excess: number): Peak | null =>
  excess > leftOf(peak, atMs) ? { excess, atMs } : peak;
