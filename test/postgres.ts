import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";
import { template } from "./postgres-setup.ts";

/** A database of its own with all tables and no rows. Close what you opened on it before you close it. */
export async function openDatabase(): Promise<{ ownerUrl: string; appUrl: string; close(): Promise<void> }> {
  const server = inject("postgres");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const sql = postgres(server.ownerUrl, { max: 1, onnotice: () => {}, idle_timeout: 1 });
  await sql`CREATE DATABASE ${sql(name)} TEMPLATE ${sql(template)}`;
  const at = (url: string) => Object.assign(new URL(url), { pathname: name }).href;
  return {
    ownerUrl: at(server.ownerUrl),
    appUrl: at(server.appUrl),
    async close() {
      await sql`DROP DATABASE ${sql(name)} WITH (FORCE)`;
      await sql.end();
    },
  };
}
