import type { Incident } from "../model/incident.ts";
import type { Language } from "../model/language.ts";
import type { Peace } from "../model/peace.ts";
import { periodName } from "../model/period.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Card } from "./card.ts";
import { onItControls } from "./on-it.ts";
import { personOrName } from "./quiet-card.ts";
import { titleOf } from "./title.ts";
import { colon } from "./words/colon.ts";
import { quietWords } from "./words/quiet.ts";

export interface Escalation {
  readonly incident: Incident;
  readonly tracker: Tracker;
  readonly why: string;
  readonly to: Peace["escalateTo"];
  readonly waitedMs: number;
}

/** Said once where nobody is on an alert. */
export function escalationCard({ incident, tracker, why, to, waitedMs }: Escalation, language: Language): Card {
  const words = quietWords[language];
  const title = titleOf(words.escalated(subjectName(tracker.subject)));
  const who = to === null ? null : personOrName(to);
  return {
    title,
    tone: "alert",
    summary: `${title}${colon[language]}${why}`,
    parts: [
      { kind: "text", text: words.open(periodName(waitedMs, language), who) },
      { kind: "text", text: [{ bold: why }] },
      { kind: "actions", controls: onItControls(incident, language) },
    ],
  };
}
