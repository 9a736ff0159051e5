import type { SharedDisclosure } from "../model/disclosure.ts";
import { counted, figure, percentage } from "../model/figure.ts";
import type { Language } from "../model/language.ts";
import { lastPeriod } from "../model/period.ts";
import type { Ranked, RankedBy, Ranking } from "../model/reader.ts";
import { subjectName } from "../model/subject.ts";
import { topicNameIn } from "../model/topic.ts";
import type { Tracker } from "../model/tracker.ts";
import { type Card, type Control, commandAction, type Part } from "./card.ts";
import { codeName } from "./code-name.ts";
import { disclosing, smallPrint } from "./note.ts";
import { titleOf } from "./title.ts";
import { topWords } from "./words/top.ts";

export interface RankingFacts {
  readonly tracker: Tracker;
  readonly periodMs: number;
  readonly by: RankedBy;
  readonly ranking: Ranking;
  /** Of how many posts, the newest, the workspace's own lists were counted; null where of all. */
  readonly listsOf: number | null;
  /** Of the networks, by their names. */
  readonly labels: ReadonlyMap<string, string>;
  readonly disclosure: SharedDisclosure | null;
}

/** Shares of fewer posts would say nothing. */
const readMin = 5;
/** What a button can carry. */
const valueCharactersMax = 80;
const offeredMax = 3;

/** Who, what and where most posts of a hashtag are of. */
export function rankingCard(
  { tracker, periodMs, by, ranking, listsOf, labels, disclosure }: RankingFacts,
  language: Language,
): Card {
  const words = topWords[language];
  const title = titleOf(words.ranked(words.by[by], subjectName(tracker.subject), lastPeriod(periodMs, language)));
  if (ranking.rows.length === 0)
    return {
      title,
      tone: "quiet",
      summary: `${title}: ${words.noRows}`,
      parts: [{ kind: "text", text: [words.noRows] }, ...disclosing(disclosure, language)],
    };
  const { columns } = words;
  const notes = [
    ...(ranking.known < ranking.posts
      ? [words.known(figure(ranking.known, language), counted(ranking.posts, "post", language))]
      : []),
    ...(listsOf === null ? [] : [words.lists(counted(listsOf, "post", language))]),
  ];
  const shown = ranking.rows.map((row) => ({ row, name: nameOf(row, by, { labels, language }) }));
  const rows = shown.map(({ row, name }) => {
    const feel = (count: number) => (row.read < readMin ? "–" : percentage(count / row.read, language));
    return [
      name,
      figure(row.posts, language),
      by === "people"
        ? row.engagement === null
          ? "–"
          : figure(row.engagement, language)
        : percentage(row.share, language),
      feel(row.positive),
      feel(row.negative),
    ];
  });
  const second = by === "people" ? columns.engagement : columns.share;
  return {
    title,
    tone: "neutral",
    summary: `${title}: ${shown
      .slice(0, 3)
      .map(({ row, name }) => `${name} ${figure(row.posts, language)}`)
      .join(", ")}`,
    parts: [
      { kind: "table", columns: ["", columns.posts, second, columns.positive, columns.negative], rows },
      ...(by === "people" ? whoIs(ranking.rows, language) : []),
      ...(notes.length > 0
        ? [smallPrint({ disclosure }, language, notes.join(" · "))]
        : disclosing(disclosure, language)),
    ],
  };
}

function nameOf(
  { name, of }: Ranked,
  by: RankedBy,
  { labels, language }: { readonly labels: RankingFacts["labels"]; readonly language: Language },
): string {
  switch (by) {
    case "people":
      return `@${name}${labels.size > 1 && of ? ` (${labels.get(of) ?? of})` : ""}`;
    case "topics":
      return topicNameIn(name, language);
    case "tags":
      return `#${name}`;
    case "languages":
      return codeName("language", name, language);
    case "places":
      return [of, codeName("region", name, language)].filter(Boolean).join(", ");
    default:
      return by satisfies never;
  }
}

function whoIs(rows: readonly Ranked[], language: Language): Part[] {
  const controls = rows.flatMap(({ name, of }): readonly Control[] => {
    const value = `/author @${name} on:${of}`;
    return value.length > valueCharactersMax || /\s/u.test(name)
      ? []
      : [{ kind: "button", action: commandAction, value, label: topWords[language].who(`@${name}`) }];
  });
  return controls.length > 0 ? [{ kind: "actions", controls: controls.slice(0, offeredMax) }] : [];
}
