import pg from "pg";
import type { Outage } from "./outage.ts";

/** The role the product runs as: it owns no table and passes no wall. */
export const appRole = "groundswell_app";

/** The workers' shared listener and the queries of everything else. Locks come with one connection of their own. */
const connectionsMax = 8;

/** As the product's role, with BullMQ's tables in sight: its SQL names no schema. */
export const connectionConfig = (databaseUrl: string): pg.ClientConfig => ({
  connectionString: databaseUrl,
  options: `-c role=${appRole} -c search_path=bullmq -c TimeZone=UTC`,
  application_name: "groundswell backplane",
  keepAlive: true,
  connectionTimeoutMillis: 10_000,
});

/** A pool that outlives Postgres: it reconnects when Postgres is back, and no dying connection brings the process down. */
export function openPool(databaseUrl: string, outage: Outage): pg.Pool {
  const pool = new pg.Pool({ ...connectionConfig(databaseUrl), max: connectionsMax });
  pool.on("error", outage.lost);
  pool.on("connect", outage.back);
  return pool;
}
