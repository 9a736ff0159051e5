import type { TransactionSql } from "postgres";
import { hourMs, minuteMs } from "../model/clock.ts";
import { minutesKeptMs, postsKeptMs } from "../model/retention.ts";
import { arrayLiteral } from "./array-literal.ts";

/** What is asked of feeds: steps of `stepMs` that begin at whole multiples of it, from `fromMs` up to `toMs`. */
export interface Grid {
  readonly feeds: readonly number[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
  readonly nowMs: number;
}

/** Whole steps of one feed. */
export interface Stretch {
  readonly feed: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What the feeds have in one step, together. Steps without anything have no entry. */
export interface Bucket {
  readonly atMs: number;
  readonly posts: number;
  readonly engagement: number;
  /** How many of the feeds have posts there whose number is not known so finely any more. */
  readonly blurred: number;
}

export interface Buckets {
  readonly filled: ReadonlyMap<number, Bucket>;
  /** Nothing is known of steps that begin earlier. */
  readonly knownFromMs: number;
  /** Engagement is known of steps from here on. */
  readonly engagementFromMs: number;
}

interface Row {
  readonly at: string;
  readonly posts: string;
  readonly engagement: string;
  readonly blurred: string;
}

/**
 * Posts and engagement of feeds per step; only what lies in `stretches`, where there are any. Whole hours come from hour
 * rollups. Finer steps come from the minutes of the last 48 hours; before that, posts are counted one by one for as long as
 * they are kept (of what was seen only: where the network's own count was used, they are blurred), and what they gained is not
 * known.
 */
export async function bucketsOf(
  sql: TransactionSql,
  grid: Grid,
  stretches: readonly Stretch[] | null = null,
): Promise<Buckets> {
  const { fromMs, toMs, stepMs, nowMs } = grid;
  if (stepMs % hourMs === 0) {
    const filled = await rollupBuckets(sql, "rollup_hours", grid, stretches);
    return { filled: byStep(filled), knownFromMs: fromMs, engagementFromMs: fromMs };
  }
  const wholeStep = (ageMs: number) => Math.min(Math.max(Math.ceil((nowMs - ageMs) / stepMs) * stepMs, fromMs), toMs);
  const minutesFromMs = wholeStep(minutesKeptMs);
  const knownFromMs = wholeStep(postsKeptMs);
  const [counted, minutes] = await Promise.all([
    knownFromMs < minutesFromMs
      ? postBuckets(sql, { ...grid, fromMs: knownFromMs, toMs: minutesFromMs }, stretches)
      : [],
    minutesFromMs < toMs ? rollupBuckets(sql, "rollup_minutes", { ...grid, fromMs: minutesFromMs }, stretches) : [],
  ]);
  return { filled: byStep([...counted, ...minutes]), knownFromMs, engagementFromMs: minutesFromMs };
}

const byStep = (rows: readonly Row[]): ReadonlyMap<number, Bucket> =>
  new Map(
    rows.map((row) => {
      const atMs = Date.parse(row.at);
      const { posts, engagement, blurred } = row;
      return [atMs, { atMs, posts: Number(posts), engagement: Number(engagement), blurred: Number(blurred) }];
    }),
  );

async function rollupBuckets(
  sql: TransactionSql,
  table: "rollup_minutes" | "rollup_hours",
  { feeds, fromMs, toMs, stepMs }: Grid,
  stretches: readonly Stretch[] | null,
): Promise<readonly Row[]> {
  const step = stepMs === (table === "rollup_hours" ? hourMs : minuteMs) ? sql`at` : binned(sql, stepMs, "at");
  return sql<Row[]>`
    select ${step} as at, sum(coalesce(counted, observed)) as posts, sum(engagement) as engagement, 0 as blurred
    from ${sql(table)} ${
      stretches
        ? sql`join ${stretchesAs(sql, stretches)} on feed_id = feed and at >= since and at < until where`
        : sql`where feed_id = any(${arrayLiteral(feeds)}::int8[]) and`
    } at >= ${iso(fromMs)} and at < ${iso(toMs)}
    group by 1`;
}

async function postBuckets(
  sql: TransactionSql,
  { feeds, fromMs, toMs, stepMs }: Grid,
  stretches: readonly Stretch[] | null,
): Promise<readonly Row[]> {
  const step = `${stepMs} milliseconds`;
  return sql<Row[]>`
    with counted as (
      select feed_id, ${binned(sql, stepMs, "posted_at")} as at, count(*) as posts
      from feed_posts
      where feed_id = any(${arrayLiteral(feeds)}::int8[]) and posted_at >= ${iso(fromMs)} and posted_at < ${iso(toMs)}
      group by 1, 2
    ),
    blurred as (
      select distinct feed_id, ${binned(sql, stepMs, "step")} as at
      from rollup_hours, generate_series(at, at + interval '59 minutes', least(${step}::interval, interval '1 hour')) as step
      where feed_id = any(${arrayLiteral(feeds)}::int8[]) and counted is not null
        and at >= ${iso(fromMs - hourMs)} and at < ${iso(toMs)}
        and step >= ${iso(fromMs)} and step < ${iso(toMs)}
    )
    select at, sum(case when blurred.at is null then posts else 0 end) as posts, 0 as engagement, count(blurred.at) as blurred
    from counted full join blurred using (feed_id, at)
    ${stretches ? sql`where exists (select from ${stretchesAs(sql, stretches)} where feed = feed_id and at >= since and at < until)` : sql``}
    group by at`;
}

const binned = (sql: TransactionSql, stepMs: number, column: string) =>
  sql`date_bin(${`${stepMs} milliseconds`}::interval, ${sql(column)}, 'epoch')`;

const stretchesAs = (sql: TransactionSql, stretches: readonly Stretch[]) => sql`unnest(
  ${arrayLiteral(stretches.map(({ feed }) => feed))}::int8[], ${arrayLiteral(stretches.map(({ fromMs }) => iso(fromMs)))}::timestamptz[],
  ${arrayLiteral(stretches.map(({ toMs }) => iso(toMs)))}::timestamptz[]) as stretch(feed, since, until)`;

const iso = (timeMs: number): string => new Date(timeMs).toISOString();
