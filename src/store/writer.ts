import type { TransactionSql } from "postgres";
import type { Batch, Written } from "../model/batch.ts";
import { bucketOf, dayMs } from "../model/clock.ts";
import { postsTakenMs } from "../model/retention.ts";
import { arrayLiteral, clean } from "./array-literal.ts";
import type { Database } from "./database.ts";
import { lockNetworks } from "./ingest-lock.ts";
import { arraysOf, authorColumns, distinctAuthors, distinctPosts, type Linked, postColumns } from "./post-rows.ts";
import { writeStatement } from "./write-statement.ts";

/** Told with the ids of feeds, separated by commas, as soon as what they gained is committed. */
export const rollupChannel = "groundswell_rollup";
/** More feeds than this in one notification may pass Postgres's 8,000 bytes. */
const feedsPerNotice = 400;
const postsPerStatement = 1_000;

/** Writes batches: posts, authors, links, snapshots, rollups, coverage and cursor in one transaction. */
export function writer({ sql }: Database): (batch: Batch) => Promise<Written> {
  const daysMade = new Set<string>();
  const makeDay = async (at: Date) => {
    const day = bucketOf(at, dayMs).toISOString().slice(0, 10);
    if (daysMade.has(day)) return;
    await sql`select make_snapshot_day(${day}::date)`;
    daysMade.add(day);
  };

  return async (batch) => {
    const posts = distinctPosts(batch);
    if (posts.length > 0) await makeDay(batch.at);
    const chunks = Array.from({ length: Math.ceil(posts.length / postsPerStatement) }, (_, i) =>
      parametersOf(posts.slice(i * postsPerStatement, (i + 1) * postsPerStatement), batch.at),
    );
    return sql.begin(async (tx) => {
      const written = { added: 0, updated: 0 };
      const feeds = new Set(batch.seen.map(({ feed }) => feed));
      // Sent together, run one after the other.
      const [, , ...answers] = await Promise.all([
        planOnce(tx),
        lockNetworks(
          tx,
          posts.map(({ post }) => clean(post.network)),
        ),
        ...chunks.map((parameters) => tx.unsafe<Answer[]>(writeStatement, parameters, { prepare: true })),
      ]);
      for (const [answer] of answers) {
        written.added += answer?.added ?? 0;
        written.updated += answer?.updated ?? 0;
        for (const feed of answer?.feeds ?? []) feeds.add(Number(feed));
      }
      await Promise.all([observe(tx, batch), moveCursor(tx, batch), ...notices(tx, [...feeds])]);
      return written;
    });
  };
}

/**
 * Planning the statement takes a fifth of its time and every batch needs the same plan: rows looked up one by one. Compiling
 * it would take longer than running it.
 */
const planOnce = (sql: TransactionSql) => sql`
  select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)`;

interface Answer {
  readonly added: number;
  readonly updated: number;
  readonly feeds: readonly string[];
}

const parametersOf = (posts: readonly Linked[], at: Date): string[] => [
  ...arraysOf(postColumns, posts),
  ...arraysOf(authorColumns, distinctAuthors(posts)),
  at.toISOString(),
];

/** Adds what was looked at to what was looked at before. */
export function observe(sql: TransactionSql, { seen, at }: Pick<Batch, "seen" | "at">) {
  // Posts from before are left out (see Batch), so that time was not observed.
  const takenFrom = new Date(at.getTime() - postsTakenMs);
  const real = seen
    .map(({ feed, span }) => ({ feed, span: { ...span, from: span.from > takenFrom ? span.from : takenFrom } }))
    .filter(({ span }) => span.from < span.to);
  return sql`
    insert into coverage as c (feed_id, seen, last_seen_at)
    select feed, range_agg(tstzrange(since, until)), ${at.toISOString()}::timestamptz
    from unnest(
      ${arrayLiteral(real.map(({ feed }) => feed))}::int8[],
      ${arrayLiteral(real.map(({ span }) => span.from.toISOString()))}::timestamptz[],
      ${arrayLiteral(real.map(({ span }) => span.to.toISOString()))}::timestamptz[]
    ) as s(feed, since, until)
    group by feed
    order by feed
    on conflict (feed_id) do update
    set seen = c.seen + excluded.seen, last_seen_at = greatest(c.last_seen_at, excluded.last_seen_at)
    where not c.seen @> excluded.seen or c.last_seen_at < excluded.last_seen_at`;
}

const moveCursor = (sql: TransactionSql, { cursor, at }: Batch) =>
  cursor &&
  sql`
    insert into cursors (name, value, moved_at) values (${cursor.name}, ${cursor.value}, ${at.toISOString()})
    on conflict (name) do update set value = excluded.value, moved_at = excluded.moved_at
    where cursors.moved_at <= excluded.moved_at`;

export const notices = (sql: TransactionSql, feeds: readonly number[]) =>
  Array.from(
    { length: Math.ceil(feeds.length / feedsPerNotice) },
    (_, i) =>
      sql`select pg_notify(${rollupChannel}, ${feeds.slice(i * feedsPerNotice, (i + 1) * feedsPerNotice).join(",")})`,
  );
