import type { TransactionSql } from "postgres";
import { hourMs, minuteMs } from "../model/clock.ts";
import type { NetworkTotals, SentimentTotals, Totals } from "../model/reader.ts";
import { minutesKeptMs } from "../model/retention.ts";
import { arrayLiteral } from "./array-literal.ts";
import type { Asked } from "./asked.ts";
import { correctedBy } from "./corrected.ts";
import { type Coverage, coverageOf } from "./coverage.ts";
import { coveredFraction } from "./series.ts";
import { sketchEstimate } from "./sketch.ts";

interface FeedSum {
  readonly feed_id: string;
  readonly posts: string;
  readonly engagement: string;
  readonly views: string;
  readonly observed: string;
  readonly negative: string;
  readonly neutral: string;
  readonly positive: string;
}

/**
 * Everything that is known of the time, also of steps a series leaves out as blind. To the minute where the edges of the
 * period lie in the last 48 hours, otherwise with the whole hours that it touches.
 */
export async function totalsOf(sql: TransactionSql, asked: Asked, withAuthors: boolean): Promise<Totals> {
  const feeds = asked.feeds.map(({ id }) => id);
  const [sums, bitmaps, coverage, corrected] = await Promise.all([
    sumsOf(sql, asked),
    withAuthors ? authorsOf(sql, asked) : null,
    coverageOf(sql, feeds, asked.from, asked.to),
    correctedBy(sql, asked, ...reachOf(asked)),
  ]);
  const networks = [...new Set(asked.feeds.map(({ network }) => network))].map((network) => {
    const of = asked.feeds.filter((feed) => feed.network === network);
    return networkTotals(
      network,
      asked,
      of.map(({ id }) => ({ sum: sums.get(id), coverage: coverage.get(id) })),
    );
  });
  const posts = networks.reduce((sum, network) => sum + network.posts, 0);
  const authors = bitmaps && sketchEstimate(bitmaps);
  return {
    posts,
    engagement: networks.reduce((sum, network) => sum + network.engagement, 0),
    authors: authors === 0 && posts > 0 ? null : authors,
    coverage: coveredFraction(asked, [...coverage.values()]),
    sentiment: sentimentOf([...sums.values()], corrected),
    networks,
  };
}

function sentimentOf(sums: readonly FeedSum[], corrected: SentimentTotals): SentimentTotals {
  const of = (column: keyof SentimentTotals) =>
    sums.reduce((sum, feed) => sum + Number(feed[column]), corrected[column]);
  return { negative: of("negative"), neutral: of("neutral"), positive: of("positive"), observed: of("observed") };
}

function networkTotals(
  network: string,
  asked: Asked,
  feeds: readonly { readonly sum: FeedSum | undefined; readonly coverage: Coverage | undefined }[],
): NetworkTotals {
  const coverage = feeds.flatMap((feed) => feed.coverage ?? []);
  const reads = coverage.flatMap(({ lastSeenAt }) => lastSeenAt?.getTime() ?? []);
  const views = feeds.reduce((sum, feed) => sum + Number(feed.sum?.views ?? 0), 0);
  return {
    network,
    posts: feeds.reduce((sum, feed) => sum + Number(feed.sum?.posts ?? 0), 0),
    engagement: feeds.reduce((sum, feed) => sum + Number(feed.sum?.engagement ?? 0), 0),
    coverage: coveredFraction(asked, coverage),
    lastSeenAt: reads.length === 0 ? null : new Date(Math.max(...reads)),
    ...(views > 0 ? { views } : {}),
  };
}

async function sumsOf(sql: TransactionSql, asked: Asked): Promise<ReadonlyMap<number, FeedSum>> {
  const { hours, edges } = piecesOf(asked);
  const feeds = feedsOf(asked);
  const rows = await sql<FeedSum[]>`
    select feed_id, sum(coalesce(counted, observed)) as posts, sum(engagement) as engagement, sum(views) as views,
      sum(observed) as observed, sum(negative) as negative, sum(neutral) as neutral, sum(positive) as positive
    from (
      select feed_id, counted, observed, engagement, views, negative, neutral, positive from rollup_hours
      where feed_id = any(${feeds}::int8[]) and ${within(sql, hours)}
      union all
      select m.feed_id, m.counted, m.observed, m.engagement, m.views, m.negative, m.neutral, m.positive
      from ${spans(sql, edges)}
      join rollup_minutes m on m.feed_id = any(${feeds}::int8[]) and m.at >= edge.since and m.at < edge.until
    ) piece
    group by feed_id`;
  return new Map(rows.map((row) => [Number(row.feed_id), row]));
}

