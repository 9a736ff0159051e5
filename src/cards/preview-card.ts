import type { Backtest, WouldBe } from "../analysis/backtest.ts";
import { whyLine } from "../analysis/incident.ts";
import { dayMs, minuteMs } from "../model/clock.ts";
import type { SharedDisclosure } from "../model/disclosure.ts";
import { figure, smallFigure } from "../model/figure.ts";
import type { Language } from "../model/language.ts";
import type { Person } from "../model/place.ts";
import { subjectName } from "../model/subject.ts";
import { type Sensitivity, sensitivities, type Tracker } from "../model/tracker.ts";
import { type Card, type Control, commandAction, type Inline, type Part, type Picture } from "./card.ts";
import { smallPrint } from "./note.ts";
import { titleOf } from "./title.ts";
import { colon } from "./words/colon.ts";
import { levelNames } from "./words/levels.ts";
import { previewWords } from "./words/preview.ts";

export interface PreviewFacts {
  readonly tracker: Tracker;
  /** The one that is looked at. */
  readonly sensitivity: Sensitivity;
  readonly backtest: Backtest;
  readonly labels: ReadonlyMap<string, string>;
  readonly picture: Picture | null;
  readonly disclosure: SharedDisclosure | null;
  readonly askedBy: Person;
}

const listedMax = 5;
/** Of less than a week nothing is said of weeks. */
const weeksFromDays = 7;
/** A control's value, as every platform takes it. */
const valueCharactersMax = 80;

/** Said at once; the looking takes seconds. */
export function previewing(tracker: Tracker, language: Language): Card {
  const words = previewWords[language];
  const title = titleOf(words.title(subjectName(tracker.subject)));
  return {
    title,
    tone: "neutral",
    summary: `${title}${colon[language]}${words.reading}`,
    parts: [{ kind: "text", text: [words.reading] }],
  };
}

/** Which alerts the last 30 days would have brought. */
export function previewCard(facts: PreviewFacts, language: Language): Card {
  const { tracker, sensitivity, backtest, labels, picture, disclosure, askedBy } = facts;
  const words = previewWords[language];
  const title = titleOf(words.title(subjectName(tracker.subject)));
  const { since, coverage, alerts } = backtest;
  const days = since ? (backtest.to.getTime() - since.getTime()) / dayMs : 0;
  const said = since
    ? words.would(figure(alerts[sensitivity].length, language), levelNames[language][sensitivity])
    : words.nothing;
  const missing = since ? missingLine(days, since, language) : null;
  return {
    title,
    tone: "neutral",
    summary: `${title}${colon[language]}${said}`,
    parts: [
      { kind: "text", text: [{ bold: said }] },
      ...(missing ? [{ kind: "text" as const, text: missing }] : []),
      ...(since ? [tableOf(facts, days, language)] : []),
      ...(picture ? [{ kind: "picture" as const, picture }] : []),
      ...newest(alerts[sensitivity], labels, language),
      ...taking(tracker, language),
      smallPrint(
        { disclosure, ...(since ? { coverage } : {}) },
        language,
        ...(since ? [backtest.stepMs > minuteMs ? words.fromHours : words.fromMinutes, " · "] : []),
        ...words.askedBy({ person: askedBy }),
      ),
    ],
  };
}

/** What a short history does not tell. */
function missingLine(days: number, since: Date, language: Language): readonly Inline[] | null {
  const words = previewWords[language];
  const at: Inline = { time: since, style: "moment" };
  if (days < 1) return words.learning(at);
  return days < 29 ? words.since(at) : null;
}

function tableOf({ tracker, backtest }: PreviewFacts, days: number, language: Language): Part {
  const words = previewWords[language];
  const rows = sensitivities.map((one) => {
    const count = backtest.alerts[one].length;
    const name = levelNames[language][one];
    return [
      one === tracker.sensitivity ? words.current(name) : name,
      figure(count, language),
      days < weeksFromDays ? "–" : smallFigure((count * 7) / days, language),
    ];
  });
  return { kind: "table", columns: ["", words.alerts, words.aWeek], rows };
}

function newest(alerts: readonly WouldBe[], labels: ReadonlyMap<string, string>, language: Language): readonly Part[] {
  const last = alerts.slice(-listedMax).reverse();
  if (last.length === 0) return [];
  const lines = last.flatMap(({ at, network, sighting }): Inline[] => [
    "\n",
    { time: at, style: "moment" },
    ` ${labels.get(network) ?? network}${colon[language]}${whyLine(sighting, "rising", language)}`,
  ]);
  return [{ kind: "text", text: [{ bold: previewWords[language].newest }, ...lines] }];
}

/** What it is not set to yet. */
function taking(tracker: Tracker, language: Language): readonly Part[] {
  const controls = sensitivities.flatMap((one): readonly Control[] => {
    const value = `/alerts ${subjectName(tracker.subject)} ${one}`;
    if ((tracker.alerts && one === tracker.sensitivity) || value.length > valueCharactersMax) return [];
    return [
      { kind: "button", action: commandAction, value, label: previewWords[language].take(levelNames[language][one]) },
    ];
  });
  return controls.length > 0 ? [{ kind: "actions", controls }] : [];
}
