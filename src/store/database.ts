import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";

/** The product's connections to Postgres, as the role groundswell_app. */
export interface Database {
  /** Raw SQL for the hot path and for what drizzle cannot say. */
  readonly sql: postgres.Sql;
  readonly drizzle: PostgresJsDatabase;
  /**
   * Runs `work` in one transaction that sees and writes the rows of `workspace` only: row-level security compares
   * every row with the setting made here.
   */
  inWorkspace<T>(
    workspace: string,
    work: (db: PostgresJsDatabase, sql: postgres.TransactionSql) => Promise<T>,
  ): Promise<T>;
  close(): Promise<void>;
}

/** Connections in the pool; BullMQ's come on top of it. */
const connectionsMax = 10;

export function openDatabase(appUrl: string, { applicationName = "groundswell" } = {}): Database {
  const sql = postgres(appUrl, {
    max: connectionsMax,
    onnotice: () => {},
    connection: { application_name: applicationName, role: "groundswell_app", TimeZone: "UTC" },
  });
  const db = drizzle(sql, { casing: "snake_case" });
  return {
    sql,
    drizzle: db,
    inWorkspace: (workspace, work) =>
      db.transaction(async (tx) => {
        // drizzle keeps the transaction's own postgres.js handle in its session.
        const transactionSql = (tx as unknown as { session: { client: postgres.TransactionSql } }).session.client;
        await transactionSql`select set_config('groundswell.workspace', ${workspace}, true)`;
        return work(tx as unknown as PostgresJsDatabase, transactionSql);
      }) as Promise<never>,
    close: () => sql.end({ timeout: 5 }),
  };
}
