import { type Bytes, type Gate, type SharedCache, sharedCache } from "../../src/chat/shared.ts";

/** What all processes share, in memory; its time stands still until it is told to pass. */
export interface Memory {
  readonly gate: Gate;
  readonly bytes: Bytes;
  readonly cache: SharedCache;
  pass(ms: number): void;
}

export function openMemory(): Memory {
  let nowMs = 0;
  const kept = new Map<string, { readonly bytes: Uint8Array; readonly untilMs: number }>();
  const entries = new Map<string, number[]>();
  const bytes: Bytes = {
    async get(key) {
      const found = kept.get(key);
      return found && found.untilMs > nowMs ? found.bytes : null;
    },
    async put(key, value, ttlMs) {
      kept.set(key, { bytes: value, untilMs: nowMs + ttlMs });
    },
  };
  const gate: Gate = {
    async enter(key, { requests, windowMs }) {
      const recent = (entries.get(key) ?? []).filter((atMs) => atMs > nowMs - windowMs);
      entries.set(key, recent);
      const [oldest] = recent;
      if (oldest !== undefined && recent.length >= requests)
        return { allowed: false, waitMs: oldest + windowMs - nowMs };
      recent.push(nowMs);
      return { allowed: true };
    },
  };
  return {
    gate,
    bytes,
    cache: sharedCache(bytes),
    pass(ms) {
      nowMs += ms;
    },
  };
}
