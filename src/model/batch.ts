import type { Span } from "./feed.ts";
import type { Post, PostRef } from "./post.ts";

/** What one read of a network brought: everything in it is committed together, or nothing is. Written again, it changes nothing. */
export interface Batch {
  /** Left out: posts older than `postsTakenMs` at `at` (they would be dropped before the next read), or over a day ahead of it. */
  readonly posts: readonly { readonly post: Post; readonly feeds: readonly number[] }[];
  /**
   * What its network deleted, after the posts above: it no longer counts, nothing of it is kept but that it is gone, and it
   * does not come back when an older batch is written again. Unknown ones are passed over.
   */
  readonly deleted?: readonly PostRef[];
  /** When it was observed: engagement gained counts here. */
  readonly at: Date;
  readonly seen: readonly { readonly feed: number; readonly span: Span }[];
  /** Where to go on, saved in the same transaction. `name` is "feed:12" or "stream:bluesky". */
  readonly cursor?: { readonly name: string; readonly value: string };
}

export interface Written {
  readonly added: number;
  /** Posts known before whose text or counters are others now. */
  readonly updated: number;
}
