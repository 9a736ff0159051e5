import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import type { Locks } from "./backplane.ts";
import { prefix } from "./redis-client.ts";

export interface ClosableLocks extends Locks {
  close(): Promise<void>;
}

/** Asked twice because an answer got lost, the second one is as good as the first. */
const takeScript = `
  if redis.call("GET", KEYS[1]) == ARGV[1] or redis.call("SET", KEYS[1], ARGV[1], "NX", "PX", ARGV[2]) then return 1 end
  return 0`;

const renewScript = `
  if redis.call("GET", KEYS[1]) == ARGV[1] then return redis.call("PEXPIRE", KEYS[1], ARGV[2]) end
  return 0`;

const giveBackScript = `
  if redis.call("GET", KEYS[1]) == ARGV[1] then return redis.call("DEL", KEYS[1]) end
  return 0`;

interface Lock {
  readonly key: string;
  /** Nobody else's, so a lock that has gone to another is neither renewed nor given back. */
  readonly token: string;
  readonly controller: AbortController;
  /** Aborts when the lock is about to expire unrenewed. */
  deadline: NodeJS.Timeout;
}

/**
 * Keys that expire `leaseMs` after their last renewal, so a holder that dies frees them that late. Renewed three times as often, and
 * looked after as soon as a lost connection is back. A holder is told when its lock is gone, or when a tenth of the lease is all
 * that is left. Redis keeps no lock over a crash, so until the holder is back and told, another may hold it too.
 */
export function redisLocks(redis: Redis, leaseMs: number): ClosableLocks {
  const held = new Set<Lock>();
  const ask = async (script: string, { key, token }: Lock): Promise<boolean> =>
    (await redis.eval(script, 1, key, token, leaseMs)) === 1;

  const expiry = (controller: AbortController, sinceMs: number) =>
    setTimeout(
      () => controller.abort(new Error("The lock could not be renewed in time")),
      leaseMs * 0.9 - (performance.now() - sinceMs),
    ).unref();

  async function renew(lock: Lock): Promise<void> {
    const sinceMs = performance.now();
    const renewed = await ask(renewScript, lock).catch(() => null);
    if (!held.has(lock) || renewed === null) return;
    clearTimeout(lock.deadline);
    if (renewed) lock.deadline = expiry(lock.controller, sinceMs);
    else lock.controller.abort(new Error("The lock was lost"));
  }
  const renewAll = () => {
    for (const lock of held) if (!lock.controller.signal.aborted) void renew(lock);
  };
  const renewing = setInterval(renewAll, leaseMs / 3).unref();
  redis.on("ready", renewAll);

  async function giveBack(lock: Lock): Promise<void> {
    held.delete(lock);
    clearTimeout(lock.deadline);
    const given = ask(giveBackScript, lock).catch(() => {});
    // What cannot be given back expires.
    if (!lock.controller.signal.aborted) await given;
  }

  return {
    async withLock(name, run) {
      const controller = new AbortController();
      const deadline = expiry(controller, performance.now());
      const lock: Lock = { key: `${prefix}lock:${name}`, token: randomUUID(), controller, deadline };
      const taken = await ask(takeScript, lock).catch((error: unknown) => {
        void giveBack(lock);
        throw error;
      });
      if (!taken) {
        clearTimeout(deadline);
        return "taken";
      }
      held.add(lock);
      try {
        return await run(controller.signal);
      } finally {
        await giveBack(lock);
      }
    },
    async close() {
      clearInterval(renewing);
      redis.off("ready", renewAll);
      const last = [...held];
      await Promise.all(last.map(giveBack));
      for (const { controller } of last) controller.abort(new Error("This process hangs up"));
    },
  };
}
