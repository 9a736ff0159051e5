import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { ConfigError } from "../model/errors.ts";

/** The same folder from src/store and from dist/store. */
export const migrationsFolder = fileURLToPath(new URL("../../drizzle", import.meta.url));

/** Held while migrating, so that processes starting at the same time do it one after the other. */
const migrationLock = 4_710_019;

/**
 * Brings the database of `ownerUrl` to the tables this code knows.
 * @throws ConfigError where a newer Groundswell has been there before.
 */
export async function migrate(
  ownerUrl: string,
  { log = () => {} }: { log?: (line: string) => void } = {},
): Promise<void> {
  const sql = postgres(ownerUrl, {
    max: 1,
    onnotice: () => {},
    connection: { application_name: "groundswell migrate" },
  });
  try {
    await sql`SELECT pg_advisory_lock(${migrationLock})`;
    const known = knownMigrations();
    const applied = await appliedMigrations(sql);
    const latest = applied.at(-1) ?? 0;
    if (latest > (known.at(-1) ?? 0)) {
      throw new ConfigError([
        "The database was used by a newer version of Groundswell than this one. Install that version again, or restore a backup from before the upgrade.",
      ]);
    }
    await applyMigrations(drizzle(sql), { migrationsFolder }).catch(explain);
    const fresh = known.filter((when) => when > latest).length;
    if (fresh > 0) log(`Database brought up to date: ${fresh} ${fresh === 1 ? "migration" : "migrations"}`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Postgres' code for "insufficient privilege" (postgresql.org/docs/current/errcodes-appendix.html). */
const notAllowed = "42501";

function explain(error: unknown): never {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  if ((cause as { code?: string }).code !== notAllowed) throw error;
  throw new ConfigError([
    `The user of DATABASE_URL may not do what the product needs (${(cause as Error).message}). As an administrator run once: CREATE ROLE groundswell_app NOLOGIN; GRANT groundswell_app TO <that user>; and make that user the owner of the database.`,
  ]);
}

/** When each migration was written, oldest first; drizzle stores this as its created_at. */
function knownMigrations(): number[] {
  const journal = `${migrationsFolder}/meta/_journal.json`;
  if (!existsSync(journal))
    throw new ConfigError([`The folder ${migrationsFolder} is missing: install Groundswell completely.`]);
  const { entries } = JSON.parse(readFileSync(journal, "utf8")) as { entries: { when: number }[] };
  return entries.map(({ when }) => when);
}

async function appliedMigrations(sql: postgres.Sql): Promise<number[]> {
  const [there] = await sql`SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS yes`;
  if (there?.["yes"] !== true) return [];
  const rows = await sql<
    { created_at: string }[]
  >`SELECT created_at FROM drizzle.__drizzle_migrations ORDER BY created_at`;
  return rows.map((row) => Number(row.created_at));
}
