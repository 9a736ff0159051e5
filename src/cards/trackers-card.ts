import { figure, growth } from "../model/figure.ts";
import { subjectName } from "../model/subject.ts";
import { forever, type Tracker } from "../model/tracker.ts";
import type { Card, Inline } from "./card.ts";
import { smallPrint } from "./note.ts";

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

export function trackersCard(lines: readonly TrackerLine[], now: Date, disclosure: string | null): Card {
  if (lines.length === 0) {
    return {
      title: "Nothing is tracked here yet",
      tone: "quiet",
      summary: "Nothing is tracked here yet. Try /track #worldcup",
      parts: [{ kind: "text", text: ["Start with ", { code: "/track #worldcup" }, " or any hashtag you care about."] }],
    };
  }
  const rows = lines
    .slice(0, rowsMax)
    .map(({ tracker, posts, before, coverage, sparkline }) => [
      subjectName(tracker.subject),
      coverage === 0 ? "–" : figure(posts),
      (before !== null && growth(posts, before)) || "",
      sparkline,
      alertState(tracker, now),
    ]);
  const coverage = lines.reduce((sum, line) => sum + line.coverage, 0) / lines.length;
  const more = lines.length > rowsMax ? [`and ${lines.length - rowsMax} more`] : [];
  return {
    title: `Tracked in this channel: ${lines.length}`,
    tone: "neutral",
    summary: lines
      .map(({ tracker, posts }) => `${subjectName(tracker.subject)} ${figure(posts)}`)
      .slice(0, 10)
      .join(", "),
    parts: [
      { kind: "table", columns: ["", "24 h", "against the day before", "last 24 hours", "alerts"], rows },
      ...(disclosure || more.length > 0 || coverage < 0.995 ? [smallPrint({ disclosure, coverage }, ...more)] : []),
    ],
  };
}

/** "balanced", "off", "muted until 14:10". */
export function alertState(tracker: Tracker, now: Date): string {
  if (!tracker.alerts) return "off";
  const until = tracker.mutedUntil;
  if (!until || until <= now) return tracker.sensitivity;
  return until.getTime() === forever.getTime()
    ? "muted"
    : `muted until ${until.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

export interface IncidentLine {
  readonly subject: string;
  readonly openedAt: Date;
  readonly why: string;
  readonly phase: string;
}

export function alertsCard(
  trackers: readonly Tracker[],
  incidents: readonly IncidentLine[],
  now: Date,
  disclosure: string | null,
): Card {
  const rows = trackers.slice(0, rowsMax).map((t) => [subjectName(t.subject), alertState(t, now)]);
  const latest = incidents.flatMap((i): Inline[] => [
    { time: i.openedAt, style: "moment" },
    ` ${i.subject} (${i.phase}): ${i.why}\n`,
  ]);
  return {
    title: "Alerts in this channel",
    tone: "neutral",
    summary: `${trackers.length} tracked, ${incidents.length} recent alerts.`,
    parts: [
      ...(rows.length > 0 ? [{ kind: "table" as const, columns: ["", "alerts"], rows }] : []),
      {
        kind: "text",
        text:
          latest.length > 0
            ? latest
            : ["No alert so far. They come by themselves when a burst stands out from what is usual."],
      },
      smallPrint({ disclosure }, "change with ", { code: "/alerts #tag strict" }, ", balanced, sensitive, off or on"),
    ],
  };
}
