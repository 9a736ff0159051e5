import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { openPool } from "../../src/backplane/postgres-pool.ts";
import { openQueueBackends as onPostgres } from "../../src/backplane/postgres-queues.ts";
import { postgresSchedules } from "../../src/backplane/postgres-schedules.ts";
import { prefix } from "../../src/backplane/redis-client.ts";
import { openQueueBackends as onRedis } from "../../src/backplane/redis-queues.ts";
import { redisSchedules } from "../../src/backplane/redis-schedules.ts";
import type { Schedules } from "../../src/backplane/schedules.ts";
import type { Installation } from "./engines.ts";

/** What is beneath the schedules of an installation, to set and to see what the product does not show. */
export interface ScheduleStore {
  readonly schedules: Schedules;
  /** Since 1970, of every schedule by its id. */
  moments(): Promise<Readonly<Record<string, number>>>;
  /** As if every schedule had been due for `ms`. */
  makeDue(ms: number): Promise<void>;
  /** A queue as BullMQ knows it. */
  queue(name: string): Promise<Queue>;
  close(): Promise<void>;
}

const noOutage = { lost() {}, back() {} };

export const openScheduleStore = ({ databaseUrl, redisUrl }: Installation["at"]): Promise<ScheduleStore> =>
  redisUrl === undefined ? storeOnPostgres(databaseUrl) : storeOnRedis(redisUrl);

async function storeOnPostgres(databaseUrl: string): Promise<ScheduleStore> {
  const pool = openPool(databaseUrl, noOutage);
  const backends = await onPostgres(pool, noOutage);
  return {
    schedules: postgresSchedules(pool, noOutage),
    async moments() {
      const { rows } = await pool.query<{ id: string; due: number }>(
        "SELECT id, due_ms::float8 AS due FROM backplane.schedule",
      );
      return Object.fromEntries(rows.map(({ id, due }) => [id, due]));
    },
    async makeDue(ms) {
      await pool.query("UPDATE backplane.schedule SET due_ms = $1", [Date.now() - ms]);
    },
    queue: async (name) => new Queue(name, { connection: {} }, backends.factory) as unknown as Queue,
    async close() {
      await backends.close();
      await pool.end();
    },
  };
}

async function storeOnRedis(redisUrl: string): Promise<ScheduleStore> {
  const redis = new Redis(redisUrl);
  const backends = onRedis(redis, noOutage);
  const due = `${prefix}schedule:due`;
  async function moments(): Promise<Record<string, number>> {
    const pairs = await redis.zrange(due, "0", "-1", "WITHSCORES");
    return Object.fromEntries(pairs.flatMap((id, at) => (at % 2 === 0 ? [[id, Number(pairs[at + 1])]] : [])));
  }
  return {
    schedules: redisSchedules(redis, noOutage),
    moments,
    async makeDue(ms) {
      const moment = Date.now() - ms;
      const pairs = Object.keys(await moments()).flatMap((id) => [moment, id]);
      await redis.zadd(due, ...pairs);
    },
    queue: async (name) => new Queue(name, { connection: {} }, backends.factory) as unknown as Queue,
    async close() {
      backends.close();
      redis.disconnect();
    },
  };
}
