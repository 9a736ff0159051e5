import { dayMs, hourMs, minuteMs } from "../model/clock.ts";
import { counted, figure } from "../model/figure.ts";
import type { Phase, Sighting } from "../model/incident.ts";

/** How an incident stands. Counts are posts an hour. */
export interface Course {
  readonly phase: Phase;
  /** The highest hour so far. */
  readonly peakCount: number;
  /** The last 60 minutes; null = blind, which only time can end. */
  readonly lastHour: number | null;
  /** The usual hour. */
  readonly expected: number;
  /** When the phase last moved, or the hour last reached a new high, whichever is later. */
  readonly movedAt: Date;
  readonly at: Date;
}

const peakAfterMs = 20 * minuteMs;
const overAfterMs = 3 * hourMs;
const coolingShare = 0.5;
const overTimes = 1.5;

/**
 * The phase an incident is in at `at`. A new high makes it rise again; without one it is at its peak after 20 minutes, cools
 * once the hour is below half of the highest, and is over below 1.5 times the usual, or after 3 hours in which nothing moved.
 * It never cools before it peaked, and nothing follows "over".
 */
export function nextPhase({ phase, peakCount, lastHour, expected, movedAt, at }: Course): Phase {
  const stillMs = at.getTime() - movedAt.getTime();
  if (phase === "over" || stillMs >= overAfterMs) return "over";
  if (lastHour === null) return phase;
  if (lastHour > peakCount) return "rising";
  if (phase === "rising" && stillMs < peakAfterMs) return "rising";
  if (lastHour < overTimes * Math.max(expected, 1)) return "over";
  return phase === "cooling" || lastHour < coolingShare * peakCount ? "cooling" : "peak";
}

const precise = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** One decimal where it matters. */
const small = (value: number): string => (value < 20 ? precise.format(value) : figure(value));

/**
 * "412 posts in the last hour; usual is 38 → 10.8× (biggest in 12 days)"; once it does not rise any more, "412 posts in an hour at
 * its peak; …".
 */
export function whyLine(
  sighting: Pick<Sighting, "windowMinutes" | "count" | "expected" | "returnDays">,
  phase: Phase = "rising",
): string {
  const { windowMinutes, count, expected, returnDays } = sighting;
  const minutes = `${windowMinutes} minutes`;
  const now = `in the last ${windowMinutes === 60 ? "hour" : minutes}`;
  const span = phase === "rising" ? now : `in ${windowMinutes === 60 ? "an hour" : minutes} at its peak`;
  const ratio = count / expected;
  const usual = expected < 1 ? "under 1" : `${small(expected)} → ${small(ratio)}×`;
  const novelty = noveltyOf(returnDays);
  return `${counted(count, "post")} ${span}; usual is ${usual}${novelty ? ` (${novelty})` : ""}`;
}

function noveltyOf(returnDays: number | null): string | null {
  if (returnDays === null) return "still learning what is usual";
  const hours = Math.floor((returnDays * dayMs) / hourMs);
  if (hours < 2) return null;
  return `biggest in ${hours < 48 ? `${hours} hours` : counted(Math.floor(returnDays), "day")}`;
}
