import type { PendingQuery, Row, TransactionSql } from "postgres";
import type { PostLine, PostText } from "../model/reader.ts";
import { arrayLiteral } from "./array-literal.ts";
import type { Asked } from "./asked.ts";
import { feelingOf } from "./corrected.ts";

const postsMax = 50;
const textsMax = 5_000;
/** As much of one as is looked for words in. */
const textCharactersMax = 2_000;
const authorsMax = 1_000;
/** Of how many posts, the newest, the authors are looked up: each costs a page. */
const authoredPostsMax = 5_000;

interface PostRow extends Omit<PostLine, "key" | "postedAt" | "engagement" | "views"> {
  readonly key: string;
  readonly posted_at: string;
  readonly engagement: string | null;
  readonly views: string | null;
}

/**
 * Of equal engagement the newer first; those whose network tells none come last. They lie far apart from each
 * other, and that is what this costs.
 */
export const topPostsOf = (sql: TransactionSql, asked: Asked, count: number): Promise<readonly PostLine[]> =>
  linesOf(
    sql,
    asked,
    sql`${isAsked(sql, asked)} and p.gone_at is null`,
    sql`engagement desc nulls last, p.posted_at desc, p.key`,
    upTo(postsMax, count),
  );

const upTo = (max: number, count: number): number => Math.min(Math.max(Math.trunc(count), 0), max);

/** A piece of a statement. */
export type Piece = PendingQuery<Row[]>;

/** What moved by a post `p`; null where its network tells none of it. */
export const engagement = (
  sql: TransactionSql,
): Piece => sql`(case when coalesce(p.likes, p.shares, p.replies) is not null
  then coalesce(p.likes, 0)::bigint + coalesce(p.shares, 0) + coalesce(p.replies, 0) end)`;

/** Those of the posts `p`, each as cards show it. */
export async function linesOf(
  sql: TransactionSql,
  asked: Asked,
  which: Piece,
  order: Piece,
  count: number,
): Promise<readonly PostLine[]> {
  const rows = await sql<PostRow[]>`
    select p.key, p.network, p.id, p.more->>'url' as url, p.text, p.posted_at, a.handle as author, p.engagement, p.views,
      p.sensitive, p.more->'location' as location, p.language, p.topics, ${feelingOf(sql, asked)} as sentiment
    from (
      select p.*, ${engagement(sql)} as engagement
      from posts p
      where ${which}
      order by ${order}
      limit ${count}
    ) p
    left join authors a on a.network = p.network and a.id = p.author_id
    order by ${order}`;
  return rows.map(({ key, posted_at, engagement, views, ...row }) => ({
    ...row,
    key: Number(key),
    postedAt: new Date(posted_at),
    engagement: engagement === null ? null : Number(engagement),
    views: views === null ? null : Number(views),
  }));
}

interface TextRow extends Omit<PostText, "key" | "engagement"> {
  readonly key: string;
  readonly engagement: string | null;
}

export async function textsOf(sql: TransactionSql, asked: Asked, count: number): Promise<readonly PostText[]> {
  const rows = await sql<TextRow[]>`
    select p.key, left(concat_ws(' ', p.more->>'title', p.text), ${textCharactersMax}) as text, ${feelingOf(sql, asked)} as sentiment, ${engagement(sql)} as engagement
    from posts p
    where ${isAsked(sql, asked)} and p.gone_at is null
    order by p.posted_at desc, p.key
    limit ${upTo(textsMax, count)}`;
  return rows.map(({ key, engagement: moved, ...row }) => ({
    ...row,
    key: Number(key),
    engagement: moved === null ? null : Number(moved),
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

function likeThis(sql: TransactionSql, asked: Asked) {
  const { languages, kinds, contents, sentiments, topics, keys } = asked.filter ?? {};
  const oneOf = (value: Piece, of: readonly (string | number)[] | undefined) =>
    of ? sql`and ${value} = any(${arrayLiteral(of)}::text[])` : sql``;
  return sql`
    ${oneOf(sql`p.language`, languages)} ${oneOf(sql`p.kind`, kinds)} ${oneOf(sql`p.content`, contents)}
    ${oneOf(sentiments ? feelingOf(sql, asked) : sql`p.sentiment`, sentiments)}
    ${topics ? sql`and p.topics && ${arrayLiteral(topics)}::text[]` : sql``}
    ${keys ? sql`and p.key = any(${arrayLiteral(keys)}::int8[])` : sql``}`;
}

export const keysOf = (sql: TransactionSql, { feeds, from, to }: Asked) => sql`
  select post_key from feed_posts
  where feed_id = any(${arrayLiteral(feeds.map(({ id }) => id))}::int8[])
    and posted_at >= ${from.toISOString()} and posted_at < ${to.toISOString()}`;
