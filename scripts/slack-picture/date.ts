import { dayMs } from "../../src/model/clock.ts";
import { ago } from "../picture/ago.ts";
import { unknown } from "./reader.ts";

const clock = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", hour: "numeric", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", month: "short", day: "numeric", year: "numeric" });

const dayOf = (at: Date): number => Math.floor(at.getTime() / dayMs);
const relativeDays: Readonly<Record<number, string>> = { [-1]: "yesterday", 0: "today", 1: "tomorrow" };

/** Slack's tokens (docs.slack.dev/reference/block-kit/block-elements/date-element), for a reader in UTC. `timestamp` is in seconds. */
export function dateText(timestamp: number, format: string, now: Date): string {
  const at = new Date(timestamp * 1000);
  return format.replace(/\{(\w+)\}/gu, (_, token: string) => {
    switch (token) {
      case "time":
        return clock.format(at).replaceAll("\u202f", " ");
      case "date_short":
        return day.format(at);
      case "date_short_pretty":
        return relativeDays[dayOf(at) - dayOf(now)] ?? day.format(at);
      case "ago":
        return ago(now.getTime() - at.getTime());
      default:
        throw unknown("token of a date", token);
    }
  });
}
