import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";

/** "2 hours ago", as the platforms' clients say it. */
export function ago(ms: number): string {
  const [count, unit] =
    ms < hourMs ? [ms / minuteMs, "minute"] : ms < dayMs ? [ms / hourMs, "hour"] : [ms / dayMs, "day"];
  const whole = Math.max(1, Math.floor(count));
  return `${whole} ${unit}${whole === 1 ? "" : "s"} ago`;
}
