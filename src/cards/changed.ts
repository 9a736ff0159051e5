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

/** What such a line becomes when it was taken back. */
export const takenBack = (title: string, who: Person): Card => ({
  title: titleOf(title),
  tone: "neutral",
  summary: `${title} (${who.name}).`,
  parts: [{ kind: "text", text: ["Taken back by ", { person: who }, "."] }],
});
