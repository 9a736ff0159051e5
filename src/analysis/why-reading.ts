import { dayMs, hourMs } from "../model/clock.ts";
import type { Span } from "../model/feed.ts";
import type { Incident } from "../model/incident.ts";
import type { PostLine, Ranking, Reader, Scope, Totals } from "../model/reader.ts";
import type { Tracker } from "../model/tracker.ts";
import { type Excess, excessOf } from "./why.ts";

/** What an incident is looked at from, and against. */
const beforeMs = hourMs;
const usualMs = 2 * dayMs;
/** Of less of that time it is not known what is usual. */
const coverageMin = 0.5;
/** As many as a ranking has at most. */
const rowsMax = 50;
/** An hour that brought less of the excess is not worth a word. */
const hourShareMin = 0.1;

/** An hour that brought more than usual. */
export interface HourExcess {
  readonly at: Date;
  /** Of the excess, 0..1. */
  readonly share: number;
}

export interface WhyReading {
  /** Posts of the time, how many would be usual, and how much of the usual time was observed, 0..1. */
  readonly posts: number;
  readonly usual: number;
  readonly coverage: number;
  /** The most first. Authors are null where nobody is named. */
  readonly excess: Readonly<Record<"networks" | "tags" | "languages", readonly Excess[]>> & {
    readonly authors: readonly Excess[] | null;
    readonly hours: readonly HourExcess[];
  };
  /** What moved people most of what was posted before it was noticed. */
  readonly seed: PostLine | null;
}

/** What is more than usual around an incident, by network, author, hashtag, language and hour. */
export async function readWhy(
  reader: Reader,
  tracker: Tracker,
  incident: Pick<Incident, "openedAt" | "endedAt">,
  now: Date,
): Promise<WhyReading | "gone" | "unobserved"> {
  const span = aboutSpan(incident, now);
  const found = await readExcess(reader, tracker, span);
  if (typeof found === "string") return found;
  const { totals, usual, coverage } = found;
  const scope = { trackers: [tracker.id], ...span };
  const [seed = null] = await reader.topPosts({ ...scope, to: incident.openedAt }, 1);
  const { points } = await reader.series(scope, hourMs);
  const usualHour = (usual * hourMs) / Math.max(span.to.getTime() - span.from.getTime(), 1);
  const hours = points
    .map(({ at, posts }) => ({
      at,
      share: Math.min(Math.max(((posts ?? 0) - usualHour) / Math.max(totals.posts - usual, 1), 0), 1),
    }))
    .filter(({ share }) => share >= hourShareMin)
    .sort((a, b) => b.share - a.share || a.at.getTime() - b.at.getTime());
  return { posts: totals.posts, usual, coverage, excess: { ...found.excess, hours }, seed };
}

/** The time that an incident is about. */
export const aboutSpan = ({ openedAt, endedAt }: Pick<Incident, "openedAt" | "endedAt">, now: Date): Span => ({
  from: new Date(openedAt.getTime() - beforeMs),
  to: endedAt ?? now,
});

/** What brought the excess of a time over the two days before it. */
export async function readExcess(reader: Reader, tracker: Tracker, span: Span) {
  const scope: Scope = { trackers: [tracker.id], ...span };
  const usual: Scope = { ...scope, from: new Date(span.from.getTime() - usualMs), to: span.from };
  const [now, then] = [await reader.totals(scope), await reader.totals(usual)];
  if (now.posts === 0) return "gone" as const;
  if (then.coverage < coverageMin) return "unobserved" as const;
  // What was not observed was as busy as what was.
  const ratio = (usualMs / Math.max(span.to.getTime() - span.from.getTime(), 1)) * then.coverage;
  const compared = async (by: "authors" | "tags" | "languages") => {
    const found = await reader.ranking(scope, { by, count: rowsMax });
    const among = found.rows.map(({ name }) => name);
    return {
      known: found.known,
      excess: excessOf(found, await reader.ranking(usual, { by, count: rowsMax, among }), ratio),
    };
  };
  const [authors, tags, languages] = [await compared("authors"), await compared("tags"), await compared("languages")];
  return {
    totals: now,
    usual: then.posts / ratio,
    coverage: then.coverage,
    excess: {
      networks: excessOf(byNetwork(now), byNetwork(observed(then)), ratio, { all: true }),
      authors: authors.known > 0 ? authors.excess : null,
      tags: tags.excess.filter(({ name }) => name !== tracker.subject.key),
      languages: languages.excess,
    },
  };
}

/** As if every network had been seen as much as they were together. */
const observed = ({ networks, ...totals }: Totals): Totals => ({
  ...totals,
  networks: networks.map((one) => ({
    ...one,
    posts: one.coverage > 0 ? (one.posts * totals.coverage) / one.coverage : one.posts,
  })),
});

const byNetwork = ({ posts, networks }: Totals): Ranking => ({
  posts,
  known: posts,
  rows: networks.map((one) => ({
    name: one.network,
    of: null,
    posts: one.posts,
    share: one.posts / Math.max(posts, 1),
    engagement: one.engagement,
    negative: 0,
    positive: 0,
    read: 0,
  })),
});
