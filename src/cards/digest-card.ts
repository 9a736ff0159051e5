import { isBlind, isNotable, type SubjectDigest } from "../analysis/digest.ts";
import { whyLine } from "../analysis/incident.ts";
import { dayName, weekdayName } from "../model/day.ts";
import type { SharedDisclosure } from "../model/disclosure.ts";
import type { Span } from "../model/feed.ts";
import type { Feedback } from "../model/feedback.ts";
import { counted, countedAs, figure, growth, listed, percentage, smallFigure } from "../model/figure.ts";
import type { Language, Told } from "../model/language.ts";
import { inLastPeriod } from "../model/period.ts";
import type { Person } from "../model/place.ts";
import type { NetworkTotals } from "../model/reader.ts";
import type { Schedule } from "../model/schedule.ts";
import { subjectName } from "../model/subject.ts";
import type { Card, Inline, Part, Picture, PostItem } from "./card.ts";
import { precisionLine } from "./feedback-card.ts";
import { smallPrint } from "./note.ts";
import { titleOf } from "./title.ts";
import { colon } from "./words/colon.ts";
import { controlWords } from "./words/controls.ts";
import { digestWords } from "./words/digest.ts";
import { digestSetWords } from "./words/digest-set.ts";

export interface DigestFacts {
  readonly every: Schedule["every"];
  readonly zone: string;
  /** Where it is said, by the channel's id: what is tracked elsewhere has no controls there. */
  readonly channel: string;
  readonly period: Span;
  /** The most notable first. */
  readonly subjects: readonly SubjectDigest[];
  /** What people said of the alerts. */
  readonly feedback: readonly Feedback[];
  readonly networks: readonly (NetworkTotals & { readonly label: string })[];
  /** Of the most notable; null where nothing is, or where none was drawn. */
  readonly picture: Picture | null;
  readonly posts: readonly PostItem[];
  readonly disclosure: SharedDisclosure | null;
  readonly sent: DigestSending;
}

/** Why it is said now: its hour came, somebody asked for it, or they look what it would be. */
export type DigestSending =
  | {
      readonly kind: "scheduled";
      readonly digest: number;
      readonly next: Date;
      /** When it was due, if that was long ago. */
      readonly late: Date | null;
      /** How many before it never came. */
      readonly missed: number;
    }
  | { readonly kind: "now"; readonly askedBy: Person }
  | { readonly kind: "preview" };

/** Between what is said of one subject. */
const comma: Told = { en: ", ", de: ", ", fr: ", ", es: ", ", pt: ", ", ja: "、" };

const headlinesMax = 3;
const rowsMax = 15;
/** Shares of fewer posts would say nothing. */
const readMin = 10;

/** Read in ten seconds: what stands out in words, all of it in a table, one picture, a few posts. Of a quiet time it is one line. */
export function digestCard(facts: DigestFacts, language: Language): Card {
  const words = digestWords[language];
  const { subjects, picture, posts } = facts;
  const title = titleOf(words.title(facts.every, dayName(facts.period.to, facts.zone, language)));
  const notable = subjects.filter(isNotable);
  const headlines = notable.slice(0, headlinesMax).map((subject) => headlineOf(subject, facts, language));
  const [first] = headlines;
  const precision = precisionLine(facts.feedback, language);
  const base = { title, tone: "neutral" } as const;
  if (!first) {
    const quiet = quietLine(subjects, language);
    return {
      ...base,
      summary: `${title}. ${quiet}`,
      parts: [{ kind: "text", text: [quiet] }, ...controlsOf(facts, [], language), printOf(facts, language)],
    };
  }
  return {
    ...base,
    summary: `${title}. ${first.map(plain).join("").split("\n")[0]}`,
    parts: [
      ...headlines.map((text) => ({ kind: "text" as const, text })),
      ...(precision ? [{ kind: "text" as const, text: [precision] }] : []),
      ...(subjects.length > 1 ? [tableOf(subjects, language)] : []),
      ...(subjects.length > rowsMax
        ? [{ kind: "note" as const, text: [words.more(figure(subjects.length - rowsMax, language))] }]
        : []),
      ...(picture ? [{ kind: "picture" as const, picture }] : []),
      ...(posts.length > 0
        ? [
            { kind: "text" as const, text: [{ bold: words.top }] },
            { kind: "posts" as const, posts },
          ]
        : []),
      ...controlsOf(facts, notable, language),
      printOf(facts, language),
    ],
  };
}

/** While it is read and drawn. */
export function digestReading(every: Schedule["every"], at: Date, zone: string, language: Language): Card {
  const words = digestWords[language];
  const title = titleOf(words.title(every, dayName(at, zone, language)));
  return {
    title,
    tone: "neutral",
    summary: `${title}. ${words.reading}`,
    parts: [{ kind: "text", text: [words.reading] }],
  };
}

const plain = (inline: Inline): string => (typeof inline === "string" ? inline : "bold" in inline ? inline.bold : "");

/** "#cats: 1,204 posts, about 3× a usual Friday", and in lines of their own how they feel and what alerts there were. */
function headlineOf(subject: SubjectDigest, { period, zone }: DigestFacts, language: Language): readonly Inline[] {
  const words = digestWords[language];
  const { tracker, totals, comparison, shift, alerts } = subject;
  const posts = `${subjectName(tracker.subject)}${colon[language]}${counted(totals.posts, "post", language)}`;
  const share = (value: number) => percentage(value, language);
  return [
    { bold: posts },
    ...(comparison && comparison.strength >= 1 ? [comparedLine(subject, { period, zone }, language)] : []),
    ...(shift ? [`${comma[language]}${words[shift.feeling](share(shift.now), share(shift.usual))}`] : []),
    ...(alerts.length > 0 ? [`\n${alertLine(subject, language)}`] : []),
  ];
}

