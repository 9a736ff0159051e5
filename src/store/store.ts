import type { Clock } from "../model/clock.ts";
import type { PurgeOptions } from "../model/feeds.ts";
import type { Tenant } from "../model/tenant.ts";
import { alarmsOf } from "./alarms.ts";
import { boardsOf } from "./boards.ts";
import { changesOf } from "./changes.ts";
import { correctionsOf } from "./corrections.ts";
import type { Database } from "./database.ts";
import { deliveriesOf } from "./deliveries.ts";
import { digestsOf, dueDigests } from "./digests.ts";
import { dueWork } from "./due.ts";
import { echoesOf } from "./echoes.ts";
import { feedbackOf } from "./feedback.ts";
import { feeds } from "./feeds.ts";
import { incidentsOf } from "./incidents.ts";
import { linksOf } from "./links.ts";
import { peacesOf } from "./peaces.ts";
import { purge } from "./purge.ts";
import { reader } from "./reader.ts";
import { relayPostsOf } from "./relay-posts.ts";
import { dueRelays, relaysOf } from "./relays.ts";
import { roundupsOf } from "./roundups.ts";
import { settingsOf } from "./settings.ts";
import { trackersOf } from "./trackers.ts";
import { usagesOf } from "./usage.ts";
import { wordListsOf } from "./word-lists.ts";

export function openStore(database: Database, clock: Clock) {
  return {
    tenant: (workspace: string): Tenant => ({
      workspace,
      trackers: trackersOf(database, workspace, clock),
      incidents: incidentsOf(database, workspace),
      alarms: alarmsOf(database, workspace),
      feedback: feedbackOf(database, workspace),
      boards: boardsOf(database, workspace),
      digests: digestsOf(database, workspace),
      relays: { ...relaysOf(database, workspace), ...relayPostsOf(database, workspace, clock) },
      peaces: peacesOf(database, workspace),
      roundups: roundupsOf(database, workspace),
      changes: changesOf(database, workspace, clock),
      reader: reader(database, workspace, clock),
      corrections: correctionsOf(database, workspace, clock),
      wordLists: wordListsOf(database, workspace, clock),
      deliveries: deliveriesOf(database, workspace),
      settings: settingsOf(database, workspace),
      links: linksOf(database, workspace),
      echoes: echoesOf(database, workspace),
    }),
    feeds: {
      ...feeds(database, clock),
      dueDigests: (now: Date) => dueDigests(database, now),
      dueRelays: (now: Date) => dueRelays(database, now),
      dueWork: (now: Date) => dueWork(database, now),
      purge: (now: Date, options?: PurgeOptions) => purge(database, now, options),
    },
    usages: usagesOf(database),
    /** What keeps the database from answering; empty = it answers. */
    ready: (): Promise<readonly string[]> =>
      database.sql`select 1`.then(
        () => [],
        () => ["Postgres does not answer"],
      ),
  };
}
