import type { Sql, TransactionSql } from "postgres";
import { dayMs } from "../model/clock.ts";
import { minutesKeptMs, postsKeptMs, removedTrackersKeptMs, snapshotsKeptMs } from "../model/retention.ts";
import { asCollector } from "./collector.ts";
import type { Database } from "./database.ts";
import { lockNetworks } from "./ingest-lock.ts";

/** How many of each were dropped. */
export type Purged = {
  readonly posts: number;
  readonly authors: number;
  readonly minutes: number;
  readonly snapshotDays: number;
  readonly trackers: number;
};

/** Rows dropped in one transaction, so that no lock is held long; what was dropped stays so when the next is interrupted. */
const sliceRows = 5_000;
/** An author's row is renewed once a day, so from then on no post of theirs is left. */
const authorsKeptMs = postsKeptMs + 2 * dayMs;

/**
 * Drops what is past its time. What posts added to rollups stays: dropping is not deleting. Safe to run twice, at once, and
 * to stop by `signal` after any slice; the next run goes on.
 */
export async function purge(database: Database, { now, signal }: { now: Date; signal?: AbortSignal }): Promise<Purged> {
  const { sql } = database;
  const before = (keptMs: number) => new Date(now.getTime() - keptMs).toISOString();
  const slices = async (drop: () => Promise<number>): Promise<number> => {
    let dropped = 0;
    for (;;) {
      signal?.throwIfAborted();
      const count = await drop();
      dropped += count;
      if (count < sliceRows) return dropped;
    }
  };
  const [days] = await sql<
    { dropped: number }[]
  >`select drop_snapshot_days(${before(snapshotsKeptMs)}::timestamptz::date) as dropped`;
  return {
    snapshotDays: days?.dropped ?? 0,
    minutes: await slices(() => dropRows(sql, "rollup_minutes", "at", before(minutesKeptMs))),
    posts: await dropPosts(sql, before(postsKeptMs), slices),
    authors: await slices(() => dropRows(sql, "authors", "seen_at", before(authorsKeptMs))),
    trackers: await slices(() =>
      asCollector(database, (tx) => dropRows(tx, "trackers", "removed_at", before(removedTrackersKeptMs))),
    ),
  };
}

async function dropRows(sql: Sql | TransactionSql, table: string, time: string, before: string): Promise<number> {
  const dropped = await sql`
    delete from ${sql(table)}
    where ctid = any(array(select ctid from ${sql(table)} where ${sql(time)} < ${before} limit ${sliceRows}))
      and ${sql(time)} < ${before}`;
  return dropped.count;
}

/** Network by network, since a post must not go while a batch is adding to what it had. */
async function dropPosts(
  sql: Sql,
  before: string,
  slices: (drop: () => Promise<number>) => Promise<number>,
): Promise<number> {
  const networks = await sql<{ network: string }[]>`select distinct network from posts where posted_at < ${before}`;
  let posts = 0;
  for (const { network } of networks) {
    posts += await slices(() =>
      sql.begin(async (tx) => {
        await lockNetworks(tx, [network]);
        const [gone] = await tx<{ count: number }[]>`
          with gone as (
            delete from posts
            where key in (select key from posts where network = ${network} and posted_at < ${before} limit ${sliceRows})
            returning key
          ),
          links as (delete from feed_posts fp using gone where fp.post_key = gone.key)
          select count(*)::int as count from gone`;
        return gone?.count ?? 0;
      }),
    );
  }
  return posts;
}
