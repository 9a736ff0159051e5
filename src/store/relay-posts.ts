import type { TransactionSql } from "postgres";
import { type Clock, hourMs } from "../model/clock.ts";
import type { Span } from "../model/feed.ts";
import type { PostLine } from "../model/reader.ts";
import { batchMax, type MetPost, type RelayMode, type Relays } from "../model/relay.ts";
import { arrayLiteral } from "./array-literal.ts";
import type { Asked } from "./asked.ts";
import type { Database } from "./database.ts";
import { feedsOf, hasCorrections } from "./reader.ts";
import { linesOf, type Piece } from "./scope-posts.ts";

/** Which posts a relay met, and what became of each. */
export function relayPostsOf(
  database: Database,
  workspace: string,
  clock: Clock,
): Omit<Relays, "create" | "get" | "list" | "change"> {
  const ask = <T>(work: (sql: TransactionSql) => Promise<T>): Promise<T> =>
    database.inWorkspace(workspace, (_, sql) => work(sql));
  const lines = async (sql: TransactionSql, of: { which: Piece; order: Piece; count: number }) => {
    const [now, isCorrecting] = [clock.now(), await hasCorrections(sql, workspace)];
    const asked: Asked = { workspace, isCorrecting, feeds: [], from: now, to: now, now };
    return linesOf(sql, asked, of.which, of.order, of.count);
  };
  /** Rows of one relay of this workspace. */
  const mine = (sql: TransactionSql, id: number) => sql`workspace_id = ${workspace} and relay_id = ${id}`;
  return {
    unmet: (id, span, order, count) =>
      ask(async (sql) => {
        const unmet = await unmetOf(sql, workspace, id, span);
        return unmet ? lines(sql, { ...unmet, order: orders(sql)[order], count }) : [];
      }),
    shownSince: (id, hour) =>
      ask(async (sql) => {
        const rows = await sql<{ key: string; network: string; marks: string }[]>`
          select p.key, p.network, r.marks
          from (select post_key, marks from relay_posts
            where ${mine(sql, id)} and hour >= ${hour.toISOString()} and batch is not null and marks <> '') r
          join posts p on p.key = r.post_key`;
        return rows.map(({ key, network, marks }) => ({ key: Number(key), network, marks: marks.split(" ") }));
      }),
    meet: (id, hour, posts, rest) => ask((sql) => meet(sql, { workspace, id, hour }, posts, rest)),
    lastBatch: (id) =>
      ask(async (sql) => {
        const [row] = await sql<{ last: number }[]>`
          select coalesce(max(batch), 0)::int as last from relay_posts where ${mine(sql, id)}`;
        return row?.last ?? 0;
      }),
    batch: (id, batch) =>
      ask(async (sql) => {
        const keys = sql`array(select post_key from relay_posts where ${mine(sql, id)} and batch = ${batch})`;
        const [relay] = await relayOf(sql, workspace, id);
        const order = orders(sql)[relay?.mode === "top" ? "moving" : "oldest"];
        const which = sql`p.gone_at is null and p.key = any(${keys})`;
        const posts = await lines(sql, { which, order, count: batchMax });
        return { posts, also: await alsoOn(sql, mine(sql, id), posts) };
      }),
    beyond: (id, hours) =>
      ask(async (sql) => {
        const rows = sql`from relay_posts where ${mine(sql, id)} and batch is null and twin_of is null
          and hour >= ${hours.from.toISOString()} and hour < ${hours.to.toISOString()}`;
        const [counted] = await sql<{ count: number }[]>`select count(*)::int as count ${rows}`;
        const which = sql`p.gone_at is null and p.key = any(array(select post_key ${rows}))`;
        const [best] = await lines(sql, { which, order: orders(sql).moving, count: 1 });
        return { count: counted?.count ?? 0, best: best ?? null };
      }),
  };
}

const orders = (sql: TransactionSql) => ({
  oldest: sql`p.posted_at, p.key`,
  moving: sql`engagement desc nulls last, p.posted_at desc, p.key`,
});

interface RelayRow {
  readonly tracker: number;
  readonly mode: RelayMode;
}

const relayOf = (sql: TransactionSql, workspace: string, id: number) => sql<RelayRow[]>`
  select tracker_id::float8 as tracker, mode from relays where workspace_id = ${workspace} and id = ${id}`;

/** Which posts `p` a relay of this workspace never met; null where there is no such relay. */
async function unmetOf(
  sql: TransactionSql,
  workspace: string,
  id: number,
  { from, to }: Span,
): Promise<{ readonly which: Piece } | null> {
  const [relay] = await relayOf(sql, workspace, id);
  if (!relay) return null;
  const feeds = await feedsOf(sql, workspace, { trackers: [relay.tracker] });
  const ids = sql`${arrayLiteral(feeds.map((feed) => feed.id))}::int8[]`;
  const isUnmet = (key: Piece) => sql`not exists (
    select from relay_posts met where met.workspace_id = ${workspace} and met.relay_id = ${id} and met.post_key = ${key})`;
  const within = (time: Piece) => sql`${time} >= ${from.toISOString()} and ${time} < ${to.toISOString()}`;
  // Viral ones are few: they are found first. Of the others a feed's last hours are.
  const among =
    relay.mode === "viral"
      ? sql`p.viral and ${within(sql`p.posted_at`)} and ${isUnmet(sql`p.key`)} and exists (
          select from feed_posts f where f.feed_id = any(${ids}) and f.posted_at = p.posted_at and f.post_key = p.key)`
      : sql`p.key = any(array(
          select f.post_key from feed_posts f
          where f.feed_id = any(${ids}) and ${within(sql`f.posted_at`)} and ${isUnmet(sql`f.post_key`)}))`;
  return { which: sql`${among} and p.gone_at is null and p.kind <> 'repost'` };
}

