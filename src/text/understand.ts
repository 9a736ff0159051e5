import type { Location } from "../model/post.ts";
import type { Topic } from "../model/topic.ts";
import { cutTag, hashtagsOf } from "./hashtags.ts";
import { detectLanguage } from "./language.ts";
import { linksOf } from "./links.ts";
import { mentionsOf } from "./mentions.ts";
import { placeOf } from "./place.ts";
import { type Sentiment, sentimentOf, unknownSentiment } from "./sentiment.ts";
import { topicsOf } from "./topics.ts";

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
  readonly topics: readonly Topic[];
  readonly place: Location | null;
}

/** A text that ends in "…" counts as cut: the hashtag, mention or link that touches it is left out. */
export function understand(text: string, { language: told = null, location = null }: Hints = {}): Facts {
  const language = told ?? detectLanguage(text).language;
  const primary = told === null ? language : primaryOf(told);
  return {
    hashtags: hashtagsOf(cutTag(text)).map((tag) => tag.key),
    mentions: mentionsOf(text),
    links: linksOf(text),
    language,
    sentiment: feelingOf(text, primary),
    topics: topicsOf(text, primary),
    place: location === null ? null : placeOf(location),
  };
}

function feelingOf(text: string, primary: string | null): Sentiment {
  // The model learnt Hindi in Latin letters alone.
  return primary === "hi" && hasDevanagari(text) ? unknownSentiment : sentimentOf(text, primary);
}

function hasDevanagari(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >> 7 === 0x900 >> 7) return true;
  return false;
}

/** The models know languages, not their countries. */
const primaryOf = (language: string): string | null => language.toLowerCase().split("-")[0] ?? null;
