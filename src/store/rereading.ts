import type { RereadPost, StoredPost } from "../model/feeds.ts";
import type { Location, Meaning } from "../model/post.ts";
import { arrayLiteral } from "./array-literal.ts";
import type { Database } from "./database.ts";
import { lockNetworks } from "./ingest-lock.ts";
import { notices } from "./notice.ts";

interface Row {
  readonly key: string;
  readonly network: string;
  readonly text: string;
  readonly title: string | null;
  readonly language: string | null;
  readonly languageTold: boolean;
  readonly location: Location | null;
}

/** Before any version read posts, a language was only ever its network's word. */
export async function readOtherwise(
  { sql }: Database,
  version: number,
  after: number,
  limit: number,
): Promise<readonly StoredPost[]> {
  const rows = await sql<Row[]>`
    select key, network, text, more->>'title' as title, language,
      language_told or understanding is null as "languageTold", more->'location' as location
    from posts
    where key > ${after} and gone_at is null and understanding is distinct from ${version}
    order by key
    limit ${limit}`;
  return rows.map((row) => ({ ...row, key: Number(row.key) }));
}

export async function lastKey({ sql }: Database): Promise<number> {
  const [row] = await sql<{ key: string | null }[]>`select max(key) as key from posts`;
  return Number(row?.key ?? 0);
}

/**
 * Writes what posts mean by now, and moves how many feel how from one column of their minutes and hours to the other: one transaction.
 * What the writer read anew in the meantime stays.
 */
export async function reread(
  { sql }: Database,
  posts: readonly RereadPost[],
  cursor: { readonly name: string; readonly value: string },
  at: Date,
): Promise<void> {
  await sql.begin(async (tx) => {
    if (posts.length > 0) {
      const [, [moved]] = await Promise.all([
        lockNetworks(
          tx,
          posts.map(({ network }) => network),
        ),
        tx.unsafe<{ feeds: string[] }[]>(rereadStatement, listsOf(posts)),
      ]);
      await Promise.all(notices(tx, moved?.feeds.map(Number) ?? []));
    }
    await tx`
      insert into cursors (name, value, moved_at) values (${cursor.name}, ${cursor.value}, ${at.toISOString()})
      on conflict (name) do update set value = excluded.value, moved_at = excluded.moved_at`;
  });
}

const feelings = ["negative", "neutral", "positive"] as const;
const each = (of: (feeling: string) => string): string => feelings.map(of).join(", ");

const rereadStatement = `
with old as materialized (
  select p.key, p.posted_at, p.sentiment as was, i.sentiment, i.language, i.told, i.topics::text[] as topics, i.location::jsonb as location,
    i.understanding
  from unnest($1::int8[], $2::text[], $3::bool[], $4::text[], $5::text[], $6::text[], $7::int2[])
    as i(key, language, told, sentiment, topics, location, understanding)
  cross join lateral (select * from posts where key = i.key offset 0) p
  where p.gone_at is null and p.understanding is distinct from i.understanding
),
changed as (
  update posts p
  set language = o.language, language_told = o.told, sentiment = o.sentiment, topics = o.topics, understanding = o.understanding,
    more = case when o.location is null then p.more else jsonb_set(p.more, '{location}', o.location) end
  from old o where p.key = o.key
),
moves as materialized (
  select fp.feed_id, date_bin('1 minute', o.posted_at, 'epoch') as at,
    ${each((f) => `sum((o.sentiment is not distinct from '${f}')::int - (o.was is not distinct from '${f}')::int) as ${f}`)}
  from old o
  cross join lateral (select feed_id from feed_posts where post_key = o.key offset 0) fp
  where o.sentiment is distinct from o.was
  group by 1, 2
),
minutes as (
  update rollup_minutes r set ${each((f) => `${f} = r.${f} + m.${f}`)} from moves m where r.feed_id = m.feed_id and r.at = m.at
),
hours as (
  update rollup_hours r set ${each((f) => `${f} = r.${f} + m.${f}`)}
  from (select feed_id, date_bin('1 hour', at, 'epoch') as at, ${each((f) => `sum(${f}) as ${f}`)} from moves group by 1, 2) m
  where r.feed_id = m.feed_id and r.at = m.at
)
select array(select distinct feed_id from moves)::text[] as feeds`;

function listsOf(posts: readonly RereadPost[]): string[] {
  const list = (of: (meaning: Meaning) => string | number | null) =>
    arrayLiteral(posts.map(({ meaning }) => of(meaning)));
  return [
    arrayLiteral(posts.map(({ key }) => key)),
    list(({ language }) => language),
    list(({ languageTold }) => (languageTold ? "t" : "f")),
    list(({ sentiment }) => sentiment),
    list(({ topics }) => arrayLiteral(topics)),
    list(({ location }) => location && JSON.stringify(location)),
    list(({ understanding }) => understanding),
  ];
}