interface Meeting {
  readonly workspace: string;
  readonly id: number;
  readonly hour: Date;
}

/** One at a time: what room there is, is certain then. */
async function meet(
  sql: TransactionSql,
  { workspace, id, hour }: Meeting,
  posts: readonly MetPost[],
  rest: Span | null,
): Promise<readonly number[]> {
  const [relay] = await sql<{ max: number; sent: number }[]>`
    select max_per_hour as max, sent_batch as sent from relays
    where workspace_id = ${workspace} and id = ${id} and stopped_at is null for update`;
  if (!relay) return [];
  const [met] = await sql<{ keys: string[]; shown: number; last: number }[]>`
    select coalesce(array_agg(post_key::text) filter (where post_key = any(${arrayLiteral(posts.map(({ key }) => key))}::int8[])), '{}') as keys,
      (count(*) filter (where batch is not null and hour = ${hour.toISOString()}))::int as shown, coalesce(max(batch), 0)::int as last
    from relay_posts where workspace_id = ${workspace} and relay_id = ${id}`;
  const { keys = [], shown = 0, last = 0 } = met ?? {};
  const fresh = posts.filter(({ key }) => !keys.includes(`${key}`));
  const originals = fresh.filter(({ twinOf }) => twinOf === null);
  const chosen = originals.slice(0, Math.max(relay.max - shown, 0)).map(({ key }) => key);
  const left = new Set(originals.filter(({ key }) => !chosen.includes(key)).map(({ key }) => key));
  const first = Math.max(last, relay.sent) + 1;
  const rows = fresh
    // A twin of one that is left is left with it.
    .filter(({ key, twinOf }) => rest !== null || !(left.has(key) || (twinOf !== null && left.has(twinOf))))
    .map(({ key, twinOf, marks }) => ({
      key,
      twin: twinOf !== null && left.has(twinOf) ? null : twinOf,
      batch: chosen.includes(key) ? first + Math.floor(chosen.indexOf(key) / batchMax) : null,
      marks: marks.join(" "),
    }));
  if (rows.length > 0)
    await sql`
      insert into relay_posts (relay_id, workspace_id, post_key, hour, batch, twin_of, marks)
      select ${id}, ${workspace}, key, ${hour.toISOString()}, batch, twin, marks
      from unnest(
        ${arrayLiteral(rows.map(({ key }) => key))}::int8[], ${arrayLiteral(rows.map(({ batch }) => batch))}::int4[],
        ${arrayLiteral(rows.map(({ twin }) => twin))}::int8[], ${arrayLiteral(rows.map(({ marks }) => marks))}::text[]
      ) as r(key, batch, twin, marks)
      on conflict (relay_id, post_key) do nothing`;
  const isFull = shown + chosen.length >= relay.max;
  const unmet = rest && isFull ? await unmetOf(sql, workspace, id, rest) : null;
  if (unmet)
    await sql`
      insert into relay_posts (relay_id, workspace_id, post_key, hour)
      select ${id}, ${workspace}, p.key, ${hour.toISOString()} from posts p where ${unmet.which}
      on conflict (relay_id, post_key) do nothing`;
  const twins = rows.filter(({ twin }) => twin !== null).map(({ key }) => key);
  return twins.length > 0 ? outOf(sql, { workspace, id, hour }, twins) : [];
}

/** How long the message of a post is still edited: an older one is read by nobody, and edits of those are few. */
const editedMs = hourMs;

/** In which batches that are out stand the posts that these say again on another network. */
async function outOf(sql: TransactionSql, { workspace, id, hour }: Meeting, twins: readonly number[]) {
  const rows = await sql<{ batch: number }[]>`
    select distinct shown.batch
    from relay_posts twin
    join relay_posts shown on shown.relay_id = twin.relay_id and shown.post_key = twin.twin_of
    join relays r on r.id = shown.relay_id and shown.batch <= r.sent_batch
    join posts a on a.key = twin.post_key
    join posts b on b.key = shown.post_key and b.network <> a.network
    where twin.workspace_id = ${workspace} and twin.relay_id = ${id} and twin.post_key = any(${arrayLiteral(twins)}::int8[])
      and shown.hour >= ${new Date(hour.getTime() - editedMs).toISOString()}
    order by 1`;
  return rows.map(({ batch }) => batch);
}

/** On which other networks each was said, by its key. */
async function alsoOn(
  sql: TransactionSql,
  mine: Piece,
  posts: readonly PostLine[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await sql<{ key: string; networks: string[] }[]>`
    select twin_of as key, array_agg(distinct p.network order by p.network) as networks
    from relay_posts join posts p on p.key = post_key
    where ${mine} and twin_of = any(${arrayLiteral(posts.map(({ key }) => key))}::int8[])
    group by twin_of`;
  const networkOf = new Map(posts.map(({ key, network }) => [key, network]));
  return new Map(
    rows.map(({ key, networks }) => [
      Number(key),
      networks.filter((network) => network !== networkOf.get(Number(key))),
    ]),
  );
}
