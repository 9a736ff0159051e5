import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { minuteMs, secondMs } from "../model/clock.ts";
import { SourceError } from "../model/errors.ts";
import type { Feed } from "../model/feed.ts";
import type { Services } from "../services.ts";
import type { Source } from "../sources/source.ts";
import { createMatcher } from "../text/match.ts";
import { type Audience, playStream } from "./stream.ts";

export interface StreamTiming {
  /** No network that has a stream is silent for so long: what passed in between was missed. */
  readonly silenceMaxMs: number;
  /** How often what was observed is noted. A row for each feed is written then, so not with each batch. */
  readonly noteEveryMs: number;
  /** The first pause after a failure; it doubles up to the longest. */
  readonly pauseMs: number;
  readonly longestPauseMs: number;
  /** How often a process asks whether the one that plays a stream is gone. */
  readonly turnEveryMs: number;
  /** News of followed subjects are gathered for so long, and looked for this often if no news comes. */
  readonly gatherMs: number;
  readonly lookEveryMs: number;
  /** Search engines need a moment to know what a stream just told. */
  readonly fillAfterMs: number;
}

const usualTiming: StreamTiming = {
  silenceMaxMs: 30 * secondMs,
  noteEveryMs: 5 * secondMs,
  pauseMs: secondMs,
  longestPauseMs: minuteMs,
  turnEveryMs: 5 * secondMs,
  gatherMs: 300,
  lookEveryMs: minuteMs,
  fillAfterMs: 30 * secondMs,
};

export interface Locks {
  /** `signal` aborts if the lock is lost on the way. */
  withLock<T>(name: string, run: (signal: AbortSignal) => Promise<T>): Promise<T | "taken">;
}

/** The streams this process plays or stands by for. */
export interface Streams {
  /** Writes what was read, and reads no more. */
  stop(): Promise<void>;
}

/**
 * Plays every source's stream for what is followed, in one process at a time: the others wait for its end, and go on where it was.
 * What the stream missed is asked for by search.
 */
export function startStreams(services: Services, locks: Locks, given: Partial<StreamTiming> = {}): Streams {
  const ending = new AbortController();
  const timing = { ...usualTiming, ...given };
  const players = services.sources.all
    .filter(({ can, isArchive }) => can.stream && !isArchive)
    .map((source) => playForEver(source, services, locks, timing, ending.signal));
  return {
    async stop() {
      ending.abort();
      await Promise.all(players);
    },
  };
}

async function playForEver(
  source: Source,
  services: Services,
  locks: Locks,
  timing: StreamTiming,
  signal: AbortSignal,
): Promise<void> {
  const { pauseMs, longestPauseMs, turnEveryMs } = timing;
  const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => {});
  for (let failures = 0; !signal.aborted; ) {
    const startedMs = performance.now();
    try {
      const played = await locks.withLock(`stream:${source.name}`, (lost) =>
        play(source, services, timing, AbortSignal.any([signal, lost])),
      );
      failures = 0;
      await pause(played === "taken" ? turnEveryMs : pauseMs);
    } catch (error) {
      // Whoever played for long and then fell is not who falls all the time.
      failures = performance.now() - startedMs > longestPauseMs ? 1 : failures + 1;
      const againInMs = Math.min(pauseMs * 2 ** (failures - 1), longestPauseMs);
      report(source, error, againInMs, services);
      await pause(againInMs);
    }
  }
}

function report({ name }: Source, error: unknown, againInMs: number, { log }: Services): void {
  if (error instanceof SourceError)
    log.warn({ source: name, failure: error.failure, againInMs }, "A stream broke; it is taken up again where it was");
  else log.error({ source: name, error, againInMs }, "A stream could not be stored; it is taken up again where it was");
}

