import { figure } from "../model/figure.ts";
import type { LinkName } from "../model/link.ts";
import type { Settings } from "../model/settings.ts";
import { subjectName } from "../model/subject.ts";
import { type Card, commandAction, type Part } from "./card.ts";
import { linkName } from "./link-card.ts";
import { alertState, type TrackerLine } from "./trackers-card.ts";
import { linkWords } from "./words/link.ts";
import { managerNames } from "./workspace-form.ts";

export interface HomeFacts {
  /** Those this person set up, in every channel. */
  readonly own: readonly TrackerLine[];
  /** How many others this workspace has. */
  readonly others: number;
  readonly settings: Settings;
  /** Whether this person may change them. */
  readonly governs: boolean;
  readonly networks: readonly NetworkLine[];
  /** The workspaces that this one is linked with. */
  readonly links: readonly LinkName[];
  readonly now: Date;
  readonly disclosure: string | null;
}

export interface NetworkLine {
  readonly label: string;
  /** E.g. "as it happens" or "every 5 min", and what a request costs where it does. */
  readonly how: string;
}

/** What is shown at most; the rest is counted. */
const trackersMax = 20;

/** The page of one person: what they set up, and what there is to know and to set. */
export function homeCard({ own, others, settings, governs, networks, links, now, disclosure }: HomeFacts): Card {
  const more = own.length - trackersMax;
  return {
    title: "Groundswell",
    tone: "neutral",
    summary: `You track ${own.length}.`,
    parts: [
      {
        kind: "actions",
        controls: [
          { kind: "button", action: commandAction, value: "/track", label: "Track a hashtag", style: "primary" },
          ...(governs
            ? [{ kind: "button" as const, action: "workspace", value: "1", label: "Workspace settings" }]
            : []),
        ],
      },
      { kind: "text", text: [{ bold: "What you track" }] },
      ...(own.length === 0
        ? [
            {
              kind: "text" as const,
              text: ["Nothing yet. ", { code: "/track #worldcup" }, " in any channel starts it."],
            },
          ]
        : own.slice(0, trackersMax).flatMap((line) => trackerParts(line, now))),
      ...(more > 0 ? [{ kind: "note" as const, text: [`and ${more} more`] }] : []),
      ...(others > 0
        ? [
            {
              kind: "note" as const,
              text: [`${others} more set up by others: `, { code: "/tags" }, " in a channel lists them."],
            },
          ]
        : []),
      { kind: "text", text: [{ bold: "Networks" }, ...networks.map(({ label, how }) => `\n${label}: ${how}`)] },
      { kind: "text", text: [{ bold: "Who may change what is tracked" }, `\n${managerNames[settings.manage]}`] },
      ...(links.length > 0
        ? [
            {
              kind: "text" as const,
              text: [{ bold: linkWords.en.homeTitle }, `\n${links.map(linkName).join("\n")}`],
            },
          ]
        : []),
      {
        kind: "text",
        text: [
          { bold: "What I can read" },
          "\nCommands you type to me, buttons you press, messages that mention me, and a message you ask me to analyse. I cannot read your channels, their history or their lists of members.",
        ],
      },
      ...(disclosure ? [{ kind: "note" as const, text: [`${disclosure} data`] }] : []),
    ],
  };
}

function trackerParts({ tracker, posts, coverage, sparkline }: TrackerLine, now: Date): readonly Part[] {
  const said = coverage === 0 ? "no numbers yet" : `${figure(posts)} in 24 h  ${sparkline}`;
  return [
    {
      kind: "text",
      text: [
        { bold: subjectName(tracker.subject) },
        " in ",
        { channel: tracker.channel.id },
        `  ${said}\nalerts ${alertState(tracker, now)}`,
      ],
    },
    {
      kind: "actions",
      controls: [
        { kind: "button", action: "settings", value: `${tracker.id}`, label: "Settings" },
        { kind: "button", action: "chart", value: `${tracker.id}:7d`, label: "Chart 7d" },
      ],
    },
  ];
}