/** A day is called as most of it is. */
function comparedLine(
  { totals, comparison, usualOf, highestMs }: SubjectDigest,
  { period, zone }: Pick<DigestFacts, "period" | "zone">,
  language: Language,
): string {
  if (!comparison) return "";
  const words = digestWords[language];
  const middle = new Date((period.from.getTime() + period.to.getTime()) / 2);
  const usual = {
    weekday: words.usualWeekday(weekdayName(middle, zone, language)),
    day: words.usualDay,
    week: words.usualWeek,
  }[usualOf];
  const highest = highestMs === null ? "" : words.highest(inLastPeriod(highestMs, language));
  const times = totals.posts / comparison.usual;
  if (comparison.usual < 1) return `${words.fromNothing}${highest}`;
  return times < 1
    ? words.down(percentage(1 - times, language), usual)
    : `${words.up(smallFigure(times, language), usual)}${highest}`;
}

/** How many, what the biggest was, who saw to it, and which nobody was told of. */
function alertLine({ alerts }: SubjectDigest, language: Language): string {
  const words = digestWords[language];
  const names = [...new Set(alerts.flatMap(({ acknowledged }) => acknowledged?.who.name ?? []))];
  const muted = alerts.filter(({ silent }) => silent).length;
  const [biggest] = alerts;
  const count = countedAs(alerts.length, words.alerts, language);
  const why = biggest ? `${colon[language]}${whyLine(biggest.peak, "over", language)}` : "";
  return words.alertsAre(`${count}${why}`, [
    ...(names.length > 0 ? [words.taken(listed(names, language))] : []),
    ...(muted > 0 ? [words.muted(figure(muted, language))] : []),
  ]);
}

/** "Nothing notable, all as usual: #cats 412, #dogs 38". */
function quietLine(subjects: readonly SubjectDigest[], language: Language): string {
  const words = digestWords[language];
  if (subjects.length === 0) return words.untracked;
  const isKnown = subjects.some(({ comparison }) => comparison !== null);
  const unknown = isBlind(subjects) ? words.blind : words.learning;
  const counts = subjects
    .slice(0, rowsMax)
    .map(({ tracker, totals }) => `${subjectName(tracker.subject)} ${postsOf(totals, language)}`);
  const more = subjects.length > rowsMax ? [words.more(figure(subjects.length - rowsMax, language))] : [];
  return `${isKnown ? words.nothing : unknown}${colon[language]}${[...counts, ...more].join(", ")}`;
}

const postsOf = ({ posts, coverage }: SubjectDigest["totals"], language: Language): string =>
  coverage === 0 ? "–" : figure(posts, language);

function tableOf(subjects: readonly SubjectDigest[], language: Language): Part {
  const words = digestWords[language];
  const rows = subjects.slice(0, rowsMax).map(({ tracker, totals, comparison }) => {
    const { negative, neutral, positive } = totals.sentiment;
    const read = negative + neutral + positive;
    const share = (count: number) => percentage(count / read, language);
    return [
      subjectName(tracker.subject),
      postsOf(totals, language),
      (comparison && growth(totals.posts, comparison.usual, language)) ?? "–",
      read < readMin ? "–" : `${share(positive)} / ${share(negative)}`,
    ];
  });
  return { kind: "table", columns: ["", words.posts, words.change, words.felt], rows };
}

function controlsOf(
  { sent, channel }: DigestFacts,
  notable: readonly SubjectDigest[],
  language: Language,
): readonly Part[] {
  const [first] = notable;
  const controls = [
    ...(first?.tracker.channel.id === channel && sent.kind !== "preview"
      ? [
          {
            kind: "button" as const,
            action: "chart",
            value: `${first.tracker.id}:7d`,
            label: controlWords[language].chart7d,
          },
        ]
      : []),
    ...(sent.kind === "scheduled"
      ? [
          {
            kind: "button" as const,
            action: "digest-stop",
            value: `${sent.digest}`,
            label: digestSetWords[language].stop,
          },
        ]
      : []),
  ];
  return controls.length > 0 ? [{ kind: "actions", controls }] : [];
}

function printOf({ subjects, networks, disclosure, period, sent }: DigestFacts, language: Language): Part {
  const words = digestWords[language];
  const coverage = subjects.reduce((sum, { totals }) => sum + totals.coverage, 0) / Math.max(subjects.length, 1);
  const said: (readonly Inline[])[] = [
    words.period({ time: period.from, style: "moment" }, { time: period.to, style: "moment" }),
  ];
  if (sent.kind === "now") said.push(words.askedBy({ person: sent.askedBy }));
  if (sent.kind === "preview") said.push([words.preview]);
  if (sent.kind === "scheduled") {
    if (sent.late) said.push(words.late({ time: sent.late, style: "moment" }));
    if (sent.missed > 0) said.push([countedAs(sent.missed, words.missed, language)]);
    said.push(words.next({ time: sent.next, style: "moment" }));
  }
  const more = said.flatMap((one, i): readonly Inline[] => (i === 0 ? one : [" · ", ...one]));
  const observed = { disclosure, networks, ...(subjects.length > 0 ? { coverage } : {}) };
  return smallPrint(observed, language, ...more);
}
