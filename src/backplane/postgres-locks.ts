import pg from "pg";
import type { Locks } from "./backplane.ts";
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
  let session: Promise<pg.Client> | undefined;

  function connection(): Promise<pg.Client> {
    if (session) return session;
    const opening = connect(databaseUrl, () => {
      if (session !== opening) return;
      session = undefined;
      for (const controller of held.values()) controller.abort(new Error("The lock was lost with its connection"));
    });
    session = opening;
    return opening;
  }

  return {
    async withLock(name, run) {
      if (held.has(name)) return "taken";
      const controller = new AbortController();
      held.set(name, controller);
      try {
        const client = await connection();
        const { rows } = await client.query<{ got: boolean }>(`SELECT pg_try_advisory_lock(${key}) AS got`, [name]);
        if (!rows[0]?.got) return "taken";
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
      const client = await session?.catch(() => undefined);
      await client?.end();
    },
  };
}

async function connect(databaseUrl: string, lost: () => void): Promise<pg.Client> {
  const client = new pg.Client(connectionConfig(databaseUrl));
  // What goes wrong later ends the connection, which is what counts.
  client.on("error", () => {});
  client.on("end", lost);
  try {
    await client.connect();
    return client;
  } catch (error) {
    lost();
    throw error;
  }
}
