import { dayMs, hourMs, minuteMs } from "../model/clock.ts";
import { inEvery, type Language } from "../model/language.ts";
import { type TimeUnit, timeWords } from "./time-words.ts";

const formats = (options: Intl.DateTimeFormatOptions) => {
  const made = (tag: string) => new Intl.DateTimeFormat(tag, { timeZone: "UTC", ...options });
  return inEvery({ en: made("en"), de: made("de"), fr: made("fr"), es: made("es"), pt: made("pt-BR"), ja: made("ja") });
};

const weekdays = formats({ weekday: "short" });
const months = formats({ month: "short" });
const days = formats({ month: "short", day: "numeric" });
const years = formats({ year: "numeric" });

const two = (value: number): string => String(value).padStart(2, "0");

/** "14:05", in every language. */
export const clock = (at: Date): string => `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
/** "Fri" */
export const weekday = (at: Date, language: Language): string => weekdays[language].format(at);
/** "Nov" */
export const month = (at: Date, language: Language): string => months[language].format(at);
/** "2025" */
export const year = (at: Date, language: Language): string => years[language].format(at);

/** "14 Nov": as charts write it where sentences would say "Nov 14" and "14 de nov.". */
export function day(at: Date, language: Language): string {
  return language === "en" || language === "pt"
    ? `${at.getUTCDate()} ${month(at, language)}`
    : days[language].format(at);
}

/** "14 Nov 14:05" */
export const moment = (at: Date, language: Language): string => `${day(at, language)} ${clock(at)}`;

/** "1 Nov 2025 00:00 – 14 Nov 12:00 UTC"; the day, and the year, once where both ends share it. */
export function period(from: Date, to: Date, language: Language): string {
  const { withYear } = timeWords[language];
  const dated = (at: Date) => `${withYear(day(at, language), year(at, language))} ${clock(at)}`;
  const isSameYear = from.getUTCFullYear() === to.getUTCFullYear();
  const isSameDay = isSameYear && day(from, language) === day(to, language);
  return `${dated(from)} – ${!isSameYear ? dated(to) : isSameDay ? clock(to) : moment(to, language)} UTC`;
}

/** "45 min", "24 h", "14 days" */
export function lasting(ms: number, language: Language): string {
  const { count, unit } = lengthOf(ms);
  return timeWords[language].lasting[unit](count);
}

/** The same behind a statement about it: "in the last 24 h". */
export function inTheLast(ms: number, language: Language): string {
  const { count, unit } = lengthOf(ms);
  return timeWords[language].inTheLast[unit](count);
}

/** A bucket's length behind what it counts: "per hour", "per 15 minutes". */
export function per(stepMs: number, language: Language): string {
  const { count, unit } = stepOf(stepMs);
  return timeWords[language].per[unit](count);
}

/** The same behind a number of posts: "412 posts an hour", "412 posts in 15 minutes". */
export function every(stepMs: number, language: Language): string {
  const { count, unit } = stepOf(stepMs);
  return timeWords[language].every[unit](count);
}

/** The same in few letters, right behind it: "412 posts/h", "412 posts in 15 min". */
export function rate(stepMs: number, language: Language): string {
  const { count, unit } = stepOf(stepMs);
  return timeWords[language].rate[unit](count);
}

interface Length {
  readonly count: number;
  readonly unit: TimeUnit;
}

function lengthOf(ms: number): Length {
  if (ms < 2 * hourMs && ms % hourMs !== 0) return { count: Math.round(ms / minuteMs), unit: "minute" };
  if (ms < 3 * dayMs) return { count: Math.round(ms / hourMs), unit: "hour" };
  return { count: Math.round(ms / dayMs), unit: "day" };
}

function stepOf(stepMs: number): Length {
  if (stepMs < hourMs) return { count: stepMs / minuteMs, unit: "minute" };
  return stepMs < dayMs ? { count: stepMs / hourMs, unit: "hour" } : { count: stepMs / dayMs, unit: "day" };
}
