import { dayMs, hourMs, minuteMs } from "../../model/clock.ts";
import { chance, mix, spread } from "./chance.ts";
import { regions } from "./regions.ts";
import type { Pattern } from "./settings.ts";
import type { Temper } from "./temper.ts";

/** Posts by local hour, as a multiple of the day's mean: quiet at four in the morning, busiest at eight in the evening. */
const hours = normalised([
  0.5, 0.32, 0.2, 0.15, 0.14, 0.2, 0.38, 0.66, 0.9, 1.02, 1.08, 1.15, 1.3, 1.28, 1.15, 1.1, 1.15, 1.28, 1.5, 1.78, 1.95,
  1.85, 1.4, 0.9,
]);

function normalised(values: readonly number[]): readonly number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value / mean);
}

function localHour(atMs: number, utcOffsetHours: number): number {
  return (((atMs / hourMs + utcOffsetHours) % 24) + 24) % 24;
}

/** How awake a region is, as a multiple of its mean. */
function awake(atMs: number, utcOffsetHours: number): number {
  const at = localHour(atMs, utcOffsetHours);
  const hour = Math.floor(at);
  const before = hours[hour] ?? 1;
  const after = hours[(hour + 1) % 24] ?? 1;
  return before + (after - before) * (at - hour);
}

/** A planned event every evening at the tag's home: an hour of rising interest, two and a half hours of it, a tail. */
const eventStartHour = 19;
const eventHours = 2.5;
const eventLift = 4;
const eventQuiet = 0.25;

function eventFactor(atMs: number, homeOffsetHours: number): number {
  const since = localHour(atMs, homeOffsetHours) - eventStartHour;
  if (since >= 0 && since < eventHours) return eventLift;
  if (since >= -1 && since < 0) return eventQuiet + (eventLift - eventQuiet) * (since + 1) ** 2;
  if (since >= eventHours) return eventQuiet + (eventLift - eventQuiet) * Math.exp(-(since - eventHours) * 1.6);
  return eventQuiet;
}

/** Whether bursts of an event happen now: they belong to its two and a half hours. */
export function duringEvent(atMs: number, homeOffsetHours: number): boolean {
  const since = localHour(atMs, homeOffsetHours) - eventStartHour;
  return since >= 0 && since < eventHours;
}

/** Posts expected at `atMs` by the rhythm alone, as a multiple of the subject's mean: smooth, about 1 over a week. */
export function rhythmAt(temper: Temper, pattern: Pattern, atMs: number): number {
  if (pattern === "steady") return 1;
  let daily = 0;
  for (let index = 0; index < regions.length; index++) {
    daily += voice(temper, pattern, atMs, index);
  }
  const weekday = (Math.floor(atMs / dayMs) + 4) % 7;
  const weekly = weekday === 0 || weekday === 6 ? temper.weekendFactor : (7 - 2 * temper.weekendFactor) / 5;
  return daily * weekly * (pattern === "event" ? eventFactor(atMs, temper.homeOffsetHours) : 1);
}

/** A region's part of what is written at a moment: those awake write more. Not a share of 1. */
function voice(temper: Temper, pattern: Pattern, atMs: number, region: number): number {
  const share = temper.regionShares[region] ?? 0;
  return pattern === "steady" ? share : share * awake(atMs, regions[region]?.utcOffsetHours ?? 0);
}

/** Which region a post of this moment comes from, for a draw in [0, 1). */
export function regionAt(temper: Temper, pattern: Pattern, atMs: number, draw: number): number {
  let total = 0;
  for (let region = 0; region < regions.length; region++) total += voice(temper, pattern, atMs, region);
  let left = draw * total;
  for (let region = 0; region < regions.length - 1; region++) {
    left -= voice(temper, pattern, atMs, region);
    if (left < 0) return region;
  }
  return regions.length - 1;
}

/** People answer each other, so counts vary more than chance alone would have it: a factor around 1, same on all networks. */
export function mood({ hash }: Temper, atMs: number): number {
  const hour = Math.floor(atMs / hourMs);
  const part = atMs / hourMs - hour;
  const slow = knot(hash ^ 0x11, hour) * (1 - part) + knot(hash ^ 0x11, hour + 1) * part;
  return slow * knot(hash ^ 0x22, Math.floor(atMs / (5 * minuteMs)));
}

const knot = (hash: number, time: number): number => spread(chance(mix(hash, time)), 0.3);
