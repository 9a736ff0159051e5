import pg from "pg";
import { type BackplaneOptions, openBackplane, prepareBackplane } from "../../src/backplane/backend.ts";
import type { Backplane } from "../../src/backplane/backplane.ts";
import { openDatabase } from "../postgres.ts";

/** What the processes of one installation can meet on. The suites of this folder run on each. */
export interface Engine {
  readonly name: string;
  install(): Promise<Installation>;
}

export interface Installation {
  readonly url: string;
  /** Another process, as far as the others can tell; closed with the installation. */
  open<Inputs>(options?: Partial<BackplaneOptions>): Promise<Backplane<Inputs>>;
  /** Cuts every connection the backplanes have. */
  cut(): Promise<void>;
  close(): Promise<void>;
}

export const engines: readonly Engine[] = [{ name: "postgres", install: installOnPostgres }];

async function installOnPostgres(): Promise<Installation> {
  const database = await openDatabase();
  await prepareBackplane(database.ownerUrl);
  const opened: Backplane<never>[] = [];
  return {
    url: database.appUrl,
    async open<Inputs>(options: Partial<BackplaneOptions> = {}) {
      const usual = { databaseUrl: database.appUrl, log: logBook().log, kinds: [] };
      const backplane = await openBackplane<Inputs>({ ...usual, ...options });
      opened.push(backplane as unknown as Backplane<never>);
      return backplane;
    },
    async cut() {
      await withClient(database.ownerUrl, (client) =>
        client.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
        ),
      );
    },
    async close() {
      await Promise.all(opened.map((backplane) => backplane.close()));
      await database.close();
    },
  };
}

export async function withClient<T>(
  config: string | pg.ClientConfig,
  use: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

export interface Line {
  readonly level: "info" | "warn" | "error";
  readonly facts: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export function logBook() {
  const lines: Line[] = [];
  const at = (level: Line["level"]) => (facts: Line["facts"], message: string) =>
    void lines.push({ level, facts, message });
  return { lines, log: { info: at("info"), warn: at("warn"), error: at("error") } };
}

/** A promise and the hand that keeps it. */
export function promised<T = void>(): { promise: Promise<T>; keep(value: T): void } {
  let keep: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    keep = resolve;
  });
  return { promise, keep: (value) => keep(value) };
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
