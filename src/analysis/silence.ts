import { z } from "zod";

/**
 * Posts that may still come late, because the feed was blind or suspiciously silent. They are granted before anything counts
 * as a burst, for an hour after the silence ended.
 */
export const silenceSchema = z.object({
  /** Steps without a post, or blind, up to now. */
  steps: z.number(),
  /** Posts that were usual in that time. */
  missed: z.number(),
  blind: z.boolean(),
  /** Posts granted until `untilMs`. */
  owed: z.number(),
  untilMs: z.number(),
});
export type Silence = z.infer<typeof silenceSchema>;

/** A day of five-minute steps; what was missed before that will not come any more. */
const stepsMax = 288;
/** So many posts missing in a row happen by chance once in e^10: a feed that says "0" all that time is not to be believed. */
const implausible = 10;
/** For so many learning steps a late post is still inside the longest window. */
const grantedSteps = 12;

export const newSilence = (): Silence => ({ steps: 0, missed: 0, blind: false, owed: 0, untilMs: 0 });

/** Posts that may be late ones in a window that ends at `atMs`. */
export const owedAt = (silence: Silence, atMs: number): number =>
  Math.max(missing(silence), atMs <= silence.untilMs ? silence.owed : 0);

/** Learns one step of `stepMs` that ended at `atMs` and usually has `usual` posts. */
export function learnSilence(
  silence: Silence,
  atMs: number,
  count: number | null,
  usual: number,
  stepMs: number,
): void {
  if (!count) {
    silence.missed += silence.steps < stepsMax ? usual : 0;
    silence.steps = Math.min(silence.steps + 1, stepsMax);
    silence.blind ||= count === null;
    return;
  }
  // After zeros the late posts come at once, if at all; after a blind time they may take a few reads.
  const late = silence.blind ? missing(silence) : Math.min(missing(silence), count);
  if (late > 0) {
    silence.owed = Math.max(late, atMs <= silence.untilMs ? silence.owed : 0);
    silence.untilMs = atMs + grantedSteps * stepMs;
  }
  silence.steps = 0;
  silence.missed = 0;
  silence.blind = false;
}

const missing = ({ blind, missed }: Silence): number => (blind || missed >= implausible ? missed : 0);
