import type { Sql, TransactionSql } from "postgres";
import type { Span } from "../model/feed.ts";
import { arrayLiteral } from "./array-literal.ts";

/** What was really observed of a feed in the asked time: apart from each other, oldest first. */
export interface Coverage {
  readonly spans: readonly Span[];
  /** Up to when it was observed, whatever was asked for. */
  readonly lastSeenAt: Date | null;
}

/** Every feed has an entry. `to` null = up to the end of what was observed. */
export async function coverageOf(
  sql: TransactionSql,
  feeds: readonly number[],
  from: Date,
  to: Date | null,
): Promise<ReadonlyMap<number, Coverage>> {
  const rows = await sql<
    { feed_id: string; last_seen_at: string | null; since: string | null; until: string | null }[]
  >`
    select c.feed_id, upper(c.seen) as last_seen_at, lower(span) as since, upper(span) as until
    from coverage c
    left join lateral unnest(c.seen * tstzmultirange(tstzrange(${from.toISOString()}, ${to?.toISOString() ?? null}))) as span on true
    where c.feed_id = any(${arrayLiteral(feeds)}::int8[])
    order by c.feed_id, since`;
  const found = new Map<number, { spans: Span[]; lastSeenAt: Date | null }>(
    feeds.map((feed) => [feed, { spans: [], lastSeenAt: null }]),
  );
  for (const row of rows) {
    const of = found.get(Number(row.feed_id));
    if (!of) continue;
    of.lastSeenAt = row.last_seen_at === null ? null : new Date(row.last_seen_at);
    if (row.since && row.until) of.spans.push({ from: new Date(row.since), to: new Date(row.until) });
  }
  return found;
}

/** Milliseconds of [fromMs, toMs) that lie in the spans. */
export function coveredMs(spans: readonly Span[], fromMs: number, toMs: number): number {
  let sum = 0;
  for (const { from, to } of spans) {
    sum += Math.max(0, Math.min(to.getTime(), toMs) - Math.max(from.getTime(), fromMs));
  }
  return sum;
}

/** What of [from, to) was not observed, oldest first. */
export async function gapsOf(sql: Sql, feed: number, from: Date, to: Date): Promise<Span[]> {
  const rows = await sql<{ since: string; until: string }[]>`
    select lower(gap) as since, upper(gap) as until
    from (select tstzmultirange(tstzrange(${from.toISOString()}, ${to.toISOString()})) as whole) asked
    left join coverage c on c.feed_id = ${feed}
    cross join lateral unnest(whole - coalesce(c.seen, '{}')) as gap
    order by since`;
  return rows.map(({ since, until }) => ({ from: new Date(since), to: new Date(until) }));
}