async function play(source: Source, services: Services, timing: StreamTiming, signal: AbortSignal): Promise<void> {
  const audience = await openAudience(source, services, timing);
  const { silenceMaxMs, noteEveryMs } = timing;
  try {
    await playStream(
      {
        source,
        audience,
        from: null,
        cursor: await services.feeds.cursor(`stream:${source.name}`),
        silenceMaxMs,
        noteEveryMs,
        onBlind: audience.refill,
        elapsedMs: () => performance.now(),
      },
      services,
      signal,
    );
  } finally {
    await audience.close();
  }
}

interface FollowedAudience extends Audience {
  /** Has searches asked for what the stream did not tell. */
  refill(): void;
  close(): Promise<void>;
}

/** The subjects followed in one source, kept up to date while its stream is played. */
async function openAudience(source: Source, services: Services, timing: StreamTiming): Promise<FollowedAudience> {
  const { feeds, log } = services;
  const matcher = createMatcher();
  const followed = new Map<number, Feed>();
  /** Of whom a search has to be asked for. */
  const unfilled = new Set<number>();
  let ids: readonly number[] = [];

  const look = async () => {
    const wanted = (await feeds.active()).filter((feed) => feed.source === source.name);
    const wantedIds = new Set(wanted.map(({ id }) => id));
    const gone = [...followed.values()].filter(({ id }) => !wantedIds.has(id));
    const fresh = wanted.filter(({ id }) => !followed.has(id));
    for (const feed of gone) {
      matcher.remove(feed.network, feed.subject, feed.id);
      followed.delete(feed.id);
      unfilled.delete(feed.id);
    }
    for (const feed of fresh) {
      matcher.add(feed.network, feed.subject, feed.id);
      followed.set(feed.id, feed);
      unfilled.add(feed.id);
    }
    if (gone.length + fresh.length > 0) ids = [...followed.keys()];
    await askFills(source, [...followed.values()], unfilled, services, timing);
  };
  const looking = looksOf(look, timing, (error) =>
    log.warn({ source: source.name, error }, "What is followed could not be read; the next look tries again"),
  );
  let unlisten = async () => {};
  const close = async () => {
    await looking.end();
    // Where Postgres is gone nobody listens any more, and what is told yet is not heard.
    await unlisten().catch(() => {});
  };

  try {
    unlisten = await feeds.onFollowed(looking.soon);
    await look();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    match: (post) => matcher.match(post),
    feeds: () => ids,
    refill() {
      for (const id of ids) unfilled.add(id);
      looking.soon();
    },
    close,
  };
}

/** What could not be asked for stays in `unfilled` for the next look; the stream does not wait for it. */
async function askFills(
  { name, can }: Source,
  followed: readonly Feed[],
  unfilled: Set<number>,
  { jobs, log }: Services,
  { fillAfterMs }: StreamTiming,
): Promise<void> {
  try {
    for (const { id, network } of followed.filter((feed) => unfilled.has(feed.id))) {
      if (can.search)
        await jobs.add({ name: "fill", input: { feed: id, network, after: "stream" } }, { delayMs: fillAfterMs });
      unfilled.delete(id);
    }
  } catch (error) {
    log.warn({ source: name, error }, "Searches could not be asked for; the next look tries again");
  }
}

/** Looks soon after it is told to, once for many words, and now and then without. */
function looksOf(
  look: () => Promise<void>,
  { gatherMs, lookEveryMs }: StreamTiming,
  onError: (error: unknown) => void,
) {
  let asked: NodeJS.Timeout | undefined;
  let line: Promise<void> = Promise.resolve();
  let hasEnded = false;
  const now = () => {
    asked = undefined;
    line = line.then(look).catch(onError);
  };
  const soon = () => {
    if (!hasEnded) asked ??= setTimeout(now, gatherMs);
  };
  const routine = setInterval(soon, lookEveryMs);
  return {
    soon,
    async end() {
      hasEnded = true;
      clearInterval(routine);
      clearTimeout(asked);
      await line;
    },
  };
}
