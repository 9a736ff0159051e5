import type { AlertKind } from "../model/alert-kind.ts";
import type { SharedDisclosure } from "../model/disclosure.ts";
import { counted, countedAs, figure } from "../model/figure.ts";
import type { Language } from "../model/language.ts";
import type { Roundup } from "../model/roundup.ts";
import type { Card, Inline, Part } from "./card.ts";
import { smallPrint } from "./note.ts";
import { titleOf } from "./title.ts";
import { alertKindNames, roundupWords } from "./words/roundup.ts";

/** One alert, as a roundup tells it. */
export interface RoundupLine {
  /** Of its subject. */
  readonly name: string;
  readonly kind: AlertKind;
  readonly at: Date;
  /** Its figures, where it has any. */
  readonly why: string | null;
  /** null where it has no end of its own. */
  readonly isOver: boolean | null;
}

export interface RoundupFacts {
  readonly kind: Roundup["kind"];
  /** How many alerts there were, of subjects that are gone too. */
  readonly count: number;
  readonly lines: readonly RoundupLine[];
  readonly disclosure: SharedDisclosure | null;
}

/** So many alerts of a quiet time have a line each. */
const linesMax = 12;
/** So many subjects are named. */
const namesMax = 20;

/** What was collected while a channel was quiet, or what came beyond its cap of an hour: one message, edited as more comes. */
export function roundupCard({ kind, count, lines, disclosure }: RoundupFacts, language: Language): Card {
  const words = roundupWords[language];
  const title =
    kind === "hour" ? countedAs(count, words.hour, language) : words.morning(counted(count, "alert", language));
  const note = (kind === "hour" ? words.capped : words.quiet)({ code: "/quiet" });
  return {
    title: titleOf(title),
    tone: "alert",
    moves: true,
    summary: `${title}. ${tally(lines, language)}`,
    parts: [
      ...(kind === "hour" ? [text([tally(lines, language)])] : told(lines, language)),
      smallPrint({ disclosure }, language, ...note),
    ],
  };
}

/** "#cats 5×, #dogs 3×", the most first. */
function tally(lines: readonly RoundupLine[], language: Language): string {
  const words = roundupWords[language];
  const names = [...new Set(lines.map(({ name }) => name))]
    .map((name) => ({ name, times: lines.filter((line) => line.name === name).length }))
    .sort((a, b) => b.times - a.times);
  const rest = names.slice(namesMax).reduce((sum, { times }) => sum + times, 0);
  return [
    ...names.slice(0, namesMax).map(({ name, times }) => words.times(name, figure(times, language))),
    ...(rest > 0 ? [words.more(counted(rest, "alert", language))] : []),
  ].join(", ");
}

function told(lines: readonly RoundupLine[], language: Language): readonly Part[] {
  const words = roundupWords[language];
  const rest = lines.slice(linesMax);
  return [
    ...lines.slice(0, linesMax).map((line) => text(lineOf(line, language))),
    ...(rest.length > 0
      ? [text([`${words.more(counted(rest.length, "alert", language))}: ${tally(rest, language)}`])]
      : []),
  ];
}

function lineOf({ name, kind, at, why, isOver }: RoundupLine, language: Language): readonly Inline[] {
  const words = roundupWords[language];
  const end = isOver === null ? "" : ` · ${isOver ? words.over : words.going}`;
  return [
    { bold: name },
    ` — ${why ?? alertKindNames[language][kind]}${end}`,
    ...words.noticed({ time: at, style: "clock" }),
  ];
}

const text = (inlines: readonly Inline[]): Part => ({ kind: "text", text: inlines });
