import { hourMs } from "./clock.ts";
import type { Channel, Person } from "./place.ts";
import { lastTurn, nextTurn, readClockTime, type Schedule } from "./schedule.ts";

/** How much of alerts a channel hears, and when. */
export interface Peace {
  readonly quiet: Quiet | null;
  /** How many alerts get a message of their own in an hour; null = all of them. */
  readonly perHour: number | null;
  /** How long an alert waits for somebody to be on it; null = for ever. */
  readonly escalateMs: number | null;
  /** Who is named then; a role or a group is text alone. */
  readonly escalateTo: Person | string | null;
}

/** Hours in which nothing is posted, by the clocks on the walls of one place. */
export interface Quiet {
  /** "22:00" */
  readonly from: string;
  readonly to: string;
  /** IANA zone, e.g. "Europe/Berlin". */
  readonly zone: string;
  /** What becomes of alerts meanwhile: they come together when it ends, or go to another channel, by its id. */
  readonly instead: "morning" | string;
}

/**
 * Ten an hour is one every six minutes: what somebody who looks at the channel can still follow. Beyond that people mute a
 * channel, and then the eleventh is lost with all the others.
 */
export const usualPeace: Peace = { quiet: null, perHour: 10, escalateMs: null, escalateTo: null };

/** When the quiet that holds at a moment ends; null where it is not quiet. */
export function quietUntil({ quiet }: Pick<Peace, "quiet">, at: Date): Date | null {
  if (!quiet) return null;
  const [from, to] = [daily(quiet.from, quiet.zone), daily(quiet.to, quiet.zone)];
  return lastTurn(from, at).at > lastTurn(to, at).at ? nextTurn(to, at).at : null;
}

function daily(time: string, zone: string): Schedule {
  const read = readClockTime(time);
  if (!read) throw new Error(`no time of day: ${time}`);
  return { every: "day", weekday: 1, ...read, zone };
}

/** The hour in which alerts are counted together. */
export function capHour(at: Date): { readonly from: Date; readonly until: Date } {
  const from = new Date(Math.floor(at.getTime() / hourMs) * hourMs);
  return { from, until: new Date(from.getTime() + hourMs) };
}

export interface Peaces {
  /** The usual where nobody said otherwise. */
  of(channel: Channel): Promise<Peace>;
  /** Which channel one is about, by its number; null where it is not there. */
  channelOf(id: number): Promise<Channel | null>;
  /** From now on. `before` is null where it was the usual. */
  put(channel: Channel, peace: Peace): Promise<{ readonly id: number; readonly before: Peace | null }>;
  /** Whether alerts of one channel may be going to another, e.g. so that their buttons are heard there. */
  leads(from: Channel, to: string): Promise<boolean>;
}
