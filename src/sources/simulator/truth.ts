import type { Post } from "../../model/post.ts";
import { drawOf, mix, pick } from "./chance.ts";
import type { Moment } from "./moments.ts";
import type { Tone } from "./phrases/phrasebook.ts";
import { type Topic, topics } from "./phrases/topics.ts";
import type { City, Language } from "./regions.ts";

/** What a post was written to say. */
export interface Truth {
  readonly tone: Tone;
  readonly language: Language;
  readonly home: City;
  readonly topic: Topic | null;
}

/** How many of the everyday posts without a feeling are about a topic. */
const topicOften = 0.3;

/** Drawn apart from everything else about the moment, which so stays as it is whatever topics there are. */
export function topicOf({ seed, burst }: Moment, tone: Tone): Topic | null {
  const hash = mix(seed, 0x99);
  if (burst || tone !== "neutral" || drawOf(hash) >= topicOften) return null;
  return pick(() => drawOf(mix(hash, 1)), topics);
}

/**
 * The labels that readers of posts are measured by. They lie beside what a network tells, in a post's extras, under names that nothing else
 * in the product reads.
 */
export const labelsOf = ({ tone, language, home, topic }: Truth): Post["extras"] => ({
  truthSentiment: tone,
  truthLanguage: language,
  truthPlace: home.location.country ?? home.location.name,
  ...(topic === null ? {} : { truthTopic: topic }),
});
