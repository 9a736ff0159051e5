import type pg from "pg";
import type { Cache, CacheBounds } from "./backplane.ts";

const put = `
  INSERT INTO backplane.cache (key, bytes, size, put_at, expires_at)
  VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp() + $4 * interval '1 millisecond')
  ON CONFLICT (key) DO UPDATE SET
    bytes = EXCLUDED.bytes, size = EXCLUDED.size, put_at = EXCLUDED.put_at, expires_at = EXCLUDED.expires_at`;

const get = "SELECT bytes FROM backplane.cache WHERE key = $1 AND expires_at > clock_timestamp()";

/** What is over the bounds, counted from the newest. A row that another process is removing is left to it. */
const trim = `
  DELETE FROM backplane.cache WHERE key IN (
    SELECT key FROM backplane.cache
    WHERE key IN (
      SELECT key FROM (
        SELECT key, row_number() OVER newest AS entries, sum(size) OVER newest AS bytes
        FROM backplane.cache
        WINDOW newest AS (ORDER BY put_at DESC ROWS UNBOUNDED PRECEDING)
      ) counted
      WHERE entries > $1 OR bytes > $2
    )
    FOR UPDATE SKIP LOCKED
  )`;

const sweep = "DELETE FROM backplane.cache WHERE expires_at <= clock_timestamp()";

export interface SweptCache extends Cache {
  /** Removes what has expired. */
  sweep(): Promise<void>;
}

export const postgresCache = (pool: pg.Pool, bounds: CacheBounds): SweptCache => ({
  async get(key) {
    const { rows } = await pool.query<{ bytes: Buffer }>(get, [key]);
    return rows[0]?.bytes ?? null;
  },
  async put(key, bytes, ttlMs) {
    await pool.query(put, [key, bytes, bytes.byteLength, ttlMs]);
    await pool.query(trim, [bounds.entries, bounds.bytes]);
  },
  async sweep() {
    await pool.query(sweep);
  },
});
