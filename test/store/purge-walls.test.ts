import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayMs, hourMs } from "../../src/model/clock.ts";
import {
  changesKeptMs,
  deliveriesKeptMs,
  endedBoardsKeptMs,
  endedIncidentsKeptMs,
  messagesKeptMs,
  noticesKeptMs,
  removedTrackersKeptMs,
  stoppedDigestsKeptMs,
  stoppedRelaysKeptMs,
} from "../../src/model/retention.ts";
import { asCollector } from "../../src/store/collector.ts";
import type { Database } from "../../src/store/database.ts";
import { type Purged, purge } from "../../src/store/purge.ts";
import { openTenants } from "./open-tenants.ts";

const workspace = "slack:TA";

let tenants: Awaited<ReturnType<typeof openTenants>>;
let database: Database;
let owner: postgres.Sql;
let tracker: number;
let made = 0;

beforeAll(async () => {
  tenants = await openTenants([workspace]);
  ({ database } = tenants);
  owner = postgres(tenants.ownerUrl, { max: 1, onnotice: () => {} });
  tracker = await insertTracker(null);
});
afterAll(async () => {
  await owner.end();
  await tenants.close();
});

const insertTracker = async (removedAt: string | null): Promise<number> => {
  const key = `t${++made}`;
  const [row] = await owner`
    with subject as (insert into subjects (kind, key, display) values ('hashtag', ${key}, ${key}) returning id)
    insert into trackers (workspace_id, surface, channel_id, subject_id, display, networks, pace_ms, sensitivity, created_by, created_at, removed_at)
    select ${workspace}, 'slack', 'C1', id, ${key}, '{}', 1, 'balanced', '{}', '2019-01-01', ${removedAt} from subject returning id`;
  return Number(row?.["id"]);
};
const board = (endedAt: string | null) => owner`
  insert into boards (workspace_id, tracker_id, surface, channel_id, period_ms, created_by, ends_at, ended_at)
  values (${workspace}, ${tracker}, 'slack', ${`C${++made}`}, 1, '{}', '2019-01-01', ${endedAt})`;
const digest = (stoppedAt: string | null) => owner`
  insert into digests (workspace_id, surface, channel_id, schedule, quiet, created_by, since, stopped_at)
  values (${workspace}, 'slack', ${`C${++made}`}, '{}', 'line', '{}', '2019-01-01', ${stoppedAt})`;
const relay = async (stoppedAt: string | null) => owner`
  insert into relays (workspace_id, tracker_id, surface, channel_id, mode, max_per_hour, created_by, since, told_to, next_at, stopped_at)
  values (${workspace}, ${stoppedAt === null ? await insertTracker(null) : tracker}, 'slack', 'C1', 'each', 10, '{}', '2019-01-01', '2019-01-01', '2019-01-01', ${stoppedAt})`;
const incident = async (endedAt: string | null) => owner`
  insert into incidents (workspace_id, tracker_id, phase, sensitivity, opened_at, moved_at, ended_at, networks, first, peak, last_hour, silent)
  values (${workspace}, ${endedAt === null ? await insertTracker(null) : tracker}, 'over', 'balanced', '2019-01-01', '2019-01-01', ${endedAt}, '{}', '{}', '{}', 1, false)`;
const alarm = (endedAt: string | null) => owner`
  insert into alarms (workspace_id, tracker_id, kind, key, at, ended_at, facts, silent)
  values (${workspace}, ${tracker}, ${`k${++made}`}, 'key', '2019-01-01', ${endedAt}, '{}', false)`;
const message = (postedAt: string, editedAt: string | null = null) => owner`
  insert into messages (workspace_id, channel_id, content, posted_at, edited_at) values (${workspace}, 'C1', '{}', ${postedAt}, ${editedAt})`;
const delivery = (claimedAt: string, sentAt: string | null = null) => owner`
  insert into deliveries (workspace_id, key, state, claimed_at, sent_at) values (${workspace}, ${`k${++made}`}, 'sent', ${claimedAt}, ${sentAt})`;
