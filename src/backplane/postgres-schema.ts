import { runMigrations } from "bullmq";
import pg from "pg";
import { appRole } from "./postgres-pool.ts";
import { formerQueue } from "./schedules.ts";

/**
 * Unlogged: gates and cache may be lost in a crash, and cost no write-ahead log. Each turn of a schedule changes its due time twice,
 * so what that leaves behind is cleaned up long before a fifth of the table has changed.
 */
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
  ALTER TABLE backplane.cache ALTER COLUMN bytes SET STORAGE EXTERNAL;
  CREATE TABLE IF NOT EXISTS backplane.schedule (
    id text PRIMARY KEY,
    name text NOT NULL,
    input jsonb NOT NULL,
    every_ms bigint NOT NULL,
    offset_ms bigint NOT NULL,
    due_ms bigint NOT NULL
  ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_analyze_scale_factor = 2);
  CREATE INDEX IF NOT EXISTS schedule_due ON backplane.schedule (due_ms);`;

/** Moves over, once, the schedules that BullMQ kept until now, and removes their queue as BullMQ itself does. */
const upgrade = `
  DO $$
  BEGIN
    INSERT INTO backplane.schedule (id, name, input, every_ms, offset_ms, due_ms)
      SELECT scheduler_id, template_data->>'name', template_data->'input', every_ms, next_run_ms % every_ms, next_run_ms
      FROM bullmq.scheduler
      WHERE queue = '${formerQueue}' AND every_ms IS NOT NULL AND template_data ?& '{name,input}'
      ON CONFLICT (id) DO NOTHING;
    IF EXISTS (SELECT FROM bullmq.meta WHERE queue = '${formerQueue}') THEN
      INSERT INTO bullmq.meta (queue, field, value) VALUES ('${formerQueue}', 'paused', '1')
        ON CONFLICT (queue, field) DO UPDATE SET value = EXCLUDED.value;
      PERFORM bullmq.obliterate('${formerQueue}', 2147483647, true);
    END IF;
  END $$;`;

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
    await client.query(`BEGIN; ${tables} ${upgrade} ${role} ${grants} COMMIT;`);
  } finally {
    await client.end();
  }
}
