import type { TransactionSql } from "postgres";
import type { Series } from "../model/reader.ts";
import type { Asked } from "./asked.ts";
import { coverageOf } from "./coverage.ts";
import { isAsked } from "./scope-posts.ts";
import { coveredFraction } from "./series.ts";

interface Row {
  readonly at_ms: string;
  readonly posts: number;
  readonly engagement: string;
}

/**
 * The same steps as without a filter, counted post by post. Engagement is what the posts of a step have by now, in the step they
 * were posted in: when they gained it is not kept for each of them. Blind where no feed was observed.
 */
export async function filteredSeriesOf(sql: TransactionSql, asked: Asked, stepMs: number): Promise<Series> {
  const fromMs = Math.floor(asked.from.getTime() / stepMs) * stepMs;
  const toMs = Math.max(fromMs, Math.ceil(asked.to.getTime() / stepMs) * stepMs);
  const whole = { ...asked, from: new Date(fromMs), to: new Date(toMs) };
  const feeds = asked.feeds.map(({ id }) => id);
  const [coverage, rows] = await Promise.all([
    coverageOf(sql, feeds, whole.from, whole.to),
    countsOf(sql, whole, stepMs),
  ]);
  const counts = new Map(rows.map((row) => [Number(row.at_ms), row]));
  const spans = [...coverage.values()].flatMap((feed) => feed.spans);
  const points = Array.from({ length: (toMs - fromMs) / stepMs }, (_, i) => {
    const atMs = fromMs + i * stepMs;
    const isSeen = spans.some((span) => span.from.getTime() < atMs + stepMs && span.to.getTime() > atMs);
    const row = counts.get(atMs);
    const counted = { posts: row?.posts ?? 0, engagement: Number(row?.engagement ?? 0) };
    return { at: new Date(atMs), ...(isSeen ? counted : { posts: null, engagement: null }) };
  });
  return { stepMs, points, coverage: coveredFraction(asked, [...coverage.values()]) };
}

const countsOf = (sql: TransactionSql, asked: Asked, stepMs: number) => sql<Row[]>`
  select (extract(epoch from date_bin(${`${stepMs} milliseconds`}::interval, p.posted_at, 'epoch')) * 1000)::bigint as at_ms,
    count(*)::int as posts, coalesce(sum(coalesce(p.likes, 0)::bigint + coalesce(p.shares, 0) + coalesce(p.replies, 0)), 0) as engagement
  from posts p
  where ${isAsked(sql, asked)} and p.gone_at is null
  group by 1`;
