import type { PendingQuery, Row, TransactionSql } from "postgres";
import type { Sentiment } from "../model/post.ts";
import type { SentimentTotals } from "../model/reader.ts";
import { arrayLiteral } from "./array-literal.ts";
import type { Asked } from "./asked.ts";

/** What a correction of a post `p` holds to. */
export const phraseOf = (sql: TransactionSql) => sql`phrase_key(concat_ws(' ', p.more->>'title', p.text))`;

/** How a post `p` feels to the workspace that asks. */
export const feelingOf = (sql: TransactionSql, { workspace, isCorrecting }: Asked): PendingQuery<Row[]> =>
  isCorrecting
    ? sql`(case when (p.network, p.author_id) in (select network, author_id from corrections where workspace_id = ${workspace})
        then coalesce((
          select c.sentiment from corrections c
          where c.workspace_id = ${workspace} and c.network = p.network and c.author_id = p.author_id and c.phrase = ${phraseOf(sql)}
        ), p.sentiment) else p.sentiment end)`
    : sql`p.sentiment`;

type Change = Readonly<Record<keyof SentimentTotals, number>>;

interface Held {
  readonly network: string;
  readonly author_id: string;
  readonly author_bit: number;
  readonly phrase: string;
  readonly sentiment: Sentiment;
}

interface Recount {
  readonly was: keyof SentimentTotals | null;
  readonly feels: keyof SentimentTotals;
  readonly posts: number;
}

/** What a workspace's corrections change about sums over all posts of a time, as far back as posts are kept. */
export async function correctedBy(sql: TransactionSql, asked: Asked, since: Date, until: Date): Promise<Change> {
  const change = { negative: 0, neutral: 0, positive: 0, observed: 0 };
  if (!asked.isCorrecting) return change;
  const own = await sql<Held[]>`
    select network, author_id, author_bit, phrase, sentiment from corrections where workspace_id = ${asked.workspace}`;
  const list = (column: keyof Held) => arrayLiteral(own.map((held) => held[column]));
  // Lists of values, so that the plan knows how few posts they are, and reads what was said in those of their authors only.
  const rows = await sql<Recount[]>`
    select p.sentiment as was, c.sentiment as feels, count(*)::int as posts
    from feed_posts fp
    join posts p on p.key = fp.post_key and p.gone_at is null and p.author_id = any(${list("author_id")}::text[])
    join unnest(${list("network")}::text[], ${list("author_id")}::text[], ${list("phrase")}::text[], ${list("sentiment")}::text[])
      as c(network, author_id, phrase, sentiment) on c.network = p.network and c.author_id = p.author_id and c.phrase = ${phraseOf(sql)}
    where fp.feed_id = any(${arrayLiteral(asked.feeds.map(({ id }) => id))}::int8[])
      and fp.posted_at >= ${since.toISOString()} and fp.posted_at < ${until.toISOString()}
      and fp.author_bit = any(${arrayLiteral([...new Set(own.map((held) => held.author_bit))])}::int2[])
      and p.sentiment is distinct from c.sentiment
    group by 1, 2`;
  for (const { was, feels, posts } of rows) {
    if (was) change[was] -= posts;
    change[feels] += posts;
  }
  return change;
}
