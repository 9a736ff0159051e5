import type { Batch, Written } from "./batch.ts";
import type { Feed, Span } from "./feed.ts";
import type { Meaning, Post, PostRef } from "./post.ts";

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
  /** Tells that somebody began or ceased to follow something, in any process, or that such news may have been missed. */
  onFollowed(changed: () => void): Promise<() => Promise<void>>;
  /** Of what Batch.cursor named so. */
  cursor(name: string): Promise<string | null>;
  /** What of [from, to) was not observed, oldest first. */
  gaps(feed: number, from: Date, to: Date): Promise<readonly Span[]>;
  /** How often it is read at present; null = nobody said yet. */
  pace(feed: number): Promise<number | null>;
  setPace(feed: number, paceMs: number): Promise<void>;
  /**
   * Followed posts of a source that reached one of `agesMs` in (since, until], the youngest first, at most `limit`: their
   * counters should be read again.
   */
  due(asked: {
    readonly source: string;
    readonly agesMs: readonly number[];
    readonly since: Date;
    readonly until: Date;
    readonly limit: number;
  }): Promise<readonly PostRef[]>;
  write(batch: Batch): Promise<Written>;
  /** Posts that were read by another version of text/ than `version`, or by none, with keys after `after`, at most `limit`. */
  readOtherwise(version: number, after: number, limit: number): Promise<readonly StoredPost[]>;
  /** What they mean by now; totals follow. Where the cursor `name` is, is noted with it. Posts that changed since are passed over. */
  reread(posts: readonly RereadPost[], cursor: { readonly name: string; readonly value: string }): Promise<void>;
  /** The highest key of a post: how far there is to go. 0 = none. */
  lastKey(): Promise<number>;
  /** Posts their network deleted: they no longer count, and nothing of them is kept. Unknown ones are passed over. */
  forget(posts: readonly PostRef[]): Promise<void>;
  /** Posts per `stepMs` for a detector, from `from` up to the end of what was observed; null where blind. */
  counts(feed: number, from: Date, stepMs: number): Promise<readonly { at: Date; count: number | null }[]>;
  detector(feed: number): Promise<unknown>;
  /** Only where it still is as `was`: whoever judged the same in the meantime, or began anew, is not overwritten. */
  saveDetector(feed: number, state: unknown, was: unknown): Promise<boolean>;
  /** Whether anything else got posts since then, on each of a tracker's networks; null where nothing else is followed there. */
  othersHeard(tracker: number, since: Date): Promise<boolean | null>;
  /** Digests of all workspaces that are to be looked at by then, the longest due first: numbers only. */
  dueDigests(now: Date): Promise<readonly { readonly workspace: string; readonly digest: number }[]>;
  /** Relays of all workspaces that have something to look through by then, the longest due first: numbers only. */
  dueRelays(now: Date): Promise<readonly { readonly workspace: string; readonly relay: number }[]>;
  /** What else of all workspaces has its time by then, the longest due first: numbers only. */
  dueWork(now: Date): Promise<readonly DueWork[]>;
  /** Drops what is past its time; totals keep what was counted. Says how many rows of what. */
  purge(now: Date, options?: PurgeOptions): Promise<Readonly<Record<string, number>>>;
}

/** A roundup that is to be sent, an incident nobody is on, a tracker whose end has come. */
export interface DueWork {
  readonly what: "roundup" | "escalation" | "end";
  readonly workspace: string;
  readonly id: number;
}

/** A stored post, as far as its meaning depends on it. */
export type StoredPost = Readonly<{ key: number; network: string }> &
  Pick<Post, "text" | "title" | "language" | "languageTold" | "location">;

export type RereadPost = StoredPost & Readonly<{ meaning: Meaning }>;

export interface PurgeOptions {
  /** How many days networks let us keep their posts, where that is less than we would (see retention.ts). */
  readonly keptDays?: Readonly<Record<string, number>>;
  /** Told while it goes on, where there is much of something: how many rows so far. */
  readonly progress?: (what: string, dropped: number) => void;
  /** Stops it after the rows in hand; the next one goes on. */
  readonly signal?: AbortSignal;
}
