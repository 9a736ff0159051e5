import { RateLimiterRedis } from "rate-limiter-flexible";
import type { Backplane, CacheBounds, JobKind, Log, Timing } from "./backplane.ts";
import { type GateOptions, gatesOn } from "./gates.ts";
import { jobsOn } from "./jobs.ts";
import { redisCache } from "./redis-cache.ts";
import { answers, connect, prefix, watch } from "./redis-client.ts";
import { redisLocks } from "./redis-locks.ts";
import { lookSeconds, openQueueBackends } from "./redis-queues.ts";
import { redisSchedules } from "./redis-schedules.ts";

export interface RedisOptions {
  readonly redisUrl: string;
  readonly log: Log;
  readonly kinds: readonly JobKind[];
  readonly timing: Timing;
  readonly cacheBounds: CacheBounds;
}

/** rate-limiter-flexible's own script counts whole seconds; given milliseconds for seconds, this one makes them milliseconds again. */
const countScript = `
  redis.call("SET", KEYS[1], 0, "PX", ARGV[2], "NX")
  local entries = redis.call("INCRBY", KEYS[1], ARGV[1])
  return { entries, redis.call("PTTL", KEYS[1]) }`;

/** Everything on one connection, and one more for each worker to wait on. */
export async function openOnRedis<Inputs>(options: RedisOptions): Promise<Backplane<Inputs>> {
  const { redisUrl, log, kinds, timing, cacheBounds } = options;
  const redis = await connect(redisUrl);
  const watching = watch(redis, log);
  const backends = openQueueBackends(redis, watching);
  const bull = { backend: backends.factory, lookSeconds, log, timing };
  const jobs = jobsOn<Inputs>(bull, redisSchedules(redis, watching), kinds);
  const locks = redisLocks(redis, timing.leaseMs);
  const limits = (gate: GateOptions) =>
    new RateLimiterRedis({
      ...gate,
      keyPrefix: `${prefix}gate:${gate.keyPrefix}`,
      duration: Math.ceil(gate.duration * 1_000),
      customIncrTtlLuaScript: countScript,
      storeClient: redis,
      rejectIfRedisNotReady: true,
    });
  let closing: Promise<void> | undefined;
  const close = async () => {
    await jobs.close();
    await locks.close();
    watching.end();
    backends.close();
    redis.disconnect();
  };
  return {
    jobs,
    gates: gatesOn(limits, log),
    cache: redisCache(redis, cacheBounds),
    locks,
    problems: () => answers(redis),
    close() {
      closing ??= close();
      return closing;
    },
  };
}
