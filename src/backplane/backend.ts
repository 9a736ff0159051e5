import type { Backplane, CacheBounds, JobKind, Log, Timing } from "./backplane.ts";

export interface BackplaneOptions {
  /** Of a login that may take the role groundswell_app. */
  readonly databaseUrl: string;
  /** `redis://` or `rediss://`; with it everything shared is on Redis, and the database is left alone. */
  readonly redisUrl?: string | undefined;
  readonly log: Log;
  /** Every kind of job there is, also those this process only asks for. */
  readonly kinds: readonly JobKind[];
  readonly timing?: Partial<Timing>;
  readonly cacheBounds?: CacheBounds;
}

export interface Preparation {
  /** Of the database's owner. */
  readonly ownerUrl: string;
  readonly redisUrl?: string | undefined;
  readonly log: Log;
}

const usualTiming: Timing = { leaseMs: 30_000, retryMs: 2_000, patienceMs: 25_000 };
const usualBounds: CacheBounds = { entries: 5_000, bytes: 256 * 1024 * 1024 };

/**
 * Chooses what the processes meet on: Redis where there is one, else Postgres. Only the chosen one is loaded. Rejects when it
 * does not answer, or was never prepared.
 */
export async function openBackplane<Inputs>(given: BackplaneOptions): Promise<Backplane<Inputs>> {
  const { databaseUrl, redisUrl, timing, cacheBounds = usualBounds, ...rest } = given;
  const options = { ...rest, timing: { ...usualTiming, ...timing }, cacheBounds };
  if (redisUrl === undefined) {
    const { openOnPostgres } = await import("./postgres.ts");
    return openOnPostgres<Inputs>({ ...options, databaseUrl });
  }
  const { openOnRedis } = await import("./redis.ts");
  return openOnRedis<Inputs>({ ...options, redisUrl });
}

/**
 * Creates or upgrades what openBackplane needs in Postgres; of a Redis it looks only whether jobs are safe there, and throws a
 * ConfigError where they are not. Safe to repeat and to race.
 */
export async function prepareBackplane({ ownerUrl, redisUrl, log }: Preparation): Promise<void> {
  if (redisUrl === undefined) {
    const { preparePostgres } = await import("./postgres-schema.ts");
    return preparePostgres(ownerUrl);
  }
  const { prepareRedis } = await import("./redis-server.ts");
  return prepareRedis(redisUrl, log);
}
