import { dayMs, hourMs, minuteMs } from "../model/clock.ts";
import { counted, figure, smallFigure } from "../model/figure.ts";
import type { Phase, Sighting } from "../model/incident.ts";
import { inEvery, type Language } from "../model/language.ts";
import { inLastPeriod, periodName } from "../model/period.ts";

/** How an incident stands. Counts are posts an hour. */
export interface Course {
  readonly phase: Phase;
  /** The highest hour so far. */
  readonly peakCount: number;
  /** The last 60 minutes; null = blind, which only time can end. */
  readonly lastHour: number | null;
  /** The usual hour. */
  readonly expected: number;
  /** When the phase last moved, or the hour last reached a new high, whichever is later. */
  readonly movedAt: Date;
  readonly at: Date;
}

const peakAfterMs = 20 * minuteMs;
const overAfterMs = 3 * hourMs;
const coolingShare = 0.5;
const overTimes = 1.5;

/**
 * The phase an incident is in at `at`. A new high makes it rise again; without one it is at its peak after 20 minutes, cools
 * once the hour is below half of the highest, and is over below 1.5 times the usual, or after 3 hours in which nothing moved.
 * It never cools before it peaked, and nothing follows "over".
 */
export function nextPhase({ phase, peakCount, lastHour, expected, movedAt, at }: Course): Phase {
  const stillMs = at.getTime() - movedAt.getTime();
  if (phase === "over" || stillMs >= overAfterMs) return "over";
  if (lastHour === null) return phase;
  if (lastHour > peakCount) return "rising";
  if (phase === "rising" && stillMs < peakAfterMs) return "rising";
  if (lastHour < overTimes * Math.max(expected, 1)) return "over";
  return phase === "cooling" || lastHour < coolingShare * peakCount ? "cooling" : "peak";
}

/** Whether it is at least twice as high as what was announced. A wider window holds more anyway: there it must stand out twice as much too. */
export function isDoubled(announced: Sighting, peak: Sighting): boolean {
  const times = ({ count, expected }: Sighting) => count / Math.max(expected, 1);
  const isWider = peak.windowMinutes > announced.windowMinutes;
  return peak.count >= 2 * announced.count && (!isWider || times(peak) >= 2 * times(announced));
}

/**
 * "412 posts in the last hour; usual is 38 → 10.8× (biggest in 12 days)"; once it does not rise any more, "412 posts in an hour at
 * its peak; …".
 */
export function whyLine(
  {
    windowMinutes,
    count,
    expected,
    returnDays,
  }: Pick<Sighting, "count" | "expected" | "returnDays"> & { readonly windowMinutes: number },
  phase: Phase,
  language: Language,
): string {
  const words = whyWords[language];
  const posts = counted(count, "post", language);
  const span = periodName(windowMinutes * minuteMs, language);
  const said =
    phase === "rising"
      ? words.now(posts, inLastPeriod(windowMinutes * minuteMs, language))
      : words.peak(posts, windowMinutes === 60 ? words.anHour : span);
  const small = (value: number) => smallFigure(value, language);
  const usual = expected < 1 ? words.underOne : `${small(expected)} → ${small(count / expected)}×`;
  const novelty = noveltyOf(returnDays, language);
  return `${words.usual(said, usual)}${novelty ? words.aside(novelty) : ""}`;
}

function noveltyOf(returnDays: number | null, language: Language): string | null {
  const words = whyWords[language];
  if (returnDays === null) return words.learning;
  const hours = Math.floor((returnDays * dayMs) / hourMs);
  if (hours < 2) return null;
  return hours < 48
    ? words.biggestInHours(figure(hours, language))
    : words.biggestInDays(figure(Math.floor(returnDays), language));
}

/** Two hours and two days at least, so always of several. */
const whyWords = inEvery({
  en: {
    now: (posts: string, span: string) => `${posts} ${span}`,
    anHour: "an hour",
    peak: (posts: string, span: string) => `${posts} in ${span} at its peak`,
    usual: (said: string, usual: string) => `${said}; usual is ${usual}`,
    underOne: "under 1",
    aside: (novelty: string) => ` (${novelty})`,
    learning: "still learning what is usual",
    biggestInHours: (n: string) => `biggest in ${n} hours`,
    biggestInDays: (n: string) => `biggest in ${n} days`,
  },
  de: {
    now: (posts, span) => `${posts} ${span}`,
    anHour: "einer Stunde",
    peak: (posts, span) => `${posts} in ${span} am Höhepunkt`,
    usual: (said, usual) => `${said}; üblich sind ${usual}`,
    underOne: "weniger als 1",
    aside: (novelty) => ` (${novelty})`,
    learning: "was üblich ist, wird noch gelernt",
    biggestInHours: (n) => `höchster Wert seit ${n} Stunden`,
    biggestInDays: (n) => `höchster Wert seit ${n} Tagen`,
  },
  fr: {
    now: (posts, span) => `${posts} ${span}`,
    anHour: "une heure",
    peak: (posts, span) => `${posts} en ${span} au plus fort`,
    usual: (said, usual) => `${said} ; d’habitude ${usual}`,
    underOne: "moins de 1",
    aside: (novelty) => ` (${novelty})`,
    learning: "le niveau habituel est en cours d’apprentissage",
    biggestInHours: (n) => `record depuis ${n} heures`,
    biggestInDays: (n) => `record depuis ${n} jours`,
  },
  es: {
    now: (posts, span) => `${posts} ${span}`,
    anHour: "una hora",
    peak: (posts, span) => `${posts} en ${span} en su punto máximo`,
    usual: (said, usual) => `${said}; lo habitual es ${usual}`,
    underOne: "menos de 1",
    aside: (novelty) => ` (${novelty})`,
    learning: "aún se aprende qué es lo habitual",
    biggestInHours: (n) => `lo más alto en ${n} horas`,
    biggestInDays: (n) => `lo más alto en ${n} días`,
  },
  pt: {
    now: (posts, span) => `${posts} ${span}`,
    anHour: "uma hora",
    peak: (posts, span) => `${posts} em ${span} no auge`,
    usual: (said, usual) => `${said}; o normal é ${usual}`,
    underOne: "menos de 1",
    aside: (novelty) => ` (${novelty})`,
    learning: "ainda aprendendo o que é normal",
    biggestInHours: (n) => `o maior em ${n} horas`,
    biggestInDays: (n) => `o maior em ${n} dias`,
  },
  ja: {
    now: (posts, span) => `${span}${posts}`,
    anHour: "1時間",
    peak: (posts, span) => `ピーク時の${span}に${posts}`,
    usual: (said, usual) => `${said}、通常は ${usual}`,
    underOne: "1件未満",
    aside: (novelty) => `（${novelty}）`,
    learning: "通常の水準を学習中です",
    biggestInHours: (n) => `${n}時間で最大`,
    biggestInDays: (n) => `${n}日で最大`,
  },
});
