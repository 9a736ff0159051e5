import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { describe, inject, it } from "vitest";
import { debianBinaries, debianRoot, startDebianPostgres } from "./debian-postgres.ts";
import { template } from "./postgres-setup.ts";

/** A database of its own with all tables and no rows. Close what you opened on it before you close it. */
export interface OpenedDatabase {
  /** For migrations. On the embedded server a superuser, on Debian's not. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Of one whom no wall stops, to look behind them. */
  readonly adminUrl: string;
  close(): Promise<void>;
}

export type OpenDatabase = () => Promise<OpenedDatabase>;

/** On the server of this run. */
export const openDatabase: OpenDatabase = async () => {
  const server = inject("postgres");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const sql = postgres(server.ownerUrl, { max: 1, onnotice: () => {}, idle_timeout: 1 });
  await sql`CREATE DATABASE ${sql(name)} TEMPLATE ${sql(template)}`;
  const at = (url: string) => Object.assign(new URL(url), { pathname: name }).href;
  return {
    ownerUrl: at(server.ownerUrl),
    appUrl: at(server.appUrl),
    adminUrl: at(server.ownerUrl),
    async close() {
      await sql`DROP DATABASE ${sql(name)} WITH (FORCE)`;
      await sql.end();
    },
  };
};

/** A server that a suite runs on; start it in beforeAll. */
export interface Server {
  readonly name: string;
  start(): Promise<{ readonly open: OpenDatabase; stop(): Promise<void> }>;
}

/** Runs a suite on each server; one that is not here shows one skipped test that says what it needs. */
export function onEveryServer(title: string, suite: (server: Server) => void): void {
  describe(`${title}, on the embedded Postgres`, () =>
    suite({ name: "embedded", start: async () => ({ open: openDatabase, stop: async () => {} }) }));
  describe(`${title}, on Debian's Postgres with an owner who is no superuser`, () => {
    if (debianBinaries === null) it.skip(`needs the package postgresql, in ${debianRoot}`);
    else suite({ name: "debian", start: startDebianPostgres });
  });
}
