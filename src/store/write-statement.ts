import { minutesKeptMs } from "../model/retention.ts";
import { sketchBits } from "./collected-tables.ts";
import { authorColumns, namesOf, postColumns, unnested } from "./post-rows.ts";

const [p, a] = [postColumns.length, authorColumns.length];
const at = `$${p + a + 1}::timestamptz`;
const counters = ["likes", "shares", "replies", "views"] as const;
const facts = ["kind", "content", "language", "text", "tags", "topics", "sensitive", "more"] as const;
const sums = ["observed", "engagement", "views", "negative", "positive"] as const;
const added = (sum: string): string => `${sum} = r.${sum} + excluded.${sum}`;
const emptySketch = `0::bit(${sketchBits})`;

/** `of(column)` for each, separated by commas. */
const each = (columns: readonly string[], of: (column: string) => string): string => columns.map(of).join(", ");
const all = (row: string): string => each(counters, (column) => `${row}.${column}`);
const engagement = (row: string): string =>
  `(coalesce(${row}.likes, 0)::bigint + coalesce(${row}.shares, 0) + coalesce(${row}.replies, 0))`;

/**
 * The whole accounting of up to 1,000 posts as one statement. Parameters: an array per column of `postColumns` and of
 * `authorColumns`, and the time of observation. Gives back how many posts were added and changed, and which feeds gained
 * anything. All parts see the tables as they were before. Rows are met by looking each up (`offset 0` keeps a lookup a
 * lookup), so that one plan serves batches of any size on tables of any size.
 *
 *  read    the posts, each with its key, its counters as they will be (unknown ones keep their last known value, and a
 *          reading older than the stored one changes nothing) and what it gained since it was last read
 *  links   those that were not there before: they bring all their post has, in the minute it was posted
 *  gains   these, and what posts gained, in the minute it was observed, for all feeds that had them before
 */
