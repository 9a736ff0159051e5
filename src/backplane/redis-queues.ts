import {
  type BackendFactory,
  createIORedisClient,
  createRedisBackend,
  type IRedisClient,
  type RedisQueueBackend,
} from "bullmq";
import type { Redis, RedisOptions } from "ioredis";
import { awayError, isOutage, isRefusal, type Outage } from "./outage.ts";
import { prefix } from "./redis-client.ts";

/** The pause before a waiting worker's connection is made again; there is one for each worker. */
const reconnectMs = 1_000;

/** What a worker was told just before its connection was cut is lost; so long it may go unnoticed. */
export const lookSeconds = 5;

export interface QueueBackends {
  readonly factory: BackendFactory<RedisQueueBackend, object>;
  close(): void;
}

/** BullMQ on our one connection; each worker waits for its jobs on one more. */
export function openQueueBackends(redis: Redis, outage: Pick<Outage, "lost">): QueueBackends {
  const waiting = new Set<Redis>();
  const connection = patient(redis, outage);
  connection.duplicate = (options: RedisOptions) => {
    const client = redis.duplicate({ ...options, ...whileWaiting });
    client.on("error", outage.lost);
    waiting.add(client);
    return watched(client, outage);
  };
  const ours = { connection, prefix: `${prefix}jobs` };
  return {
    factory: (name, options, roles) => createRedisBackend(name, { ...options, ...ours }, roles),
    close() {
      // BullMQ, too, hangs up, but not where it was about to connect again.
      for (const client of waiting) client.disconnect();
    },
  };
}

/** What a worker waits for takes longer than any other answer, and is asked for until it comes. */
const whileWaiting = {
  lazyConnect: false,
  socketTimeout: undefined,
  maxRetriesPerRequest: null,
  retryStrategy: () => reconnectMs,
} satisfies RedisOptions;

/** A waiting worker would keep to itself that Redis does not let it wait. */
function watched(redis: Redis, outage: Pick<Outage, "lost">): IRedisClient {
  const client: IRedisClient = createIORedisClient(redis);
  const wait = client.bzpopmin;
  client.bzpopmin = (key, timeoutSeconds) =>
    wait(key, timeoutSeconds).catch((error: unknown) => {
      if (isRefusal(error)) outage.lost(error);
      throw error;
    });
  return client;
}

/**
 * The connection as BullMQ sees it: what Redis cannot do just now is an error after which BullMQ pauses. It would try again at once
 * after a refusal (a full memory, a replica), so every worker would spin.
 */
function patient(redis: Redis, outage: Pick<Outage, "lost">): IRedisClient {
  const client: IRedisClient = createIORedisClient(redis);
  const run = client.runCommand;
  client.runCommand = (name, args) =>
    run(name, args).catch((error: unknown) => {
      if (!isOutage(error)) throw error;
      outage.lost(error);
      throw awayError("Redis", error);
    });
  return client;
}
