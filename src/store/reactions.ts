import type { TransactionSql } from "postgres";
import type { Author } from "../model/author.ts";
import type { Newcomers, Reactions } from "../model/reader.ts";
import { arrayLiteral } from "./array-literal.ts";
import type { Asked } from "./asked.ts";
import { engagement, keysOf } from "./scope-posts.ts";
import { sketchPosition } from "./sketch.ts";

/** Of each day of a scope so many posts, the newest, stand for all: each costs a page. */
const sampledADay = 500;
const newestMax = 5_000;
const newcomersMax = 20;

/** A piece of each day, so that a busy subject's last minutes do not stand for a week. */
const sampledKeys = (sql: TransactionSql, { feeds, from, to }: Asked) => sql`
  select sampled.post_key
  from generate_series(0, ceil(extract(epoch from ${to.toISOString()}::timestamptz - ${from.toISOString()}::timestamptz) / 86400)::int - 1) as day(n)
  cross join lateral (
    select post_key from feed_posts
    where feed_id = any(${arrayLiteral(feeds.map(({ id }) => id))}::int8[])
      and posted_at >= greatest(${from.toISOString()}::timestamptz, ${to.toISOString()}::timestamptz - (day.n + 1) * interval '1 day')
      and posted_at < ${to.toISOString()}::timestamptz - day.n * interval '1 day'
    order by posted_at desc limit ${sampledADay}
  ) sampled`;

/** What moved by posts of a scope: by the author of one post, and by all. Of a post that no feed of the scope brought nothing is known of the author. */
export async function reactionsOf(sql: TransactionSql, asked: Asked, post: number): Promise<Reactions> {
  const [by] = await sql<{ network: string; author_id: string }[]>`
    select p.network, p.author_id from posts p
    where p.key = ${post} and p.author_id is not null
      and exists (select from feed_posts f where f.post_key = p.key and f.feed_id = any(${arrayLiteral(asked.feeds.map(({ id }) => id))}::int8[]))`;
  const [[all], [own]] = await Promise.all([
    sql<{ posts: number; ninth: string | null; highest: string | null }[]>`
      select count(moved)::int as posts, percentile_disc(0.9) within group (order by moved) as ninth, max(moved) as highest
      from (
        select ${engagement(sql)} as moved from posts p
        where p.key = any(array(${sampledKeys(sql, asked)})) and p.key <> ${post} and p.gone_at is null
      ) each`,
    by
      ? sql<{ posts: number; median: string | null }[]>`
        select count(moved)::int as posts, percentile_disc(0.5) within group (order by moved) as median
        from (
          select ${engagement(sql)} as moved from posts p
          where p.key = any(array(${keysOf(sql, asked)} and author_bit = ${sketchPosition(by.network, by.author_id)} order by posted_at desc limit ${sampledADay}))
            and p.network = ${by.network} and p.author_id = ${by.author_id} and p.key <> ${post} and p.gone_at is null
        ) each`
      : Promise.resolve([]),
  ]);
  return {
    all: { posts: all?.posts ?? 0, ninth: Number(all?.ninth ?? 0), highest: Number(all?.highest ?? 0) },
    author: own && own.posts > 0 ? { posts: own.posts, median: Number(own.median) } : null,
  };
}

type Row = Author & { readonly network: string; readonly key: string; readonly posted_at: string };

/** Authors with so many followers who wrote something of their own in the scope, and nothing between `since` and its begin. */
export async function newcomersOf(
  sql: TransactionSql,
  asked: Asked,
  { since, followersMin }: { readonly since: Date; readonly followersMin: number },
): Promise<Newcomers> {
  const before: Asked = { ...asked, from: since, to: asked.from };
  const [rows, [known]] = await Promise.all([
    sql<Row[]>`
      select * from (
        select distinct on (p.network, p.author_id) p.network, p.key, p.posted_at, a.id, a.handle, a.name, a.followers, a.verified, a.automated
        from posts p
        join authors a on a.network = p.network and a.id = p.author_id
        where p.key = any(array(${keysOf(sql, asked)} order by posted_at desc limit ${newestMax}))
          and p.gone_at is null and p.kind <> 'repost' and a.followers >= ${followersMin}
        order by p.network, p.author_id, p.posted_at
      ) wide
      order by followers desc, network, id
      limit ${newcomersMax}`,
    sql<{ wide: number; highest: number | null }[]>`
      select count(distinct (a.network, a.id))::int as wide, max(a.followers)::float8 as highest
      from posts p
      join authors a on a.network = p.network and a.id = p.author_id
      where p.key = any(array(${sampledKeys(sql, before)})) and p.gone_at is null and a.followers >= ${followersMin}`,
  ]);
  const authors = [];
  for (const { key, posted_at, network, ...author } of rows) {
    const [earlier] = await sql`
      select from posts p
      where p.key = any(array(${keysOf(sql, before)} and author_bit = ${sketchPosition(network, author.id)}))
        and p.network = ${network} and p.author_id = ${author.id} limit 1`;
    if (!earlier) authors.push({ network, author, post: Number(key), postedAt: new Date(posted_at) });
  }
  return { authors, before: { authors: known?.wide ?? 0, followersMax: known?.highest ?? 0 } };
}
