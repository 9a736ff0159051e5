import type { Author } from "./author.ts";
import type { Point, Span } from "./feed.ts";
import type { ContentType, Location, PostKind, Sentiment } from "./post.ts";

/** What part of a workspace's data a question is about. Trackers of another workspace contribute nothing. */
export interface Scope {
  readonly trackers: readonly number[];
  readonly from: Date;
  readonly to: Date;
  /** Only these networks; all of the trackers' when absent. */
  readonly networks?: readonly string[];
  /** Only posts like this. Answered from the posts, so only as far back as they are kept: a UserError beyond that. */
  readonly filter?: PostFilter;
}

/** What a post must be, in each respect that is named one of these. */
export interface PostFilter {
  readonly languages?: readonly string[];
  readonly kinds?: readonly PostKind[];
  readonly contents?: readonly ContentType[];
  /** As the workspace reads them. */
  readonly sentiments?: readonly Sentiment[];
  /** Any of these. */
  readonly topics?: readonly string[];
  /** These alone, by their keys. */
  readonly keys?: readonly number[];
}

export interface Series {
  readonly stepMs: number;
  /** One point per step from `scope.from` (aligned) up to `scope.to`, none missing. */
  readonly points: readonly Point[];
  /** Fraction 0..1 of the asked time that was really observed, over all feeds. */
  readonly coverage: number;
}

export interface NetworkTotals {
  readonly network: string;
  readonly posts: number;
  readonly engagement: number;
  readonly coverage: number;
  /** Up to when it was observed, whatever was asked for; null = not at all yet. */
  readonly lastSeenAt: Date | null;
  /** How often its posts were seen meanwhile; absent where it does not tell. */
  readonly views?: number;
}

/** How many posts feel how. */
export interface SentimentTotals {
  readonly negative: number;
  readonly neutral: number;
  readonly positive: number;
  /** Posts that were seen, also those in languages that nobody reads. */
  readonly observed: number;
}

export interface Totals {
  readonly posts: number;
  readonly engagement: number;
  /** Distinct authors, estimated (±4 %); null where no network names them, or where they were not asked for. */
  readonly authors: number | null;
  readonly coverage: number;
  readonly sentiment: SentimentTotals;
  readonly networks: readonly NetworkTotals[];
}

/** Whether two times were observed about equally well: growth between others says nothing. */
export const comparable = (a: Pick<Totals, "coverage">, b: Pick<Totals, "coverage">): boolean =>
  Math.abs(a.coverage - b.coverage) <= 0.05;

/** A post as cards show it. */
export interface PostLine {
  /** Names it within the store. */
  readonly key: number;
  readonly network: string;
  readonly id: string;
  readonly url: string | null;
  readonly text: string;
  readonly postedAt: Date;
  readonly author: string | null;
  readonly engagement: number | null;
  readonly views: number | null;
  readonly sensitive: boolean;
  readonly location: Location | null;
  readonly language: string | null;
  readonly topics: readonly string[];
  /** As the workspace reads it. */
  readonly sentiment: Sentiment | null;
}

export const rankings = ["people", "topics", "places", "languages", "tags"] as const;
export type RankedBy = (typeof rankings)[number];

export interface RankingOf {
  /** "authors" are people by how much they wrote. */
  readonly by: RankedBy | "authors";
  /** At most 50. */
  readonly count: number;
  /** Only what is called so. */
  readonly among?: readonly string[];
}

export interface Ranking {
  /** All posts of the scope. */
  readonly posts: number;
  /** Those of them of which it is known, e.g. that say where they are from. */
  readonly known: number;
  readonly rows: readonly Ranked[];
}

export interface Ranked {
  /** A handle without "@", a topic's key, a country's code, a language's tag, a hashtag's key. */
  readonly name: string;
  /** Of a place its city; of a person the network. */
  readonly of: string | null;
  readonly posts: number;
  /** Of the posts of which it is known, 0..1. */
  readonly share: number;
  /** null where no network tells any. */
  readonly engagement: number | null;
  /** How many of the posts feel so. */
  readonly negative: number;
  readonly positive: number;
  /** How many of them could be read. */
  readonly read: number;
}

