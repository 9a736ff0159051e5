import type { Location, Meaning, Post } from "../model/post.ts";
import { understand } from "./understand.ts";

/** Of what text/ makes of a post; higher whenever the same post is read another way, so that stored ones are read anew. */
export const understandingVersion = 3;

/** What is read out of a post, or was. */
export type Read = Pick<Post, "text" | "title" | "language" | "languageTold" | "location">;

/** What a post means. What its network says of it stands; what was read earlier does not. */
export function meaningOf(post: Read): Meaning {
  const told = post.languageTold === false ? null : post.language;
  const { location } = post;
  const facts = understand(`${post.title ?? ""}\n${post.text}`.trim(), {
    language: told,
    location: location && isOpen(location) ? location.name : null,
  });
  return {
    language: facts.language,
    languageTold: told !== null,
    sentiment: facts.sentiment.label,
    topics: facts.topics,
    location: location && isOpen(location) ? found(location, facts.place) : location,
    understanding: understandingVersion,
  };
}

/** The post with what it means, on its way in. */
export const understood = (post: Post): Post => ({ ...post, ...meaningOf(post) });

/** Where its network gives no more than a name. */
const isOpen = ({ latitude, isRead }: Location): boolean => latitude === undefined || isRead === true;

const found = ({ name }: Location, place: Location | null): Location =>
  place ? { ...place, name, isRead: true } : { name };
