import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";

/**
 * Runs `work` in one transaction that reads the installations of all workspaces, and nothing else of them: for what keeps the
 * keys, never for what answers a person.
 */
export const asKeeper = <T>({ drizzle }: Database, work: (db: Database["drizzle"]) => Promise<T>): Promise<T> =>
  drizzle.transaction(async (tx) => {
    await tx.execute(sql`select set_config('groundswell.keeper', 'on', true)`);
    return work(tx as unknown as Database["drizzle"]);
  });
