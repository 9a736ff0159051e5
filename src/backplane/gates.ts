import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Entry, Gates, Limit, Log } from "./backplane.ts";

/** Options of rate-limiter-flexible that all its stores share; `duration` in seconds. */
export interface GateOptions {
  readonly keyPrefix: string;
  readonly points: number;
  readonly duration: number;
  readonly inMemoryBlockOnConsumed: number;
}

/**
 * Gates that count in the store behind `limiter`. A key that is refused is refused from memory until its window ends, and
 * a key's entries ask the store one after the other, so a flood costs the store no more than `requests` questions.
 * While the store is away each process counts by itself.
 */
export function gatesOn(limiter: (options: GateOptions) => RateLimiterAbstract, log: Log): Gates {
  const gates = new Map<string, (key: string) => Promise<Entry>>();
  return {
    enter(key, limit) {
      const name = `${limit.requests}/${limit.windowMs}`;
      const gate = gates.get(name) ?? oneAtATime(gateOf(name, limit, limiter, log));
      gates.set(name, gate);
      return gate(key);
    },
  };
}

function gateOf(
  name: string,
  { requests, windowMs }: Limit,
  limiter: (options: GateOptions) => RateLimiterAbstract,
  log: Log,
): (key: string) => Promise<Entry> {
  const options = {
    keyPrefix: name,
    points: requests,
    duration: windowMs / 1_000,
    inMemoryBlockOnConsumed: requests,
  };
  const shared = limiter(options);
  const own = new RateLimiterMemory(options);
  return async (key) => {
    try {
      return await consume(shared, key);
    } catch (error) {
      log.warn({ gate: name, error: message(error) }, "A gate could not ask the others and counts alone");
      return consume(own, key);
    }
  };
}

async function consume(limiter: RateLimiterAbstract, key: string): Promise<Entry> {
  try {
    await limiter.consume(key);
    return { allowed: true };
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    return { allowed: false, waitMs: refused.msBeforeNext };
  }
}

/** Runs the calls of each key one after the other. */
function oneAtATime<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const last = new Map<string, Promise<T>>();
  return (key) => {
    const before = last.get(key);
    const answer = before
      ? before.then(
          () => ask(key),
          () => ask(key),
        )
      : ask(key);
    last.set(key, answer);
    const forget = () => {
      if (last.get(key) === answer) last.delete(key);
    };
    answer.then(forget, forget);
    return answer;
  };
}

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));
