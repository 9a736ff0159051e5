import { dayMs, hourMs, minuteMs } from "../model/clock.ts";
import type { Language } from "../model/language.ts";
import { short } from "./number.ts";
import { clock, day, month, year } from "./utc.ts";

export interface Tick {
  readonly value: number;
  readonly label: string;
}

const factors = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** Four or five round values from zero up, the last at or little above `highest`; whole numbers only, for posts are. */
export function countTicks(highest: number, language: Language): readonly Tick[] {
  const scales = [3, 4].map((steps) => ({ steps, step: roundStep(highest / steps) }));
  const { steps, step } = scales.reduce((best, scale) =>
    scale.steps * scale.step < best.steps * best.step ? scale : best,
  );
  return Array.from({ length: steps + 1 }, (_, index) => ({
    value: index * step,
    label: short(index * step, language),
  }));
}

/** The next whole number of the form factor × power of ten; at least 1. */
function roundStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, atLeast)));
  const factor = factors.find((factor) => factor * power >= atLeast && Number.isInteger(factor * power)) ?? 10;
  return factor * power;
}

const steps = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * minuteMs),
  ...[1, 2, 3, 6, 12].map((n) => n * hourMs),
  ...[1, 2, 7, 14].map((n) => n * dayMs),
];
/** Weeks start on Mondays; the epoch was a Thursday. */
const mondayMs = 4 * dayMs;
/** Most time labels that stay calm next to each other. */
const timeTicksMax = 7;

/** Round UTC moments in [fromMs, toMs], as dense as `fits` (a step's labels and how many of them) allows. */
export function timeTicks(
  fromMs: number,
  toMs: number,
  language: Language,
  fits: (ticks: readonly Tick[]) => boolean,
): readonly Tick[] {
  const usable = (ticks: readonly Tick[]) => ticks.length <= timeTicksMax && fits(ticks);
  for (const step of steps) {
    if ((toMs - fromMs) / step > 2 * timeTicksMax) continue;
    const ticks = every(step, fromMs, toMs, language);
    if (usable(ticks)) return ticks;
  }
  for (const count of [1, 2, 3, 6, 12, 24, 60, 120]) {
    const ticks = everyMonths(count, fromMs, toMs, language);
    if (usable(ticks)) return ticks;
  }
  return [];
}

function every(stepMs: number, fromMs: number, toMs: number, language: Language): Tick[] {
  const offset = stepMs % (7 * dayMs) === 0 ? mondayMs : 0;
  const ticks: Tick[] = [];
  for (let at = Math.ceil((fromMs - offset) / stepMs) * stepMs + offset; at <= toMs; at += stepMs) {
    ticks.push({ value: at, label: at % dayMs === 0 ? day(new Date(at), language) : clock(new Date(at)) });
  }
  return ticks;
}

function everyMonths(count: number, fromMs: number, toMs: number, language: Language): Tick[] {
  const from = new Date(fromMs);
  const first = Math.ceil((from.getUTCFullYear() * 12 + from.getUTCMonth()) / count) * count;
  const ticks: Tick[] = [];
  for (let index = first; ticks.length <= timeTicksMax; index += count) {
    const at = new Date(Date.UTC(Math.floor(index / 12), index % 12, 1));
    if (at.getTime() > toMs) break;
    if (at.getTime() < fromMs) continue;
    ticks.push({ value: at.getTime(), label: (index % 12 === 0 ? year : month)(at, language) });
  }
  return ticks;
}
