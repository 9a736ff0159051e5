import type { TransactionSql } from "postgres";
import type { Author } from "../model/author.ts";
import type { AuthorPosts } from "../model/reader.ts";
import type { Asked } from "./asked.ts";
import { engagement, keysOf, linesOf } from "./scope-posts.ts";
import { sketchPosition } from "./sketch.ts";

/** Among the authors of how many posts, the newest, somebody is looked for: each costs a page. */
const lookedThroughMax = 20_000;
const postsMax = 500;

type Row = Author & { readonly network: string };

/** Of several who are called so, on different networks, who posted most. */
export async function authorOf(sql: TransactionSql, asked: Asked, handle: string): Promise<AuthorPosts | null> {
  const [row] = await sql<Row[]>`
    select a.network, a.id, a.handle, a.name, a.followers, a.verified, a.automated
    from posts p
    join authors a on a.network = p.network and a.id = p.author_id
    where p.key = any(array(${keysOf(sql, asked)} order by posted_at desc limit ${lookedThroughMax})) and p.gone_at is null
      and lower(a.handle) = lower(${handle})
    group by a.network, a.id
    order by count(*) desc, a.network
    limit 1`;
  if (!row) return null;
  const { network, ...author } = row;
  const bit = sketchPosition(network, author.id);
  const theirs = sql`p.key = any(array(${keysOf(sql, asked)} and author_bit = ${bit}))
    and p.network = ${network} and p.author_id = ${author.id} and p.gone_at is null`;
  const [posts, [counted]] = await Promise.all([
    linesOf(sql, asked, theirs, sql`p.posted_at desc, p.key`, postsMax),
    sql<{ count: number; engagement: string | null }[]>`
      select count(*)::int as count, sum(${engagement(sql)}) as engagement from posts p where ${theirs}`,
  ]);
  const { count = 0, engagement: moved = null } = counted ?? {};
  return { network, author, count, engagement: moved === null ? null : Number(moved), posts };
}
