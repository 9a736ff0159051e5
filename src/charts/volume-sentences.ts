import { dayMs } from "../model/clock.ts";
import type { Language } from "../model/language.ts";
import { isolated, printable, shortenToFit, withoutIsolates } from "./graphemes.ts";
import { counted, full } from "./number.ts";
import { clock, day, every, inTheLast, rate, weekday } from "./utc.ts";
import { bucketsOf, peakOf, type VolumeData } from "./volume-data.ts";
import { volumeWords } from "./volume-words.ts";

/** In UTF-16 units, as chat platforms count. */
const takeawayMax = 60;

/** As precise as the period needs, and never two times at once: "at 14:00", "on Fri 14:00", "on 14 Nov 14:00", "on 14 Nov". */
function when(at: Date, { from, to, stepMs }: VolumeData, language: Language): string {
  const words = volumeWords[language].when;
  const length = to.getTime() - from.getTime();
  const [onDay, onWeekday] = [day(at, language), weekday(at, language)];
  if (stepMs >= dayMs || length > 30 * dayMs) return words.day(onDay);
  if (length > 7 * dayMs) return words.weekdayAndDay(onWeekday, onDay);
  if (to.getTime() - at.getTime() > 6 * dayMs) return words.dayAndClock(onDay, clock(at));
  return length > dayMs || onDay !== day(to, language)
    ? words.weekdayAndClock(onWeekday, clock(at))
    : words.clock(clock(at));
}

type Sentence = (subject: string) => string;

/** The picture's message, the most telling form first and the shortest last. */
function sentences(data: VolumeData, language: Language): readonly Sentence[] {
  const words = volumeWords[language];
  const peak = peakOf(bucketsOf(data));
  const last = inTheLast(data.to.getTime() - data.from.getTime(), language);
  if (!peak) return [(subject) => words.unobserved(subject, last)];
  if (peak.posts <= 0) return [(subject) => (data.coverage < 1 ? words.unseen : words.silent)(subject, last)];
  const said = {
    posts: counted(peak.posts, words.posts, language),
    count: full(peak.posts, language),
    every: every(data.stepMs, language),
    rate: rate(data.stepMs, language),
    when: when(new Date(peak.fromMs), data, language),
  };
  return words.peaked.map((sentence) => (subject) => sentence({ ...said, subject }));
}

/** The most telling sentence that `fits` with the whole subject; failing that the shortest, with as much of it as fits. */
export function headline(data: VolumeData, language: Language, fits: (title: string) => boolean): string {
  const subject = printable(data.subject);
  const forms = sentences(data, language);
  const form = forms.find((form) => fits(form(isolated(subject)))) ?? forms.at(-1) ?? String;
  return form(isolated(shortenToFit(subject, (text) => fits(form(isolated(text))))));
}

export const takeaway = (data: VolumeData, language: Language): string =>
  withoutIsolates(headline(data, language, (title) => withoutIsolates(title).length <= takeawayMax));
