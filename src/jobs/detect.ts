import { type DetectorState, readDetector } from "../analysis/detector.ts";
import { advance } from "../analysis/spikes.ts";
import { dayMs, hourMs, minuteMs } from "../model/clock.ts";
import type { Feed } from "../model/feed.ts";
import type { Services } from "../services.ts";
import { lookForAlarms } from "./alarms.ts";
import { defineJob } from "./job.ts";
import { moveIncident } from "./life.ts";

/** How much history a new detector learns from. */
const historyMs = 30 * dayMs;
/** A burst older than this when it is found is no alert any more. */
const newsMs = 3 * hourMs;

/** Judges what is new in one feed, and moves the incidents of every tracker that listens. */
export default defineJob<{ feed: number }>()({
  name: "detect",
  attempts: 5,
  key: ({ feed }) => `${feed}`,
  async run({ feed: id }, services) {
    const feed = await services.feeds.get(id);
    if (!feed) return;
    const { state, was, counts } = await unjudged(id, services);
    if (counts.length === 0) return;
    const isRelearned = was !== null && state.atMs === null;
    const judgements = advance(state, counts);
    const news = { network: feed.network, judgements, ...notBefore(feed, isRelearned, services) };
    const listeners = await services.feeds.listeners(id);
    const moves = listeners.map(
      ({ workspace, tracker }) =>
        () =>
          moveIncident({ workspace, tracker, ...news }, services),
    );
    await eachOf(moves);
    for (const { workspace, tracker } of listeners) await lookForAlarms({ workspace, tracker }, services);
    // Last, so that a worker that dies before it leaves the same steps to be judged again; an open incident opens once.
    await services.feeds.saveDetector(id, state, was);
  },
});

/**
 * A network that is asked now and then may bring days at once, e.g. after the process was off; and a detector
 * of a new version learns again from days that were told already.
 */
function notBefore({ source }: Feed, isRelearned: boolean, { clock, sources }: Services): { notBefore?: Date } {
  const isAsked = sources.all.find(({ name }) => name === source)?.can.search;
  return isAsked || isRelearned ? { notBefore: new Date(clock.now().getTime() - newsMs) } : {};
}

/** Does them all, one after the other, before it fails: one tracker's trouble is not its neighbours'. */
async function eachOf(moves: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const move of moves) await move().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

/** The detector of a feed, and the whole minutes it has not seen. */
export async function unjudged(
  feed: number,
  { clock, feeds }: Services,
): Promise<{ state: DetectorState; was: unknown; counts: Awaited<ReturnType<Services["feeds"]["counts"]>> }> {
  const was = await feeds.detector(feed);
  const state = readDetector(was);
  const from = state.atMs === null ? clock.now().getTime() - historyMs : state.atMs;
  const counts = await feeds.counts(feed, new Date(from), minuteMs);
  // A feed's history begins where it was first observed, not with the blind time before.
  const begun = state.atMs === null ? counts.findIndex(({ count }) => count !== null) : 0;
  return { state, was, counts: begun < 0 ? [] : counts.slice(begun) };
}
