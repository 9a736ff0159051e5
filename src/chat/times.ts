import type { Inline } from "../cards/card.ts";

export type TimeStyle = Extract<Inline, { time: Date }>["style"];

/** Whole seconds since 1970; null for what no surface could show: no time at all, or one before 1970 or after 9999. */
export function secondsOf(at: Date): number | null {
  const seconds = Math.floor(at.getTime() / 1000);
  return seconds >= 0 && seconds < 253_402_300_800 ? seconds : null;
}

const day = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
const clock = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", hour: "2-digit", minute: "2-digit" });

/** In words, where a surface cannot show it in the reader's own zone. */
export function utc(at: Date, style: TimeStyle): string {
  if (Number.isNaN(at.getTime())) return "unknown time";
  if (style === "clock") return `${clock.format(at)} UTC`;
  return style === "day" ? day.format(at) : `${day.format(at)}, ${clock.format(at)} UTC`;
}
