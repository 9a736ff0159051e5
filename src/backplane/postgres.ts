import { RateLimiterPostgres } from "rate-limiter-flexible";
import type { Backplane, CacheBounds, JobKind, Log, Timing } from "./backplane.ts";
import { type GateOptions, gatesOn } from "./gates.ts";
import { jobsOn } from "./jobs.ts";
import { isOutage, watchOutage } from "./outage.ts";
import { postgresCache } from "./postgres-cache.ts";
import { postgresLocks } from "./postgres-locks.ts";
import { openPool } from "./postgres-pool.ts";
import { blockSecondsMax, openQueueBackends } from "./postgres-queues.ts";
import { postgresSchedules } from "./postgres-schedules.ts";

const sweepEveryMs = 300_000;

export interface PostgresOptions {
  readonly databaseUrl: string;
  readonly log: Log;
  readonly kinds: readonly JobKind[];
  readonly timing: Timing;
  readonly cacheBounds: CacheBounds;
}

/** Jobs, gates and cache on one small pool, locks on one connection of their own. */
export async function openOnPostgres<Inputs>(options: PostgresOptions): Promise<Backplane<Inputs>> {
  const { databaseUrl, log, kinds, timing, cacheBounds } = options;
  const outage = watchOutage(log, "Postgres");
  const pool = openPool(databaseUrl, outage);
  const backends = await openQueueBackends(pool, outage).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  const bull = { backend: backends.factory, lookSeconds: blockSecondsMax, log, timing };
  const jobs = jobsOn<Inputs>(bull, postgresSchedules(pool, outage), kinds);
  const cache = postgresCache(pool, cacheBounds);
  const locks = postgresLocks(databaseUrl);
  const table = {
    storeClient: pool,
    storeType: "pool",
    schemaName: "backplane",
    tableName: "gate",
    tableCreated: true,
  };
  const limits = (gate: GateOptions) => new RateLimiterPostgres({ ...gate, ...table, clearExpiredByTimeout: false });
  const sweep = async () => {
    await cache.sweep();
    await pool.query("DELETE FROM backplane.gate WHERE expire < extract(epoch FROM clock_timestamp()) * 1000");
  };
  const broom = setInterval(() => sweep().catch(complain(log)), sweepEveryMs).unref();
  let closing: Promise<void> | undefined;
  const close = async () => {
    clearInterval(broom);
    await jobs.close();
    await backends.close();
    await locks.close();
    await pool.end();
  };
  return {
    jobs,
    gates: gatesOn(limits, log),
    cache,
    locks,
    problems: () =>
      pool.query("SELECT 1").then(
        () => [],
        () => ["Postgres does not answer"],
      ),
    close() {
      closing ??= close();
      return closing;
    },
  };
}

const complain = (log: Log) => (error: unknown) => {
  if (!isOutage(error)) log.warn({ error: String(error) }, "What expired could not be removed");
};
