import { counted, figure, listed } from "../model/figure.ts";
import type { Acknowledgement, Incident } from "../model/incident.ts";
import type { Echo } from "../model/link.ts";
import type { Person } from "../model/place.ts";
import { subjectName } from "../model/subject.ts";
import { forever, type Tracker } from "../model/tracker.ts";
import type { Card, Control, Inline, Picture } from "./card.ts";
import { linkName } from "./link-card.ts";
import { smallPrint } from "./note.ts";
import { titleOf } from "./title.ts";
import { acknowledgeWords } from "./words/acknowledge.ts";

export interface AlertFacts {
  readonly incident: Incident;
  readonly tracker: Tracker;
  /** Labels of the networks it was seen on. */
  readonly networks: readonly string[];
  /** The one line of why, from analysis/. */
  readonly why: string;
  readonly picture: Picture | null;
  /** The last 24 hours, one step each. */
  readonly sparkline: string;
  readonly disclosure: string | null;
  readonly muted: { readonly until: Date; readonly who: Person; readonly undo: number } | null;
  /** What linked workspaces say of theirs. */
  readonly echoes: readonly Echo[];
}

const headline: Record<Incident["phase"], string> = {
  rising: "is taking off",
  peak: "is at its peak",
  cooling: "is cooling down",
  over: "is back to usual",
};

/** One card for an incident's whole life; the message is edited as it moves. */
export function alertCard(facts: AlertFacts): Card {
  const { incident, tracker, networks, why, picture, sparkline, disclosure, muted, echoes } = facts;
  const name = subjectName(tracker.subject);
  const over = incident.phase === "over";
  return {
    title: titleOf(`${name} ${headline[incident.phase]}`),
    tone: over ? "neutral" : "alert",
    moves: true,
    sparkline,
    summary: `${name} ${headline[incident.phase]}: ${why}`,
    parts: [
      {
        kind: "text",
        text: [
          { bold: why },
          tracker.networks.length > 1 ? ` Stands out on ${listed(networks)}.` : ` On ${listed(networks)}.`,
        ],
      },
      { kind: "text", text: story(incident) },
      ...(picture ? [{ kind: "picture" as const, picture }] : []),
      ...(incident.acknowledged ? [{ kind: "text" as const, text: onItLine(incident.acknowledged) }] : []),
      ...(muted ? [{ kind: "text" as const, text: mutedLine(muted) }] : []),
      ...(over ? [] : echoes.flatMap(echoLines).map((text) => ({ kind: "text" as const, text }))),
      { kind: "actions", controls: controlsOf(incident, muted) },
      smallPrint({ disclosure }, `rule ${incident.sensitivity}, set by `, { person: tracker.createdBy }),
    ],
  };
}

/** What an incident's thread is told when it peaks and when it is over. */
export function followUpCard({ incident, tracker, why }: Pick<AlertFacts, "incident" | "tracker" | "why">): Card {
  const name = subjectName(tracker.subject);
  const title = titleOf(`${name} ${headline[incident.phase]}`);
  return {
    title,
    tone: "neutral",
    summary: `${title}: ${why}`,
    parts: [
      { kind: "text", text: [{ bold: why }] },
      { kind: "text", text: story(incident) },
    ],
  };
}

function story(incident: Incident): readonly Inline[] {
  const began: Inline[] = ["Noticed ", { time: incident.openedAt, style: "moment" }];
  const authors = incident.authors === null ? [] : [` · ${counted(incident.authors, "person", "people")} at the start`];
  const now = incident.phase === "rising" ? [] : [` · now ${figure(incident.lastHour)} an hour`];
  const ended: readonly Inline[] = incident.endedAt ? [" · over ", { time: incident.endedAt, style: "clock" }] : [];
  return [...began, ...authors, ...now, ...ended];
}

const mutedLine = ({ until, who }: NonNullable<AlertFacts["muted"]>): readonly Inline[] => [
  "Muted by ",
  { person: who },
  ...(until.getTime() === forever.getTime()
    ? [" for good."]
    : [" until ", { time: until, style: "moment" as const }, "."]),
];

const onItLine = ({ who, at }: Acknowledgement): readonly Inline[] =>
  acknowledgeWords.en.isOnIt({ person: who }, { time: at, style: "clock" });

/** Said to whoever was not the first. */
export const takenCard = ({ who, at }: Acknowledgement): Card => ({
  title: acknowledgeWords.en.takenTitle,
  tone: "quiet",
  summary: `${acknowledgeWords.en.takenTitle}: ${who.name}`,
  parts: [{ kind: "text", text: onItLine({ who, at }) }],
});

/** Whoever it was is nobody here, so they are a name and no person. */
function echoLines({ from, acknowledged, muted }: Echo): readonly (readonly Inline[])[] {
  const { elsewhere, muted: mutedElsewhere } = acknowledgeWords.en;
  const name = linkName(from);
  const until: Inline | null =
    muted && muted.until.getTime() !== forever.getTime() ? { time: muted.until, style: "moment" } : null;
  return [
    ...(acknowledged ? [elsewhere(acknowledged.by, name, { time: acknowledged.at, style: "clock" })] : []),
    ...(muted ? [mutedElsewhere(muted.by, name, until)] : []),
  ];
}

/** Actions name the incident or its tracker. Nobody needs to be on what is over. */
function controlsOf(incident: Incident, muted: AlertFacts["muted"]): readonly Control[] {
  const chart: Control = {
    kind: "button",
    action: "chart",
    value: `${incident.tracker}:24h`,
    label: "Chart",
    style: "primary",
  };
  const settings: Control = { kind: "button", action: "settings", value: `${incident.tracker}`, label: "Settings" };
  const onIt: readonly Control[] = incident.endedAt
    ? []
    : [
        {
          kind: "button",
          action: "acknowledge",
          value: incident.acknowledged ? `${incident.id}:undo` : `${incident.id}`,
          label: incident.acknowledged ? acknowledgeWords.en.undo : acknowledgeWords.en.button,
        },
      ];
  if (muted)
    return [chart, ...onIt, { kind: "button", action: "undo", value: `${muted.undo}`, label: "Undo" }, settings];
  const mute: Control = {
    kind: "menu",
    action: "mute",
    label: "Mute",
    choices: [
      { label: "for 1 hour", value: `${incident.tracker}:1h` },
      { label: "for 8 hours", value: `${incident.tracker}:8h` },
      { label: "until Monday", value: `${incident.tracker}:monday` },
      { label: "for good", value: `${incident.tracker}:forever` },
    ],
  };
  return [chart, ...onIt, mute, settings];
}
