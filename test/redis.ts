import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Redis } from "ioredis";

export interface TestRedis {
  readonly url: string;
  /** Ends every connection and loses all that is stored, as a crash of a Redis that saves nothing. Resolves when it works again. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const binary = "redis-server";

const hasBinary = !spawnSync(binary, ["--version"]).error;

/** Why there can be no server of a test's own here, on which it may do anything; null where there can. */
export const missingServer: string | null = hasBinary ? null : `needs ${binary} in the PATH`;

/** Why openRedis would resolve to null here; null where it would not. */
export const missingRedis: string | null =
  missingServer && !process.env["REDIS_URL"] ? `${missingServer}, or REDIS_URL` : null;

/**
 * A Redis with nothing in it: a server of its own on a free port where the PATH has one, else an empty database of the server of
 * REDIS_URL. Null where there is neither. `settings` are redis-server's, for a server of its own only.
 */
export async function openRedis(settings: Readonly<Record<string, string>> = {}): Promise<TestRedis | null> {
  if (hasBinary) return ownServer(settings);
  const url = process.env["REDIS_URL"];
  return url ? ownDatabase(url) : null;
}

async function ownServer(settings: Readonly<Record<string, string>>): Promise<TestRedis> {
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), "groundswell-redis-"));
  const start = () => startServer({ ...usual, dir, ...settings, port: String(port) });
  let server = await start();
  const kill = () => server.kill("SIGKILL");
  const removeDir = () => rmSync(dir, { recursive: true, force: true });
  const leave = () => {
    kill();
    removeDir();
  };
  const stop = async () => {
    const ended = once(server, "exit");
    if (kill()) await ended;
  };
  process.once("exit", leave);
  return {
    url: `redis://127.0.0.1:${port}`,
    async restart() {
      await stop();
      server = await start();
    },
    async close() {
      process.off("exit", leave);
      await stop();
      removeDir();
    },
  };
}

const usual = { bind: "127.0.0.1", save: "", appendonly: "no" };

async function startServer(settings: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const server = spawn(binary, args, { stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  for await (const line of createInterface(server.stdout)) {
    lines.push(line);
    if (line.includes("Ready to accept connections")) {
      server.stdout.resume();
      return server;
    }
  }
  throw new Error(`redis-server did not start:\n${lines.join("\n")}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Takes only a database with nothing in it, so nothing of anybody's is lost. */
async function ownDatabase(url: string): Promise<TestRedis> {
  for (let database = 15; database > 0; database--) {
    const at = Object.assign(new URL(url), { pathname: `/${database}` }).href;
    const redis = new Redis(at);
    const claim = "groundswell test";
    if ((await redis.dbsize()) === 0 && (await redis.setnx(claim, "")) === 1) {
      const empty = async () => void (await redis.multi().flushdb().set(claim, "").exec());
      return {
        url: at,
        async restart() {
          await empty();
          await cutOthers(redis, database);
        },
        async close() {
          await redis.flushdb();
          redis.disconnect();
        },
      };
    }
    redis.disconnect();
  }
  throw new Error("The server of REDIS_URL has no empty database");
}

async function cutOthers(redis: Redis, database: number): Promise<void> {
  const own = await redis.client("ID");
  for (const line of String(await redis.client("LIST")).split("\n")) {
    const id = /^id=(\d+) .*\bdb=(\d+) /.exec(line);
    if (id?.[1] && Number(id[2]) === database && Number(id[1]) !== own) await redis.client("KILL", "ID", id[1]);
  }
}
