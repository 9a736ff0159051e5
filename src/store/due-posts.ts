import type { Feeds } from "../model/feeds.ts";
import type { PostRef } from "../model/post.ts";
import { asCollector } from "./collector.ts";
import type { Database } from "./database.ts";

/**
 * Each age is one narrow stretch of time, found feed by feed in the index that leads to its posts: what was written since the
 * last vacuum costs no more than the rest. Older ages are not looked at once there are enough. A post that was read since it
 * reached its age is left out.
 */
export const duePosts = (
  database: Database,
  { source, agesMs, since, until, limit }: Parameters<Feeds["due"]>[0],
): Promise<readonly PostRef[]> =>
  asCollector(database, async (sql) => {
    const due = new Map<string, PostRef>();
    for (const ageMs of agesMs.toSorted((a, b) => a - b)) {
      const reached = (at: Date) => new Date(at.getTime() - ageMs).toISOString();
      const room = limit - due.size;
      const rows = await sql<PostRef[]>`
        select p.network, p.id
        from (
          select distinct posted_at, post_key
          from feeds f
          cross join lateral (
            select posted_at, post_key from feed_posts
            where feed_id = f.id and posted_at > ${reached(since)} and posted_at <= ${reached(until)}
            order by posted_at desc
            limit ${room}
          ) young
          where f.source = ${source} and exists (select from listeners where feed_id = f.id)
          order by posted_at desc, post_key
          limit ${room}
        ) young
        cross join lateral (select * from posts where key = young.post_key offset 0) p
        where p.gone_at is null and p.seen_at < p.posted_at + ${`${ageMs} milliseconds`}::interval
        order by p.posted_at desc`;
      for (const row of rows) due.set(`${row.network}\n${row.id}`, row);
      if (due.size >= limit) break;
    }
    return [...due.values()];
  });
