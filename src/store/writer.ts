import type { TransactionSql } from "postgres";
import type { Batch, Written } from "../model/batch.ts";
import { bucketOf, dayMs } from "../model/clock.ts";
import { postsTakenMs } from "../model/retention.ts";
import { arrayLiteral, clean } from "./array-literal.ts";
import type { Database } from "./database.ts";
import { forgetPosts } from "./forget.ts";
import { lockNetworks } from "./ingest-lock.ts";
import { knownAuthors, type NetworkAuthor } from "./known-authors.ts";
import { notices } from "./notice.ts";
import { authorColumns, distinctAuthors, distinctPosts, type Linked, listsOf, postColumns } from "./post-rows.ts";
import { writeStatement } from "./write-statement.ts";

const postsPerStatement = 1_000;

/** Writes batches: posts, authors, links, snapshots, rollups, deletions, coverage and cursor in one transaction. */
export function writer({ sql }: Database): (batch: Batch) => Promise<Written> {
  const daysMade = new Set<string>();
  const makeDay = async (at: Date) => {
    const day = bucketOf(at, dayMs).toISOString().slice(0, 10);
    if (daysMade.has(day)) return;
    await sql`select make_snapshot_day(${day}::date)`;
    daysMade.add(day);
  };
  const authors = knownAuthors();

  return async (batch) => {
    const { at, deleted = [] } = batch;
    const posts = distinctPosts(batch);
    if (posts.length > 0) await makeDay(at);
    const chunks = Array.from({ length: Math.ceil(posts.length / postsPerStatement) }, (_, i) => {
      const some = posts.slice(i * postsPerStatement, (i + 1) * postsPerStatement);
      return { posts: some, authors: authors.unknown(distinctAuthors(some), at) };
    });
    const networks = [...posts.map(({ post }) => post), ...deleted].map(({ network }) => clean(network));
    const written = await sql.begin(async (tx) => {
      const written = { added: 0, updated: 0 };
      const feeds = new Set(batch.seen.map(({ feed }) => feed));
      // Sent together, run one after the other.
      const [, , ...answers] = await Promise.all([
        planOnce(tx),
        lockNetworks(tx, networks),
        ...chunks.map((chunk) => tx.unsafe<Answer[]>(writeStatement, parametersOf(chunk, at), { prepare: true })),
        ...(deleted.length > 0 ? [forgetPosts(tx, deleted, at)] : []),
      ]);
      for (const [answer] of answers) {
        if (answer && "added" in answer) {
          written.added += answer.added;
          written.updated += answer.updated;
        }
        for (const feed of answer?.feeds ?? []) feeds.add(Number(feed));
      }
      await Promise.all([observe(tx, batch), moveCursor(tx, batch), ...notices(tx, [...feeds])]);
      return written;
    });
    for (const chunk of chunks) authors.remember(chunk.authors, at);
    return written;
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

const parametersOf = (
  { posts, authors }: { readonly posts: readonly Linked[]; readonly authors: readonly NetworkAuthor[] },
  at: Date,
): (string | null)[] => [...listsOf(postColumns, posts), ...listsOf(authorColumns, authors), at.toISOString()];

/** Adds what was looked at to what was looked at before. */
export function observe(sql: TransactionSql, { seen, at }: Pick<Batch, "seen" | "at">) {
  // Posts from before are left out (see Batch), so that time was not observed.
  const takenFrom = new Date(at.getTime() - postsTakenMs);
  const real = seen
    .map(({ feed, span }) => ({ feed, span: { ...span, from: span.from > takenFrom ? span.from : takenFrom } }))
    .filter(({ span }) => span.from < span.to);
  if (real.length === 0) return;
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
