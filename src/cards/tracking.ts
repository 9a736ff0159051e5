import type { SharedDisclosure } from "../model/disclosure.ts";
import { counted, growth, listed } from "../model/figure.ts";
import type { Language } from "../model/language.ts";
import type { Person } from "../model/place.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Card, Control } from "./card.ts";
import { smallPrint } from "./note.ts";
import { titleOf } from "./title.ts";
import { controlWords } from "./words/controls.ts";
import { levelNames } from "./words/levels.ts";
import { trackingWords } from "./words/tracking.ts";

/** Two times a day's posts and a line of the last 24 hours, per network. */
export interface FirstNumbers {
  readonly posts: number;
  readonly before: number;
  readonly coverage: number;
  readonly networks: readonly { readonly label: string; readonly posts: number; readonly sparkline: string }[];
}

export interface TrackingFacts {
  readonly tracker: Tracker;
  /** Labels, as many as the tracker has networks. */
  readonly networks: readonly string[];
  readonly disclosure: SharedDisclosure | null;
  /** The change that Undo takes back; null when it is too late. */
  readonly undo: number | null;
  /** null while the first read is under way. */
  readonly first: FirstNumbers | null;
}

/** Of its message, wherever it is posted from. */
export const trackingName = ({ id, createdAt }: Pick<Tracker, "id" | "createdAt">): string =>
  // One that was removed and is tracked again is told of anew.
  `tracker:${id}:${createdAt.getTime()}`;

export function trackingCard({ tracker, networks, disclosure, undo, first }: TrackingFacts, language: Language): Card {
  const words = trackingWords[language];
  const name = subjectName(tracker.subject);
  const controls = controlsOf(tracker, language);
  if (undo !== null) controls.push(undoControl(undo, language));
  const said = first ? firstNumbersLine(first, language) : words.reading;
  const level = levelNames[language][tracker.alerts ? tracker.sensitivity : "off"];
  return {
    title: titleOf(words.title(name, listed(networks, language))),
    tone: "good",
    summary: words.summary(name, said),
    parts: [
      { kind: "text", text: [said] },
      ...(first
        ? [
            {
              kind: "table" as const,
              columns: [words.network, words.day, words.lastDay],
              rows: first.networks.map((n) => [n.label, counted(n.posts, "post", language), n.sparkline]),
            },
          ]
        : []),
      ...(tracker.endsAt
        ? [{ kind: "text" as const, text: words.ends({ time: tracker.endsAt, style: "moment" }) }]
        : []),
      { kind: "actions", controls },
      smallPrint(
        { disclosure, ...(first ? { coverage: first.coverage } : {}) },
        language,
        ...words.print(level, { person: tracker.createdBy }),
      ),
    ],
  };
}

const controlsOf = (tracker: Tracker, language: Language): Control[] => [
  {
    kind: "button",
    action: "chart",
    value: `${tracker.id}:7d`,
    label: controlWords[language].chart,
    style: "primary",
  },
  { kind: "button", action: "settings", value: `${tracker.id}`, label: controlWords[language].settings },
];

const undoControl = (undo: number, language: Language): Control => ({
  kind: "button",
  action: "undo",
  value: `${undo}`,
  label: controlWords[language].undo,
});

function firstNumbersLine({ posts, before }: FirstNumbers, language: Language): string {
  const change = before > 0 ? growth(posts, before, language) : null;
  return trackingWords[language].first(counted(posts, "post", language), change);
}

/** What the tracking card becomes when somebody takes it back. */
export function undoneTracking(tracker: Tracker, who: Person, language: Language): Card {
  const words = trackingWords[language];
  const name = subjectName(tracker.subject);
  return {
    title: titleOf(words.undone(name)),
    tone: "neutral",
    summary: words.undoneSummary(who.name, name),
    parts: [{ kind: "text", text: words.undoneText({ person: who }, { code: `/track ${name}` }) }],
  };
}

export function untracked(tracker: Tracker, who: Person, undo: number, language: Language): Card {
  const words = trackingWords[language];
  const name = subjectName(tracker.subject);
  return {
    title: titleOf(words.stopped(name)),
    tone: "good",
    summary: words.stoppedSummary(who.name, name),
    parts: [
      { kind: "text", text: words.stoppedText({ person: who }) },
      { kind: "actions", controls: [undoControl(undo, language)] },
    ],
  };
}

export function alreadyTracked(tracker: Tracker, networks: readonly string[], language: Language): Card {
  const words = trackingWords[language];
  const name = subjectName(tracker.subject);
  const since = { time: tracker.createdAt, style: "moment" } as const;
  return {
    title: titleOf(words.already(name)),
    tone: "quiet",
    summary: words.alreadySummary(name),
    parts: [
      { kind: "text", text: words.alreadyText(listed(networks, language), since, { person: tracker.createdBy }) },
      { kind: "actions", controls: controlsOf(tracker, language) },
    ],
  };
}
