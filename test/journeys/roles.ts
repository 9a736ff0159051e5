import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { openRedis, type TestRedis } from "../redis.ts";
import { backfillEnv, type Query } from "./backfill.ts";
import { openInstallation, type Product, query } from "./product.ts";

export type Role = "bot" | "worker" | "web";

/** The product in its roles, each a process of its own, on one database of the test run's server and, if asked for, on a Redis. */
export interface Deployment {
  readonly redis: TestRedis | null;
  readonly query: Query;
  /** Starts a role and waits until it is ready. */
  start(role: Role): Promise<Product>;
  /** Brings the database up to date. */
  migrate(): Promise<{ code: number | null; output: string }>;
  /** Ends whatever still runs, and drops the database. */
  remove(): Promise<void>;
}

/** With an empty database: nothing is migrated yet. */
export async function openDeployment(store: "Postgres" | "Redis"): Promise<Deployment> {
  const installation = openInstallation();
  // One that keeps what it is told, as docker-compose.yml has it.
  const redis = store === "Redis" ? await openRedis({ appendonly: "yes", dir: installation.dataDir }) : null;
  const { ownerUrl } = inject("postgres");
  const database = `roles_${randomBytes(6).toString("hex")}`;
  await query(ownerUrl, `CREATE DATABASE ${database}`);
  const url = Object.assign(new URL(ownerUrl), { pathname: database }).href;
  const env = {
    ...backfillEnv,
    DATABASE_URL: url,
    ...(redis && { REDIS_URL: redis.url }),
    PLAYGROUND: "on",
    SIMULATOR: "on",
  };
  return {
    redis,
    query: (text) => query(url, text),
    start: (role) => installation.start({ verb: role, env }),
    migrate: () => installation.run({ verb: "migrate", env }),
    async remove() {
      await installation.remove();
      await redis?.close();
      await query(ownerUrl, `DROP DATABASE ${database} WITH (FORCE)`);
    },
  };
}
