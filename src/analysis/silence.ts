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
/**
 * A feed that says "0" is not to be believed where so many posts are missing (by chance that happens once in e^10); one that says so
 * for an hour, where three are (once in e^3), since nobody knows how many will come late.
 */
const implausible = { missed: 10 };
const doubtful = { missed: 3, steps: 12 };
/** For an hour a late post is inside the longest window, and it may take a few steps to come. */
const grantedSteps = 15;

export const newSilence = (): Silence => ({ steps: 0, missed: 0, blind: false, owed: 0, untilMs: 0 });

/** Posts that may be late ones among the `count` of a window that ends at `atMs`. */
export const owedAt = (silence: Silence, atMs: number, count: number): number =>
  Math.max(lateOf(silence, count), atMs <= silence.untilMs ? silence.owed : 0);

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
  const late = silence.blind ? silence.missed : Math.min(lateOf(silence, count), count);
  if (late > 0) {
    silence.owed = Math.max(late, atMs <= silence.untilMs ? silence.owed : 0);
    silence.untilMs = atMs + grantedSteps * stepMs;
  }
  silence.steps = 0;
  silence.missed = 0;
  silence.blind = false;
}

/** Posts that may come late, were the silence to end with `count` posts. */
function lateOf({ blind, missed, steps }: Silence, count: number): number {
  if (!blind && steps >= doubtful.steps && missed >= doubtful.missed) return Math.max(missed, count);
  return blind || missed >= implausible.missed ? missed : 0;
}
