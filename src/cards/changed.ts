import type { Person } from "../model/place.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Card } from "./card.ts";
import { titleOf } from "./title.ts";

/** One public line saying who changed what, with Undo. */
export const changed = (tracker: Tracker, who: Person, what: string, undo: number): Card => ({
  title: titleOf(`${subjectName(tracker.subject)}: ${what}`),
  tone: "good",
  summary: `${who.name} changed ${subjectName(tracker.subject)}: ${what}.`,
  parts: [
    { kind: "text", text: ["Changed by ", { person: who }, "."] },
    { kind: "actions", controls: [{ kind: "button", action: "undo", value: `${undo}`, label: "Undo" }] },
  ],
});

/** What only the person who did it needs to know. */
export const note = (title: string, said: string): Card => ({
  title: titleOf(title),
  tone: "good",
  summary: `${title}. ${said}`,
  parts: [{ kind: "text", text: [said] }],
});

/** Said where a tracker moved to. */
export const moved = (tracker: Tracker, who: Person, undo: number): Card => ({
  ...changed(tracker, who, "tracked in this channel from now on", undo),
  parts: [
    { kind: "text", text: ["Moved here from ", { channel: tracker.channel.id }, " by ", { person: who }, "."] },
    { kind: "actions", controls: [{ kind: "button", action: "undo", value: `${undo}`, label: "Undo" }] },
  ],
});

/** What such a line becomes when it was taken back. */
export const takenBack = (title: string, who: Person): Card => ({
  title: titleOf(title),
  tone: "neutral",
  summary: `${title} (${who.name}).`,
  parts: [{ kind: "text", text: ["Taken back by ", { person: who }, "."] }],
});
