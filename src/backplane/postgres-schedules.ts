import type pg from "pg";
import { awayError, isOutage, type Outage } from "./outage.ts";
import type { Schedules } from "./schedules.ts";

/** Milliseconds since 1970, the same all through a statement, so that the index by due time serves. */
const now = "floor(extract(epoch FROM statement_timestamp()) * 1000)::bigint";

const next = (everyMs: string, offsetMs: string) => `${now} + ${everyMs} - (${now} - ${offsetMs}) % ${everyMs}`;

const put = `
  INSERT INTO backplane.schedule AS old (id, name, input, every_ms, offset_ms, due_ms)
  VALUES ($1, $2, $3, $4, $5, ${next("$4::bigint", "$5::bigint")})
  ON CONFLICT (id) DO UPDATE SET
    name = EXCLUDED.name, input = EXCLUDED.input, every_ms = EXCLUDED.every_ms, offset_ms = EXCLUDED.offset_ms,
    due_ms = CASE
      WHEN old.due_ms <= ${now} OR old.every_ms = EXCLUDED.every_ms THEN least(old.due_ms, EXCLUDED.due_ms)
      ELSE EXCLUDED.due_ms
    END`;

const claim = `
  UPDATE backplane.schedule SET due_ms = ${now} + $2
  WHERE id = ANY (ARRAY(
    SELECT id FROM backplane.schedule WHERE due_ms <= ${now} ORDER BY due_ms LIMIT $1 FOR UPDATE SKIP LOCKED
  ))
  RETURNING id, name, input, due_ms::float8 AS leased_until_ms`;

const wait = `SELECT greatest(0, min(due_ms) - ${now})::float8 AS wait_ms FROM backplane.schedule`;

const settle = `
  UPDATE backplane.schedule SET due_ms = ${next("every_ms", "offset_ms")} WHERE id = ANY ($1) AND due_ms = $2`;

interface Claimed {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  readonly leased_until_ms: number;
}

/** A claim moves a schedule's due time to the end of the lease, so what nobody settles comes round again by itself. */
export function postgresSchedules(pool: pg.Pool, outage: Pick<Outage, "lost">): Schedules {
  async function run<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[]): Promise<Row[]> {
    try {
      return (await pool.query<Row>(sql, [...values])).rows;
    } catch (error) {
      if (!isOutage(error)) throw error;
      outage.lost(error);
      throw awayError("Postgres", error);
    }
  }
  return {
    async put({ id, name, input, everyMs, offsetMs }) {
      await run(put, [id, name, JSON.stringify(input), everyMs, offsetMs]);
    },
    async remove(id) {
      await run("DELETE FROM backplane.schedule WHERE id = $1", [id]);
    },
    async claim(turnsMax, leaseMs) {
      const rows = await run<Claimed>(claim, [turnsMax, leaseMs]);
      if (rows[0]) return { turns: rows, leasedUntilMs: rows[0].leased_until_ms, waitMs: 0 };
      const [found] = await run<{ wait_ms: number | null }>(wait, []);
      return { turns: [], leasedUntilMs: 0, waitMs: found?.wait_ms ?? Number.POSITIVE_INFINITY };
    },
    async settle({ turns, leasedUntilMs }) {
      await run(settle, [turns.map(({ id }) => id), leasedUntilMs]);
    },
  };
}
