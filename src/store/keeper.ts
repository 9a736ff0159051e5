import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";

/**
 * Runs `work` in one transaction that reads which workspaces there are and their installations, and nothing else of them: for what keeps
 * the keys, and hears of servers that come and go, never for what answers a person.
 */
export const asKeeper = <T>({ drizzle }: Database, work: (db: Database["drizzle"]) => Promise<T>): Promise<T> =>
  drizzle.transaction(async (tx) => {
    await tx.execute(sql`select set_config('groundswell.keeper', 'on', true)`);
    return work(tx as unknown as Database["drizzle"]);
  });
