import type { TransactionSql } from "postgres";
import { arrayLiteral } from "./array-literal.ts";
import type { Database } from "./database.ts";
import { lockNetworks } from "./ingest-lock.ts";
import { inSlices, type Slices } from "./slices.ts";

interface PostKey {
  readonly key: string;
  readonly network: string;
}

/** Until when each network's posts may be kept. */
export type NetworkTimes = readonly (readonly [network: string, before: Date])[];

/** Posts go with their links, and never while a batch is adding to what they had. */
const alone = <T>({ sql }: Database, posts: readonly PostKey[], work: (tx: TransactionSql) => Promise<T>): Promise<T> =>
  sql.begin(async (tx) => {
    await lockNetworks(
      tx,
      posts.map(({ network }) => network),
    );
    return work(tx);
  }) as Promise<T>;

const keysOf = (posts: readonly PostKey[]) => arrayLiteral(posts.map(({ key }) => key));

/** Drops posts of before; what they added to rollups stays. */
export const dropPosts = (database: Database, before: Date, slices: Slices): Promise<number> =>
  inSlices(
    (limit) => database.sql<PostKey[]>`
      select key, network from posts where posted_at < ${before.toISOString()} limit ${limit}`,
    (posts) =>
      alone(database, posts, async (tx) => {
        const [gone] = await tx<{ count: number }[]>`
          with gone as (
            delete from posts where key = any(${keysOf(posts)}::int8[]) and posted_at < ${before.toISOString()} returning key
          ),
          links as (delete from feed_posts fp using gone where fp.post_key = gone.key)
          select count(*)::int as count from gone`;
        return gone?.count ?? 0;
      }),
    slices,
  );

/**
 * Empties the posts that their networks let us keep no longer. Who wrote what, and how it was liked, is gone from everywhere;
 * that there was a post stays for as long as any post is kept, so that it is not taken for a new one when it is read again,
 * and minutes that are counted post by post stay right.
 */
export async function emptyPosts(database: Database, times: NetworkTimes, now: Date, slices: Slices): Promise<number> {
  if (times.length === 0) return 0;
  const networks = arrayLiteral(times.map(([network]) => network));
  const before = arrayLiteral(times.map(([, time]) => time.toISOString()));
  return inSlices(
    (limit) => database.sql<PostKey[]>`
      select p.key, p.network
      from unnest(${networks}::text[], ${before}::timestamptz[]) as term(network, before)
      join posts p on p.network = term.network and p.posted_at < term.before
      where p.gone_at is null
      limit ${limit}`,
    (posts) =>
      alone(database, posts, async (tx) => {
        const [emptied] = await tx<{ count: number }[]>`
          with emptied as (
            update posts
            set author_id = null, content = 'text', language = null, sentiment = null, text = '', tags = '{}', topics = '{}',
              likes = null, shares = null, replies = null, views = null, rate = null, viral = false, sensitive = false, language_told = false,
              understanding = null, more = null, gone_at = ${now.toISOString()}
            where key = any(${keysOf(posts)}::int8[]) and gone_at is null
            returning key
          ),
          counters as (delete from snapshots s using emptied e where s.post_key = e.key)
          select count(*)::int as count from emptied`;
        return emptied?.count ?? 0;
      }),
    slices,
  );
}
