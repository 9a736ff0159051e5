import type { Author } from "./author.ts";

export type PostKind = "original" | "repost" | "reply" | "quote";
/** How a post feels. */
export const sentiments = ["negative", "neutral", "positive"] as const;
export type Sentiment = (typeof sentiments)[number];
export type ContentType = "text" | "link" | "image" | "video" | "audio" | "poll" | "article" | "live";

/** The counters of one post at one time. null = the network does not say, which is not zero. */
export interface Counters {
  readonly likes: number | null;
  readonly shares: number | null;
  readonly replies: number | null;
  readonly views: number | null;
}

/** Where a post says it comes from: a free text, a resolved city or country, or coordinates in degrees. */
export interface Location {
  readonly name: string;
  readonly city?: string;
  /** The first division of the country: a state, a province, a Land. */
  readonly region?: string;
  /** ISO 3166 alpha-2. */
  readonly country?: string;
  readonly latitude?: number;
  readonly longitude?: number;
  /** Where it is was read out of the name; otherwise it is the network's word. */
  readonly isRead?: true;
}

export interface Media {
  readonly kind: "image" | "video" | "audio";
  readonly url: string;
  readonly alt?: string;
}

/** A hashtag as the network's entities or our reading of the text give it. */
export interface Tag {
  readonly key: string;
  readonly display: string;
}

/** One item of a network in our own shape. `network` + `id` names it for good; ids are strings (they exceed 2^53). */
export interface Post {
  readonly network: string;
  readonly id: string;
  readonly author: Author | null;
  readonly postedAt: Date;
  readonly kind: PostKind;
  readonly content: ContentType;
  readonly text: string;
  readonly title: string | null;
  readonly url: string | null;
  /** BCP 47 primary tag as the network or text/ says, e.g. "en"; null = unknown. */
  readonly language: string | null;
  /** false = the language was read out of the text; otherwise it is the network's word. */
  readonly languageTold?: boolean;
  /** Version of text/ that read what it means (src/text/understood.ts); absent = nobody yet. */
  readonly understanding?: number;
  readonly tags: readonly Tag[];
  readonly topics: readonly string[];
  readonly sentiment: Sentiment | null;
  readonly location: Location | null;
  readonly community: string | null;
  /** What it was written with, e.g. "android". */
  readonly client: string | null;
  readonly sensitive: boolean;
  readonly media: readonly Media[];
  readonly counters: Counters;
  /** What else the network gives: awards, quotes, dislikes, durationMs, flair … Flat, small. */
  readonly extras: Readonly<Record<string, string | number | boolean>>;
}

/** What text/ reads out of a post. */
export type Meaning = Readonly<
  Required<Pick<Post, "language" | "languageTold" | "sentiment" | "topics" | "location" | "understanding">>
>;

export interface PostRef {
  readonly network: string;
  readonly id: string;
}

/** Likes + shares + replies, unknown ones left out; null where none is known. Views are reach, not engagement. */
export function engagementOf({ likes, shares, replies }: Counters): number | null {
  if (likes === null && shares === null && replies === null) return null;
  return (likes ?? 0) + (shares ?? 0) + (replies ?? 0);
}

/** Engagement per view, or per follower where views are unknown, as a fraction; null where neither is known or is 0. */
export function engagementRateOf(post: Post): number | null {
  const reach = post.counters.views ?? post.author?.followers ?? null;
  const engagement = engagementOf(post.counters);
  return reach && engagement !== null ? engagement / reach : null;
}
