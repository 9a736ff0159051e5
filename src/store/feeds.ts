import type { TransactionSql } from "postgres";
import type { Clock } from "../model/clock.ts";
import type { Feed } from "../model/feed.ts";
import type { Feeds } from "../model/feeds.ts";
import type { SubjectKind } from "../model/subject.ts";
import { arrayLiteral } from "./array-literal.ts";
import { asCollector } from "./collector.ts";
import { gapsOf } from "./coverage.ts";
import type { Database } from "./database.ts";
import { duePosts } from "./due-posts.ts";
import { feedCounts } from "./feed-counts.ts";
import { followedChannel } from "./followed.ts";
import { forget } from "./forget.ts";
import { type NetworkCounts, writeCounts } from "./network-counts.ts";
import { othersHeard } from "./others-heard.ts";
import { lastKey, readOtherwise, reread } from "./rereading.ts";
import { writer } from "./writer.ts";

/** What is collected once for everybody, in Postgres. */
export interface StoredFeeds extends Omit<Feeds, "dueDigests" | "dueRelays" | "dueWork" | "purge"> {
  /** Sets what a network itself counted, bucket by bucket. */
  writeCounts(counts: NetworkCounts): Promise<void>;
}

export function feeds(database: Database, clock: Clock): StoredFeeds {
  const { sql } = database;
  const ensureMany: StoredFeeds["ensureMany"] = (wanted) => asCollector(database, (tx) => ensure(tx, wanted));
  return {
    ensureMany,
    async ensure(feed) {
      const [made] = await ensureMany([feed]);
      if (!made) throw new Error("a feed that was made is not there");
      return made;
    },
    get: (id) =>
      asCollector(database, async (tx) => {
        const [row] = await tx<
          FeedRow[]
        >`select ${tx.unsafe(feedColumns)} from feeds f join subjects s on s.id = f.subject_id where f.id = ${id}`;
        return row ? toFeed(row) : null;
      }),
    active: () =>
      asCollector(database, async (tx) => {
        const rows = await tx<FeedRow[]>`
          select ${tx.unsafe(feedColumns)} from feeds f join subjects s on s.id = f.subject_id
          where exists (
            select from listeners l join trackers t on t.id = l.tracker_id
            where l.feed_id = f.id and ${isActive(tx, clock)}
          )
          order by f.id`;
        return rows.map(toFeed);
      }),
    async listeners(feed) {
      const rows = await asCollector(
        database,
        (tx) => tx<{ workspace: string; tracker: string; paceMs: number }[]>`
        select l.workspace_id as workspace, l.tracker_id as tracker, l.pace_ms as "paceMs"
        from listeners l join trackers t on t.id = l.tracker_id
        where l.feed_id = ${feed} and ${isActive(tx, clock)} order by l.tracker_id`,
      );
      return rows.map((row) => ({ ...row, tracker: Number(row.tracker) }));
    },
    othersHeard: (tracker, since) => othersHeard(database, tracker, since),
    async onFollowed(changed) {
      const { unlisten } = await sql.listen(followedChannel, changed, changed);
      return unlisten;
    },
    async cursor(name) {
      const [row] = await sql<{ value: string }[]>`select value from cursors where name = ${name}`;
      return row?.value ?? null;
    },
    gaps: (feed, from, to) => gapsOf(sql, feed, from, to),
    pace: (feed) =>
      asCollector(database, async (tx) => {
        const [row] = await tx<{ paceMs: number | null }[]>`select pace_ms as "paceMs" from feeds where id = ${feed}`;
        return row?.paceMs ?? null;
      }),
    setPace: (feed, paceMs) =>
      asCollector(database, async (tx) => {
        await tx`update feeds set pace_ms = ${paceMs} where id = ${feed}`;
      }),
    due: (asked) => duePosts(database, asked),
    write: writer(database),
    readOtherwise: (version, after, limit) => readOtherwise(database, version, after, limit),
    reread: (posts, cursor) => reread(database, posts, cursor, clock.now()),
    lastKey: () => lastKey(database),
    writeCounts: (counts) => writeCounts(database, counts),
    forget: (posts) => forget(database, posts, clock.now()),
    counts: (feed, from, stepMs) => feedCounts(database, { feed, from, stepMs, now: clock.now() }),
    detector: (feed) =>
      asCollector(database, async (tx) => {
        const [row] = await tx<{ detector: unknown }[]>`select detector from feeds where id = ${feed}`;
        return row?.detector ?? null;
      }),
    saveDetector: (feed, state, was) =>
      asCollector(database, async (tx) => {
        const json = (value: unknown) => tx`${value === null ? null : JSON.stringify(value)}::text::jsonb`;
        const saved = await tx`
          update feeds set detector = ${json(state)} where id = ${feed} and detector is not distinct from ${json(was)}`;
        return saved.count > 0;
      }),
  };
}

const isActive = (sql: TransactionSql, clock: Clock) =>
  sql`t.removed_at is null and t.paused_at is null and (t.ends_at is null or t.ends_at > ${clock.now().toISOString()})`;

interface FeedRow {
  readonly id: string;
  readonly source: string;
  readonly network: string;
  readonly kind: string;
  readonly key: string;
  readonly display: string;
  readonly workspace_id: string | null;
}

const feedColumns = "f.id, f.source, f.network, s.kind, s.key, s.display, f.workspace_id";

const toFeed = (row: FeedRow): Feed => ({
  id: Number(row.id),
  source: row.source,
  network: row.network,
  subject: { kind: row.kind as SubjectKind, key: row.key, display: row.display },
  workspace: row.workspace_id,
});

/** Makes what is missing of subjects and feeds; whoever makes the same at the same time gets the same. */
async function ensure(sql: TransactionSql, wanted: readonly Omit<Feed, "id">[]): Promise<readonly Feed[]> {
  const column = (of: (feed: Omit<Feed, "id">) => string | null) => arrayLiteral(wanted.map(of));
  const asked = sql`unnest(
    ${column(({ source }) => source)}::text[], ${column(({ network }) => network)}::text[], ${column(({ subject }) => subject.kind)}::text[],
    ${column(({ subject }) => subject.key)}::text[], ${column(({ subject }) => subject.display)}::text[], ${column(({ workspace }) => workspace)}::text[]
  ) with ordinality as w(source, network, kind, key, display, workspace_id, n)`;
  await sql`
    insert into subjects (kind, key, display)
    select distinct on (kind, key) kind, key, display from ${asked} order by kind, key, n
    on conflict do nothing`;
  await sql`
    insert into feeds (source, network, subject_id, workspace_id)
    select distinct w.source, w.network, s.id, w.workspace_id
    from ${asked} join subjects s on s.kind = w.kind and s.key = w.key
    order by 1, 2, 3, 4
    on conflict do nothing`;
  const rows = await sql<FeedRow[]>`
    select ${sql.unsafe(feedColumns)}
    from ${asked}
    join subjects s on s.kind = w.kind and s.key = w.key
    join feeds f on f.source = w.source and f.network = w.network and f.subject_id = s.id and f.workspace_id is not distinct from w.workspace_id
    order by w.n`;
  return rows.map(toFeed);
}
