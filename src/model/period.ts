import { dayMs, hourMs, minuteMs } from "./clock.ts";

/** A length of time as people type it. */
export interface Period {
  readonly ms: number;
  /** As typed, tidied: "24h", "7d". */
  readonly text: string;
}

const units: Readonly<Record<string, number>> = { m: minuteMs, h: hourMs, d: dayMs, w: 7 * dayMs };

/** Reads "30m", "24h", "7d", "4w"; null for anything else and for nothing. Bounds are the asker's. */
export function readPeriod(typed: string): Period | null {
  const match = /^(\d{1,4})\s?(m|h|d|w)$/iu.exec(typed.trim());
  const unit = match?.[2]?.toLowerCase();
  const ms = match && unit ? Number(match[1]) * (units[unit] ?? 0) : 0;
  return ms > 0 ? { ms, text: `${Number(match?.[1])}${unit}` } : null;
}

/** "24 hours", "7 days", "90 minutes". */
export function periodName(ms: number): string {
  const [unitMs, unit] =
    ms % dayMs === 0 && ms > dayMs ? [dayMs, "day"] : ms % hourMs === 0 ? [hourMs, "hour"] : [minuteMs, "minute"];
  const count = Math.round(ms / Number(unitMs));
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
