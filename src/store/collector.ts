import type { TransactionSql } from "postgres";
import type { Database } from "./database.ts";

/**
 * Runs `work` in one transaction that sees and writes the feeds of all workspaces, sees their trackers, and may drop those
 * that were removed: for what collects and cleans up for everybody, never for what answers a person.
 */
export const asCollector = <T>({ sql }: Database, work: (sql: TransactionSql) => Promise<T>): Promise<T> =>
  sql.begin(async (tx) => {
    await tx`select set_config('groundswell.collector', 'on', true)`;
    return work(tx);
  }) as Promise<T>;
