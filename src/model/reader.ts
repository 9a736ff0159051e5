import type { Point } from "./feed.ts";
import type { ContentType, Location, Post, PostKind } from "./post.ts";

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
  readonly sentiments?: readonly NonNullable<Post["sentiment"]>[];
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
}

/** What commands, charts and jobs may ask of the stored data of one workspace. */
export interface Reader {
  /** `stepMs` is a multiple of a minute; hours and more answer from hour rollups, less from the last 48 hours' minutes. */
  series(scope: Scope, stepMs: number): Promise<Series>;
  /** Of all posts: a filter is not looked at. Authors are what it costs; without them `authors` is null. */
  totals(scope: Omit<Scope, "filter">, options?: { readonly authors?: boolean }): Promise<Totals>;
  /** By engagement, highest first; at most `count` (≤ 50). */
  topPosts(scope: Scope, count: number): Promise<readonly PostLine[]>;
  /** Exact distinct authors of the newest 5,000 posts of the scope, counted to at most 1,000; null where none is named. */
  authors(scope: Scope): Promise<number | null>;
}
