import type { Clock } from "../model/clock.ts";
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
  };
  /** The network's rules, as data. */
  readonly terms: {
    readonly retentionDays?: number;
    readonly combineMetrics: boolean;
    readonly exportRowsPerDay?: number;
  };
  /** Shortest sensible time between two reads of one feed. */
  readonly paceMs: number;
  /** Said on every card with its data, e.g. "simulated". Absent for the real networks. */
  readonly disclosure?: string;
  connect(io: SourceIo<C>): Connection;
}

export interface SourceIo<C extends string = string> {
  readonly http: Http;
  readonly credentials: Readonly<Record<C, string>>;
  readonly clock: Clock;
}

/** fetch, with the address guard and time-out already in it. Foreign JSON comes back unknown: decode it at the border. */
export interface Http {
  json(url: URL, init?: { headers?: Readonly<Record<string, string>>; signal?: AbortSignal }): Promise<unknown>;
}

export interface Connection {
  /** Where `can.search`. */
  search?(query: SearchQuery, signal: AbortSignal): Promise<Page>;
  /** Where `can.stream`: everything that passes, in the order the network tells it. Ends when the network does. */
  stream?(signal: AbortSignal, from?: string): AsyncIterable<StreamEvent>;
}

export interface SearchQuery {
  readonly network: string;
  readonly subject: Subject;
  /** Where the last page said to go on; null the first time, when `since` bounds how far back to look. */
  readonly cursor: string | null;
  readonly since: Date;
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

export type StreamEvent =
  | { readonly kind: "post"; readonly post: Post; readonly cursor: string }
  | { readonly kind: "delete"; readonly post: PostRef; readonly cursor: string }
  /** Nothing happened up to `at`: moves coverage on. */
  | { readonly kind: "idle"; readonly at: Date; readonly cursor: string };

/** Keeps the literal types of a declaration. */
export const defineSource = <C extends string>(source: Source<C>): Source<C> => source;
