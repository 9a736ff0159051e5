import { type DrivenClock, drivenClock } from "../../src/model/clock.ts";
import { openDatabase as connect, type Database } from "../../src/store/database.ts";
import { openStore } from "../../src/store/store.ts";
import { ensureWorkspace } from "../../src/store/workspaces.ts";
import { type OpenDatabase, openDatabase } from "../postgres.ts";
import { noon } from "./sample-tenants.ts";

/** The whole store on a database of its own, with these workspaces in it, at noon. */
export interface OpenTenants {
  readonly database: Database;
  readonly store: ReturnType<typeof openStore>;
  readonly clock: DrivenClock;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly adminUrl: string;
  close(): Promise<void>;
}

export async function openTenants(
  workspaces: readonly string[],
  open: OpenDatabase = openDatabase,
): Promise<OpenTenants> {
  const opened = await open();
  const database = connect(opened.appUrl);
  const clock = drivenClock(noon);
  for (const id of workspaces) await ensureWorkspace(database, { id, surface: "slack", name: id }, clock);
  return {
    database,
    store: openStore(database, clock),
    clock,
    ownerUrl: opened.ownerUrl,
    appUrl: opened.appUrl,
    adminUrl: opened.adminUrl,
    async close() {
      await database.close();
      await opened.close();
    },
  };
}
