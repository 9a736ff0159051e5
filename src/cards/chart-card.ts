import type { SharedDisclosure } from "../model/disclosure.ts";
import { inEvery, type Language, type Told } from "../model/language.ts";
import { lastPeriod } from "../model/period.ts";
import type { Person } from "../model/place.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Card, Control, Inline, Picture } from "./card.ts";
import { smallPrint } from "./note.ts";
import { titleOf } from "./title.ts";

const periods = ["24h", "7d", "14d"] as const;

export interface ChartFacts {
  readonly tracker: Tracker;
  readonly chart: { readonly name: string; readonly names: Told };
  readonly periodMs: number;
  readonly askedBy: Person;
  readonly disclosure: SharedDisclosure | null;
  /** null while it is drawn. */
  readonly picture: Picture | null;
}

export function chartCard(
  { tracker, chart, periodMs, askedBy, disclosure, picture }: ChartFacts,
  language: Language,
): Card {
  const words = chartWords[language];
  const name = subjectName(tracker.subject);
  const title = titleOf(words.title(name, chart.names[language], lastPeriod(periodMs, language)));
  if (!picture) {
    return {
      title,
      tone: "neutral",
      summary: words.drawingOf(title),
      parts: [{ kind: "text", text: [words.drawing] }],
    };
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
      smallPrint({ disclosure }, language, ...words.askedBy({ person: askedBy })),
    ],
  };
}

const chartWords = inEvery({
  en: {
    title: (name: string, chart: string, span: string) => `${name}: ${chart}, ${span}`,
    drawing: "Drawing …",
    drawingOf: (title: string) => `Drawing ${title} …`,
    askedBy: (who: Inline): readonly Inline[] => ["asked by ", who],
  },
  de: {
    title: (name, chart, span) => `${name}: ${chart}, ${span}`,
    drawing: "Wird gezeichnet …",
    drawingOf: (title) => `${title}: wird gezeichnet …`,
    askedBy: (who) => ["angefragt von ", who],
  },
  fr: {
    title: (name, chart, span) => `${name} : ${chart}, ${span}`,
    drawing: "Dessin en cours …",
    drawingOf: (title) => `${title} : dessin en cours …`,
    askedBy: (who) => ["demandé par ", who],
  },
  es: {
    title: (name, chart, span) => `${name}: ${chart}, ${span}`,
    drawing: "Dibujando …",
    drawingOf: (title) => `${title}: dibujando …`,
    askedBy: (who) => ["pedido por ", who],
  },
  pt: {
    title: (name, chart, span) => `${name}: ${chart}, ${span}`,
    drawing: "Desenhando …",
    drawingOf: (title) => `${title}: desenhando …`,
    askedBy: (who) => ["pedido por ", who],
  },
  ja: {
    title: (name, chart, span) => `${name}: ${chart}、${span}`,
    drawing: "作成中です…",
    drawingOf: (title) => `${title} を作成中です…`,
    askedBy: (who) => ["リクエスト: ", who],
  },
});
