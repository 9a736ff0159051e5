import type { Excess } from "../analysis/why.ts";
import type { HourExcess, WhyReading } from "../analysis/why-reading.ts";
import { counted, figure, percentage } from "../model/figure.ts";
import type { Incident } from "../model/incident.ts";
import type { Language } from "../model/language.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Card, Inline, Part } from "./card.ts";
import { codeName } from "./code-name.ts";
import type { Networks } from "./networks.ts";
import { smallPrint } from "./note.ts";
import { postItem } from "./post-item.ts";
import { titleOf } from "./title.ts";
import { whyWords } from "./words/why.ts";

export interface WhyFacts extends WhyReading {
  readonly tracker: Tracker;
  readonly incident: Incident;
}

const namedMax = 3;
/** From here on one author is a storm of their own. */
const stormShare = 0.3;

/** Where the posts of an incident came from that are more than usual. Counted, not guessed. */
export function whyCard(facts: WhyFacts, named: Networks, language: Language): Card {
  const { tracker, incident, posts, usual, coverage, excess, seed } = facts;
  const all = named.labels(tracker.networks, language);
  const labels = new Map(tracker.networks.map((network, i) => [network, all[i] ?? network]));
  const disclosure = named.disclosure(tracker.networks);
  const words = whyWords[language];
  const title = titleOf(words.title(subjectName(tracker.subject)));
  const more = words.more(counted(posts, "post", language), figure(Math.round(usual), language));
  return {
    title,
    tone: "quiet",
    summary: `${title}: ${more}`,
    parts: [
      { kind: "text", text: [{ bold: more }] },
      ...linesOf([
        said(words.networks, excess.networks, ({ name }) => labels.get(name) ?? name, language),
        excess.authors && authorLine(excess.authors, language),
        said(words.tags, excess.tags, ({ name }) => `#${name}`, language),
        said(words.languages, excess.languages, ({ name }) => codeName("language", name, language), language),
      ]),
      ...hoursLine(excess.hours, language),
      ...(seed
        ? [
            { kind: "text" as const, text: [words.seed] },
            { kind: "posts" as const, posts: [postItem(seed, labels, language)] },
          ]
        : []),
      smallPrint({ disclosure, coverage }, language, ...words.counted({ time: incident.openedAt, style: "moment" })),
    ],
  };
}

const linesOf = (lines: readonly (string | null)[]): readonly Part[] => {
  const there = lines.filter((line) => line !== null);
  return there.length > 0 ? [{ kind: "text", text: [there.join("\n")] }] : [];
};

/** "By hour: 14:00 62% · 15:00 20%". */
function hoursLine(hours: readonly HourExcess[], language: Language): readonly Part[] {
  if (hours.length === 0) return [];
  const said = hours
    .slice(0, namedMax)
    .flatMap(({ at, share }, i): Inline[] => [
      ...(i > 0 ? [" · "] : []),
      { time: at, style: "moment" },
      ` ${percentage(share, language)}`,
    ]);
  return [{ kind: "text", text: [whyWords[language].hours, ...said] }];
}

/** "Networks: Bluesky 71% of what is more than usual (usually 40% of the posts)". */
function said(
  label: (list: string) => string,
  excess: readonly Excess[],
  nameOf: (one: Excess) => string,
  language: Language,
): string | null {
  if (excess.length === 0) return null;
  const words = whyWords[language];
  return label(
    excess
      .slice(0, namedMax)
      .map((one) => words.share(nameOf(one), percentage(one.share, language), percentage(one.usual, language)))
      .join(" · "),
  );
}

function authorLine(authors: readonly Excess[], language: Language): string {
  const words = whyWords[language];
  const [first] = authors;
  return first && first.share >= stormShare
    ? words.oneAuthor(`@${first.name}`, percentage(first.share, language))
    : words.manyAuthors;
}
