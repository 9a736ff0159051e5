import type { Boards } from "../model/board.ts";
import type { Changes } from "../model/change.ts";
import type { Clock } from "../model/clock.ts";
import type { Deliveries } from "../model/delivery.ts";
import type { Incidents } from "../model/incident.ts";
import type { Reader } from "../model/reader.ts";
import type { Trackers } from "../model/tracker.ts";
import { boardsOf } from "./boards.ts";
import { changesOf } from "./changes.ts";
import type { Database } from "./database.ts";
import { deliveriesOf } from "./deliveries.ts";
import { feeds } from "./feeds.ts";
import { incidentsOf } from "./incidents.ts";
import { purge } from "./purge.ts";
import { reader } from "./reader.ts";
import { trackersOf } from "./trackers.ts";

/** Everything one workspace made. */
interface StoredTenant {
  readonly workspace: string;
  readonly trackers: Trackers;
  readonly incidents: Incidents;
  readonly boards: Boards;
  readonly changes: Changes;
  readonly reader: Reader;
  readonly deliveries: Deliveries;
}

export function openStore(database: Database, clock: Clock) {
  return {
    tenant: (workspace: string): StoredTenant => ({
      workspace,
      trackers: trackersOf(database, workspace, clock),
      incidents: incidentsOf(database, workspace),
      boards: boardsOf(database, workspace),
      changes: changesOf(database, workspace, clock),
      reader: reader(database, workspace, clock),
      deliveries: deliveriesOf(database, workspace),
    }),
    feeds: { ...feeds(database, clock), purge: (now: Date) => purge(database, { now }) },
    /** What keeps the database from answering; empty = it answers. */
    ready: (): Promise<readonly string[]> =>
      database.sql`select 1`.then(
        () => [],
        () => ["Postgres does not answer"],
      ),
  };
}
