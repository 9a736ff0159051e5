import type { TransactionSql } from "postgres";
import { hourMs } from "../model/clock.ts";
import { minutesKeptMs, postsKeptMs } from "../model/retention.ts";
import { arrayLiteral } from "./array-literal.ts";

/** What one feed has in one step; null = not known that finely any more. Steps without anything have no entry. */
export interface Bucket {
  readonly feed: number;
  readonly atMs: number;
  readonly posts: number | null;
  readonly engagement: number | null;
}

export interface Buckets {
  readonly filled: readonly Bucket[];
  /** Nothing is known of steps that begin earlier. */
  readonly knownFromMs: number;
  /** Engagement is known of steps from here on. */
  readonly engagementFromMs: number;
}

interface Row {
  readonly feed_id: string;
  readonly at: string;
  readonly posts: string | null;
  readonly engagement: string | null;
}

/**
 * Posts and engagement of feeds per step. Whole hours come from hour rollups. Finer steps come from the minutes of the last
 * 48 hours; before that, posts are counted one by one for as long as they are kept (of what was seen only: where the
 * network's own count was used, null), and what they gained is not known.
 */
export async function bucketsOf(
  sql: TransactionSql,
  asked: { feeds: readonly number[]; fromMs: number; toMs: number; stepMs: number; nowMs: number },
): Promise<Buckets> {
  const { fromMs, toMs, stepMs, nowMs } = asked;
  if (stepMs % hourMs === 0) {
    const filled = await rollupBuckets(sql, "rollup_hours", asked);
    return { filled, knownFromMs: fromMs, engagementFromMs: fromMs };
  }
  const wholeStep = (ageMs: number) => Math.min(Math.max(Math.ceil((nowMs - ageMs) / stepMs) * stepMs, fromMs), toMs);
  const minutesFromMs = wholeStep(minutesKeptMs);
  const knownFromMs = wholeStep(postsKeptMs);
  const [counted, minutes] = await Promise.all([
    knownFromMs < minutesFromMs ? postBuckets(sql, { ...asked, fromMs: knownFromMs, toMs: minutesFromMs }) : [],
    minutesFromMs < toMs ? rollupBuckets(sql, "rollup_minutes", { ...asked, fromMs: minutesFromMs }) : [],
  ]);
  return { filled: [...counted, ...minutes], knownFromMs, engagementFromMs: minutesFromMs };
}

type Asked = Parameters<typeof bucketsOf>[1];

async function rollupBuckets(
  sql: TransactionSql,
  table: "rollup_minutes" | "rollup_hours",
  asked: Asked,
): Promise<Bucket[]> {
  const rows = await sql<Row[]>`
    select feed_id, date_bin(${`${asked.stepMs} milliseconds`}::interval, at, 'epoch') as at,
      sum(coalesce(counted, observed)) as posts, sum(engagement) as engagement
    from ${sql(table)}
    where feed_id = any(${arrayLiteral(asked.feeds)}::int8[]) and at >= ${iso(asked.fromMs)} and at < ${iso(asked.toMs)}
    group by 1, 2`;
  return rows.map(bucket);
}

async function postBuckets(sql: TransactionSql, asked: Asked): Promise<Bucket[]> {
  const feeds = arrayLiteral(asked.feeds);
  const step = `${asked.stepMs} milliseconds`;
  const rows = await sql<Row[]>`
    select feed_id, date_bin(${step}::interval, posted_at, 'epoch') as at, count(*) as posts, null as engagement
    from feed_posts
    where feed_id = any(${feeds}::int8[]) and posted_at >= ${iso(asked.fromMs)} and posted_at < ${iso(asked.toMs)}
    group by 1, 2`;
  const blurred = await sql<Row[]>`
    select distinct feed_id, date_bin(${step}::interval, step, 'epoch') as at, null as posts, null as engagement
    from rollup_hours, generate_series(at, at + interval '59 minutes', least(${step}::interval, interval '1 hour')) as step
    where feed_id = any(${feeds}::int8[]) and counted is not null
      and at >= ${iso(asked.fromMs - hourMs)} and at < ${iso(asked.toMs)}
      and step >= ${iso(asked.fromMs)} and step < ${iso(asked.toMs)}`;
  const byStep = new Map([...rows, ...blurred].map((row) => [`${row.feed_id} ${row.at}`, bucket(row)]));
  return [...byStep.values()];
}

const bucket = (row: Row): Bucket => ({
  feed: Number(row.feed_id),
  atMs: Date.parse(row.at),
  posts: row.posts === null ? null : Number(row.posts),
  engagement: row.engagement === null ? null : Number(row.engagement),
});

const iso = (timeMs: number): string => new Date(timeMs).toISOString();
