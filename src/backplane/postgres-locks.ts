import pg from "pg";
import type { Locks } from "./backplane.ts";
import { isOutage } from "./outage.ts";
import { connectionConfig } from "./postgres-pool.ts";

export interface ClosableLocks extends Locks {
  close(): Promise<void>;
}

const key = "hashtextextended('groundswell lock: ' || $1, 0)";

/**
 * Advisory locks, held by one connection for the whole process: Postgres frees them by itself when the process dies.
 * The connection is made with the first lock, and again after it was lost.
 */
export function postgresLocks(databaseUrl: string): ClosableLocks {
  /** Postgres lets one connection take the same lock twice, so what this process holds is remembered here. */
  const held = new Map<string, AbortController>();
  let session: Promise<Session> | undefined;

  function connection(): Promise<Session> {
    if (session) return session;
    const lost = () => {
      if (session !== opening) return;
      session = undefined;
      for (const controller of held.values()) controller.abort(new Error("The lock was lost with its connection"));
    };
    const opening = connect(databaseUrl, lost);
    session = opening;
    return opening;
  }

  /** The connection that holds the lock now; null where another one does. That a connection was cut may show only here. */
  async function take(name: string, again = true): Promise<pg.Client | null> {
    const { client, lost } = await connection();
    try {
      const { rows } = await client.query<{ got: boolean }>(`SELECT pg_try_advisory_lock(${key}) AS got`, [name]);
      return rows[0]?.got ? client : null;
    } catch (error) {
      if (!again || !isOutage(error)) throw error;
      lost();
      return take(name, false);
    }
  }

  return {
    async withLock(name, run) {
      if (held.has(name)) return "taken";
      let controller = new AbortController();
      held.set(name, controller);
      try {
        const client = await take(name);
        if (!client) return "taken";
        // A connection lost on the way to the lock took nothing with it.
        if (controller.signal.aborted) controller = new AbortController();
        held.set(name, controller);
        try {
          return await run(controller.signal);
        } finally {
          if (!controller.signal.aborted)
            await client.query(`SELECT pg_advisory_unlock(${key})`, [name]).catch(() => {});
        }
      } finally {
        held.delete(name);
      }
    },
    async close() {
      const last = await session?.catch(() => undefined);
      await last?.client.end();
    },
  };
}

interface Session {
  readonly client: pg.Client;
  /** Says that it is of no use any more. */
  lost(): void;
}

async function connect(databaseUrl: string, lost: () => void): Promise<Session> {
  const client = new pg.Client(connectionConfig(databaseUrl));
  // What goes wrong later ends the connection, which is what counts.
  client.on("error", () => {});
  client.on("end", lost);
  try {
    await client.connect();
    return { client, lost };
  } catch (error) {
    lost();
    throw error;
  }
}
