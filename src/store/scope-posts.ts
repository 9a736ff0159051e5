import type { TransactionSql } from "postgres";
import type { Location } from "../model/post.ts";
import type { PostLine } from "../model/reader.ts";
import { arrayLiteral } from "./array-literal.ts";
import type { Asked } from "./asked.ts";

const postsMax = 50;
const authorsMax = 1_000;
/** Of how many posts, the newest, the authors are looked up: each costs a page. */
const authoredPostsMax = 5_000;

interface PostRow {
  readonly network: string;
  readonly id: string;
  readonly url: string | null;
  readonly text: string;
  readonly posted_at: string;
  readonly author: string | null;
  readonly engagement: string | null;
  readonly views: string | null;
  readonly sensitive: boolean;
  readonly location: Location | null;
}

/**
 * Of equal engagement the newer first; those whose network tells none come last. They lie far apart from each
 * other, and that is what this costs.
 */
export async function topPostsOf(sql: TransactionSql, asked: Asked, count: number): Promise<readonly PostLine[]> {
  const rows = await sql<PostRow[]>`
    select top.network, top.id, top.more->>'url' as url, top.text, top.posted_at, a.handle as author, top.engagement, top.views,
      top.sensitive, top.more->'location' as location
    from (
      select p.*, case when coalesce(likes, shares, replies) is not null
        then coalesce(likes, 0)::bigint + coalesce(shares, 0) + coalesce(replies, 0) end as engagement
      from posts p
      where ${isAsked(sql, asked)} and p.gone_at is null
      order by engagement desc nulls last, p.posted_at desc, p.key
      limit ${Math.min(Math.max(Math.trunc(count), 0), postsMax)}
    ) top
    left join authors a on a.network = top.network and a.id = top.author_id
    order by top.engagement desc nulls last, top.posted_at desc, top.key`;
  return rows.map(({ posted_at, engagement, views, ...row }) => ({
    ...row,
    postedAt: new Date(posted_at),
    engagement: engagement === null ? null : Number(engagement),
    views: views === null ? null : Number(views),
  }));
}

/** 0 where there are no posts, null where there are but none names its author. */
export async function authorsOf(sql: TransactionSql, asked: Asked): Promise<number | null> {
  const [row] = await sql<{ named: number; posts: boolean }[]>`
    select
      (select count(*) from (
        select distinct p.network, p.author_id from posts p
        where p.key = any(array(${keysOf(sql, asked)} order by posted_at desc limit ${authoredPostsMax}))
          and p.author_id is not null
        limit ${authorsMax}
      ) named)::int as named,
      exists (${keysOf(sql, asked)}) as posts`;
  return row && (row.named > 0 || !row.posts) ? row.named : null;
}

/** Each post once, however many feeds brought it: of a list of keys, each page of the index is read once too. */
export const isAsked = (sql: TransactionSql, asked: Asked) => sql`
  p.key = any(array(${keysOf(sql, asked)})) ${likeThis(sql, asked)}`;

function likeThis(sql: TransactionSql, { filter = {} }: Asked) {
  const { languages, kinds, contents, sentiments } = filter;
  const one = (column: string, of: readonly string[] | undefined) =>
    of ? sql`and p.${sql(column)} = any(${arrayLiteral(of)}::text[])` : sql``;
  return sql`${one("language", languages)} ${one("kind", kinds)} ${one("content", contents)} ${one("sentiment", sentiments)}`;
}

const keysOf = (sql: TransactionSql, { feeds, from, to }: Asked) => sql`
  select post_key from feed_posts
  where feed_id = any(${arrayLiteral(feeds.map(({ id }) => id))}::int8[])
    and posted_at >= ${from.toISOString()} and posted_at < ${to.toISOString()}`;
