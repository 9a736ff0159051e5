import { setTimeout as sleep } from "node:timers/promises";
import { Redis, type RedisOptions } from "ioredis";
import { ConfigError } from "../model/errors.ts";
import type { Log } from "./backplane.ts";
import { type Outage, watchOutage } from "./outage.ts";

/** Of every key, so that the database may hold more than ours. */
export const prefix = "groundswell:";

/** How often to see whether a Redis that was lost works again. */
const probeMs = 500;

/**
 * What is asked waits for one new connection and then fails, so that nobody waits for a Redis that is away; an answer that does
 * not come ends the connection. Ready means loaded. A replica that refuses writes is left for whatever the name stands for now.
 */
const options = {
  lazyConnect: true,
  connectionName: "groundswell",
  connectTimeout: 5_000,
  socketTimeout: 10_000,
  maxRetriesPerRequest: 1,
  retryStrategy: (attempt: number) => Math.min(1_000, 100 * 2 ** (attempt - 1)),
  reconnectOnError: ({ message }: Error) => message.includes("READONLY"),
} satisfies RedisOptions;

/** Throws a ConfigError, which names the server and never its password, when it does not let us in. */
export async function connect(redisUrl: string): Promise<Redis> {
  const redis = new Redis(redisUrl, options);
  let reason: unknown;
  const remember = (error: unknown) => {
    reason = error;
  };
  redis.on("error", remember);
  try {
    await redis.connect();
    redis.off("error", remember);
    return redis;
  } catch (error) {
    redis.disconnect();
    throw new ConfigError([
      `No Redis lets us in at ${serverOf(redisUrl)} (${messageOf(reason ?? error)}): see REDIS_URL.`,
    ]);
  }
}

/** What is asked of a Redis that is away fails by itself; who asks for readiness does not wait as long. */
export const answers = (redis: Redis): Promise<readonly string[]> =>
  Promise.race([redis.ping(), sleep(answerMs, "away", { ref: false })]).then(
    (word) => (word === "PONG" ? [] : silent),
    () => silent,
  );
const answerMs = 2_000;
const silent = ["Redis does not answer"];

const serverOf = (redisUrl: string): string => (URL.canParse(redisUrl) ? new URL(redisUrl).host : "that address");

const messageOf = (error: unknown): string => {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || String(error);
};

export interface Watch extends Pick<Outage, "lost"> {
  /** What happens to the connection from now on is our own doing. */
  end(): void;
}

/** Logs that Redis is away or takes no writes, once, and that it does again: the same for a cut wire, a failover and a full memory. */
export function watch(redis: Redis, log: Log): Watch {
  const outage = watchOutage(log, "Redis");
  let ended = false;
  let probing = false;
  async function probe(): Promise<void> {
    if (probing) return;
    probing = true;
    let works = false;
    while (!works && !ended) {
      await sleep(probeMs, undefined, { ref: false });
      works = await redis.set(`${prefix}probe`, "", "PX", probeMs).then(
        () => true,
        () => false,
      );
    }
    probing = false;
    if (!ended) outage.back();
  }
  const lost = (error: unknown) => {
    if (ended) return;
    outage.lost(error);
    void probe();
  };
  redis.on("error", lost);
  redis.on("close", () => lost(new Error("The connection closed")));
  return {
    lost,
    end() {
      ended = true;
    },
  };
}