/** One bitmap of all the feeds together; none where nobody is named. */
async function authorsOf(sql: TransactionSql, asked: Asked): Promise<readonly string[]> {
  const { hours, edges } = piecesOf(asked);
  const feeds = feedsOf(asked);
  const [row] = await sql<{ authors: string | null }[]>`
    select bit_or(authors)::text as authors
    from (
      select authors from rollup_hours where feed_id = any(${feeds}::int8[]) and ${within(sql, hours)}
      union all
      select author_sketch(bit, 1)
      from (
        select unnest(author_bits) as bit from rollup_hours where feed_id = any(${feeds}::int8[]) and ${within(sql, hours)}
        union
        select fp.author_bit
        from ${spans(sql, edges)}
        join feed_posts fp on fp.feed_id = any(${feeds}::int8[]) and fp.posted_at >= edge.since and fp.posted_at < edge.until
        where fp.author_bit is not null
      ) bits
      having count(*) > 0
    ) piece`;
  return row?.authors ? [row.authors] : [];
}

const feedsOf = (asked: Asked): string => arrayLiteral(asked.feeds.map(({ id }) => id));

const iso = (timeMs: number): string => new Date(timeMs).toISOString();

const within = (sql: TransactionSql, { fromMs, toMs }: Piece) => sql`at >= ${iso(fromMs)} and at < ${iso(toMs)}`;

const spans = (sql: TransactionSql, pieces: readonly Piece[]) => sql`unnest(
  ${arrayLiteral(pieces.map(({ fromMs }) => iso(fromMs)))}::timestamptz[], ${arrayLiteral(pieces.map(({ toMs }) => iso(toMs)))}::timestamptz[]
) as edge(since, until)`;

interface Piece {
  readonly fromMs: number;
  readonly toMs: number;
}

/** From where to where the pieces of a period reach. */
function reachOf(asked: Asked): [since: Date, until: Date] {
  const { hours, edges } = piecesOf(asked);
  const pieces = [hours, ...edges].filter(({ fromMs, toMs }) => toMs > fromMs);
  return [
    new Date(Math.min(asked.to.getTime(), ...pieces.map(({ fromMs }) => fromMs))),
    new Date(Math.max(asked.from.getTime(), ...pieces.map(({ toMs }) => toMs))),
  ];
}

/** The whole hours of a period, and the minutes before and after them where they are kept. */
function piecesOf({ from, to, now }: Pick<Asked, "from" | "to" | "now">): { hours: Piece; edges: Piece[] } {
  const down = (timeMs: number, stepMs: number) => Math.floor(timeMs / stepMs) * stepMs;
  const up = (timeMs: number, stepMs: number) => Math.ceil(timeMs / stepMs) * stepMs;
  const minutesFromMs = up(now.getTime() - minutesKeptMs, minuteMs);
  const fromMs = down(from.getTime(), minuteMs);
  // The hour that is still going on holds nothing beyond now: where all of it is asked for, its row says it.
  const isUpToNow = to.getTime() >= now.getTime();
  const toMs = Math.max(isUpToNow ? up(to.getTime(), hourMs) : up(to.getTime(), minuteMs), fromMs);
  const fine = { from: fromMs >= minutesFromMs, to: Math.max(down(toMs, hourMs), fromMs) >= minutesFromMs };
  const hours = {
    fromMs: fine.from ? up(fromMs, hourMs) : down(fromMs, hourMs),
    toMs: fine.to ? down(toMs, hourMs) : up(toMs, hourMs),
  };
  if (hours.toMs < hours.fromMs) return { hours: { fromMs, toMs: fromMs }, edges: [{ fromMs, toMs }] };
  const edges = [
    { fromMs: Math.min(fromMs, hours.fromMs), toMs: fine.from ? hours.fromMs : fromMs },
    { fromMs: hours.toMs, toMs: fine.to ? toMs : hours.toMs },
  ];
  return { hours, edges: edges.filter((edge) => edge.fromMs < edge.toMs) };
}
