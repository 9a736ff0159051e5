import type { Redis } from "ioredis";
import { ConfigError } from "../model/errors.ts";
import type { Log } from "./backplane.ts";
import { connect } from "./redis-client.ts";
import { moveFormerSchedules } from "./redis-schedules.ts";

/** What BullMQ asks for, see https://docs.bullmq.io/guide/connections */
const versionMin = [6, 2] as const;

/**
 * Looks whether jobs are safe in this Redis: it is new enough and throws nothing away when it is full. Warns where a crash would
 * lose them. What the version before kept otherwise is moved. A managed Redis may keep CONFIG to itself, which is no reason to stay away.
 */
export async function prepareRedis(redisUrl: string, log: Log): Promise<void> {
  const redis = await connect(redisUrl);
  try {
    const info = await infoOf(redis);
    const problems = info ? [...versionProblems(info), ...(await evictionProblems(redis, info))] : [noInfo];
    if (problems.length > 0) throw new ConfigError(problems);
    if (info?.get("aof_enabled") === "0" && (await settingOf(redis, "save")) === "")
      log.warn(
        {},
        "This Redis saves nothing: waiting jobs are lost when it stops. Set appendonly yes (or save) in its configuration",
      );
    await moveFormerSchedules(redis);
  } finally {
    redis.disconnect();
  }
}

/** BullMQ asks for it on every connection. */
const noInfo = "The user of REDIS_URL may not ask the Redis what it is: allow it the command INFO.";

/** The facts of INFO, see https://redis.io/docs/latest/commands/info/; null where it is not for us. */
async function infoOf(redis: Redis): Promise<ReadonlyMap<string, string> | null> {
  const text = await redis.info().catch(() => null);
  if (text === null) return null;
  return new Map([...text.matchAll(/^(\w+):(.*?)\r?$/gm)].map(([, name = "", value = ""]) => [name, value]));
}

/** Null where CONFIG is not for us. */
async function settingOf(redis: Redis, name: string): Promise<string | null> {
  const pair = await redis.config("GET", name).catch(() => []);
  return Array.isArray(pair) && typeof pair[1] === "string" ? pair[1] : null;
}

function versionProblems(info: ReadonlyMap<string, string>): string[] {
  const version = info.get("redis_version");
  if (version === undefined) return [];
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isOld = major < versionMin[0] || (major === versionMin[0] && minor < versionMin[1]);
  return isOld ? [`REDIS_URL is a Redis ${version}; Groundswell needs ${versionMin.join(".")} or newer.`] : [];
}

async function evictionProblems(redis: Redis, info: ReadonlyMap<string, string>): Promise<string[]> {
  const policy = info.get("maxmemory_policy") ?? (await settingOf(redis, "maxmemory-policy"));
  if (policy === null || policy === "noeviction") return [];
  return [
    `The Redis of REDIS_URL throws jobs away when its memory is full (its maxmemory-policy is ${policy}). Set maxmemory-policy noeviction in its configuration, or give Groundswell a Redis of its own.`,
  ];
}
