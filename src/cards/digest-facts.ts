import { type DigestReading, isNotable } from "../analysis/digest.ts";
import type { Language } from "../model/language.ts";
import type { NetworkTotals } from "../model/reader.ts";
import type { DigestFacts } from "./digest-card.ts";
import type { Networks } from "./networks.ts";
import { postItem } from "./post-item.ts";

/** What was read, as the card takes it; in one language, as networks have their names in it. */
export function digestFacts(
  { stretches: { period, every }, subjects, top, feedback, at }: DigestReading,
  named: Networks,
  { picture, ...facts }: Pick<DigestFacts, "picture" | "sent" | "zone" | "channel">,
  language: Language,
): DigestFacts {
  const totals = together(subjects.flatMap((subject) => [...subject.totals.networks]));
  const labels = named.labels(
    totals.map(({ network }) => network),
    language,
  );
  const labelOf = (network: string) => new Map([[network, named.labels([network], language)[0] ?? network]]);
  return {
    ...facts,
    every,
    period: { ...period, to: period.to < at ? period.to : at },
    subjects,
    feedback,
    networks: totals.map((network, i) => ({ ...network, label: labels[i] ?? network.network })),
    picture: subjects.some(isNotable) ? picture : null,
    posts: top.map((post) => postItem(post, labelOf(post.network), language)),
    disclosure: named.disclosure(subjects.flatMap(({ tracker }) => [...tracker.networks])),
  };
}

/** One of each network: its posts are added up, and how well it was observed is the mean. */
function together(all: readonly NetworkTotals[]): readonly NetworkTotals[] {
  const names = [...new Set(all.map(({ network }) => network))];
  return names.map((network) => {
    const of = all.filter((one) => one.network === network);
    const sum = (value: (one: NetworkTotals) => number) => of.reduce((total, one) => total + value(one), 0);
    return {
      network,
      posts: sum(({ posts }) => posts),
      engagement: sum(({ engagement }) => engagement),
      coverage: sum(({ coverage }) => coverage) / of.length,
      lastSeenAt: null,
    };
  });
}
