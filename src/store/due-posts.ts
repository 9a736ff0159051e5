import type { Feeds } from "../model/feeds.ts";
import type { PostRef } from "../model/post.ts";
import { asCollector } from "./collector.ts";
import type { Database } from "./database.ts";

/**
 * Each age is one narrow stretch of time, which the index by time finds without looking at the rest; older ages are not looked
 * at once there are enough. A post that was read since it reached its age is left out.
 */
export const duePosts = (
  database: Database,
  { source, agesMs, since, until, limit }: Parameters<Feeds["due"]>[0],
): Promise<readonly PostRef[]> =>
  asCollector(database, async (sql) => {
    const due = new Map<string, PostRef>();
    for (const ageMs of agesMs.toSorted((a, b) => a - b)) {
      const reached = (at: Date) => new Date(at.getTime() - ageMs).toISOString();
      const rows = await sql<PostRef[]>`
        select p.network, p.id from posts p
        where p.posted_at > ${reached(since)} and p.posted_at <= ${reached(until)}
          and p.gone_at is null and p.seen_at < p.posted_at + ${`${ageMs} milliseconds`}::interval
          and exists (
            select from feed_posts fp
            join feeds f on f.id = fp.feed_id and f.source = ${source}
            join listeners l on l.feed_id = f.id
            where fp.post_key = p.key
          )
        order by p.posted_at desc
        limit ${limit - due.size}`;
      for (const row of rows) due.set(`${row.network}\n${row.id}`, row);
      if (due.size >= limit) break;
    }
    return [...due.values()];
  });
