import { dayMs, hourMs, minuteMs } from "../src/model/clock.ts";

/** Even chances from a seed: the same ones for the same seed. */
export type Chance = () => number;

export function chanceOf(seed: number): Chance {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / 2 ** 32;
  };
}

const normal = (chance: Chance): number => Math.sqrt(-2 * Math.log(chance())) * Math.cos(2 * Math.PI * chance());

export function poissonOf(mean: number, chance: Chance): number {
  if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(chance)));
  const least = Math.exp(-mean);
  let count = 0;
  for (let left = chance(); left > least; left *= chance()) count += 1;
  return count;
}

/** Posts a minute of one hashtag, all that happened, and what of it is a burst. */
export interface CountStream {
  readonly fromMs: number;
  /** null = nobody looked. */
  readonly counts: (number | null)[];
  readonly events: readonly CountEvent[];
}

export interface CountEvent {
  /** First minute, and the one after the last in which an alert tells of it. */
  readonly from: number;
  readonly to: number;
}

export interface StreamShape {
  readonly perHour: number;
  readonly days: number;
  /** How much it varies round its mean: a negative binomial's size, per five minutes. */
  readonly size: number;
  /** The local day begins so much later than UTC's; from `clocksChangeOn` on one hour earlier. */
  readonly offsetHours: number;
  readonly clocksChangeOn?: number;
}

/** A Monday. */
const fromMs = Date.UTC(2026, 5, 1);
const dayDepth = 0.6;
const weekendShare = 0.55;
const kept = 0.5;

/** A hashtag on which nothing happens: days and weekends, and ups and downs that last some minutes. */
export function quietStream(shape: StreamShape, chance: Chance): CountStream {
  const { perHour, days, size, offsetHours, clocksChangeOn = Number.POSITIVE_INFINITY } = shape;
  const spread = Math.sqrt(Math.log(1 + 1 / size));
  let mood = normal(chance);
  const counts = Array.from({ length: (days * dayMs) / minuteMs }, (_, minute) => {
    if (minute % 5 === 0) mood = kept * mood + Math.sqrt(1 - kept ** 2) * normal(chance);
    const changed = minute * minuteMs >= clocksChangeOn * dayMs ? 1 : 0;
    const localMs = fromMs + minute * minuteMs - (offsetHours - changed) * hourMs;
    const hour = (localMs % dayMs) / hourMs;
    const weekday = (Math.floor(localMs / dayMs) + 4) % 7;
    const daily = 1 - dayDepth * Math.cos((hour / 24) * 2 * Math.PI);
    const weekly = weekday === 0 || weekday === 6 ? weekendShare : 1;
    return poissonOf((perHour / 60) * daily * weekly * Math.exp(spread * mood - spread ** 2 / 2), chance);
  });
  return { fromMs, counts, events: [] };
}

/** Of a post's answers how many are answered in turn, and how long one takes on average. */
const answered = 0.85;
const answerMinutes = 20;
/** An alert within so much of its beginning tells of a burst. */
const burstMinutes = 360;

/**
 * A burst: within ten minutes `lift` times what an hour usually brings, at least six posts, each of which is answered in turn. How
 * many that makes in all is chance, a few of them hardly any.
 */
export function withBursts(stream: CountStream, perHour: number, lift: number, chance: Chance): CountStream {
  const counts = [...stream.counts];
  const events = everyWeek(stream, chance).map((from) => {
    let wave = Array.from({ length: poissonOf(Math.max(6, lift * perHour), chance) }, () => from + chance() * 10);
    while (wave.length > 0) {
      for (const at of wave) add(counts, Math.floor(at), 1);
      const after = (at: number) => at - answerMinutes * Math.log(chance());
      wave = wave
        .flatMap((at) => Array.from({ length: poissonOf(answered, chance) }, () => after(at)))
        .filter((at) => at < counts.length);
    }
    return { from, to: from + burstMinutes };
  });
  return { ...stream, counts, events };
}

/** One moment in each week after the first. */
export const everyWeek = ({ counts }: CountStream, chance: Chance): number[] => {
  const week = (7 * dayMs) / minuteMs;
  return Array.from(
    { length: Math.floor(counts.length / week) - 1 },
    (_, i) => (i + 1) * week + Math.floor(chance() * (week - 2_000)),
  );
};

export function add(counts: (number | null)[], minute: number, posts: number): void {
  const count = counts[minute];
  if (count !== null && count !== undefined) counts[minute] = count + posts;
}
