import { dayMs, hourMs, minuteMs, secondMs } from "./clock.ts";
import { type Counting, countedAs } from "./figure.ts";
import { inEvery, type Language } from "./language.ts";

/** A length of time as people type it. */
export interface Period {
  readonly ms: number;
  /** As typed, tidied: "24h", "7d". */
  readonly text: string;
}

const units: Readonly<Record<string, number>> = { m: minuteMs, h: hourMs, d: dayMs, w: 7 * dayMs };

/** Reads "30m", "24h", "7d", "4w"; null for anything else and for nothing. Bounds are the asker's. */
export function readPeriod(typed: string): Period | null {
  const match = /^(\d{1,4})\s?(m|h|d|w)$/iu.exec(typed.trim());
  const unit = match?.[2]?.toLowerCase();
  const ms = match && unit ? Number(match[1]) * (units[unit] ?? 0) : 0;
  return ms > 0 ? { ms, text: `${Number(match?.[1])}${unit}` } : null;
}

type Unit = "second" | "minute" | "hour" | "day";

function countOf(ms: number): { readonly count: number; readonly unit: Unit } {
  if (ms % dayMs === 0 && ms > dayMs) return { count: ms / dayMs, unit: "day" };
  if (ms % hourMs === 0) return { count: ms / hourMs, unit: "hour" };
  if (ms < minuteMs) return { count: Math.round(ms / secondMs), unit: "second" };
  return { count: Math.round(ms / minuteMs), unit: "minute" };
}

/** "24 hours", "7 days", "90 minutes". */
export const periodName = (ms: number, language: Language): string => said(names, ms, language);

/** "last 24 hours", as it stands in a title. */
export const lastPeriod = (ms: number, language: Language): string => said(lasts, ms, language);

/** "in the last 24 hours". */
export const inLastPeriod = (ms: number, language: Language): string => said(inLasts, ms, language);

type Words = Readonly<Record<Unit, Counting>>;

function said(words: Readonly<Record<Language, Words>>, ms: number, language: Language): string {
  const { count, unit } = countOf(ms);
  return countedAs(count, words[language][unit], language);
}

const both =
  (singular: string, plural: string): Counting =>
  (n, one) =>
    (one ? singular : plural).replace("#", n);

const names = inEvery<Words>({
  en: {
    second: both("# second", "# seconds"),
    minute: both("# minute", "# minutes"),
    hour: both("# hour", "# hours"),
    day: both("# day", "# days"),
  },
  de: {
    second: both("# Sekunde", "# Sekunden"),
    minute: both("# Minute", "# Minuten"),
    hour: both("# Stunde", "# Stunden"),
    day: both("# Tag", "# Tage"),
  },
  fr: {
    second: both("# seconde", "# secondes"),
    minute: both("# minute", "# minutes"),
    hour: both("# heure", "# heures"),
    day: both("# jour", "# jours"),
  },
  es: {
    second: both("# segundo", "# segundos"),
    minute: both("# minuto", "# minutos"),
    hour: both("# hora", "# horas"),
    day: both("# día", "# días"),
  },
  pt: {
    second: both("# segundo", "# segundos"),
    minute: both("# minuto", "# minutos"),
    hour: both("# hora", "# horas"),
    day: both("# dia", "# dias"),
  },
  ja: {
    second: (n) => `${n}秒`,
    minute: (n) => `${n}分`,
    hour: (n) => `${n}時間`,
    day: (n) => `${n}日`,
  },
});

const lasts = inEvery<Words>({
  en: {
    second: both("last second", "last # seconds"),
    minute: both("last minute", "last # minutes"),
    hour: both("last hour", "last # hours"),
    day: both("last day", "last # days"),
  },
  de: {
    second: both("letzte Sekunde", "letzte # Sekunden"),
    minute: both("letzte Minute", "letzte # Minuten"),
    hour: both("letzte Stunde", "letzte # Stunden"),
    day: both("letzter Tag", "letzte # Tage"),
  },
  fr: {
    second: both("dernière seconde", "# dernières secondes"),
    minute: both("dernière minute", "# dernières minutes"),
    hour: both("dernière heure", "# dernières heures"),
    day: both("dernier jour", "# derniers jours"),
  },
  es: {
    second: both("último segundo", "últimos # segundos"),
    minute: both("último minuto", "últimos # minutos"),
    hour: both("última hora", "últimas # horas"),
    day: both("último día", "últimos # días"),
  },
  pt: {
    second: both("último segundo", "últimos # segundos"),
    minute: both("último minuto", "últimos # minutos"),
    hour: both("última hora", "últimas # horas"),
    day: both("último dia", "últimos # dias"),
  },
  ja: {
    second: (n) => `過去${n}秒`,
    minute: (n) => `過去${n}分`,
    hour: (n) => `過去${n}時間`,
    day: (n) => `過去${n}日`,
  },
});

const inLasts = inEvery<Words>({
  en: {
    second: both("in the last second", "in the last # seconds"),
    minute: both("in the last minute", "in the last # minutes"),
    hour: both("in the last hour", "in the last # hours"),
    day: both("in the last day", "in the last # days"),
  },
  de: {
    second: both("in der letzten Sekunde", "in den letzten # Sekunden"),
    minute: both("in der letzten Minute", "in den letzten # Minuten"),
    hour: both("in der letzten Stunde", "in den letzten # Stunden"),
    day: both("am letzten Tag", "in den letzten # Tagen"),
  },
  fr: {
    second: both("au cours de la dernière seconde", "au cours des # dernières secondes"),
    minute: both("au cours de la dernière minute", "au cours des # dernières minutes"),
    hour: both("au cours de la dernière heure", "au cours des # dernières heures"),
    day: both("au cours du dernier jour", "au cours des # derniers jours"),
  },
  es: {
    second: both("en el último segundo", "en los últimos # segundos"),
    minute: both("en el último minuto", "en los últimos # minutos"),
    hour: both("en la última hora", "en las últimas # horas"),
    day: both("en el último día", "en los últimos # días"),
  },
  pt: {
    second: both("no último segundo", "nos últimos # segundos"),
    minute: both("no último minuto", "nos últimos # minutos"),
    hour: both("na última hora", "nas últimas # horas"),
    day: both("no último dia", "nos últimos # dias"),
  },
  ja: {
    second: (n) => `過去${n}秒に`,
    minute: (n) => `過去${n}分に`,
    hour: (n) => `過去${n}時間に`,
    day: (n) => `過去${n}日に`,
  },
});
