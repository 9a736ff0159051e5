import { runMigrations } from "bullmq";
import pg from "pg";
import { appRole } from "./postgres-pool.ts";

/** Unlogged: gates and cache may be lost in a crash, and cost no write-ahead log. */
const tables = `
  CREATE SCHEMA IF NOT EXISTS backplane;
  CREATE UNLOGGED TABLE IF NOT EXISTS backplane.gate (
    key text PRIMARY KEY,
    points integer NOT NULL DEFAULT 0,
    expire bigint
  );
  CREATE INDEX IF NOT EXISTS gate_expire ON backplane.gate (expire);
  CREATE UNLOGGED TABLE IF NOT EXISTS backplane.cache (
    key text PRIMARY KEY,
    bytes bytea NOT NULL,
    size integer NOT NULL,
    put_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
  );
  CREATE INDEX IF NOT EXISTS cache_age ON backplane.cache (put_at DESC) INCLUDE (key, size);
  -- Pictures are compressed already.
  ALTER TABLE backplane.cache ALTER COLUMN bytes SET STORAGE EXTERNAL;`;

/** Roles belong to the whole server, so another database's preparation may create it at the same moment. */
const role = `
  DO $$
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${appRole}') THEN
      CREATE ROLE ${appRole} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
    END IF;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END $$;`;

const grants = ["bullmq", "backplane"]
  .map(
    (schema) => `
  GRANT USAGE ON SCHEMA ${schema} TO ${appRole};
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${appRole};
  GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO ${appRole};
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO ${appRole};`,
  )
  .join("");

export async function preparePostgres(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "groundswell setup" });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtextextended('groundswell: prepare backplane', 0))");
    await client.query("SET client_min_messages = warning");
    await runMigrations(client, "bullmq");
    await client.query(`BEGIN; ${tables} ${role} ${grants} COMMIT;`);
  } finally {
    await client.end();
  }
}
