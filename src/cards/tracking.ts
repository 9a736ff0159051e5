import { counted, growth, listed } from "../model/figure.ts";
import type { Person } from "../model/place.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Card, Control } from "./card.ts";
import { smallPrint } from "./note.ts";
import { titleOf } from "./title.ts";

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
  readonly disclosure: string | null;
  /** The change that Undo takes back; null when it is too late. */
  readonly undo: number | null;
  /** null while the first read is under way. */
  readonly first: FirstNumbers | null;
}

export function trackingCard({ tracker, networks, disclosure, undo, first }: TrackingFacts): Card {
  const name = subjectName(tracker.subject);
  const controls: Control[] = [
    { kind: "button", action: "chart", value: `${tracker.id}:7d`, label: "Chart", style: "primary" },
    { kind: "button", action: "settings", value: `${tracker.id}`, label: "Settings" },
  ];
  if (undo !== null) controls.push({ kind: "button", action: "undo", value: `${undo}`, label: "Undo" });
  const said = first ? firstNumbersLine(first) : "Reading the last 14 days; the first numbers are here in a moment.";
  return {
    title: titleOf(`Tracking ${name} on ${listed(networks)}`),
    tone: "good",
    summary: `Tracking ${name}. ${said}`,
    parts: [
      { kind: "text", text: [said] },
      ...(first
        ? [
            {
              kind: "table" as const,
              columns: ["Network", "24 h", "Last 24 hours"],
              rows: first.networks.map((n) => [n.label, counted(n.posts, "post"), n.sparkline]),
            },
          ]
        : []),
      { kind: "actions", controls },
      smallPrint(
        { disclosure, ...(first ? { coverage: first.coverage } : {}) },
        `alerts ${tracker.alerts ? tracker.sensitivity : "off"} · set by `,
        { person: tracker.createdBy },
      ),
    ],
  };
}

function firstNumbersLine({ posts, before }: FirstNumbers): string {
  const change = before > 0 ? growth(posts, before) : null;
  return `${counted(posts, "post")} in the last 24 hours${change ? ` (${change} on the day before)` : ""}.`;
}

/** What the tracking card becomes when somebody takes it back. */
export const undoneTracking = (tracker: Tracker, who: Person): Card => ({
  title: titleOf(`No longer tracking ${subjectName(tracker.subject)}`),
  tone: "neutral",
  summary: `${who.name} took it back: ${subjectName(tracker.subject)} is not tracked here.`,
  parts: [
    {
      kind: "text",
      text: [
        "Taken back by ",
        { person: who },
        ". What was collected is kept for 30 days; ",
        { code: `/track ${subjectName(tracker.subject)}` },
        " goes on with it.",
      ],
    },
  ],
});

export const untracked = (tracker: Tracker, who: Person, undo: number): Card => ({
  title: titleOf(`Stopped tracking ${subjectName(tracker.subject)}`),
  tone: "good",
  summary: `${who.name} stopped tracking ${subjectName(tracker.subject)}.`,
  parts: [
    { kind: "text", text: ["Stopped by ", { person: who }, ". Its history is kept for 30 days."] },
    { kind: "actions", controls: [{ kind: "button", action: "undo", value: `${undo}`, label: "Undo" }] },
  ],
});

export const alreadyTracked = (tracker: Tracker, networks: readonly string[]): Card => ({
  title: titleOf(`${subjectName(tracker.subject)} is tracked here already`),
  tone: "quiet",
  summary: `${subjectName(tracker.subject)} is tracked here already.`,
  parts: [
    {
      kind: "text",
      text: [
        `On ${listed(networks)}, since `,
        { time: tracker.createdAt, style: "moment" },
        ", set by ",
        { person: tracker.createdBy },
        ".",
      ],
    },
    {
      kind: "actions",
      controls: [
        { kind: "button", action: "chart", value: `${tracker.id}:7d`, label: "Chart", style: "primary" },
        { kind: "button", action: "settings", value: `${tracker.id}`, label: "Settings" },
      ],
    },
  ],
});
