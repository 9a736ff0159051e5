import { periodName } from "../model/period.ts";
import type { Person } from "../model/place.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Card, Control, Picture } from "./card.ts";
import { smallPrint } from "./note.ts";
import { titleOf } from "./title.ts";

const periods = ["24h", "7d", "14d"] as const;

export interface ChartFacts {
  readonly tracker: Tracker;
  readonly chart: { readonly name: string; readonly title: string };
  readonly periodMs: number;
  readonly askedBy: Person;
  readonly disclosure: string | null;
  /** null while it is drawn. */
  readonly picture: Picture | null;
}

export function chartCard({ tracker, chart, periodMs, askedBy, disclosure, picture }: ChartFacts): Card {
  const name = subjectName(tracker.subject);
  const title = titleOf(`${name}: ${chart.title.toLowerCase()}, last ${periodName(periodMs)}`);
  if (!picture) {
    return { title, tone: "neutral", summary: `Drawing ${title} …`, parts: [{ kind: "text", text: ["Drawing …"] }] };
  }
  const controls: Control[] = periods.map((period) => ({
    kind: "button",
    action: "chart",
    value: `${tracker.id}:${period}-${chart.name}`,
    label: period,
  }));
  return {
    title,
    tone: "neutral",
    summary: picture.alt,
    parts: [
      { kind: "picture", picture },
      { kind: "actions", controls },
      smallPrint({ disclosure }, "asked by ", { person: askedBy }),
    ],
  };
}