export const writeStatement = `
with read as materialized (
  select i.network, i.id, i.author_id, i.feeds, i.position, i.rate, i.viral, ${each(facts, (fact) => `i.${fact}`)},
    coalesce(p.key, nextval('posts_key_seq')) as key, p.key is null as fresh,
    coalesce(p.posted_at, i.posted_at) as posted_at, case when p.key is null then i.sentiment else p.sentiment end as sentiment,
    ${all("now")}, ${engagement("now")} as engagement, coalesce(now.views, 0) as all_views,
    ${engagement("now")} - ${engagement("p")} as engagement_gained, coalesce(now.views, 0) - coalesce(p.views, 0) as views_gained,
    p.key is not null and (${all("now")}) is distinct from (${all("p")}) as moved,
    p.seen_at <= ${at} and i.text <> p.text as edited,
    p.seen_at < ${at} as later
  from ${unnested(postColumns, 1)} as i(${each(namesOf(postColumns), (name) => name)})
  left join lateral (select * from posts where network = i.network and id = i.id offset 0) p on true
  cross join lateral (
    select ${each(counters, (c) => `case when p.seen_at > ${at} then p.${c} else coalesce(i.${c}, p.${c}) end as ${c}`)}
  ) now
),
added as (
  insert into posts (key, network, id, author_id, posted_at, sentiment, rate, ${each([...counters, ...facts], (c) => c)}, viral, seen_at)
  overriding system value
  select key, network, id, author_id, posted_at, sentiment, rate, ${each([...counters, ...facts], typed)}, viral::bool, ${at}
  from read r where fresh
),
changed as (
  update posts p
  set ${each([...counters, ...facts], (c) => `${c} = ${typed(c)}`)}, author_id = coalesce(p.author_id, r.author_id),
    rate = coalesce(r.rate, p.rate), viral = p.viral or r.viral::bool, seen_at = ${at}
  from read r
  where p.key = r.key and (r.moved or r.edited or r.later)
),
authored as (
  insert into authors (network, id, handle, name, followers, verified, influencer, seen_at)
  select i.network, i.id, i.handle, i.name, i.followers, i.verified::bool, i.influencer::bool, ${at}
  from ${unnested(authorColumns, p + 1)} as i(${each(namesOf(authorColumns), (name) => name)})
  left join lateral (select * from authors where network = i.network and id = i.id offset 0) o on true
  where o.id is null or (o.seen_at <= ${at} and (
    (o.handle, o.name, o.followers, o.verified) is distinct from
      (i.handle, coalesce(i.name, o.name), coalesce(i.followers, o.followers), coalesce(i.verified::bool, o.verified))
    or o.seen_at < ${at} - interval '1 day'))
  on conflict (network, id) do update
  set handle = excluded.handle, name = coalesce(excluded.name, authors.name),
    followers = coalesce(excluded.followers, authors.followers), verified = coalesce(excluded.verified, authors.verified),
    influencer = excluded.influencer or (excluded.followers is null and authors.influencer), seen_at = excluded.seen_at
),
snapshot as (
  insert into snapshots (post_key, at, ${each(counters, (c) => c)})
  select key, date_bin('1 minute', ${at}, 'epoch'), ${each(counters, (c) => c)}
  from read where moved or (fresh and coalesce(${each(counters, (c) => c)}) is not null)
  on conflict (post_key, at) do update set ${each(counters, (c) => `${c} = excluded.${c}`)}
),
links as materialized (
  select feed.id as feed_id, r.posted_at, r.key, r.engagement, r.all_views, r.sentiment, r.position
  from read r
  cross join lateral unnest(r.feeds::int8[]) as feed(id)
  where r.fresh or not exists (
    select from feed_posts old where old.feed_id = feed.id and old.posted_at = r.posted_at and old.post_key = r.key offset 0
  )
),
linked as (insert into feed_posts (feed_id, posted_at, post_key, author_bit) select feed_id, posted_at, key, position from links),
gains as (
  select feed_id, date_bin('1 minute', posted_at, 'epoch') as at, 1 as observed, engagement, all_views as views,
    (sentiment = 'negative')::int as negative, (sentiment = 'positive')::int as positive, position
  from links
  union all
  select old.feed_id, date_bin('1 minute', ${at}, 'epoch'), 0, r.engagement_gained, r.views_gained, 0, 0, null
  from read r
  cross join lateral (select feed_id from feed_posts where post_key = r.key offset 0) old
  where r.engagement_gained <> 0 or r.views_gained <> 0
),
per_minute as materialized (
  select feed_id, at, sum(observed) as observed, sum(engagement) as engagement, sum(views) as views,
    coalesce(sum(negative), 0) as negative, coalesce(sum(positive), 0) as positive,
    bit_or(case when position is null then ${emptySketch} else set_bit(${emptySketch}, position, 1) end) as authors
  from gains
  group by feed_id, at
),
minutes as (
  insert into rollup_minutes as r (feed_id, at, ${each(sums, (c) => c)})
  select feed_id, at, ${each(sums, (c) => c)} from per_minute where at > ${at} - interval '${minutesKeptMs} milliseconds'
  on conflict (feed_id, at) do update set ${each(sums, added)}
),
hours as (
  insert into rollup_hours as r (feed_id, at, ${each(sums, (c) => c)}, authors)
  select feed_id, date_bin('1 hour', at, 'epoch') as hour, ${each(sums, (c) => `sum(${c})`)}, bit_or(authors)
  from per_minute
  group by feed_id, hour
  on conflict (feed_id, at) do update set ${each(sums, added)}, authors = r.authors | excluded.authors
)
select
  (select count(*) from read where fresh)::int as added,
  (select count(*) from read where moved or edited)::int as updated,
  array(select distinct feed_id from per_minute)::text[] as feeds`;

/** A column of `read`, as the table wants it. */
function typed(column: string): string {
  const types: Readonly<Record<string, string>> = {
    tags: "::text[]",
    topics: "::text[]",
    sensitive: "::bool",
    more: "::jsonb",
  };
  return `r.${column}${types[column] ?? ""}`;
}
