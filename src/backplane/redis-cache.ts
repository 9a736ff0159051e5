import type { Redis } from "ioredis";
import type { Cache, CacheBounds } from "./backplane.ts";
import { prefix } from "./redis-client.ts";

/** The most entries that one `put` removes: the work of a put is bounded, and what is still too much goes with the next ones. */
const removedMax = 200;

const values = `${prefix}cache:value:`;

/**
 * The values are keys of their own that expire by themselves; beside them what was put when, what expires when, how big each is and
 * how big all are. A Redis that evicts nothing leaves the bounds to us.
 */
const index = ["turn", "put", "expires", "size", "bytes"].map((part) => `${prefix}cache:${part}`);

const put = `
  local turn, put, expires, size, bytes = unpack(KEYS)
  local member, value, length, ttlMs = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
  local entriesMax, bytesMax, removedMax, values = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), ARGV[8]

  local function remove(old)
    redis.call("UNLINK", values .. old)
    redis.call("ZREM", put, old)
    redis.call("ZREM", expires, old)
    redis.call("DECRBY", bytes, redis.call("HGET", size, old) or 0)
    redis.call("HDEL", size, old)
  end

  local now = redis.call("TIME")
  local nowMs = now[1] * 1000 + math.floor(now[2] / 1000)
  remove(member)
  for _, old in ipairs(redis.call("ZRANGEBYSCORE", expires, "-inf", nowMs, "LIMIT", 0, removedMax)) do remove(old) end
  if length > bytesMax then return end

  redis.call("SET", values .. member, value, "PX", ttlMs)
  redis.call("ZADD", put, redis.call("INCR", turn), member)
  redis.call("ZADD", expires, nowMs + ttlMs, member)
  redis.call("HSET", size, member, length)
  redis.call("INCRBY", bytes, length)
  for _ = 1, removedMax do
    if redis.call("ZCARD", put) <= entriesMax and tonumber(redis.call("GET", bytes)) <= bytesMax then return end
    remove(redis.call("ZRANGE", put, 0, 0)[1])
  end`;

export const redisCache = (redis: Redis, { entries, bytes: bytesMax }: CacheBounds): Cache => ({
  get: (key) => redis.getBuffer(values + key),
  async put(key, bytes, ttlMs) {
    const value = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const entry = [key, value, bytes.byteLength, Math.ceil(ttlMs)];
    await redis.eval(put, index.length, ...index, ...entry, entries, bytesMax, removedMax, values);
  },
});
