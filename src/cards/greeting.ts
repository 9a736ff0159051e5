import { type Card, commandAction } from "./card.ts";

/** What whoever installed Groundswell is told, once. */
export const greeting: Card = {
  title: "Groundswell is here",
  tone: "good",
  summary: "Groundswell is here. Invite me to a channel and type /track #hashtag to follow it across networks.",
  parts: [
    {
      kind: "text",
      text: [
        "Invite me where the news should go (",
        { code: "/invite @groundswell" },
        "), and type ",
        { code: "/track #worldcup" },
        " there, with a hashtag you care about. From then on I follow it across networks, and answer right there: live boards, charts, and alerts when something takes off.",
      ],
    },
    {
      kind: "actions",
      controls: [
        { kind: "button", action: commandAction, value: "/track", label: "Track a hashtag", style: "primary" },
        { kind: "button", action: "demo", value: "1", label: "See a demo chart" },
        { kind: "button", action: "workspace", value: "1", label: "Settings" },
      ],
    },
    {
      kind: "note",
      text: ["I cannot read your channels: only commands, presses, and messages that mention me."],
    },
  ],
};
