import type { TransactionSql } from "postgres";
import type { Companions } from "../model/reader.ts";
import type { Asked } from "./asked.ts";
import { keysOf } from "./scope-posts.ts";

/** Of so many posts, the newest, it is looked: each costs a page. */
const postsMax = 5_000;
const tagsMax = 50;

/** What somebody passed on counts for nobody: one post that goes round is one. */
export async function companionsOf(sql: TransactionSql, asked: Asked): Promise<Companions> {
  const rows = await sql<{ all: number; tag: string | null; posts: number; authors: number }[]>`
    with asked as materialized (
      select p.network, p.author_id, p.tags from posts p
      where p.key = any(array(${keysOf(sql, asked)} order by posted_at desc limit ${postsMax}))
        and p.gone_at is null and p.kind <> 'repost'
    )
    select whole.all, counted.* from (select count(*)::int as all from asked) whole
    left join (
      select tag, count(*)::int as posts, count(distinct (network, author_id)) filter (where author_id is not null)::int as authors
      from asked cross join unnest(tags) tag
      group by tag order by count(*) desc, tag limit ${tagsMax}
    ) counted on true
    order by counted.posts desc, counted.tag`;
  return {
    posts: rows[0]?.all ?? 0,
    tags: rows.flatMap(({ tag, posts, authors }) => (tag === null ? [] : [{ tag, posts, authors }])),
  };
}
