import type { Batch, Written } from "./batch.ts";
import type { Feed } from "./feed.ts";
import type { PostRef } from "./post.ts";

/** What is collected once for everybody. */
export interface Feeds {
  ensure(feed: Omit<Feed, "id">): Promise<Feed>;
  /** The same for many in one go, in the order asked. */
  ensureMany(feeds: readonly Omit<Feed, "id">[]): Promise<readonly Feed[]>;
  get(id: number): Promise<Feed | null>;
  /** Those at least one active tracker needs. */
  active(): Promise<readonly Feed[]>;
  /** Which trackers of which workspaces listen to it, and how often each wants it read: numbers only. */
  listeners(feed: number): Promise<readonly { workspace: string; tracker: number; paceMs: number }[]>;
  cursor(feed: number): Promise<string | null>;
  write(batch: Batch): Promise<Written>;
  /** Posts their network deleted: they no longer count, and nothing of them is kept. Unknown ones are passed over. */
  forget(posts: readonly PostRef[]): Promise<void>;
  /** Posts per `stepMs` for a detector, from `from` up to the end of what was observed; null where blind. */
  counts(feed: number, from: Date, stepMs: number): Promise<readonly { at: Date; count: number | null }[]>;
  detector(feed: number): Promise<unknown>;
  saveDetector(feed: number, state: unknown): Promise<void>;
  /** Drops what is past its time; totals keep what was counted. Says how many rows of what. */
  purge(now: Date, signal?: AbortSignal): Promise<Readonly<Record<string, number>>>;
}
