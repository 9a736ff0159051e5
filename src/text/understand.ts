import type { Location, Post } from "../model/post.ts";
import { cutTag, hashtagsOf } from "./hashtags.ts";
import { linksOf } from "./links.ts";
import { mentionsOf } from "./mentions.ts";

/** What is known beside the text. */
export interface Hints {
  /** BCP 47 tag as the network says. */
  readonly language?: string | null;
  /** Where the post or its author says it is from, free text. */
  readonly location?: string | null;
}

/** What a text says, as far as it is understood; null and [] stand for unknown, never for neutral or nowhere. */
export interface Facts {
  /** Keys, without "#". */
  readonly hashtags: readonly string[];
  /** Handles, without "@". */
  readonly mentions: readonly string[];
  readonly links: readonly string[];
  readonly language: string | null;
  readonly sentiment: Sentiment;
  readonly topics: readonly string[];
  readonly place: Location | null;
}

/** Probabilities that sum to 1, and the likeliest. */
export type Sentiment =
  | {
      readonly label: "negative" | "neutral" | "positive";
      readonly negative: number;
      readonly neutral: number;
      readonly positive: number;
    }
  | { readonly label: null; readonly negative: null; readonly neutral: null; readonly positive: null };

const unknown: Sentiment = { label: null, negative: null, neutral: null, positive: null };

/** A text that ends in "…" counts as cut: the hashtag, mention or link that touches it is left out. */
export const understand = (text: string, hints: Hints = {}): Facts => ({
  hashtags: hashtagsOf(cutTag(text)).map((tag) => tag.key),
  mentions: mentionsOf(text),
  links: linksOf(text),
  ...meaningOf(text, hints),
});

/** The post with what its text means, where its network does not say it. */
export function understood(post: Post): Post {
  const hints = { language: post.language, location: post.location?.name ?? null };
  const { language, sentiment, topics, place } = meaningOf(`${post.title ?? ""}\n${post.text}`.trim(), hints);
  return {
    ...post,
    language,
    sentiment: post.sentiment ?? sentiment.label,
    topics: post.topics.length > 0 ? post.topics : topics,
    location: post.location ?? place,
  };
}

type Meaning = Pick<Facts, "language" | "sentiment" | "topics" | "place">;

/** Only the language is known so far, and only where the network says it. */
const meaningOf = (_text: string, { language = null }: Hints): Meaning => ({
  language,
  sentiment: unknown,
  topics: [],
  place: null,
});
