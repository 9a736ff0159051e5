import type { PendingQuery, Row, Sql } from "postgres";
import { dayMs } from "../model/clock.ts";
import type { PurgeOptions } from "../model/feeds.ts";
import {
  changesKeptMs,
  deliveriesKeptMs,
  endedBoardsKeptMs,
  endedIncidentsKeptMs,
  keptFrom,
  messagesKeptMs,
  minutesKeptMs,
  noticesKeptMs,
  postsKeptMs,
  relayPostsKeptMs,
  removedTrackersKeptMs,
  removedWorkspacesKeptMs,
  snapshotDaysAhead,
  snapshotsKeptMs,
  stoppedDigestsKeptMs,
  stoppedRelaysKeptMs,
  unconfirmedLinksKeptMs,
} from "../model/retention.ts";
import { arrayLiteral } from "./array-literal.ts";
import { asCollector } from "./collector.ts";
import type { Database } from "./database.ts";
import { dropPosts, emptyPosts, type NetworkTimes } from "./expired-posts.ts";
import { inSlices, type Slices } from "./slices.ts";
import { dropSnapshotDays, makeSnapshotDays } from "./snapshot-days.ts";

/** How many rows of each were dropped; of `contents`, how many posts were emptied. */
export type Purged = Readonly<Record<(typeof kinds)[number], number>>;
const kinds = [
  "snapshotDays",
  "minutes",
  "contents",
  "posts",
  "authors",
  "corrections",
  "messages",
  "deliveries",
  "boards",
  "digests",
  "relays",
  "relayPosts",
  "incidents",
  "alarms",
  "roundups",
  "notices",
  "changes",
  "trackers",
  "links",
  "workspaces",
] as const;

/** An author's row is renewed once a day, so from then on no post of theirs is left. */
const authorsKeptMs = postsKeptMs + 2 * dayMs;

/**
 * Drops what is past its time. What posts added to rollups stays: dropping is not deleting. Safe to run twice, at once, to be
 * killed, and to stop by `signal` after any slice; the next run goes on.
 */
export async function purge(database: Database, now: Date, options: PurgeOptions = {}): Promise<Purged> {
  const before = (keptMs: number) => new Date(now.getTime() - keptMs);
  const slices = (kind: keyof Purged): Slices => ({
    signal: options.signal,
    progress: (dropped) => options.progress?.(kind, dropped),
  });
  const drop = (kind: keyof Purged, expired: Expired) => dropRows(database, expired, slices(kind));
  const made = (kind: keyof Purged, table: string, since: string, keptMs: number) =>
    drop(kind, { table, walled: true, where: (sql) => sql`${sql.unsafe(since)} < ${before(keptMs).toISOString()}` });
  const terms = termsOf(options.keptDays ?? {}, now);

  await makeSnapshotDays(database, now, snapshotDaysAhead);
  return {
    snapshotDays: await dropSnapshotDays(database, before(snapshotsKeptMs)),
    minutes: await drop("minutes", {
      table: "rollup_minutes",
      where: (sql) => sql`at < ${before(minutesKeptMs).toISOString()}`,
    }),
    posts: await dropPosts(database, before(postsKeptMs), slices("posts")),
    contents: await emptyPosts(database, terms, now, slices("contents")),
    authors: await drop("authors", { table: "authors", where: (sql) => unread(sql, before(authorsKeptMs), terms) }),
    // After the authors: what holds for nobody who is known holds for no post.
    corrections: await drop("corrections", {
      table: "corrections",
      walled: true,
      where: (sql) => sql`not author_known(network, author_id)`,
    }),
    messages: await made("messages", "messages", "coalesce(edited_at, posted_at)", messagesKeptMs),
    deliveries: await made("deliveries", "deliveries", "coalesce(sent_at, claimed_at)", deliveriesKeptMs),
    boards: await made("boards", "boards", "ended_at", endedBoardsKeptMs),
    digests: await made("digests", "digests", "stopped_at", stoppedDigestsKeptMs),
    relays: await made("relays", "relays", "stopped_at", stoppedRelaysKeptMs),
    relayPosts: await made("relayPosts", "relay_posts", "hour", relayPostsKeptMs),
    incidents: await made("incidents", "incidents", "ended_at", endedIncidentsKeptMs),
    alarms: await made("alarms", "alarms", "ended_at", endedIncidentsKeptMs),
    roundups: await made("roundups", "roundups", "until_at", noticesKeptMs),
    notices: await made("notices", "notices", "at", noticesKeptMs),
    changes: await made("changes", "changes", "at", changesKeptMs),
    trackers: await made("trackers", "trackers", "removed_at", removedTrackersKeptMs),
    links: await drop("links", {
      table: "links",
      walled: true,
      where: (sql) => sql`confirmed_at is null and expires_at < ${before(unconfirmedLinksKeptMs).toISOString()}`,
    }),
    workspaces: await made("workspaces", "workspaces", "removed_at", removedWorkspacesKeptMs),
  };
}

/** Where it is less than posts are kept anyway. */
const termsOf = (keptDays: Readonly<Record<string, number>>, now: Date): NetworkTimes =>
  Object.entries(keptDays)
    .filter(([, days]) => days * dayMs < postsKeptMs)
    .map(([network, days]) => [network, keptFrom(now, days)]);

const unread = (sql: Sql, before: Date, terms: NetworkTimes) => sql`
  (seen_at < ${before.toISOString()} or exists (
    select from unnest(
      ${arrayLiteral(terms.map(([network]) => network))}::text[], ${arrayLiteral(terms.map(([, time]) => time.toISOString()))}::timestamptz[]
    ) as term(name, until)
    where name = network and seen_at < until
  ))`;

interface Expired {
  readonly table: string;
  /** Rows that workspaces made: even what cleans up for everybody sees only those past their time. */
  readonly walled?: boolean;
  readonly where: (sql: Sql) => PendingQuery<Row[]>;
}

/** Rows are found where they lie; one that was changed in the meantime lies elsewhere, and is left to the next run. */
function dropRows(database: Database, { table, walled = false, where }: Expired, slices: Slices): Promise<number> {
  const ask = <T>(work: (sql: Sql) => Promise<T>): Promise<T> =>
    walled ? asCollector(database, (tx) => work(tx as unknown as Sql)) : work(database.sql);
  return inSlices(
    (limit) =>
      ask(async (sql) => {
        const rows = await sql<{ place: string }[]>`
          select ctid::text as place from ${sql(table)} where ${where(sql)} limit ${limit}`;
        return rows.map(({ place }) => place);
      }),
    (places) =>
      ask(async (sql) => {
        const dropped = await sql`
          delete from ${sql(table)} where ctid = any(${arrayLiteral(places)}::tid[]) and ${where(sql)}`;
        return dropped.count;
      }),
    slices,
  );
}
