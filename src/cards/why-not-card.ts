import type { Gate, WhyNot } from "../analysis/why-not.ts";
import { minuteMs } from "../model/clock.ts";
import { counted, figure, percentage, smallFigure } from "../model/figure.ts";
import type { Language } from "../model/language.ts";
import { periodName } from "../model/period.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Card, Inline } from "./card.ts";
import type { Networks } from "./networks.ts";
import { smallPrint } from "./note.ts";
import { titleOf } from "./title.ts";
import { levelNames } from "./words/levels.ts";
import { previewWords } from "./words/preview.ts";
import { whyNotWords } from "./words/why-not.ts";

export interface WhyNotFacts extends WhyNot {
  readonly tracker: Tracker;
}

/** Gate by gate what stood between a moment's posts and an alert, each with its figure. */
export function whyNotCard(facts: WhyNotFacts, named: Networks, language: Language): Card {
  const { tracker, span, gates, incident, stepMs } = facts;
  const words = whyNotWords[language];
  const title = titleOf(words.title(subjectName(tracker.subject)));
  const came = incident !== null && incident.openedAt >= span.from;
  const stopped = gates.find(({ passed }) => passed === false);
  const verdict = came && !incident.silent ? words.came(`${incident.id}`) : stopped ? words.stopped : words.nothing;
  const lines = gates.flatMap((gate): readonly Inline[] => [
    "\n",
    `${sign(gate)} `,
    ...lineOf(gate, facts, named, language),
  ]);
  return {
    title,
    tone: "quiet",
    summary: `${title}: ${verdict}`,
    parts: [
      { kind: "text", text: [{ bold: verdict }] },
      {
        kind: "text",
        text: [...words.looked({ time: span.from, style: "moment" }, { time: span.to, style: "clock" }), ...lines],
      },
      smallPrint(
        { disclosure: named.disclosure(tracker.networks) },
        language,
        stepMs > minuteMs ? previewWords[language].fromHours : previewWords[language].fromMinutes,
      ),
    ],
  };
}

const sign = ({ passed }: Gate): string => (passed === null ? "–" : passed ? "✓" : "✗");

function lineOf({ name, passed }: Gate, facts: WhyNotFacts, named: Networks, language: Language): readonly Inline[] {
  const words = whyNotWords[language];
  const { tracker, best, incident, since } = facts;
  const level = levelNames[language][tracker.sensitivity];
  switch (name) {
    case "tracked":
      return words.tracked({ time: tracker.createdAt, style: "moment" });
    case "collected":
      return [words.collected(percentage(facts.coverage, language))];
    case "matched":
      return [words.matched(counted(facts.posts, "post", language))];
    case "learned":
      return since
        ? words.learned({ time: since, style: "moment" }, best?.sighting.returnDays === null)
        : [words.unlearned];
    case "floor":
      return [best ? words.floor(...standing(best, named, language)) : words.unjudged];
    case "strength":
      return [best ? words.strength(percentage(best.share, language), level) : words.unjudged];
    case "novelty":
      return [noveltyLine(facts, language)];
    case "authors":
      if (facts.authors === null) return [words.noAuthors];
      return [`${words.authors(counted(facts.authors, "person", language))}${passed === false ? words.tooFew : ""}`];
    case "cooldown":
      return incident && incident.openedAt < facts.span.from
        ? words.open(`${incident.id}`, { time: incident.openedAt, style: "moment" })
        : [passed === false ? words.notTwice : words.notOpen];
    case "muted":
      return [passed ? words.on : words.off];
    case "quiet":
      return facts.quietUntil ? words.quiet({ time: facts.quietUntil, style: "moment" }) : [words.notQuiet];
    case "delivered":
      return [passed ? words.delivered : passed === false ? words.undelivered : words.none];
    default:
      return name satisfies never;
  }
}

/** How many posts in which time where, and how many times the usual that is. */
function standing({ network, sighting }: NonNullable<WhyNot["best"]>, named: Networks, language: Language) {
  const { count, expected, windowMinutes } = sighting;
  const times = count / Math.max(expected, 1);
  return [
    named.labels([network], language)[0] ?? network,
    counted(count, "post", language),
    periodName(windowMinutes * minuteMs, language),
    smallFigure(expected, language),
    smallFigure(times, language),
  ] as const;
}

function noveltyLine({ best }: WhyNot, language: Language): string {
  const words = whyNotWords[language];
  if (!best) return words.unjudged;
  const { returnDays } = best.sighting;
  if (returnDays === null) return words.noveltyUnknown;
  return returnDays < 2
    ? words.highestHours(figure(Math.floor(returnDays * 24), language))
    : words.highestDays(figure(Math.floor(returnDays), language));
}
