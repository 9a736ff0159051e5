/** The one source of "now" for windows, schedules, retention and replay. Nothing else asks Date.now(). */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/**
 * A clock that a replay (or a test) moves: it stands at `start`, jumps forward with `advanceTo`, and between jumps runs
 * at `rate` times the speed of `real` (0 stands still; default 0). It never runs backwards.
 */
export interface DrivenClock extends Clock {
  advanceTo(time: Date): void;
}

export function drivenClock(
  start: Date,
  { rate = 0, real = systemClock }: { rate?: number; real?: Clock } = {},
): DrivenClock {
  let atMs = start.getTime();
  let realMs = real.now().getTime();
  const nowMs = () => atMs + (real.now().getTime() - realMs) * rate;
  return {
    now: () => new Date(nowMs()),
    advanceTo(time) {
      atMs = Math.max(nowMs(), time.getTime());
      realMs = real.now().getTime();
    },
  };
}

export const secondMs = 1_000;
export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

/** The start of the `stepMs` bucket that holds `time`; buckets are aligned to the epoch, so hours and days are UTC's. */
export const bucketOf = (time: Date, stepMs: number): Date => new Date(Math.floor(time.getTime() / stepMs) * stepMs);
