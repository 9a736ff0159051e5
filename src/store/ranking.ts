import type { TransactionSql } from "postgres";
import type { Ranked, RankedBy, Ranking, RankingOf } from "../model/reader.ts";
import { arrayLiteral } from "./array-literal.ts";
import type { Asked } from "./asked.ts";
import { feelingOf } from "./corrected.ts";
import { engagement, isAsked } from "./scope-posts.ts";

const rowsMax = 50;

interface Row extends Omit<Ranked, "engagement" | "name" | "share"> {
  /** null where there is nothing to rank. */
  readonly name: string | null;
  readonly engagement: string | null;
  readonly all: number;
  readonly known: number;
}

/** By posts, people by engagement first; of equals the first by name. Each post counts once for everything it has. */
export async function rankingOf(sql: TransactionSql, asked: Asked, { by, count, among }: RankingOf): Promise<Ranking> {
  const rows = await sql<Row[]>`
    with asked as materialized (
      select p.network, p.author_id, p.language, p.topics, p.tags, p.more->'location' as location, ${feelingOf(sql, asked)} as feels,
        ${engagement(sql)} as engagement
      from posts p
      where ${isAsked(sql, asked)} and p.gone_at is null
    )
    select counted.*, whole.*
    from (select count(*)::int as all, (count(*) filter (where ${isKnown(sql, by)}))::int as known from asked) whole
    left join (${groupedBy(sql, by)}) counted on ${among ? sql`counted.name = any(${arrayLiteral(among)}::text[])` : sql`true`}
    order by ${by === "people" ? sql`engagement desc nulls last, posts desc` : sql`posts desc`}, name, "of"
    limit ${Math.min(Math.max(Math.trunc(count), 0), rowsMax)}`;
  const { all = 0, known = 0 } = rows[0] ?? {};
  const ranked = rows.flatMap(({ name, of, posts, engagement, negative, positive, read }): readonly Ranked[] =>
    name === null
      ? []
      : [
          {
            name,
            of,
            posts,
            share: posts / known,
            engagement: engagement === null ? null : Number(engagement),
            negative,
            positive,
            read,
          },
        ],
  );
  return { posts: all, known, rows: ranked };
}

function isKnown(sql: TransactionSql, by: RankedBy | "authors") {
  switch (by) {
    case "people":
    case "authors":
      return sql`author_id is not null`;
    case "topics":
      return sql`cardinality(topics) > 0`;
    case "tags":
      return sql`cardinality(tags) > 0`;
    case "languages":
      return sql`language is not null`;
    case "places":
      return sql`location ? 'country'`;
    default:
      return by satisfies never;
  }
}

const sums = (sql: TransactionSql) => sql`count(*)::int as posts, sum(engagement)::text::bigint as engagement,
  count(*) filter (where feels = 'negative')::int as negative, count(*) filter (where feels = 'positive')::int as positive,
  count(feels)::int as read`;

function groupedBy(sql: TransactionSql, by: RankedBy | "authors") {
  switch (by) {
    case "people":
    case "authors":
      return sql`
        select a.handle as name, a.network as "of", s.posts, s.engagement, s.negative, s.positive, s.read
        from (select network, author_id, ${sums(sql)} from asked where author_id is not null group by 1, 2) s
        join authors a on a.network = s.network and a.id = s.author_id`;
    case "topics":
      return sql`select topic as name, null as "of", ${sums(sql)} from asked cross join unnest(topics) topic group by 1`;
    case "tags":
      return sql`select tag as name, null as "of", ${sums(sql)} from asked cross join unnest(tags) tag group by 1`;
    case "languages":
      return sql`select language as name, null as "of", ${sums(sql)} from asked where language is not null group by 1`;
    case "places":
      return sql`
        select location->>'country' as name, location->>'city' as "of", ${sums(sql)}
        from asked where location ? 'country' group by 1, 2`;
    default:
      return by satisfies never;
  }
}
