import type { Log } from "./backplane.ts";

const codes = /^(08|57P0|E(CONN|PIPE|TIMEDOUT|HOST|NET|NOTFOUND|AI_AGAIN))/;
const messages = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/;

/**
 * Whether the store is away, restarting or hung up, rather than refusing what was asked: SQLSTATE classes 08 and 57P,
 * Node's network errors, and what pg says without a code.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return codes.test(code) || messages.test(error.message);
}

export interface Outage {
  lost(error: unknown): void;
  back(): void;
}

/** Logs the going and the coming of Postgres once each, however many notice. */
export function watchOutage(log: Log): Outage {
  let lost = false;
  return {
    lost(error) {
      if (!lost) log.warn({ error: String(error) }, "Postgres hung up; shared work waits until it is back");
      lost = true;
    },
    back() {
      if (lost) log.info({}, "Postgres is back");
      lost = false;
    },
  };
}
