import { languageTags } from "./figure.ts";
import type { Language } from "./language.ts";

/** How days are named in sentences, by the clocks of a zone. */

/** "Friday 20 November". */
export const dayName = (at: Date, zone: string, language: Language): string =>
  named(at, zone, language, { weekday: "long", day: "numeric", month: "long" });

/** "Friday". */
export const weekdayName = (at: Date, zone: string, language: Language): string =>
  named(at, zone, language, { weekday: "long" });

/** "Friday" of 5, "Monday" of 1. */
export const weekdayCalled = (weekday: number, language: Language): string =>
  // 1 January 2024 was a Monday.
  weekdayName(new Date(Date.UTC(2024, 0, weekday, 12)), "UTC", language);

/** In British English there is no comma behind the weekday, and the day comes first. */
const named = (at: Date, timeZone: string, language: Language, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(language === "en" ? "en-GB" : languageTags[language], { ...options, timeZone }).format(at);
