/** Small things that all processes know of, for a while: lost when what holds them is, and asked for anew then. */
export interface SharedCache {
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown, ttlMs: number): Promise<void>;
}

export interface Bytes {
  get(key: string): Promise<Uint8Array | null>;
  put(key: string, bytes: Uint8Array, ttlMs: number): Promise<void>;
}

/** JSON over a cache of bytes; what cannot be read is not there. */
export const sharedCache = (bytes: Bytes): SharedCache => ({
  async get(key) {
    const found = await bytes.get(key);
    try {
      return found ? JSON.parse(Buffer.from(found).toString("utf8")) : null;
    } catch {
      return null;
    }
  },
  put: (key, value, ttlMs) => bytes.put(key, Buffer.from(JSON.stringify(value), "utf8"), ttlMs),
});

/** Lets a key in as often as its limit says, over all processes. */
export interface Gate {
  enter(
    key: string,
    limit: { readonly requests: number; readonly windowMs: number },
  ): Promise<{ readonly allowed: true } | { readonly allowed: false; readonly waitMs: number }>;
}
