import type { Language } from "../model/language.ts";
import { printable, shorten, shortenToFit } from "./graphemes.ts";
import { counted, full, percent } from "./number.ts";
import { moment, per, period } from "./utc.ts";
import { volumeAltWords } from "./volume-alt-words.ts";
import { bucketsOf, gapsOf, peakOf, type VolumeData } from "./volume-data.ts";

/** In UTF-16 units, as chat platforms count. */
const altMax = 1_000;
const gapsNamedMax = 3;

export function alt(data: VolumeData, language: Language): string {
  const words = volumeAltWords[language];
  const buckets = bucketsOf(data);
  const peak = peakOf(buckets);
  const latest = buckets.at(-1);
  const gaps = gapsOf(data);
  const mark = data.marks[0];
  const at = (ms: number) => moment(new Date(ms), language);
  const named = gaps.slice(0, gapsNamedMax).map(({ fromMs, toMs }) => words.gap(at(fromMs), at(toMs)));
  if (gaps.length > gapsNamedMax) named.push(words.moreGaps(gaps.length - gapsNamedMax));
  const total = buckets.reduce((sum, bucket) => sum + bucket.posts, 0);
  const said = [
    words.measured(
      per(data.stepMs, language),
      shorten(printable(data.subject), 100),
      period(data.from, data.to, language),
    ),
    latest && counted(total, words.total, language),
    latest && (latest.isPartial ? words.latestSoFar : words.latest)(full(latest.posts, language), at(latest.fromMs)),
    peak && words.peak(full(peak.posts, language), at(peak.fromMs)),
    data.coverage < 1 && words.observed(percent(data.coverage, language)),
    gaps.length > 0 && words.gaps(named),
    mark && words.marked(moment(mark.at, language), shorten(printable(mark.label), 40)),
    ...data.notes.map((note) => words.note(shorten(printable(note), 100))),
  ];
  return shortenToFit(said.filter(Boolean).join(words.between), (text) => text.length <= altMax);
}
