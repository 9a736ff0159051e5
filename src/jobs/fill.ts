import { readDetector } from "../analysis/detector.ts";
import { bucketOf, minuteMs, secondMs } from "../model/clock.ts";
import type { Feed, Span } from "../model/feed.ts";
import type { Services } from "../services.ts";
import type { Connection, Page } from "../sources/source.ts";
import { backfillMs } from "./collect.ts";
import { defineJob } from "./job.ts";

/** Pages read in one go, the newest first; then others have their turn, and the rest follows. */
const pagesMax = 200;
const restMs = minuteMs;
/** Search engines need a moment to know a post: what is younger is not asked for yet. Less than a stream waits with its asking. */
const unsearchedMs = 20 * secondMs;
/** The newest time belongs to the stream, which is a little behind; only a longer silence is a gap. */
const streamLagMs = minuteMs;
/** Posts are told late at times: each gap is asked for from so long before it. */
const lateMs = minuteMs;

/**
 * Reads by search what a stream did not tell: what was before a feed was followed, and what passed while nobody listened.
 * Coverage says what is missing, so that a run that was cut short goes on where it was. The newest gap comes first.
 */
export default defineJob<{ feed: number; network: string; after: "follow" | "stream" }>()({
  name: "fill",
  attempts: 5,
  concurrency: 1,
  // What was before it was followed, and what lies between then and the stream's taking it up, are two pieces of work.
  key: ({ feed, after }) => `${feed}-${after}`,
  lane: ({ network }) => network,
  async run(input, services, signal) {
    const { feed: id } = input;
    const { clock, feeds, jobs, sources } = services;
    const feed = await feeds.get(id);
    const connection = feed && (await feeds.listeners(id)).length > 0 ? sources.connection(feed.source) : null;
    if (!feed || !connection?.search) return;
    const until = bucketOf(new Date(clock.now().getTime() - unsearchedMs), secondMs);
    const gaps = gapsToFill(await feeds.gaps(id, new Date(until.getTime() - backfillMs), until), until);
    const filling: Filling = { feed, connection, pagesLeft: pagesMax, from: null };
    try {
      for (const gap of gaps.toReversed()) {
        if (filling.pagesLeft <= 0 || signal.aborted) break;
        await fillGap(filling, gap, services, signal);
      }
    } finally {
      // What came before a network failed came late all the same.
      await learnAnew(filling, services);
    }
    // What is left is work for another process.
    signal.throwIfAborted();
    if (filling.pagesLeft <= 0) await jobs.add({ name: "fill", input }, { delayMs: restMs });
    await jobs.add({ name: "detect", input: { feed: id } });
  },
});

/** Without the time that a stream is about to tell. */
const gapsToFill = (gaps: readonly Span[], until: Date): readonly Span[] =>
  gaps.filter((gap) => gap.to < until || spanMs(gap) >= streamLagMs);

const spanMs = ({ from, to }: Span): number => to.getTime() - from.getTime();

interface Filling {
  readonly feed: Feed;
  readonly connection: Connection;
  pagesLeft: number;
  /** The earliest time of a gap that was looked at. */
  from: Date | null;
}

async function fillGap(filling: Filling, gap: Span, { clock, feeds }: Services, signal: AbortSignal): Promise<void> {
  const { feed, connection } = filling;
  const { network, subject, id } = feed;
  const asked = { network, subject, since: new Date(gap.from.getTime() - lateMs), until: gap.to };
  let cursor: string | null = null;
  for (let more = true; more && filling.pagesLeft > 0 && !signal.aborted; filling.pagesLeft--) {
    const page: Page | undefined = await connection.search?.({ ...asked, cursor }, signal);
    if (!page) return;
    const isSeen = page.seen.from < page.seen.to;
    await feeds.write({
      posts: page.posts.map((post) => ({ post, feeds: [id] })),
      at: clock.now(),
      seen: isSeen ? [{ feed: id, span: page.seen }] : [],
    });
    if (isSeen) filling.from = earliest(filling.from, page.seen.from < gap.from ? gap.from : page.seen.from);
    cursor = page.cursor;
    more = page.more;
  }
}

const earliest = (a: Date | null, b: Date): Date => (a && a < b ? a : b);

/** A detector that began to learn before its feed's history was there learns it from the beginning. */
async function learnAnew({ feed, from }: Filling, { feeds }: Services): Promise<void> {
  // One that judges at this moment moves it on: then what it says now is looked at again.
  for (let isSaved = from === null; from && !isSaved; ) {
    const was = await feeds.detector(feed.id);
    const judgedTo = was === null ? null : readDetector(was).atMs;
    isSaved = judgedTo === null || from.getTime() >= judgedTo || (await feeds.saveDetector(feed.id, null, was));
  }
}
