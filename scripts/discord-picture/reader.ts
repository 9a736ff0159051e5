import { ago } from "../picture/ago.ts";

/** Whoever looks at the message, in UTC: what Discord would put in for ids and files. */
export interface Reader {
  readonly now: Date;
  /** Display names by id. */
  readonly people: Readonly<Record<string, string>>;
  readonly channels: Readonly<Record<string, string>>;
  /** Where the attached file of this name can be had. */
  fileOf(name: string): string;
}

/** The drawing shows what we send, so what it does not know must not pass unseen. */
export function unknown(what: string, found: unknown): Error {
  return new Error(`The pictures of Discord do not know the ${what} ${JSON.stringify(found)}: teach them.`);
}

export const clock = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", hour: "numeric", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", month: "long", day: "numeric", year: "numeric" });

/** docs.discord.com/developers/reference#message-formatting-timestamp-styles */
export function timeText(seconds: number, letter: string, now: Date): string {
  const at = new Date(seconds * 1000);
  switch (letter) {
    case "t":
      return clock.format(at);
    case "D":
      return day.format(at);
    case "f":
      return `${day.format(at)} ${clock.format(at)}`;
    case "R":
      return ago(now.getTime() - at.getTime());
    default:
      throw unknown("style of a time", letter);
  }
}
