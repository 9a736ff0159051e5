import type { Backplane, CacheBounds, JobKind, Log, Timing } from "./backplane.ts";
import { openOnPostgres } from "./postgres.ts";
import { preparePostgres } from "./postgres-schema.ts";

export interface BackplaneOptions {
  /** Of a login that may take the role groundswell_app. */
  readonly databaseUrl: string;
  readonly log: Log;
  /** Every kind of job there is, also those this process only asks for. */
  readonly kinds: readonly JobKind[];
  readonly timing?: Partial<Timing>;
  readonly cacheBounds?: CacheBounds;
}

const usualTiming: Timing = { leaseMs: 30_000, retryMs: 2_000, patienceMs: 25_000 };
const usualBounds: CacheBounds = { entries: 5_000, bytes: 256 * 1024 * 1024 };

/** Chooses what the processes meet on: Postgres. Rejects when it does not answer or was never prepared. */
export const openBackplane = <Inputs>({
  timing,
  cacheBounds = usualBounds,
  ...options
}: BackplaneOptions): Promise<Backplane<Inputs>> =>
  openOnPostgres<Inputs>({ ...options, timing: { ...usualTiming, ...timing }, cacheBounds });

/** Creates or upgrades what openBackplane needs, as the owner of the database. Safe to repeat and to race. */
export const prepareBackplane = (ownerUrl: string): Promise<void> => preparePostgres(ownerUrl);
