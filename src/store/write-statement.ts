import { minutesKeptMs } from "../model/retention.ts";
import { listedBitsMax, sketchBits } from "./collected-tables.ts";
import { authorColumns, namesOf, postColumns, unnested } from "./post-rows.ts";

const [p, a] = [postColumns.length, authorColumns.length];
const at = `$${p + a + 1}::timestamptz`;
const counters = ["likes", "shares", "replies", "views"] as const;
const facts = [
  "kind",
  "content",
  "language",
  "language_told",
  "text",
  "tags",
  "topics",
  "sensitive",
  "understanding",
  "more",
] as const;
const feelings = ["negative", "neutral", "positive"] as const;
const sums = ["observed", "engagement", "views", ...feelings] as const;
const added = (sum: string): string => `${sum} = r.${sum} + excluded.${sum}`;
/** Whether an hour lists as many authors as it may. */
const full = `cardinality(r.author_bits) + cardinality(excluded.author_bits) > ${listedBitsMax}`;
const sketchOf = (bits: string): string => `(select author_sketch(bit, 1) from unnest(${bits}) as bit)`;
/** `of(column)` for each, separated by commas. */
const each = (columns: readonly string[], of: (column: string) => string): string => columns.map(of).join(", ");
const old = (counter: string): string => `old_${counter}`;
/** 1 in the column of a feeling, 0 in the others. */
const felt = (sentiment: string, feeling: string): string => `(${sentiment} is not distinct from '${feeling}')::int`;
const engagement = (prefix: string): string =>
  `(coalesce(${prefix}likes, 0)::bigint + coalesce(${prefix}shares, 0) + coalesce(${prefix}replies, 0))`;

/** Its text is another since the stored reading, or is read by a newer version of text/. */
const restated = `(p.key is null or (p.seen_at <= ${at} and (i.text <> p.text or i.understanding > coalesce(p.understanding, 0))))`;

/**
 * The whole accounting of up to 1,000 posts as one statement. Parameters: a list per column of `postColumns` and of
 * `authorColumns`, and the time of observation. Gives back how many posts were added and changed, and which feeds gained
 * anything. All parts see the tables as they were before. Rows are met by looking each up (`offset 0` keeps a lookup a
 * lookup), so that one plan serves batches of any size on tables of any size.
 *
 *  read    the posts but those that are gone, each with its key and its counters as they were (`old_`) and as they will be:
 *          unknown ones keep their last known value, and a reading older than the stored one changes nothing. Narrow columns
 *          come first, since whoever needs the last of a row unpacks all before it
 *  changed what a reading says nothing new of is written again only when a minute has passed, as snapshots are
 *  links   those that were not there before: they bring all their post has, in the minute it was posted
 *  gains   these, and what posts gained, in the minute it was observed, for all feeds that had them before; and where an
 *          edited text, or a newer reading of it, feels another way, the minute it was posted is told so
 */
