import { bucketOf, minuteMs, secondMs } from "../model/clock.ts";
import type { Span } from "../model/feed.ts";
import type { Post, PostRef } from "../model/post.ts";
import type { Services } from "../services.ts";
import type { Source, StreamEvent } from "../sources/source.ts";

/** A batch is written when it is this long, or this old by the real clock. */
const batchMax = 1_000;
const batchAgeMs = 250;
/** Detectors asked for at a time. */
const asksAtOnce = 8;

/** Whom a stream is read for. It may change while the stream is played. */
export interface Audience {
  /** The feeds that a post belongs to. */
  match(post: Post): readonly number[];
  /** Every feed the stream stands for: a time in which none of them had a post is a true zero for all. The same list while it is the same. */
  feeds(): readonly number[];
}

export interface StreamOptions {
  readonly source: Source;
  readonly audience: Audience;
  /** Where coverage begins; null = with the first event. */
  readonly from: Date | null;
  /** Where to go on, as an earlier event said: the stream begins by saying where that is. null = now. */
  readonly cursor: string | null;
  /** A longer silence is none: nobody looked, and that time stays blind. Default: any silence is believed. */
  readonly silenceMaxMs?: number;
  /** Called when time was found to be blind so: what passed in it may be known elsewhere. */
  onBlind?(): void;
  /**
   * How often what was observed is noted, with the cursor; the posts before it are stored by then. Default 0: with each batch.
   * A process that dies reads as much again.
   */
  readonly noteEveryMs?: number;
  /** Real time, for the age of a batch; the posts' own time comes with them. */
  readonly elapsedMs: () => number;
  /** Called when a batch is stored and its judging asked for; nothing is read until it resolves. */
  onWritten?(posts: number): Promise<void>;
}

/**
 * Plays one source's stream into the store until it ends or `signal` aborts: match, understand, batch, one statement, detect.
 * While a batch is being written nothing is read, so a slow database slows the source and memory stays bounded. What was
 * read when `signal` aborts is written; what was read when the stream or the store fails is read again from the cursor.
 */
export async function playStream(options: StreamOptions, services: Services, signal: AbortSignal): Promise<void> {
  const connection = services.sources.connection(options.source.name);
  if (!connection?.stream) throw new Error(`${options.source.name} has no stream`);
  const writing = batchesOf(options, services);
  const failed = new AbortController();
  // Events may stay away for long; what was read before must not wait for them.
  const clockwork = setInterval(() => writing.flushOld().catch((error) => failed.abort(error)), batchAgeMs);
  try {
    const either = AbortSignal.any([signal, failed.signal]);
    for await (const event of connection.stream(either, options.cursor ?? undefined)) {
      await writing.take(event);
      if (either.aborted) break;
    }
  } catch (error) {
    if (!signal.aborted) throw failed.signal.aborted ? failed.signal.reason : error;
  } finally {
    clearInterval(clockwork);
  }
  failed.signal.throwIfAborted();
  await writing.end();
}

interface Batches {
  take(event: StreamEvent): Promise<void>;
  flushOld(): Promise<void>;
  end(): Promise<void>;
}

