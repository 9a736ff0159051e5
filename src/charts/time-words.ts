import { inEvery } from "../model/language.ts";

export type TimeUnit = "minute" | "hour" | "day";

/** A length of time of so many of the unit. */
type Lengths = Readonly<Record<TimeUnit, (count: number) => string>>;

export interface TimeWords {
  /** A day of a year, from "14 Nov" and "2025". */
  withYear(day: string, year: string): string;
  /** "24 h", by itself. Minutes, whole hours below three days, then days. */
  readonly lasting: Lengths;
  /** "in the last 24 h" */
  readonly inTheLast: Lengths;
  /** "per hour", behind what is counted. */
  readonly per: Lengths;
  /** "an hour", behind a number of posts. */
  readonly every: Lengths;
  /** The same in few letters, with nothing between: "/h". */
  readonly rate: Lengths;
}

const one =
  (alone: string, several: (count: number) => string) =>
  (count: number): string =>
    count === 1 ? alone : several(count);

/** How charts speak of lengths of time, in as few letters as a reader of the language takes for granted. */
export const timeWords = inEvery<TimeWords>({
  en: {
    withYear: (day, year) => `${day} ${year}`,
    lasting: { minute: (n) => `${n} min`, hour: (n) => `${n} h`, day: (n) => `${n} days` },
    inTheLast: {
      minute: (n) => `in the last ${n} min`,
      hour: (n) => `in the last ${n} h`,
      day: (n) => `in the last ${n} days`,
    },
    per: {
      minute: one("per minute", (n) => `per ${n} minutes`),
      hour: one("per hour", (n) => `per ${n} hours`),
      day: one("per day", (n) => `per ${n} days`),
    },
    every: {
      minute: one("a minute", (n) => `in ${n} minutes`),
      hour: one("an hour", (n) => `in ${n} hours`),
      day: one("a day", (n) => `in ${n} days`),
    },
    rate: {
      minute: one("/min", (n) => ` in ${n} min`),
      hour: one("/h", (n) => ` in ${n} h`),
      day: one("/day", (n) => ` in ${n} days`),
    },
  },
  de: {
    withYear: (day, year) => `${day} ${year}`,
    lasting: { minute: (n) => `${n} Min.`, hour: (n) => `${n} Std.`, day: (n) => `${n} Tage` },
    inTheLast: {
      minute: one("in der letzten Minute", (n) => `in den letzten ${n} Minuten`),
      hour: one("in der letzten Stunde", (n) => `in den letzten ${n} Stunden`),
      day: (n) => `in den letzten ${n} Tagen`,
    },
    per: {
      minute: one("pro Minute", (n) => `pro ${n} Minuten`),
      hour: one("pro Stunde", (n) => `pro ${n} Stunden`),
      day: one("pro Tag", (n) => `pro ${n} Tage`),
    },
    every: {
      minute: one("pro Minute", (n) => `in ${n} Minuten`),
      hour: one("pro Stunde", (n) => `in ${n} Stunden`),
      day: one("pro Tag", (n) => `in ${n} Tagen`),
    },
    rate: {
      minute: one("/Min.", (n) => ` in ${n} Min.`),
      hour: one("/Std.", (n) => ` in ${n} Std.`),
      day: one("/Tag", (n) => ` in ${n} Tagen`),
    },
  },
  fr: {
    withYear: (day, year) => `${day} ${year}`,
    lasting: { minute: (n) => `${n} min`, hour: (n) => `${n} h`, day: (n) => `${n} jours` },
    inTheLast: {
      minute: one("au cours de la dernière minute", (n) => `ces ${n} dernières minutes`),
      hour: one("au cours de la dernière heure", (n) => `ces ${n} dernières heures`),
      day: (n) => `ces ${n} derniers jours`,
    },
    per: {
      minute: one("par minute", (n) => `par tranche de ${n} minutes`),
      hour: one("par heure", (n) => `par tranche de ${n} heures`),
      day: one("par jour", (n) => `par tranche de ${n} jours`),
    },
    every: {
      minute: one("par minute", (n) => `en ${n} minutes`),
      hour: one("par heure", (n) => `en ${n} heures`),
      day: one("par jour", (n) => `en ${n} jours`),
    },
    rate: {
      minute: one("/min", (n) => ` en ${n} min`),
      hour: one("/h", (n) => ` en ${n} h`),
      day: one("/jour", (n) => ` en ${n} jours`),
    },
  },
  es: {
    withYear: (day, year) => `${day} ${year}`,
    lasting: { minute: (n) => `${n} min`, hour: (n) => `${n} h`, day: (n) => `${n} días` },
    inTheLast: {
      minute: one("en el último minuto", (n) => `en los últimos ${n} minutos`),
      hour: one("en la última hora", (n) => `en las últimas ${n} horas`),
      day: (n) => `en los últimos ${n} días`,
    },
    per: {
      minute: one("por minuto", (n) => `cada ${n} minutos`),
      hour: one("por hora", (n) => `cada ${n} horas`),
      day: one("por día", (n) => `cada ${n} días`),
    },
    every: {
      minute: one("por minuto", (n) => `en ${n} minutos`),
      hour: one("por hora", (n) => `en ${n} horas`),
      day: one("por día", (n) => `en ${n} días`),
    },
    rate: {
      minute: one("/min", (n) => ` en ${n} min`),
      hour: one("/h", (n) => ` en ${n} h`),
      day: one("/día", (n) => ` en ${n} días`),
    },
  },
  pt: {
    withYear: (day, year) => `${day} ${year}`,
    lasting: { minute: (n) => `${n} min`, hour: (n) => `${n} h`, day: (n) => `${n} dias` },
    inTheLast: {
      minute: one("no último minuto", (n) => `nos últimos ${n} minutos`),
      hour: one("na última hora", (n) => `nas últimas ${n} horas`),
      day: (n) => `nos últimos ${n} dias`,
    },
    per: {
      minute: one("por minuto", (n) => `a cada ${n} minutos`),
      hour: one("por hora", (n) => `a cada ${n} horas`),
      day: one("por dia", (n) => `a cada ${n} dias`),
    },
    every: {
      minute: one("por minuto", (n) => `em ${n} minutos`),
      hour: one("por hora", (n) => `em ${n} horas`),
      day: one("por dia", (n) => `em ${n} dias`),
    },
    rate: {
      minute: one("/min", (n) => ` em ${n} min`),
      hour: one("/h", (n) => ` em ${n} h`),
      day: one("/dia", (n) => ` em ${n} dias`),
    },
  },
  ja: {
    withYear: (day, year) => `${year}${day}`,
    lasting: { minute: (n) => `${n}分間`, hour: (n) => `${n}時間`, day: (n) => `${n}日間` },
    inTheLast: { minute: (n) => `過去${n}分間`, hour: (n) => `過去${n}時間`, day: (n) => `過去${n}日間` },
    per: { minute: (n) => `${n}分あたり`, hour: (n) => `${n}時間あたり`, day: (n) => `${n}日あたり` },
    every: {
      minute: one("毎分", (n) => `${n}分間で`),
      hour: one("毎時", (n) => `${n}時間で`),
      day: one("1日", (n) => `${n}日間で`),
    },
    rate: {
      minute: one("/分", (n) => `/${n}分`),
      hour: one("/時間", (n) => `/${n}時間`),
      day: one("/日", (n) => `/${n}日`),
    },
  },
});
