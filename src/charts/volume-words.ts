import { dayMs } from "../model/clock.ts";
import { full } from "./axis.ts";
import { isolated, printable, shorten, shortenToFit, withoutIsolates } from "./graphemes.ts";
import { clock, day, every, lasting, moment, percent, period, unit, weekday } from "./utc.ts";
import { bucketsOf, gapsOf, peakOf, type VolumeData } from "./volume-data.ts";

/** In UTF-16 units, as chat platforms count. */
const takeawayMax = 60;
const altMax = 1_000;
const gapsNamedMax = 3;

const posts = (count: number): string => `${full(count)} ${count === 1 ? "post" : "posts"}`;

/** As precise as the period needs, and never two times at once: "at 14:00", "on Fri 14:00", "on 14 Nov 14:00", "on 14 Nov". */
function when(at: Date, { from, to, stepMs }: VolumeData): string {
  const length = to.getTime() - from.getTime();
  if (stepMs >= dayMs || length > 30 * dayMs) return `on ${day(at)}`;
  if (length > 7 * dayMs) return `on ${weekday(at)} ${day(at)}`;
  if (to.getTime() - at.getTime() > 6 * dayMs) return `on ${day(at)} ${clock(at)}`;
  return length > dayMs || day(at) !== day(to) ? `on ${weekday(at)} ${clock(at)}` : `at ${clock(at)}`;
}

type Sentence = (subject: string) => string;

/** The picture's message, the most telling form first and the shortest last. */
function sentences(data: VolumeData): readonly [Sentence, ...Sentence[]] {
  const peak = peakOf(bucketsOf(data));
  const length = lasting(data.to.getTime() - data.from.getTime());
  if (!peak) return [(subject) => `${subject} was not observed in the last ${length}`];
  if (peak.posts <= 0) {
    const seen = data.coverage < 1 ? " seen" : "";
    return [(subject) => `No posts of ${subject}${seen} in the last ${length}`];
  }
  const peaked = `peaked at ${posts(peak.posts)} ${every(data.stepMs)}`;
  return [
    (subject) => `${subject} ${peaked} ${when(new Date(peak.fromMs), data)}`,
    (subject) => `${subject} ${peaked}`,
  ];
}

/** The most telling sentence that `fits` with the whole subject; failing that the shortest, with as much of it as fits. */
export function headline(data: VolumeData, fits: (title: string) => boolean): string {
  const subject = printable(data.subject);
  const forms = sentences(data);
  const form = forms.find((form) => fits(form(isolated(subject)))) ?? forms.at(-1) ?? forms[0];
  return form(isolated(shortenToFit(subject, (text) => fits(form(isolated(text))))));
}

export const takeaway = (data: VolumeData): string =>
  withoutIsolates(headline(data, (title) => withoutIsolates(title).length <= takeawayMax));

export function alt(data: VolumeData): string {
  const buckets = bucketsOf(data);
  const peak = peakOf(buckets);
  const latest = buckets.at(-1);
  const gaps = gapsOf(data);
  const mark = data.marks[0];
  const at = (ms: number) => moment(new Date(ms));
  const named = gaps.slice(0, gapsNamedMax).map(({ fromMs, toMs }) => `${at(fromMs)} to ${at(toMs)}`);
  if (gaps.length > gapsNamedMax) named.push(`${gaps.length - gapsNamedMax} more times`);
  const said = [
    `Posts per ${unit(data.stepMs)} of ${shorten(printable(data.subject), 100)}, ${period(data.from, data.to)}.`,
    latest && `${posts(buckets.reduce((sum, bucket) => sum + bucket.posts, 0))} in total.`,
    latest && `Latest ${full(latest.posts)}, ${at(latest.fromMs)}${latest.isPartial ? ", so far" : ""}.`,
    peak && `Peak ${full(peak.posts)}, ${at(peak.fromMs)}.`,
    data.coverage < 1 && `${percent(data.coverage)} of the time was observed.`,
    gaps.length > 0 && `Not observed: ${named.join("; ")}.`,
    mark && `Marked, ${moment(mark.at)}: ${shorten(printable(mark.label), 40)}.`,
    ...data.notes.map((note) => `Note: ${shorten(printable(note), 100)}.`),
  ];
  return shortenToFit(said.filter(Boolean).join(" "), (text) => text.length <= altMax);
}
