import type { Log } from "./backplane.ts";

const codes = /^(08|57P0|E(CONN|PIPE|TIMEDOUT|HOST|NET|NOTFOUND|AI_AGAIN))/;
const messages =
  /^(Connection (terminated|is closed)|timeout exceeded when trying to connect|Client has encountered|Socket timeout|Reached the max retries|Command aborted due to connection close)/;

/** Redis' words for "not now": loading, a replica after a failover, full, or not able to save. In a script's error they stand inside. */
const refusals = /(^|-)(LOADING|READONLY|MASTERDOWN|MISCONF|OOM|BUSY|NOREPLICAS|UNBLOCKED|TRYAGAIN|CLUSTERDOWN) /;

/**
 * Whether the store is away, restarting, hung up or for now not able to work, rather than refusing what was asked: SQLSTATE
 * classes 08 and 57P, Node's network errors, what pg and ioredis say without a code, and Redis' refusals.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return codes.test(code) || messages.test(error.message) || isRefusal(error);
}

/** Whether Redis is there and for now takes no work. */
export const isRefusal = (error: unknown): boolean => error instanceof Error && refusals.test(error.message);

/** An outage as BullMQ knows it: it pauses before it tries again only after an error that says ECONNREFUSED. */
export const awayError = (store: string, cause: unknown): Error =>
  Object.assign(new Error(`${store} is not answering`, { cause }), { code: "ECONNREFUSED" });

export interface Outage {
  lost(error: unknown): void;
  back(): void;
}

/** Logs the going and the coming of `store` once each, however many notice. */
export function watchOutage(log: Log, store: string): Outage {
  let lost = false;
  return {
    lost(error) {
      if (!lost) log.warn({ error: String(error) }, `${store} hung up; shared work waits until it is back`);
      lost = true;
    },
    back() {
      if (lost) log.info({}, `${store} is back`);
      lost = false;
    },
  };
}
