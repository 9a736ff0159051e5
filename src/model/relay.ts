import { bucketOf, hourMs, minuteMs } from "./clock.ts";
import type { Span } from "./feed.ts";
import type { Channel, MessageRef, Person } from "./place.ts";
import type { PostLine } from "./reader.ts";

/** Which posts come: each new one, the best of each hour, or those that go viral. */
export const relayModes = ["each", "top", "viral"] as const;
export type RelayMode = (typeof relayModes)[number];

/** How many posts an hour it brings. */
export const postsPerHour = { usual: 10, min: 1, max: 60 } as const;
/** What one message shows of them at most. */
export const batchMax = 10;

/** An hour is summed up so long after it ended: some posts arrive late. */
export const settleMs = 2 * minuteMs;
/** The end of the last hour that can be summed up. */
export const endedHour = (now: Date): Date => bucketOf(new Date(now.getTime() - settleMs), hourMs);

/** One tracker's posts themselves, brought into the thread of one message. */
export interface Relay {
  readonly id: number;
  readonly tracker: number;
  readonly channel: Channel;
  readonly mode: RelayMode;
  readonly maxPerHour: number;
  readonly createdBy: Person;
  /** Posts from before are no news. */
  readonly since: Date;
  /** The message whose thread they go into; null while it was not posted. */
  readonly message: MessageRef | null;
  /** Batches up to this one are out. */
  readonly sentBatch: number;
  /** Hours up to then were summed up. */
  readonly toldTo: Date;
  /** When its posts were last looked through; null = never. */
  readonly lookedAt: Date | null;
  /** It is not looked at before. */
  readonly nextAt: Date;
  readonly stoppedAt: Date | null;
}

/** A post that was looked at, and what it is known by where somebody else says the same. */
export interface MetPost {
  readonly key: number;
  /** See text/marks.ts. */
  readonly marks: readonly string[];
  /** The post that says the same and was shown, or is to be shown with it. */
  readonly twinOf: number | null;
}

export interface Relays {
  create(
    wish: Pick<Relay, "tracker" | "channel" | "mode" | "maxPerHour" | "createdBy" | "since" | "toldTo">,
  ): Promise<Relay>;
  get(id: number): Promise<Relay | null>;
  /** Those not stopped of a channel, or of the workspace. */
  list(channel?: Channel): Promise<readonly Relay[]>;
  change(
    id: number,
    change: Partial<Pick<Relay, "since" | "message" | "sentBatch" | "toldTo" | "lookedAt" | "nextAt" | "stoppedAt">>,
  ): Promise<Relay>;
  /** Posts of its mode, from that time, that it never met: no reposts, none that is gone. */
  unmet(id: number, span: Span, order: "oldest" | "moving", count: number): Promise<readonly PostLine[]>;
  /** Posts shown from that hour on that are known by marks. */
  shownSince(id: number, hour: Date): Promise<readonly (Pick<PostLine, "key" | "network"> & Pick<MetPost, "marks">)[]>;
  /**
   * Notes them as met in that hour. As many as the hour still has room for are put into batches to be sent; then all others are
   * beyond it, and with them all unmet ones of `rest`. Without `rest` those there is no room for are left alone. Gives the batches
   * of the last hours that are out and of whose posts one is on another network too by now.
   */
  meet(id: number, hour: Date, posts: readonly MetPost[], rest: Span | null): Promise<readonly number[]>;
  /** The last batch there is; 0 = none. */
  lastBatch(id: number): Promise<number>;
  /** What is still there of a batch, and on which other networks each was said, by its key. */
  batch(
    id: number,
    batch: number,
  ): Promise<{ readonly posts: readonly PostLine[]; readonly also: ReadonlyMap<number, readonly string[]> }>;
  /** How many posts there was no room for in those hours, and the one that moved most of them. */
  beyond(id: number, hours: Span): Promise<{ readonly count: number; readonly best: PostLine | null }>;
}