/** An author with what they posted in a scope. */
export interface AuthorPosts {
  readonly network: string;
  readonly author: Author;
  /** How many posts of theirs there are, and what they moved; null where their network does not tell. */
  readonly count: number;
  readonly engagement: number | null;
  /** The newest first, at most 500. */
  readonly posts: readonly PostLine[];
}

/** How much posts of a scope moved, of which it is known: one author's, and a sample of all. */
export interface Reactions {
  readonly author: { readonly posts: number; readonly median: number } | null;
  /** `ninth`: what nine of ten do not exceed. */
  readonly all: { readonly posts: number; readonly ninth: number; readonly highest: number };
}

/** Who wrote in a scope and not before it. */
export interface Newcomers {
  /** The most followers first, at most 20; each with the first post. */
  readonly authors: readonly {
    readonly network: string;
    readonly author: Author;
    readonly post: number;
    readonly postedAt: Date;
  }[];
  /** How many as widely followed wrote before, as far as a sample shows, and the most followers of those. */
  readonly before: { readonly authors: number; readonly followersMax: number };
}

/** Hashtags of the newest posts of a scope, what was passed on left out. */
export interface Companions {
  readonly posts: number;
  /** The commonest 50, by their keys; on how many posts each, and by how many people who are named. */
  readonly tags: readonly { readonly tag: string; readonly posts: number; readonly authors: number }[];
}

export interface PostText {
  readonly key: number;
  /** Its title too. */
  readonly text: string;
  readonly engagement: number | null;
  /** As the workspace reads it. */
  readonly sentiment: Sentiment | null;
}

/** What one feed brought, as a detector takes it. */
export interface FeedCounts {
  readonly feed: number;
  readonly network: string;
  /** One for each step, oldest first; null where a step was not observed throughout, or is not known so finely any more. */
  readonly counts: readonly { readonly at: Date; readonly count: number | null }[];
}

/** What commands, charts and jobs may ask of the stored data of one workspace. */
export interface Reader {
  /** `stepMs` is a multiple of a minute; hours and more answer from hour rollups, less from the last 48 hours' minutes. */
  series(scope: Scope, stepMs: number): Promise<Series>;
  /** Of each feed apart, up to the last step that was observed to its end; a filter is not looked at. */
  counts(scope: Omit<Scope, "filter">, stepMs: number): Promise<readonly FeedCounts[]>;
  /** Of all posts: a filter is not looked at. Authors are what it costs; without them `authors` is null. */
  totals(scope: Omit<Scope, "filter">, options?: { readonly authors?: boolean }): Promise<Totals>;
  /** Share 0..1 of each span, up to now, that was really observed, over all the feeds that the trackers have by now. */
  coverage(trackers: readonly number[], spans: readonly Span[]): Promise<readonly number[]>;
  /** By engagement, highest first; at most `count` (≤ 50). */
  topPosts(scope: Scope, count: number): Promise<readonly PostLine[]>;
  /** What most posts of the scope are of, the most first, "people" by what they moved. */
  ranking(scope: Scope, of: RankingOf): Promise<Ranking>;
  /** Who is called so, with or without capitals, among the authors of the newest 20,000 posts; null where nobody is. */
  author(scope: Scope, handle: string): Promise<AuthorPosts | null>;
  /** What is usual for one post: how much the others of its author moved in the scope, and all. */
  reactions(scope: Scope, post: number): Promise<Reactions>;
  /** Which hashtags the newest posts have, at most 5,000 of them. */
  companions(scope: Scope): Promise<Companions>;
  /** Whoever has as many followers, wrote something of their own in the scope, and nothing from `since` up to it. */
  newcomers(scope: Scope, than: { readonly since: Date; readonly followersMin: number }): Promise<Newcomers>;
  /** What the newest posts say, at most `count` (≤ 5,000). */
  texts(scope: Scope, count: number): Promise<readonly PostText[]>;
  /** Exact distinct authors of the newest 5,000 posts of the scope, counted to at most 1,000; null where none is named. */
  authors(scope: Scope): Promise<number | null>;
}
