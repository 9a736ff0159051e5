import { randomUUID } from "node:crypto";
import { AppError, SourceError } from "../model/errors.ts";
import type { Log } from "./backplane.ts";

/** The longest pause between two attempts, unless a network asks for a longer one. */
const pauseMaxMs = 600_000;

/** BullMQ's word for "do not try again". */
const never = -1;

/**
 * Milliseconds until a job is tried again after its `attempt`-th failure (1 is the first), or -1: what a person or the
 * operator must put right is not tried again. Pauses double, shrink by up to half at random, and respect the network's wish.
 */
export function pauseAfter(error: unknown, attempt: number, firstMs: number): number {
  const hopeless =
    error instanceof SourceError
      ? error.failure === "unauthorized" || error.failure === "not-found"
      : error instanceof AppError;
  if (hopeless) return never;
  const longestMs = Math.min(pauseMaxMs, firstMs * 2 ** (attempt - 1));
  const pauseMs = Math.round(longestMs * (0.5 + Math.random() / 2));
  return error instanceof SourceError ? Math.max(pauseMs, error.retryAfterMs ?? 0) : pauseMs;
}

export interface Failure {
  readonly job: string;
  readonly lane?: string;
  readonly key: string;
  readonly attempt: number;
  readonly attempts: number;
  /** Whether it will be tried again. */
  readonly again: boolean;
  readonly error: Error;
}

/** A bug is an error only when it is given up; until then it is a warning. */
export function report(log: Log, { error, again, ...facts }: Failure): void {
  if (error instanceof SourceError) {
    const told = { ...facts, again, source: error.source, failure: error.failure };
    log.warn(told, "A network did not give a job what it needs");
  } else if (error instanceof AppError) {
    log.info({ ...facts, hint: error.message }, "A job could not be done as asked");
  } else {
    const told = { ...facts, reference: randomUUID().slice(0, 8), error: error.message, stack: error.stack };
    if (again) log.warn(told, "A job failed and will be tried again");
    else log.error(told, "A job failed for good");
  }
}
