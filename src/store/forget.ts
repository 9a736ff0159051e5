import type { TransactionSql } from "postgres";
import type { PostRef } from "../model/post.ts";
import { arrayLiteral, clean } from "./array-literal.ts";
import type { Database } from "./database.ts";
import { lockNetworks } from "./ingest-lock.ts";
import { notices } from "./notice.ts";

/** Forgets posts that their network deleted, in a transaction of its own. */
export async function forget({ sql }: Database, posts: readonly PostRef[], at: Date): Promise<void> {
  if (posts.length === 0) return;
  await sql.begin(async (tx) => {
    const [, lost] = await Promise.all([
      lockNetworks(
        tx,
        posts.map(({ network }) => clean(network)),
      ),
      forgetPosts(tx, posts, at),
    ]);
    await Promise.all(notices(tx, lost[0]?.feeds.map(Number) ?? []));
  });
}

/**
 * Needs the lock of their networks. The posts no longer count in the time they were posted, and the engagement they had goes
 * from there too, also what they gained later: a total is right, one bucket of it may become negative. Of each stays that it
 * is gone, until it is as old as any post that is dropped, so that no reading of it counts again. Posts that are not known
 * are passed over. Gives back which feeds had them.
 */
export const forgetPosts = (sql: TransactionSql, posts: readonly PostRef[], at: Date) => sql<{ feeds: string[] }[]>`
  with known as materialized (
    select p.*
    from (
      select distinct * from unnest(
        ${arrayLiteral(posts.map(({ network }) => network))}::text[], ${arrayLiteral(posts.map(({ id }) => id))}::text[]
      ) as d(network, id)
    ) d
    cross join lateral (
      select key, posted_at, sentiment, coalesce(views, 0) as views,
        coalesce(likes, 0)::bigint + coalesce(shares, 0) + coalesce(replies, 0) as engagement
      from posts where network = d.network and id = d.id offset 0
    ) p
  ),
  emptied as (
    update posts p
    set author_id = null, content = 'text', language = null, sentiment = null, text = '', tags = '{}', topics = '{}',
      likes = null, shares = null, replies = null, views = null, rate = null, viral = false, sensitive = false,
      more = null, gone_at = ${at.toISOString()}
    from known where p.key = known.key and p.gone_at is null
  ),
  counters as (delete from snapshots s using known where s.post_key = known.key),
  links as (delete from feed_posts fp using known where fp.post_key = known.key returning fp.feed_id, known.*),
  minute as materialized (
    select feed_id, date_bin('1 minute', posted_at, 'epoch') as at, count(*) as observed, sum(engagement) as engagement, sum(views) as views,
      count(*) filter (where sentiment = 'negative') as negative, count(*) filter (where sentiment = 'neutral') as neutral,
      count(*) filter (where sentiment = 'positive') as positive
    from links group by 1, 2
  ),
  hour as (
    select feed_id, date_bin('1 hour', at, 'epoch') as at, sum(observed) as observed, sum(engagement) as engagement, sum(views) as views,
      sum(negative) as negative, sum(neutral) as neutral, sum(positive) as positive
    from minute group by 1, 2
  ),
  minutes as (
    update rollup_minutes r
    set observed = r.observed - l.observed, engagement = r.engagement - l.engagement, views = r.views - l.views,
      negative = r.negative - l.negative, neutral = r.neutral - l.neutral, positive = r.positive - l.positive
    from minute l where r.feed_id = l.feed_id and r.at = l.at
  ),
  hours as (
    update rollup_hours r
    set observed = r.observed - l.observed, engagement = r.engagement - l.engagement, views = r.views - l.views,
      negative = r.negative - l.negative, neutral = r.neutral - l.neutral, positive = r.positive - l.positive
    from hour l where r.feed_id = l.feed_id and r.at = l.at
  )
  select array(select distinct feed_id from minute)::text[] as feeds`;
