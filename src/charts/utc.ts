import { dayMs, hourMs, minuteMs } from "../model/clock.ts";

const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const two = (value: number): string => String(value).padStart(2, "0");

/** "14:05" */
export const clock = (at: Date): string => `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
/** "Fri" */
export const weekday = (at: Date): string => weekdays[at.getUTCDay()] ?? "";
/** "Nov" */
export const month = (at: Date): string => months[at.getUTCMonth()] ?? "";
/** "14 Nov" */
export const day = (at: Date): string => `${at.getUTCDate()} ${month(at)}`;
/** "14 Nov 14:05" */
export const moment = (at: Date): string => `${day(at)} ${clock(at)}`;

/** "1 Nov 2025 00:00 – 14 Nov 12:00 UTC"; the day, and the year, once where both ends share it. */
export function period(from: Date, to: Date): string {
  const dated = (at: Date) => `${day(at)} ${at.getUTCFullYear()} ${clock(at)}`;
  const isSameYear = from.getUTCFullYear() === to.getUTCFullYear();
  const end = !isSameYear ? dated(to) : day(from) === day(to) ? clock(to) : moment(to);
  return `${dated(from)} – ${end} UTC`;
}

/** "45 min", "24 h", "14 days" */
export function lasting(ms: number): string {
  if (ms < 2 * hourMs && ms % hourMs !== 0) return `${Math.round(ms / minuteMs)} min`;
  if (ms < 3 * dayMs) return `${Math.round(ms / hourMs)} h`;
  return `${Math.round(ms / dayMs)} days`;
}

/** A bucket's length after "per": "hour", "15 minutes". */
export function unit(stepMs: number): string {
  if (stepMs === minuteMs) return "minute";
  if (stepMs === hourMs) return "hour";
  if (stepMs === dayMs) return "day";
  if (stepMs < hourMs) return `${stepMs / minuteMs} minutes`;
  return stepMs < dayMs ? `${stepMs / hourMs} hours` : `${stepMs / dayMs} days`;
}

/** The same behind a number of posts: "412 posts an hour", "412 posts in 15 minutes". */
export function every(stepMs: number): string {
  const name = unit(stepMs);
  if (name === "hour") return "an hour";
  return name.includes(" ") ? `in ${name}` : `a ${name}`;
}

/** Rounded down, so that only the whole is called 100 %. */
export const percent = (share: number): string => `${Math.floor(share * 100)} %`;
