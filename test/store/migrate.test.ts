import postgres from "postgres";
import { expect, inject, onTestFinished, test } from "vitest";
import { ConfigError } from "../../src/model/errors.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openDatabase } from "../postgres.ts";

/** A database that never saw a migration. */
async function emptyDatabase(): Promise<string> {
  const { ownerUrl } = inject("postgres");
  const admin = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  const name = `empty_${process.pid}_${Math.random().toString(36).slice(2)}`;
  await admin`CREATE DATABASE ${admin(name)}`;
  onTestFinished(async () => {
    await admin`DROP DATABASE ${admin(name)} WITH (FORCE)`;
    await admin.end();
  });
  return Object.assign(new URL(ownerUrl), { pathname: name }).href;
}

function connect(url: string): postgres.Sql {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  onTestFinished(() => sql.end());
  return sql;
}

test("two processes that migrate at once both succeed, and every migration runs once", async () => {
  const url = await emptyDatabase();
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  await Promise.all([migrate(url, { log }), migrate(url, { log })]);
  const sql = connect(url);
  const [runs] =
    await sql`SELECT count(*) = count(DISTINCT created_at) AS once, count(*) > 0 AS some FROM drizzle.__drizzle_migrations`;
  expect(runs).toEqual({ once: true, some: true });
  expect(lines).toHaveLength(1);
});

test("a database that is up to date is left as it is", async () => {
  const database = await openDatabase();
  onTestFinished(() => database.close());
  const lines: string[] = [];
  await migrate(database.ownerUrl, { log: (line) => lines.push(line) });
  expect(lines).toEqual([]);
});

test("a database that a newer version migrated is refused with what to do, and not changed", async () => {
  const database = await openDatabase();
  onTestFinished(() => database.close());
  const sql = connect(database.ownerUrl);
  await sql`INSERT INTO drizzle.__drizzle_migrations (hash, created_at) SELECT 'future', max(created_at) + 1 FROM drizzle.__drizzle_migrations`;
  const refusal = await migrate(database.ownerUrl).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ConfigError);
  expect((refusal as ConfigError).problems.join()).toMatch(/newer version of Groundswell.*Install that version again/);
  await sql.end();
});

test("the product's role sees tables, and no other workspace's rows", async () => {
  const database = await openDatabase();
  onTestFinished(() => database.close());
  const app = connect(database.appUrl);
  const [facts] =
    await app`SELECT current_user AS role, to_regclass('trackers') IS NOT NULL AS tables, row_security_active('trackers') AS walled`;
  expect(facts).toEqual({ role: "groundswell_app", tables: true, walled: true });
  await app.end();
});
