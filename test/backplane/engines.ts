import pg from "pg";
import { describe, it } from "vitest";
import { type BackplaneOptions, openBackplane, prepareBackplane } from "../../src/backplane/backend.ts";
import type { Backplane } from "../../src/backplane/backplane.ts";
import { openDatabase } from "../postgres.ts";
import { missingRedis, openRedis } from "../redis.ts";

/** What the processes of one installation can meet on. */
export interface Engine {
  readonly name: string;
  /** As the log calls it. */
  readonly label: string;
  install(): Promise<Installation>;
}

export interface Installation {
  readonly at: Pick<BackplaneOptions, "databaseUrl" | "redisUrl">;
  /** Of the database, where it is what they meet on. */
  readonly ownerUrl: string;
  /** Another process, as far as the others can tell; closed with the installation. */
  open<Inputs>(options?: Partial<BackplaneOptions>): Promise<Backplane<Inputs>>;
  /** Cuts every connection the backplanes have, and loses what a crash of the engine loses. */
  cut(): Promise<void>;
  close(): Promise<void>;
}

/** Runs a suite on each engine; one that is not here shows one skipped test that says what it needs. */
export function onEveryEngine(title: string, suite: (engine: Engine) => void): void {
  describe(`${title} on Postgres`, () => suite({ name: "postgres", label: "Postgres", install: installOnPostgres }));
  describe(`${title} on Redis`, () => {
    if (missingRedis) it.skip(missingRedis);
    else suite({ name: "redis", label: "Redis", install: installOnRedis });
  });
}

async function installOnPostgres(): Promise<Installation> {
  const database = await openDatabase();
  await prepareBackplane({ ownerUrl: database.ownerUrl, log: logBook().log });
  return installed({
    at: { databaseUrl: database.appUrl },
    ownerUrl: database.ownerUrl,
    async cut() {
      await withClient(database.ownerUrl, (client) =>
        client.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
        ),
      );
    },
    close: database.close,
  });
}

async function installOnRedis(): Promise<Installation> {
  const redis = await openRedis();
  if (!redis) throw new Error("There was a Redis a moment ago");
  const at = { databaseUrl: noDatabase, redisUrl: redis.url };
  await prepareBackplane({ ownerUrl: noDatabase, redisUrl: redis.url, log: logBook().log });
  return installed({ at, ownerUrl: noDatabase, cut: redis.restart, close: redis.close });
}

/** What is on Redis must not ask for Postgres: there is none here. */
export const noDatabase = "postgres://nobody@127.0.0.1:9/nothing";

function installed({ at, ownerUrl, cut, close }: Omit<Installation, "open">): Installation {
  const opened: Backplane<never>[] = [];
  return {
    at,
    ownerUrl,
    async open<Inputs>(options: Partial<BackplaneOptions> = {}) {
      const backplane = await openBackplane<Inputs>({ ...at, log: logBook().log, kinds: [], ...options });
      opened.push(backplane as unknown as Backplane<never>);
      return backplane;
    },
    cut,
    async close() {
      await Promise.all(opened.map((backplane) => backplane.close()));
      await close();
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
