import { secondMs } from "../model/clock.ts";
import type { Post, PostRef } from "../model/post.ts";
import type { Services } from "../services.ts";
import type { Source } from "../sources/source.ts";
import { understood } from "../text/understand.ts";

/** A batch is written when it is this long, or this old by the real clock. */
const batchMax = 1_000;
const batchAgeMs = 250;

export interface StreamOptions {
  readonly source: Source;
  /** The feeds of `source` that a post belongs to. */
  match(post: Post): readonly number[];
  /** Every feed the stream stands for: an hour in which none of them had a post is a true zero for all. */
  readonly feeds: readonly number[];
  /** The stream's own beginning; coverage starts here. */
  readonly from: Date;
  /** Real time, for the age of a batch; the posts' own time comes with them. */
  readonly elapsedMs: () => number;
  /** Called when a batch is stored and its judging asked for; nothing is read until it resolves. */
  onWritten?(posts: number): Promise<void>;
}

/**
 * Plays one source's stream into the store until it ends or `signal` aborts: match, understand, batch, one statement, detect.
 * While a batch is being written nothing is read, so a slow database slows the source and memory stays bounded.
 */
export async function playStream(options: StreamOptions, services: Services, signal: AbortSignal): Promise<void> {
  const { source, feeds } = options;
  const connection = services.sources.connection(source.name);
  if (!connection?.stream) throw new Error(`${source.name} has no stream`);
  let posts: { post: Post; feeds: readonly number[] }[] = [];
  let deleted: PostRef[] = [];
  let coveredTo = options.from;
  let seenTo = options.from;
  let cursor: string | null = null;
  let startedMs = options.elapsedMs();

  const flush = async () => {
    if (seenTo <= coveredTo && posts.length === 0 && deleted.length === 0) return;
    const span = { from: coveredTo, to: seenTo };
    await services.feeds.write({
      posts,
      at: services.clock.now(),
      seen: span.from < span.to ? feeds.map((feed) => ({ feed, span })) : [],
      ...(cursor === null ? {} : { cursor: { name: `stream:${source.name}`, value: cursor } }),
    });
    await services.feeds.forget(deleted);
    const written = posts.length;
    posts = [];
    deleted = [];
    coveredTo = seenTo;
    startedMs = options.elapsedMs();
    const active = await services.feeds.active();
    for (const feed of active)
      if (feed.source === source.name) await services.jobs.add({ name: "detect", input: { feed: feed.id } });
    await options.onWritten?.(written);
    startedMs = options.elapsedMs();
  };

  for await (const event of connection.stream(signal)) {
    if (event.kind === "delete") deleted.push(event.post);
    // Deletions follow the batch that may hold their posts, so until they are done the cursor waits before them.
    if (deleted.length === 0) cursor = event.cursor;
    if (event.kind === "post") {
      const matched = options.match(event.post);
      if (matched.length > 0) posts.push({ post: understood(event.post), feeds: matched });
      // A later post may carry the same second, so what is observed ends where this second begins.
      seenTo = latest(seenTo, new Date(Math.floor(event.post.postedAt.getTime() / secondMs) * secondMs));
    } else if (event.kind === "idle") {
      seenTo = latest(seenTo, event.at);
    }
    if (posts.length + deleted.length >= batchMax || options.elapsedMs() - startedMs >= batchAgeMs) await flush();
    if (signal.aborted) break;
  }
  await flush();
}

const latest = (a: Date, b: Date): Date => (a > b ? a : b);