const roundup = (untilAt: string) => owner`
  insert into roundups (workspace_id, surface, channel_id, kind, from_at, until_at)
  values (${workspace}, 'slack', ${`C${++made}`}, 'hour', '2019-01-01', ${untilAt})`;
const notice = (at: string) => owner`
  insert into notices (workspace_id, surface, channel_id, key, tracker_id, kind, at)
  values (${workspace}, 'slack', 'C1', ${`k${++made}`}, ${tracker}, 'burst', ${at})`;
const change = (at: string) => owner`
  insert into changes (workspace_id, kind, about, who, at, before) values (${workspace}, 'mute', 1, '{}', ${at}, '{}')`;

/** `age` inserts a row of that time; `young` ones whose time never comes. */
const kinds: readonly {
  readonly table: string & keyof Purged;
  readonly keptMs: number;
  readonly age: (at: string) => Promise<unknown>;
  readonly young?: (at: string) => Promise<unknown>;
}[] = [
  {
    table: "messages",
    keptMs: messagesKeptMs,
    age: message,
    young: (at) => message(at, new Date().toISOString()),
  },
  {
    table: "deliveries",
    keptMs: deliveriesKeptMs,
    age: delivery,
    young: (at) => delivery(at, new Date().toISOString()),
  },
  { table: "boards", keptMs: endedBoardsKeptMs, age: board, young: () => board(null) },
  { table: "digests", keptMs: stoppedDigestsKeptMs, age: digest, young: () => digest(null) },
  { table: "relays", keptMs: stoppedRelaysKeptMs, age: relay, young: () => relay(null) },
  { table: "incidents", keptMs: endedIncidentsKeptMs, age: incident, young: () => incident(null) },
  { table: "alarms", keptMs: endedIncidentsKeptMs, age: alarm, young: () => alarm(null) },
  { table: "roundups", keptMs: noticesKeptMs, age: roundup },
  { table: "notices", keptMs: noticesKeptMs, age: notice },
  { table: "changes", keptMs: changesKeptMs, age: change },
  { table: "trackers", keptMs: removedTrackersKeptMs, age: insertTracker, young: () => insertTracker(null) },
];
const count = async (table: string) => {
  const [row] = await owner<{ count: number }[]>`select count(*)::int as count from ${owner(table)}`;
  return row?.count ?? 0;
};

describe.each(kinds)("$table that workspaces made", ({ table, keptMs, age, young }) => {
  const ago = (ms: number, from: number) => new Date(from - ms).toISOString();

  it("are dropped when they are past their time by the product's clock, and not before", async () => {
    const now = new Date("2021-06-01T12:00:00Z").getTime();
    await age(ago(keptMs + 1, now));
    await age(ago(keptMs - 1, now));
    await young?.(ago(keptMs + dayMs, now));
    const before = await count(table);
    expect(await purge(database, new Date(now))).toMatchObject({ [table]: 1 });
    expect(await count(table)).toBe(before - 1);
    expect(await purge(database, new Date(now))).toMatchObject({ [table]: 0 });
    expect(await purge(database, new Date(now + hourMs))).toMatchObject({ [table]: 1 });
  });

  it("are kept by the wall while they are in their time by Postgres' clock, whatever is asked for", async () => {
    const now = Date.now();
    await age(ago(keptMs - hourMs, now));
    await young?.(ago(keptMs + dayMs, now));
    const wipe = () => asCollector(database, (tx) => tx`delete from ${tx(table)}`);
    expect((await wipe()).count).toBe(0);
    await age(ago(keptMs + hourMs, now));
    const seen = await asCollector(database, (tx) => tx`select from ${tx(table)}`);
    // What stands of these is seen by what collects, and by what looks whose hour has come or what has news.
    if (!["trackers", "digests", "relays"].includes(table)) expect(seen).toHaveLength(1);
    expect((await wipe()).count).toBe(1);
    expect((await database.sql`delete from ${database.sql(table)}`).count).toBe(0);
  });
});
