import type { SharedDisclosure } from "../model/disclosure.ts";
import { figure, growth } from "../model/figure.ts";
import type { Phase } from "../model/incident.ts";
import type { Language } from "../model/language.ts";
import { subjectName } from "../model/subject.ts";
import { forever, isStopped, type Tracker } from "../model/tracker.ts";
import { rulesParts } from "./alert-rules.ts";
import type { Card, Inline } from "./card.ts";
import { smallPrint } from "./note.ts";
import { colon } from "./words/colon.ts";
import { levelNames } from "./words/levels.ts";
import { listWords } from "./words/lists.ts";

export interface TrackerLine {
  readonly tracker: Tracker;
  readonly posts: number;
  /** The day before; null where it was observed otherwise than today. */
  readonly before: number | null;
  /** Of the last 24 hours, 0..1. */
  readonly coverage: number;
  readonly sparkline: string;
}

/** What a list shows at most; the rest is counted. */
const rowsMax = 25;

export function trackersCard(
  lines: readonly TrackerLine[],
  now: Date,
  disclosure: SharedDisclosure | null,
  language: Language,
): Card {
  const words = listWords[language];
  if (lines.length === 0) {
    return {
      title: words.nothing,
      tone: "quiet",
      summary: words.nothingSummary("/track #worldcup"),
      parts: [{ kind: "text", text: words.nothingText({ code: "/track #worldcup" }) }],
    };
  }
  const rows = lines
    .slice(0, rowsMax)
    .map(({ tracker, posts, before, coverage, sparkline }) => [
      subjectName(tracker.subject),
      coverage === 0 ? "–" : figure(posts, language),
      (before !== null && growth(posts, before, language)) || "",
      sparkline,
      alertState(tracker, now, language),
    ]);
  const coverage = lines.reduce((sum, line) => sum + line.coverage, 0) / lines.length;
  const more = lines.length > rowsMax ? [words.more(figure(lines.length - rowsMax, language))] : [];
  return {
    title: words.title(figure(lines.length, language)),
    tone: "neutral",
    summary: lines
      .map(({ tracker, posts }) => `${subjectName(tracker.subject)} ${figure(posts, language)}`)
      .slice(0, 10)
      .join(", "),
    parts: [
      { kind: "table", columns: ["", words.day, words.change, words.lastDay, words.alerts], rows },
      ...(disclosure || more.length > 0 || coverage < 0.995
        ? [smallPrint({ disclosure, coverage }, language, ...more)]
        : []),
    ],
  };
}

/** "balanced", "off", "muted until 14:10", "paused". */
export function alertState(tracker: Tracker, now: Date, language: Language): string {
  const [words, levels] = [listWords[language], levelNames[language]];
  if (tracker.pausedAt) return words.paused;
  if (isStopped(tracker, now)) return words.ended;
  if (!tracker.alerts) return levels.off;
  const until = tracker.mutedUntil;
  if (!until || until <= now) return levels[tracker.sensitivity];
  return until.getTime() === forever.getTime()
    ? words.muted
    : words.mutedUntil(`${until.toISOString().slice(0, 16).replace("T", " ")} UTC`);
}

export interface IncidentLine {
  readonly id: number;
  readonly subject: string;
  readonly openedAt: Date;
  readonly why: string;
  readonly phase: Phase;
}

/** An alert of another kind than a burst, in its own words. */
export interface AlarmLine {
  readonly at: Date;
  readonly said: string;
}

export function alertsCard(
  trackers: readonly Tracker[],
  recent: readonly (IncidentLine | AlarmLine)[],
  now: Date,
  disclosure: SharedDisclosure | null,
  language: Language,
): Card {
  const words = listWords[language];
  const [only, ...others] = trackers;
  const rows = trackers.slice(0, rowsMax).map((t) => [subjectName(t.subject), alertState(t, now, language)]);
  const latest = recent.flatMap((line): Inline[] =>
    "said" in line
      ? [{ time: line.at, style: "moment" }, ` ${line.said}\n`]
      : [
          { code: `${line.id}` },
          " ",
          { time: line.openedAt, style: "moment" },
          ` ${line.subject} (${words.phases[line.phase]})${colon[language]}${line.why}\n`,
        ],
  );
  return {
    title: words.alertsTitle,
    tone: "neutral",
    summary: words.alertsSummary(figure(trackers.length, language), figure(recent.length, language)),
    parts: [
      ...(rows.length > 0 ? [{ kind: "table" as const, columns: ["", words.alerts], rows }] : []),
      ...(only && others.length === 0 ? rulesParts(only, now, language) : []),
      { kind: "text", text: latest.length > 0 ? latest : [words.noAlert] },
      smallPrint(
        { disclosure },
        language,
        ...words.changeWith({ code: `/alerts #tag ${levelNames[language].strict}` }),
      ),
    ],
  };
}
