import { minuteMs } from "../../model/clock.ts";
import { type Burst, burstPace, rhythmPerMinute } from "./bursts.ts";
import { chance, mix, poisson, spread } from "./chance.ts";
import { mood } from "./rhythm.ts";
import type { SimulatorSettings } from "./settings.ts";
import type { Temper } from "./temper.ts";

/** When a post is written, and the seed that everything else about it follows from. */
export interface Moment {
  readonly atMs: number;
  readonly seed: number;
  readonly id: string;
  readonly burst: Burst | null;
  /** The influencer's post that sets a burst off. */
  readonly opening: boolean;
}

/** One subject on one network. `bursts` holds at least those of the time that is asked for. */
export interface Stage {
  readonly settings: SimulatorSettings;
  readonly temper: Temper;
  /** Place in `profiles`. */
  readonly network: number;
  readonly bursts: readonly Burst[];
}

/** Posts written in [fromMs, toMs), oldest first. The same time gives the same posts however it is cut into stretches. */
export function momentsBetween(stage: Stage, fromMs: number, toMs: number): Moment[] {
  const moments: Moment[] = [];
  for (let minute = Math.floor(fromMs / minuteMs); minute * minuteMs < toMs; minute++) {
    addUsual(moments, stage, minute, fromMs, toMs);
  }
  for (const burst of stage.bursts) addBurst(moments, stage, burst, fromMs, toMs);
  return moments.sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
}

function addUsual(
  moments: Moment[],
  { settings, temper, network }: Stage,
  minute: number,
  fromMs: number,
  toMs: number,
) {
  const startMs = minute * minuteMs;
  const hash = mix(mix(temper.hash, network), minute);
  const pace =
    rhythmPerMinute(settings, temper, startMs) * (temper.networkShares[network] ?? 0) * mood(temper, startMs);
  const roll = chance(hash);
  const count = poisson(roll, pace);
  for (let index = 0; index < count; index++) {
    const atMs = startMs + Math.floor(roll() * minuteMs);
    if (atMs >= fromMs && atMs < toMs) moments.push(moment(hash, index, atMs, null));
  }
}

/** A burst is drawn minute by minute from its own onset. */
function addBurst(moments: Moment[], { temper, network }: Stage, burst: Burst, fromMs: number, toMs: number) {
  const onsetMs = burst.onset.getTime();
  const endMs = burst.endsAt.getTime();
  const hash = mix(mix(burst.hash, network), 0x44);
  const share = burstShare(temper, burst, network);
  const opensHere = burst.hash % temper.networkShares.length === network;
  if (opensHere && onsetMs >= fromMs && onsetMs < toMs) moments.push(moment(hash, 0xffff, onsetMs, burst, true));
  const last = Math.ceil((Math.min(toMs, endMs) - onsetMs) / minuteMs);
  for (let minute = Math.max(0, Math.floor((fromMs - onsetMs) / minuteMs)); minute < last; minute++) {
    const minuteHash = mix(hash, minute);
    const roll = chance(minuteHash);
    const pace = burstPace(burst, (minute + 0.5) * minuteMs) * share * spread(roll, 0.15);
    const count = poisson(roll, pace);
    for (let index = 0; index < count; index++) {
      const atMs = onsetMs + minute * minuteMs + Math.floor(roll() * minuteMs);
      if (atMs >= fromMs && atMs < toMs && atMs < endMs) moments.push(moment(minuteHash, index, atMs, burst));
    }
  }
}

/** A burst spreads over the networks a little differently from everyday posts. */
function burstShare({ networkShares }: Temper, burst: Burst, network: number): number {
  const weights = networkShares.map((share, index) => share * spread(chance(mix(burst.hash ^ 0x55, index)), 0.5));
  return (weights[network] ?? 0) / weights.reduce((sum, weight) => sum + weight, 0);
}

function moment(hash: number, index: number, atMs: number, burst: Burst | null, opening = false): Moment {
  const seed = mix(hash, index + 1);
  return { atMs, seed, id: `sim-${atMs.toString(36)}${seed.toString(36).padStart(7, "0")}`, burst, opening };
}
