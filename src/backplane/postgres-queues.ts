import { type BackendFactory, type PgPool, type PgPoolClient, PostgresConnection, PostgresQueueBackend } from "bullmq";
import type pg from "pg";
import { awayError, isOutage, type Outage } from "./outage.ts";

export interface QueueBackends {
  readonly factory: BackendFactory<PostgresQueueBackend, object>;
  close(): Promise<void>;
}

/** The longest an idle worker sleeps without looking, in seconds, in case a notification went by while Postgres restarted. */
export const blockSecondsMax = 30;

/**
 * BullMQ on our pool. By itself each of its workers keeps a connection just to listen; here all queues share one.
 * Rejects when Postgres is away or BullMQ's schema is missing or too new.
 */
export async function openQueueBackends(pool: pg.Pool, outage: Outage): Promise<QueueBackends> {
  const seen = patient(pool, outage);
  const connection = new PostgresConnection(seen);
  connection.setMaxListeners(0);
  connection.on("error", outage.lost);
  await connection.waitUntilReady();
  return {
    factory: (name, options) => {
      const backend = new PostgresQueueBackend(connection, name, { ...options, connection: seen });
      // One queue's end must not take the listener from the others.
      backend.close = () => {
        backend.closing ??= Promise.resolve();
        return backend.closing;
      };
      Object.defineProperty(backend, "maximumBlockTimeout", { value: blockSecondsMax });
      return backend;
    },
    close: () => connection.close(),
  };
}

/**
 * The pool as BullMQ sees it. BullMQ pauses and tries again only after the connection errors it knows, which are those
 * of Redis; any other it reports and retries at once, so a restart of Postgres would make every worker spin.
 */
function patient(pool: pg.Pool, outage: Outage): PgPool {
  const rethrow = (error: unknown): never => {
    if (!isOutage(error)) throw error;
    outage.lost(error);
    throw awayError("Postgres", error);
  };
  const seen: PgPool = {
    query: (text, values) => pool.query(text, values ? [...values] : undefined).catch(rethrow),
    connect: async () => listener(await pool.connect().catch(rethrow)),
    end: () => pool.end(),
    // The pool reports its own errors, once for all queues.
    on: () => seen,
    removeAllListeners: () => seen,
  };
  return seen;
}

/** A client that all queues may use at once, as BullMQ does not know: pg takes one query at a time. */
function listener(client: pg.PoolClient): PgPoolClient {
  client.setMaxListeners(0);
  let last: Promise<unknown> = Promise.resolve();
  const seen: PgPoolClient = {
    query(text, values) {
      const answer = last.then(() => client.query(text, values ? [...values] : undefined));
      last = answer.catch(() => {});
      return answer;
    },
    on(event: "notification" | "error" | "end", told: (value: never) => void) {
      client.on(event, told as () => void);
      return seen;
    },
    removeListener(event, told) {
      client.removeListener(event, told);
      return seen;
    },
    removeAllListeners(event) {
      client.removeAllListeners(event);
      return seen;
    },
    release(destroy) {
      // BullMQ has taken all listeners off a client it destroys; an error without one would end the process.
      if (destroy) client.on("error", () => {});
      client.release(destroy);
    },
  };
  return seen;
}
