import { dayMs, minuteMs } from "./clock.ts";
import { instantOf, type WallTime, wallTime } from "./zone.ts";

/** When something comes again and again, by the clocks on the walls of one place. */
export interface Schedule {
  readonly every: "day" | "week";
  /** Of a weekly one: 1 (Monday) to 7. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  /** IANA zone, e.g. "Europe/Berlin". */
  readonly zone: string;
}

/** One turn of a schedule. `on` is the local date, "2026-11-21": no date has two. */
export interface Turn {
  readonly at: Date;
  readonly on: string;
}

/** No clock is put forward by more than a day. */
const searchMs = 27 * 3_600_000;

/** The last turn until `now`. */
export const lastTurn = (schedule: Schedule, now: Date): Turn =>
  first(schedule, now, -1, ({ at }) => at.getTime() <= now.getTime());

/** The first turn after `now`, and after the local date `on` where that is given. */
export const nextTurn = (schedule: Schedule, now: Date, on: string | null = null): Turn =>
  first(schedule, now, 1, (turn) => turn.at.getTime() > now.getTime() && (on === null || turn.on > on));

/** The turn before one, at least half a day earlier. */
export const turnBefore = (schedule: Schedule, { at, on }: Turn): Turn =>
  first(schedule, new Date(at.getTime() - minuteMs), -1, (turn) => turn.on < on && turn.at.getTime() < at.getTime());

/** Goes from one day to the next, or to the one before, until a turn is as wished. */
function first(schedule: Schedule, now: Date, step: 1 | -1, isIt: (turn: Turn) => boolean): Turn {
  const { year, month, day } = wallTime(schedule.zone, now);
  // A schedule has a turn in every week, but for the weeks in which its day was skipped.
  for (let ahead = -step; Math.abs(ahead) < 30; ahead += step) {
    const turn = turnOn(schedule, { year, month, day: day + ahead });
    if (turn && isIt(turn)) return turn;
  }
  throw new Error(`a schedule in ${schedule.zone} has no turn`);
}

/**
 * The turn of one local date; null where it is not that weekday, or where the place skipped the date. A time that the clocks
 * skip is the first moment after; of one that they show twice it is the first.
 */
function turnOn(schedule: Schedule, date: Pick<WallTime, "year" | "month" | "day">): Turn | null {
  const { zone, every, weekday, hour, minute } = schedule;
  const midnight = new Date(Date.UTC(date.year, date.month - 1, date.day));
  if (every === "week" && (midnight.getUTCDay() || 7) !== weekday) return null;
  const on = midnight.toISOString().slice(0, 10);
  const wantedMs = midnight.getTime() + (hour * 60 + minute) * minuteMs;
  const found = instantOf(zone, { ...date, hour, minute });
  const at = shownMs(zone, found) === wantedMs ? found : afterGap(zone, found, wantedMs);
  return dateOf(zone, at) === on ? { at, on } : null;
}

/** The first minute at which the clocks show no less than what they skip; `found` lies behind it. */
function afterGap(zone: string, found: Date, wantedMs: number): Date {
  let [early, late] = [found.getTime() - searchMs, found.getTime()];
  while (late - early > minuteMs) {
    const middle = Math.floor((early + late) / 2 / minuteMs) * minuteMs;
    if (shownMs(zone, new Date(middle)) >= wantedMs) late = middle;
    else early = middle;
  }
  return new Date(late);
}

/** What the clocks show, as if it were UTC. */
function shownMs(zone: string, at: Date): number {
  const { year, month, day, hour, minute } = wallTime(zone, at);
  return Date.UTC(year, month - 1, day, hour, minute);
}

export const dateOf = (zone: string, at: Date): string => new Date(shownMs(zone, at)).toISOString().slice(0, 10);

/** How many turns lie between two local dates, the later one counted. */
export function turnsBetween({ every }: Schedule, from: string, to: string): number {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
  return Math.max(0, Math.floor(every === "week" ? days / 7 : days));
}

/** "09:00", as it is typed. */
export const clockTime = ({ hour, minute }: Pick<Schedule, "hour" | "minute">): string =>
  `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;

/** Reads "9", "09:00", "9.30", "17h", "9h30", "9am", "9:30 pm"; null for anything else. */
export function readClockTime(typed: string): Pick<Schedule, "hour" | "minute"> | null {
  const match = clockPattern.exec(typed.trim());
  if (!match) return null;
  const half = match[3]?.toLowerCase();
  const said = Number(match[1]);
  if (half && (said < 1 || said > 12)) return null;
  const hour = half ? (said % 12) + (half === "pm" ? 12 : 0) : said;
  const minute = Number(match[2] ?? 0);
  return hour < 24 && minute < 60 ? { hour, minute } : null;
}

export const clockPattern = /^(\d{1,2})(?:[:.：h時](\d{2})?分?)?\s?(am|pm)?$/iu;
