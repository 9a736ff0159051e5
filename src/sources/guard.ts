import { SourceError } from "../model/errors.ts";
import { DecodeError } from "./decode.ts";
import type { Connection, Source, StreamEvent } from "./source.ts";

/** Counts requests against a network's quota, for all processes together. */
export interface Gate {
  /** Takes a place, or says how long until there is one. `key` names whose quota it is. */
  enter(key: string, quota: Source["quota"]): Promise<{ readonly waitMs: number } | "ok">;
}

export interface GuardIo {
  readonly gate: Gate;
  /** Rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Whose quota: the source's name by default; a linked account adds its own. */
  readonly key?: string;
  /** How long one answer may take; 30 seconds by default. */
  readonly timeoutMs?: number;
}

const answerWithinMs = 30_000;
/** Tries in a row before a failure is handed on. */
const attempts = 4;
const firstPauseMs = 1_000;
/** A longer wait is not slept through: the failure says how long, and whoever asked comes back then. */
const longestPauseMs = 30_000;

/**
 * Puts quota, time-out and retry round any connection. Tried again, after a growing pause, is what may pass by itself:
 * unavailable and rate-limited. Foreign data we cannot read becomes bad-response; an error we did not foresee stays the bug it is.
 */
export function guard(source: Source, inner: Connection, io: GuardIo): Connection {
  const guarded: Connection = {};
  const { search, stream, refresh } = inner;
  const answered =
    <Q, A>(ask: (question: Q, signal: AbortSignal) => Promise<A>) =>
    (question: Q, signal: AbortSignal) =>
      retried(source, io, signal, () => timed(source, io, signal, (inTime) => ask(question, inTime)));
  if (search) guarded.search = answered(search.bind(inner));
  if (refresh) guarded.refresh = answered(refresh.bind(inner));
  if (stream) guarded.stream = (signal, from) => reconnected(source, io, stream.bind(inner), signal, from);
  return guarded;
}

async function retried<T>(source: Source, io: GuardIo, signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      await enter(source, io, signal);
      return await ask();
    } catch (error) {
      await pauseOrThrow(source, io, signal, error, attempt);
    }
  }
}

/** Goes on after the last event when a stream breaks; each event it brings earns it a fresh set of tries. */
async function* reconnected(
  source: Source,
  io: GuardIo,
  open: NonNullable<Connection["stream"]>,
  signal: AbortSignal,
  from?: string,
): AsyncGenerator<StreamEvent> {
  let cursor = from;
  for (let attempt = 1; ; attempt++) {
    try {
      await enter(source, io, signal);
      for await (const event of open(signal, cursor)) {
        yield event;
        cursor = event.cursor;
        attempt = 1;
      }
      return;
    } catch (error) {
      await pauseOrThrow(source, io, signal, error, attempt);
    }
  }
}

async function enter(
  { name, quota }: Source,
  { gate, sleep, key = name }: GuardIo,
  signal: AbortSignal,
): Promise<void> {
  if (quota.length === 0) return;
  for (;;) {
    const answer = await gate.enter(key, quota);
    if (answer === "ok") return;
    if (answer.waitMs > longestPauseMs) {
      throw new SourceError(name, "rate-limited", { retryAfterMs: answer.waitMs, detail: "quota used up" });
    }
    await sleep(answer.waitMs, signal);
  }
}

async function pauseOrThrow(source: Source, io: GuardIo, signal: AbortSignal, error: unknown, attempt: number) {
  signal.throwIfAborted();
  const failure = foreseen(source, error);
  const passes = failure.failure === "unavailable" || failure.failure === "rate-limited";
  const pauseMs = Math.max(failure.retryAfterMs ?? 0, firstPauseMs * 2 ** (attempt - 1));
  if (!passes || attempt >= attempts || pauseMs > longestPauseMs) throw failure;
  await io.sleep(pauseMs, signal);
}

function foreseen({ name }: Source, error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  if (error instanceof DecodeError)
    return new SourceError(name, "bad-response", { detail: error.message, cause: error });
  throw error;
}

/** Ends the wait even where a connection does not listen to its signal. */
async function timed<T>(
  source: Source,
  { timeoutMs = answerWithinMs }: GuardIo,
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timer = AbortSignal.timeout(timeoutMs);
  const either = AbortSignal.any([signal, timer]);
  const given = new Promise<never>((_, reject) => {
    either.addEventListener("abort", () => reject(either.reason), { once: true });
  });
  try {
    return await Promise.race([ask(either), given]);
  } catch (error) {
    if (!timer.aborted || signal.aborted) throw error;
    throw new SourceError(source.name, "unavailable", { detail: `no answer in ${timeoutMs} ms`, cause: error });
  }
}
