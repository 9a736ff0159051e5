import type { Card } from "./card.ts";

/** For whoever set up what cannot be delivered any more: why, and what they can do. */
export const pausedCard = (channel: string, hint: string): Card => ({
  title: "I cannot post where you asked me to",
  tone: "quiet",
  summary: `Messages for a channel are paused: ${hint}`,
  parts: [
    { kind: "text", text: ["In ", { channel }, ` messages are paused. ${hint}`] },
    {
      kind: "note",
      text: ["I try again every 15 minutes, and go on by myself once I can. Nothing is lost meanwhile."],
    },
  ],
});