export const writeStatement = `
with read as materialized (
  select ${each(["key", "fresh", "edited", "later", ...counters, ...counters.map(old)], (c) => c)},
    not fresh and (${each(counters, (c) => c)}) is distinct from (${each(counters, old)}) as moved,
    posted_at, restated, sentiment, old_sentiment, position, feeds, network, id, author_id, rate, viral, ${each(facts, (c) => c)}
  from (
    select i.network, i.id, i.author_id, i.feeds, i.position, i.rate, i.viral, ${each(facts, (fact) => `i.${fact}`)},
      coalesce(p.key, nextval('posts_key_seq')) as key, p.key is null as fresh,
      coalesce(p.posted_at, timestamptz 'epoch' + i.posted_ms * interval '1 millisecond') as posted_at,
      case when ${restated} then i.sentiment else p.sentiment end as sentiment, p.sentiment as old_sentiment,
      p.key is not null and ${restated} as restated,
      ${each(counters, (c) => `case when p.seen_at > ${at} then p.${c} else coalesce(i.${c}, p.${c}) end as ${c}, p.${c} as ${old(c)}`)},
      p.seen_at <= ${at} and i.text <> p.text as edited, p.seen_at < date_bin('1 minute', ${at}, 'epoch') as later
    from ${unnested(postColumns, 1)} as i(${each(namesOf(postColumns), (name) => name)})
    left join lateral (select * from posts where network = i.network and id = i.id offset 0) p on true
    where p.gone_at is null
    offset 0
  ) met
),
added as (
  insert into posts (key, network, id, author_id, posted_at, sentiment, rate, ${each([...counters, ...facts], (c) => c)}, viral, seen_at)
  overriding system value
  select key, network, id, author_id, posted_at, sentiment, rate, ${each([...counters, ...facts], typed)}, viral, ${at}
  from read r where fresh
),
changed as (
  update posts p
  set ${each([...counters, ...facts], (c) => `${c} = ${typed(c)}`)}, sentiment = r.sentiment, author_id = coalesce(p.author_id, r.author_id),
    rate = coalesce(r.rate, p.rate), viral = p.viral or r.viral, seen_at = ${at}
  from read r
  where p.key = r.key and (r.moved or r.restated or r.later)
),
authored as (
  insert into authors (network, id, handle, name, followers, verified, automated, influencer, seen_at)
  select i.network, i.id, i.handle, i.name, i.followers, i.verified, i.automated, i.influencer, ${at}
  from ${unnested(authorColumns, p + 1)} as i(${each(namesOf(authorColumns), (name) => name)})
  left join lateral (select * from authors where network = i.network and id = i.id offset 0) o on true
  where o.id is null or (o.seen_at <= ${at} and (
    (o.handle, o.name, o.followers, o.verified, o.automated) is distinct from
      (i.handle, coalesce(i.name, o.name), coalesce(i.followers, o.followers), coalesce(i.verified, o.verified),
        coalesce(i.automated, o.automated))
    or o.seen_at < ${at} - interval '1 day'))
  on conflict (network, id) do update
  set handle = excluded.handle, name = coalesce(excluded.name, authors.name),
    followers = coalesce(excluded.followers, authors.followers), verified = coalesce(excluded.verified, authors.verified),
    automated = coalesce(excluded.automated, authors.automated),
    influencer = excluded.influencer or (excluded.followers is null and authors.influencer), seen_at = excluded.seen_at
),
first_snapshot as (
  insert into snapshots (post_key, at, ${each(counters, (c) => c)})
  select key, date_bin('1 minute', ${at}, 'epoch'), ${each(counters, (c) => c)}
  from read where fresh and coalesce(${each(counters, (c) => c)}) is not null
),
snapshot as (
  insert into snapshots (post_key, at, ${each(counters, (c) => c)})
  select key, date_bin('1 minute', ${at}, 'epoch'), ${each(counters, (c) => c)}
  from read where moved
  on conflict (post_key, at) do update set ${each(counters, (c) => `${c} = excluded.${c}`)}
),
links as materialized (
  select feed_id, posted_at, key, ${engagement("r.")} as engagement, coalesce(views, 0) as views, sentiment, position
  from (
    select unnest(feeds::int8[]) as feed_id, fresh, posted_at, key, ${each(counters, (c) => c)}, sentiment, position from read
  ) r
  where fresh or not exists (
    select from feed_posts old where old.feed_id = r.feed_id and old.posted_at = r.posted_at and old.post_key = r.key offset 0
  )
),
linked as (insert into feed_posts (feed_id, posted_at, post_key, author_bit) select feed_id, posted_at, key, position from links),
gains as materialized (
  select feed_id, date_bin('1 minute', posted_at, 'epoch') as at, 1 as observed, engagement, views,
    ${each(feelings, (feeling) => `${felt("sentiment", feeling)} as ${feeling}`)}, position
  from links
  union all
  select old.feed_id, date_bin('1 minute', ${at}, 'epoch'), 0, ${engagement("r.")} - ${engagement("r.old_")},
    coalesce(r.views, 0) - coalesce(r.old_views, 0), 0, 0, 0, null
  from read r
  cross join lateral (select feed_id from feed_posts where post_key = r.key offset 0) old
  where r.moved and (${engagement("r.")} <> ${engagement("r.old_")} or coalesce(r.views, 0) <> coalesce(r.old_views, 0))
  union all
  select old.feed_id, date_bin('1 minute', r.posted_at, 'epoch'), 0, 0, 0,
    ${each(feelings, (feeling) => `${felt("r.sentiment", feeling)} - ${felt("r.old_sentiment", feeling)}`)}, null
  from read r
  cross join lateral (select feed_id from feed_posts where post_key = r.key offset 0) old
  where r.restated and r.sentiment is distinct from r.old_sentiment
),
minutes as (
  insert into rollup_minutes as r (feed_id, at, ${each(sums, (c) => c)})
  select feed_id, at, ${each(sums, (c) => `sum(${c})`)} from gains where at > ${at} - interval '${minutesKeptMs} milliseconds'
  group by feed_id, at
  on conflict (feed_id, at) do update set ${each(sums, added)}
),
hours as (
  insert into rollup_hours as r (feed_id, at, ${each(sums, (c) => c)}, author_bits)
  select feed_id, date_bin('1 hour', at, 'epoch') as hour, ${each(sums, (c) => `sum(${c})`)},
    coalesce(array_agg(position) filter (where position is not null), '{}')
  from gains
  group by feed_id, hour
  on conflict (feed_id, at) do update set ${each(sums, added)},
    authors = case when ${full} then coalesce(r.authors, 0::bit(${sketchBits})) | ${sketchOf("r.author_bits || excluded.author_bits")} else r.authors end,
    author_bits = case when ${full} then '{}' else r.author_bits || excluded.author_bits end
)
select count(*) filter (where fresh)::int as added, count(*) filter (where moved or edited)::int as updated,
  array(select distinct feed_id from gains)::text[] as feeds
from read`;

/** A column of `read`, as the table wants it. */
function typed(column: string): string {
  const types: Readonly<Record<string, string>> = {
    tags: "::text[]",
    topics: "::text[]",
    more: "::jsonb",
  };
  return `r.${column}${types[column] ?? ""}`;
}
