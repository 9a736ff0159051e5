import type { Redis } from "ioredis";
import type { Turn } from "./bull.ts";
import { awayError, isOutage, type Outage } from "./outage.ts";
import { prefix } from "./redis-client.ts";
import { formerQueue, type Schedule, type Schedules } from "./schedules.ts";

/** Ids by when they are due, and what each is: `everyMs offsetMs {"name":…,"input":…}`, of which the scripts read the numbers. */
const keys = [`${prefix}schedule:due`, `${prefix}schedule:work`] as const;

const start = `
  local due, work = unpack(KEYS)
  local now = redis.call("TIME")
  local nowMs = now[1] * 1000 + math.floor(now[2] / 1000)

  local function nextOf(value)
    local everyMs, offsetMs = string.match(value, "^(%d+) (%d+) ")
    return nowMs + everyMs - (nowMs - offsetMs) % everyMs, everyMs
  end`;

const putScript = `${start}
  local id, value = unpack(ARGV)
  local nextMs, everyMs = nextOf(value)
  local old, oldMs = redis.call("HGET", work, id), tonumber(redis.call("ZSCORE", due, id))
  if old and oldMs then
    local _, oldEveryMs = nextOf(old)
    if oldMs <= nowMs or everyMs == oldEveryMs then nextMs = math.min(oldMs, nextMs) end
  end
  redis.call("HSET", work, id, value)
  redis.call("ZADD", due, nextMs, id)`;

const removeScript = `
  redis.call("ZREM", KEYS[1], ARGV[1])
  redis.call("HDEL", KEYS[2], ARGV[1])`;

const claimScript = `${start}
  local ids = redis.call("ZRANGEBYSCORE", due, "-inf", nowMs, "LIMIT", 0, ARGV[1])
  if #ids == 0 then
    local first = redis.call("ZRANGE", due, 0, 0, "WITHSCORES")
    return { 0, first[2] and math.max(0, first[2] - nowMs) or -1, {}, {} }
  end
  local leased = {}
  for _, id in ipairs(ids) do
    leased[#leased + 1] = nowMs + ARGV[2]
    leased[#leased + 1] = id
  end
  redis.call("ZADD", due, unpack(leased))
  return { nowMs + ARGV[2], 0, ids, redis.call("HMGET", work, unpack(ids)) }`;

const settleScript = `${start}
  local leasedUntilMs = tonumber(table.remove(ARGV, 1))
  local moments, values = redis.call("ZMSCORE", due, unpack(ARGV)), redis.call("HMGET", work, unpack(ARGV))
  local settled = {}
  for at, id in ipairs(ARGV) do
    if tonumber(moments[at] or -1) == leasedUntilMs and values[at] then
      settled[#settled + 1] = nextOf(values[at])
      settled[#settled + 1] = id
    end
  end
  if #settled > 0 then redis.call("ZADD", due, unpack(settled)) end`;

type Claimed = [leasedUntilMs: number, waitMs: number, ids: string[], values: string[]];

/** A claim moves a schedule's due time to the end of the lease, so what nobody settles comes round again by itself. */
export function redisSchedules(redis: Redis, outage: Pick<Outage, "lost">): Schedules {
  async function run(script: string, ...values: (string | number)[]): Promise<unknown> {
    try {
      return await redis.eval(script, keys.length, ...keys, ...values);
    } catch (error) {
      if (!isOutage(error)) throw error;
      outage.lost(error);
      throw awayError("Redis", error);
    }
  }
  return {
    async put(schedule) {
      await run(putScript, schedule.id, written(schedule));
    },
    async remove(id) {
      await run(removeScript, id);
    },
    async claim(turnsMax, leaseMs) {
      const [leasedUntilMs, waitMs, ids, values] = (await run(claimScript, turnsMax, leaseMs)) as Claimed;
      const turns = ids.map((id, at) => ({ ...readTurn(values[at]), id }));
      return { turns, leasedUntilMs, waitMs: waitMs < 0 ? Number.POSITIVE_INFINITY : waitMs };
    },
    async settle({ turns, leasedUntilMs }) {
      await run(settleScript, leasedUntilMs, ...turns.map(({ id }) => id));
    },
  };
}

const former = `${prefix}jobs:${formerQueue}`;

/** So many are moved at a time. */
const movedMax = 500;

const moveScript = `
  local due, work = unpack(KEYS)
  local id, value, dueMs = unpack(ARGV)
  if redis.call("HSETNX", work, id, value) == 1 then redis.call("ZADD", due, dueMs, id) end`;

/**
 * Moves over, once, the schedules that BullMQ kept until now, and removes their queue. An id is in the queue's sorted set `repeat`,
 * by its next moment, and what it repeats in a hash of its own. Safe to race: what is there already stays.
 */
export async function moveFormerSchedules(redis: Redis): Promise<void> {
  if ((await redis.exists(`${former}:repeat`, `${former}:meta`)) === 0) return;
  const pairs = await redis.zrange(`${former}:repeat`, "0", "-1", "WITHSCORES");
  const moments = pairs.flatMap((id, at) => (at % 2 === 0 ? [{ id, dueMs: Number(pairs[at + 1]) }] : []));
  async function move({ id, dueMs }: { readonly id: string; readonly dueMs: number }): Promise<void> {
    const [data, every] = await redis.hmget(`${former}:repeat:${id}`, "data", "every");
    if (!data || !every) return;
    const everyMs = Number(every);
    const value = written({ ...(JSON.parse(data) as Turn), id, everyMs, offsetMs: dueMs % everyMs });
    await redis.eval(moveScript, keys.length, ...keys, id, value, dueMs);
  }
  for (let from = 0; from < moments.length; from += movedMax)
    await Promise.all(moments.slice(from, from + movedMax).map(move));
  for await (const found of redis.scanStream({ match: `${former}:*`, count: 1_000 }) as AsyncIterable<string[]>)
    if (found.length > 0) await redis.unlink(...found);
}

const written = ({ everyMs, offsetMs, name, input }: Schedule): string =>
  `${everyMs} ${offsetMs} ${JSON.stringify({ name, input })}`;

const readTurn = (value = ""): Turn => JSON.parse(value.slice(value.indexOf("{"))) as Turn;
