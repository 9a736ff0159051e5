import type { Clock } from "../model/clock.ts";
import type { Disclosure } from "../model/disclosure.ts";
import type { Network } from "../model/network.ts";
import type { Post, PostRef } from "../model/post.ts";
import type { Subject, SubjectKind } from "../model/subject.ts";

/** One social network (or stand-in for several), declared in one file under src/sources/. */
export interface Source<C extends string = string> {
  readonly name: string;
  readonly label: string;
  /** What it brings; one entry, its own, but for simulator and replay. */
  readonly networks: readonly Network[];
  /** Operator's settings it needs; off when any is missing. */
  readonly credentials: readonly C[];
  /** The network's published quota. Link its page in a comment. */
  readonly quota: readonly {
    readonly requests: number;
    readonly windowMs: number;
    readonly per: "app" | "user" | "ip";
    readonly costUsd?: number;
  }[];
  readonly can: {
    readonly subjects: readonly SubjectKind[];
    readonly search: boolean;
    readonly stream: boolean;
    readonly counts: boolean;
    /** How many posts' counters one `refresh` reads at most; absent where it has none. */
    readonly refresh?: number;
  };
  /** The network's rules, as data. */
  readonly terms: {
    readonly retentionDays?: number;
    readonly combineMetrics: boolean;
    readonly exportRowsPerDay?: number;
  };
  /** Shortest sensible time between two reads of one feed. */
  readonly paceMs: number;
  /** How rarely a feed may be read while few posts come, to spare the quota; default `paceMs`. */
  readonly quietPaceMs?: number;
  /** Its stream is a record of another time, played once and by whoever asked for it. */
  readonly isArchive?: boolean;
  /** Said on every card with its data, e.g. "simulated". Absent for the real networks. */
  readonly disclosure?: Disclosure;
  /** Its operator named an address on this machine: servers here may be asked, unencrypted too. Default false. */
  readonly allowLoopback?: boolean;
  connect(io: SourceIo<C>): Connection;
}

export interface SourceIo<C extends string = string> {
  readonly http: Http;
  readonly socket: Socket;
  readonly credentials: Readonly<Record<C, string>>;
  readonly clock: Clock;
}

/** fetch, with the address guard and time-out already in it. Foreign JSON comes back unknown: decode it at the border. */
export interface Http {
  json(url: URL, init?: HttpInit): Promise<unknown>;
}

export interface HttpInit {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Sent as JSON by POST; absent = GET. */
  readonly body?: unknown;
}

/**
 * A WebSocket's messages, with the address guard in it. While nobody asks for the next one nothing is read from the network,
 * so the other side waits and memory stays bounded.
 */
export interface Socket {
  /**
   * Ends on a normal close. Throws the signal's reason on abort, SourceError "unavailable" when the connection cannot be had,
   * breaks, or brings nothing for `stallMs` while somebody waits, and what the status means when the server refuses it.
   */
  frames(url: URL, init: { readonly signal: AbortSignal; readonly stallMs: number }): AsyncIterable<Buffer>;
}

export interface Connection {
  /** Where `can.search`. */
  search?(query: SearchQuery, signal: AbortSignal): Promise<Page>;
  /** Where `can.stream`: everything that passes, in the order the network tells it. Ends when the network does. */
  stream?(signal: AbortSignal, from?: string): AsyncIterable<StreamEvent>;
  /** Where `can.refresh`: the posts as they are now, and those their network has no more. */
  refresh?(posts: readonly PostRef[], signal: AbortSignal): Promise<Refreshed>;
}

export interface Refreshed {
  readonly posts: readonly Post[];
  readonly gone: readonly PostRef[];
}

export interface SearchQuery {
  readonly network: string;
  readonly subject: Subject;
  /** Where the last page said to go on; null the first time, when `since` bounds how far back to look. */
  readonly cursor: string | null;
  readonly since: Date;
  /** Nothing from then on is wanted; absent = up to now. */
  readonly until?: Date;
}

/** One page. What lies in `seen` was looked at completely, so a bucket without posts in it is a true zero. */
export interface Page {
  readonly posts: readonly Post[];
  /** Give it back next time; everything it stands for is in this page or an earlier one. */
  readonly cursor: string;
  readonly seen: { readonly from: Date; readonly to: Date };
  /** There is more right now: ask again at once. */
  readonly more: boolean;
}

/** `at` is how far the network has told: what it tells later happened then or later, give or take its clocks. */
export type StreamEvent = { readonly at: Date; readonly cursor: string } & (
  | { readonly kind: "post"; readonly post: Post }
  | { readonly kind: "delete"; readonly post: PostRef }
  /** Nothing happened up to `at`: moves coverage on. */
  | { readonly kind: "idle" }
);

/** Keeps the literal types of a declaration. */
export const defineSource = <C extends string>(source: Source<C>): Source<C> => source;
