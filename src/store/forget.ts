import type { PostRef } from "../model/post.ts";
import { arrayLiteral, clean } from "./array-literal.ts";
import type { Database } from "./database.ts";
import { lockNetworks } from "./ingest-lock.ts";
import { notices } from "./writer.ts";

/**
 * Drops posts that their network deleted, with all that is kept of them. They no longer count in the time they were posted,
 * and the engagement they had goes from there too, also what they gained later: a total is right, one bucket of it may
 * become negative. Posts that are not known are passed over.
 */
export async function forget({ sql }: Database, posts: readonly PostRef[]): Promise<void> {
  if (posts.length === 0) return;
  const networks = posts.map(({ network }) => clean(network));
  await sql.begin(async (tx) => {
    await lockNetworks(tx, networks);
    const [lost] = await tx<{ feeds: string[] }[]>`
      with gone as (
        delete from posts p
        using (select distinct * from unnest(${arrayLiteral(networks)}::text[], ${arrayLiteral(posts.map(({ id }) => id))}::text[]) as d(network, id)) d
        where p.network = d.network and p.id = d.id
        returning p.key, p.posted_at, p.sentiment, coalesce(p.views, 0) as views,
          coalesce(p.likes, 0)::bigint + coalesce(p.shares, 0) + coalesce(p.replies, 0) as engagement
      ),
      pictures as (delete from snapshots s using gone where s.post_key = gone.key),
      links as (delete from feed_posts fp using gone where fp.post_key = gone.key returning fp.feed_id, gone.*),
      minute as materialized (
        select feed_id, date_bin('1 minute', posted_at, 'epoch') as at, count(*) as observed, sum(engagement) as engagement, sum(views) as views,
          count(*) filter (where sentiment = 'negative') as negative, count(*) filter (where sentiment = 'positive') as positive
        from links group by 1, 2
      ),
      hour as (
        select feed_id, date_bin('1 hour', at, 'epoch') as at, sum(observed) as observed, sum(engagement) as engagement, sum(views) as views,
          sum(negative) as negative, sum(positive) as positive
        from minute group by 1, 2
      ),
      minutes as (
        update rollup_minutes r
        set observed = r.observed - l.observed, engagement = r.engagement - l.engagement, views = r.views - l.views,
          negative = r.negative - l.negative, positive = r.positive - l.positive
        from minute l where r.feed_id = l.feed_id and r.at = l.at
      ),
      hours as (
        update rollup_hours r
        set observed = r.observed - l.observed, engagement = r.engagement - l.engagement, views = r.views - l.views,
          negative = r.negative - l.negative, positive = r.positive - l.positive
        from hour l where r.feed_id = l.feed_id and r.at = l.at
      )
      select array(select distinct feed_id from minute)::text[] as feeds`;
    await Promise.all(notices(tx, (lost?.feeds ?? []).map(Number)));
  });
}
