import { excessOf } from "../analysis/why.ts";
import { whyCard } from "../cards/why-card.ts";
import { whyWords } from "../cards/words/why.ts";
import { dayMs, hourMs } from "../model/clock.ts";
import { refuse } from "../model/errors.ts";
import type { Incident } from "../model/incident.ts";
import { told } from "../model/language.ts";
import type { Ranking, Scope, Totals } from "../model/reader.ts";
import { defineAction } from "./action.ts";
import { readValue, trackerOf } from "./value.ts";

/** What an incident is looked at from, and against. */
const beforeMs = hourMs;
const usualMs = 2 * dayMs;
/** Of less of that time it is not known what is usual. */
const coverageMin = 0.5;
/** As many as a ranking has at most. */
const rowsMax = 50;

/** Value: "incident". What is more than usual, by network, author, hashtag and language, and what moved people first. */
export default defineAction({
  id: "why",
  writes: false,
  async run(press, services) {
    const { workspace } = press.where.channel;
    const incident = await services.tenant(workspace).incidents.get(readValue(press.value).id);
    const tracker = await trackerOf(incident?.tracker ?? 0, press, services);
    if (!incident) return refuse(told((language) => whyWords[language].gone));
    const { scope, usual, times } = timesOf(incident, services.clock.now());
    const { reader } = services.tenant(workspace);
    const [now, then] = [await reader.totals(scope), await reader.totals(usual)];
    if (now.posts === 0) return refuse(told((language) => whyWords[language].gone));
    if (then.coverage < coverageMin) return refuse(told((language) => whyWords[language].unobserved));
    // What was not observed was as busy as what was.
    const ratio = times * then.coverage;
    const compared = async (by: "authors" | "tags" | "languages") => {
      const found = await reader.ranking(scope, { by, count: rowsMax });
      const among = found.rows.map(({ name }) => name);
      return {
        known: found.known,
        excess: excessOf(found, await reader.ranking(usual, { by, count: rowsMax, among }), ratio),
      };
    };
    const [seed = null] = await reader.topPosts({ ...scope, to: incident.openedAt }, 1);
    const [authors, tags, languages] = [await compared("authors"), await compared("tags"), await compared("languages")];
    const facts = {
      tracker,
      incident,
      posts: now.posts,
      usual: then.posts / ratio,
      coverage: then.coverage,
      excess: {
        networks: excessOf(byNetwork(now), byNetwork(observed(then)), ratio, { all: true }),
        authors: authors.known > 0 ? authors.excess : null,
        tags: tags.excess.filter(({ name }) => name !== tracker.subject.key),
        languages: languages.excess,
      },
      seed,
      disclosure: services.sources.disclosure(tracker.networks),
    };
    return {
      visible: "only-you",
      card: (language) => {
        const labels = services.sources.labels(tracker.networks, language);
        const named = new Map(tracker.networks.map((network, i) => [network, labels[i] ?? network]));
        return whyCard({ ...facts, labels: named }, language);
      },
    };
  },
});

/** Its time, and the two days before it. */
function timesOf(
  { tracker, openedAt, endedAt }: Incident,
  now: Date,
): { readonly scope: Scope; readonly usual: Scope; readonly times: number } {
  const from = new Date(openedAt.getTime() - beforeMs);
  const to = endedAt ?? now;
  const trackers = [tracker];
  return {
    scope: { trackers, from, to },
    usual: { trackers, from: new Date(from.getTime() - usualMs), to: from },
    times: usualMs / Math.max(to.getTime() - from.getTime(), 1),
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