function batchesOf(options: StreamOptions, services: Services): Batches {
  const { elapsedMs, noteEveryMs = 0, silenceMaxMs = Number.POSITIVE_INFINITY } = options;
  let posts: { post: Post; feeds: readonly number[] }[] = [];
  let deleted: PostRef[] = [];
  let cursor = options.cursor;
  let startedMs = elapsedMs();
  // Until its place is noted once, whoever takes over would begin with what happens by then.
  let notedMs = options.cursor === null ? Number.NEGATIVE_INFINITY : startedMs;
  let flushing: Promise<void> | null = null;
  const watch = watchOf(options);
  const judging = judgingOf(options.source, services);

  /** False where there was nothing to write. */
  const write = async (isNoted: boolean): Promise<boolean> => {
    const batch = { posts, deleted, at: services.clock.now() };
    const span = isNoted ? watch.span() : null;
    if (posts.length + deleted.length === 0 && !span) return false;
    posts = [];
    deleted = [];
    const seen = span ? watch.seen(span) : [];
    await services.feeds.write({ ...batch, seen, ...(isNoted ? cursorOf(options.source, cursor) : {}) });
    if (span) {
      if (minuteOf(span.to) > minuteOf(span.from)) judging.ask();
      watch.noted(span);
    }
    await options.onWritten?.(batch.posts.length);
    return true;
  };
  // A failed one stays in hand: its posts are lost to this player, so nothing after them may be noted.
  const flush = ({ isLast = false } = {}) => {
    if (flushing) return flushing;
    const isNoted = isLast || elapsedMs() - notedMs >= noteEveryMs;
    const beganMs = elapsedMs();
    flushing = write(isNoted).then((isWritten) => {
      if (isNoted && isWritten) notedMs = beganMs;
      flushing = null;
      startedMs = elapsedMs();
    });
    return flushing;
  };
  const isOld = () => elapsedMs() - startedMs >= batchAgeMs;

  return {
    async take(event) {
      if (flushing) await flushing;
      watch.meet();
      if (watch.silentMs(event.at) > silenceMaxMs) {
        await flush({ isLast: true });
        watch.skipTo(event.at);
        options.onBlind?.();
      }
      watch.reach(event.at);
      cursor = event.cursor;
      if (event.kind === "delete") deleted.push(event.post);
      if (event.kind === "post") {
        const feeds = options.audience.match(event.post);
        if (feeds.length > 0) posts.push({ post: event.post, feeds });
      }
      if (posts.length + deleted.length >= batchMax || isOld()) await flush();
    },
    flushOld: async () => void (isOld() && (await flush())),
    async end() {
      if (flushing) await flushing;
      await flush({ isLast: true });
      await judging.end();
    },
  };
}

/** What was told of which time for whom, and not noted yet. */
function watchOf({ audience, from, cursor }: Pick<StreamOptions, "audience" | "from" | "cursor">) {
  let notedTo = from;
  let seenTo = from;
  let feeds = audience.feeds();
  /** Those who came on the way are looked at from the next second on: some of the one they came in passed without them. */
  const cameAt = new Map<number, Date>();
  return {
    /** Before an event is matched: whoever left is noted no more. */
    meet() {
      const now = audience.feeds();
      if (now === feeds) return;
      const before = new Set(feeds);
      const next = seenTo && nextSecond(seenTo);
      for (const feed of now) if (next && !before.has(feed)) cameAt.set(feed, next);
      feeds = now;
    },
    silentMs: (at: Date) => (seenTo ? secondOf(at).getTime() - seenTo.getTime() : 0),
    /** What lies before was not told, nor perhaps some of this second. */
    skipTo(at: Date) {
      notedTo = nextSecond(at);
    },
    /** A later event may carry the same second, so what was told ends where that begins. */
    reach(at: Date) {
      const second = secondOf(at);
      notedTo ??= cursor === null ? nextSecond(at) : second;
      seenTo = seenTo && seenTo > second ? seenTo : second;
    },
    span: (): Span | null => (notedTo && seenTo && notedTo < seenTo ? { from: notedTo, to: seenTo } : null),
    seen: ({ from, to }: Span) =>
      feeds.flatMap((feed) => {
        const since = cameAt.get(feed) ?? from;
        return since < to ? [{ feed, span: { from: since > from ? since : from, to } }] : [];
      }),
    noted({ to }: Span) {
      notedTo = to;
      for (const [feed, at] of cameAt) if (at <= to) cameAt.delete(feed);
    },
  };
}

/** Asks for the detectors of whatever somebody tracks: once for each minute that ended, and never so that the stream waits. */
function judgingOf({ name }: Source, { feeds, jobs, log }: Services) {
  let asking: Promise<void> | null = null;
  const askAll = async () => {
    const waiting = (await feeds.active()).filter((feed) => feed.source === name);
    const askEach = async () => {
      for (let feed = waiting.pop(); feed; feed = waiting.pop())
        await jobs.add({ name: "detect", input: { feed: feed.id } });
    };
    await Promise.all(Array.from({ length: asksAtOnce }, askEach));
  };
  return {
    ask() {
      asking ??= askAll()
        .catch((error: unknown) =>
          log.warn({ source: name, error }, "detectors could not be asked; the next minute asks again"),
        )
        .finally(() => {
          asking = null;
        });
    },
    end: async () => void (await asking),
  };
}

const cursorOf = ({ name }: Source, value: string | null) =>
  value === null ? {} : { cursor: { name: `stream:${name}`, value } };

const minuteOf = (at: Date): number => Math.floor(at.getTime() / minuteMs);
const secondOf = (at: Date): Date => bucketOf(at, secondMs);
const nextSecond = (at: Date): Date => new Date(secondOf(at).getTime() + secondMs);
