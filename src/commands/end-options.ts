import { dayMs, hourMs } from "../model/clock.ts";
import { refuse } from "../model/errors.ts";
import { type Period, readPeriod } from "../model/period.ts";
import type { Option, OptionWords } from "./option.ts";

/** A date of a calendar. */
export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** `until:2026-12-01`; null when left out. */
export const until = (words: OptionWords): Option<CalendarDate | null> => ({
  ...words,
  form: "key",
  required: false,
  isTypedOnly: true,
  parse: ([typed]) => {
    if (typed === undefined) return null;
    const [, year, month, day] = (/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/u.exec(typed.trim()) ?? []).map(Number);
    const date = { year: year ?? 0, month: month ?? 0, day: day ?? 0 };
    const read = new Date(Date.UTC(date.year, date.month - 1, date.day));
    if (read.getUTCMonth() === date.month - 1 && read.getUTCDate() === date.day && date.year > 2000) return date;
    const name = typed.slice(0, 40);
    return refuse({
      en: `“${name}” is no date. Write it like until:2026-12-01.`,
      de: `„${name}“ ist kein Datum. Geschrieben wird es wie until:2026-12-01.`,
      fr: `« ${name} » n’est pas une date. Écrivez-la comme until:2026-12-01.`,
      es: `«${name}» no es una fecha. Escríbela como until:2026-12-01.`,
      pt: `“${name}” não é uma data. Escreva como until:2026-12-01.`,
      ja: `「${name}」は日付ではありません。until:2026-12-01 のように書いてください。`,
    });
  },
});

const shortestMs = hourMs;
export const longestMs = 5 * 366 * dayMs;

/** `for:7d`; null when left out. */
export const lasting = (words: OptionWords): Option<Period | null> => ({
  ...words,
  form: "key",
  required: false,
  isTypedOnly: true,
  parse: ([typed]) => {
    if (typed === undefined) return null;
    const read = readPeriod(typed);
    if (read && read.ms >= shortestMs && read.ms <= longestMs) return read;
    return refuse({
      en: "“for” takes a time from 1h to 260w, e.g. for:7d.",
      de: "„for“ erwartet eine Zeit von 1h bis 260w, z. B. for:7d.",
      fr: "« for » attend une durée de 1h à 260w, par ex. for:7d.",
      es: "«for» admite un tiempo de 1h a 260w, p. ej. for:7d.",
      pt: "“for” aceita um tempo de 1h a 260w, por ex. for:7d.",
      ja: "「for」には 1h から 260w までの時間を指定します（例: for:7d）。",
    });
  },
});
