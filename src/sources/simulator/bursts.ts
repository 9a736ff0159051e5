import { dayMs, hourMs, minuteMs } from "../../model/clock.ts";
import { chance, drawOf, mix, poisson } from "./chance.ts";
import type { Story } from "./phrases/phrasebook.ts";
import { storyOf } from "./phrases.ts";
import { duringEvent, rhythmAt } from "./rhythm.ts";
import type { SimulatorSettings } from "./settings.ts";
import { type Temper, temperOf } from "./temper.ts";

/** The recorded truth of one burst, the same on all networks. */
export interface Burst {
  readonly id: string;
  readonly onset: Date;
  readonly endsAt: Date;
  /** Posts per minute at the peak as a multiple of the usual at that hour. */
  readonly lift: number;
  /** What everybody talks about. */
  readonly story: Story;
  readonly hash: number;
  /** Posts per minute at the peak, over all networks. */
  readonly peakPerMinute: number;
  /** From onset to the peak. */
  readonly riseMs: number;
  /** After the peak the pace falls to 1/e in this time. */
  readonly decayMs: number;
}

/** A burst is over when its pace has fallen to a tenth of the peak. */
const decaysToTheEnd = Math.log(10);
const firstBurst = { perMinute: 75, lift: 20, lastsMs: 20 * minuteMs };
/** The first burst stands alone: no other one begins or goes on in this time around it. */
const quietAround = { beforeMs: 3 * hourMs, afterMs: 2 * hourMs };

const usualPerMinute = (settings: SimulatorSettings, temper: Temper) =>
  (settings.postsPerHour / 60) * temper.popularity;

/** Posts per minute of the subject over all networks at `atMs`, by the rhythm alone. */
export const rhythmPerMinute = (settings: SimulatorSettings, temper: Temper, atMs: number): number =>
  usualPerMinute(settings, temper) * rhythmAt(temper, settings.pattern, atMs);

function burst(hash: number, facts: Omit<Burst, "id" | "hash" | "story" | "endsAt">): Burst {
  const endsAt = new Date(facts.onset.getTime() + facts.riseMs + Math.round(facts.decayMs * decaysToTheEnd));
  return { ...facts, id: `burst-${hash.toString(36)}`, hash, endsAt, story: storyOf(hash) };
}

function firstOf(settings: SimulatorSettings, temper: Temper, onsetMs: number): Burst {
  const usual = rhythmPerMinute(settings, temper, onsetMs);
  const peakPerMinute = Math.max(firstBurst.perMinute, firstBurst.lift * usual);
  return burst(mix(temper.hash, Math.floor(onsetMs / 1_000)), {
    onset: new Date(onsetMs),
    lift: usual > 0 ? peakPerMinute / usual : firstBurst.lift,
    peakPerMinute,
    riseMs: 0,
    decayMs: firstBurst.lastsMs / decaysToTheEnd,
  });
}

/** A moment of the day at which people are awake: of a few candidates the first that the rhythm lets through. */
function onsetOf(settings: SimulatorSettings, temper: Temper, dayStartMs: number, hash: number): number {
  const roll = chance(hash);
  let onsetMs = dayStartMs;
  for (let attempt = 0; attempt < 40; attempt++) {
    onsetMs = dayStartMs + Math.floor(roll() * dayMs);
    if (settings.pattern === "event" && !duringEvent(onsetMs, temper.homeOffsetHours)) continue;
    if (roll() * 2 < rhythmAt(temper, settings.pattern, onsetMs)) break;
  }
  return onsetMs;
}

/** Bursts that the schedule has for one UTC day. */
function scheduledOf(settings: SimulatorSettings, temper: Temper, day: number): Burst[] {
  const dayHash = mix(temper.hash ^ 0x33, day);
  const bursts: Burst[] = [];
  const count = poisson(chance(dayHash), settings.burstsPerDay);
  for (let index = 1; index <= count; index++) {
    const hash = mix(dayHash, index);
    const onsetMs = onsetOf(settings, temper, day * dayMs, hash);
    const usual = rhythmPerMinute(settings, temper, onsetMs);
    const lift = 6 * (20 / 6) ** drawOf(hash);
    const lastsMs = (20 + 70 * drawOf(mix(hash, 1))) * minuteMs;
    const riseMs = Math.round((0.05 + 0.1 * drawOf(mix(hash, 2))) * lastsMs);
    const decayMs = (lastsMs - riseMs) / decaysToTheEnd;
    bursts.push(burst(hash, { onset: new Date(onsetMs), lift, peakPerMinute: lift * usual, riseMs, decayMs }));
  }
  return bursts;
}

/** Bursts that go on at any time in [fromMs, toMs), oldest first. `followedAtMs`: see `burstsOf`. */
export function burstsBetween(
  settings: SimulatorSettings,
  temper: Temper,
  fromMs: number,
  toMs: number,
  followedAtMs: number,
): Burst[] {
  const bursts: Burst[] = [];
  const firstMs = settings.firstBurstAfterMs === null ? null : followedAtMs + settings.firstBurstAfterMs;
  if (firstMs !== null) bursts.push(firstOf(settings, temper, firstMs));
  for (let day = Math.floor((fromMs - hourMs * 2) / dayMs); day * dayMs < toMs; day++) {
    for (const each of scheduledOf(settings, temper, day)) {
      const alone =
        firstMs === null ||
        each.endsAt.getTime() < firstMs - quietAround.beforeMs ||
        each.onset.getTime() > firstMs + quietAround.afterMs;
      if (alone) bursts.push(each);
    }
  }
  return bursts
    .filter((each) => each.onset.getTime() < toMs && each.endsAt.getTime() > fromMs)
    .sort((a, b) => a.onset.getTime() - b.onset.getTime());
}

/** Posts per minute of a burst over all networks, `sinceMs` after its onset. */
export function burstPace({ peakPerMinute, riseMs, decayMs }: Burst, sinceMs: number): number {
  if (sinceMs < riseMs) return peakPerMinute * (0.2 + (0.8 * sinceMs) / riseMs);
  return peakPerMinute * Math.exp(-(sinceMs - riseMs) / decayMs);
}

/**
 * The recorded truth: every burst of a hashtag between two times. `followedAt` is when it was first read, which sets its
 * first burst; what the search gives for other hashtags or seeds has other bursts.
 */
export function burstsOf(
  settings: SimulatorSettings,
  subject: { readonly key: string },
  from: Date,
  to: Date,
  followedAt: Date,
): readonly Burst[] {
  const temper = temperOf(settings.seed, subject.key);
  return burstsBetween(settings, temper, from.getTime(), to.getTime(), followedAt.getTime());
}
