import type { PostText, Ranked } from "../model/reader.ts";
import { type WordList, wordListsOf } from "./word-list.ts";

/** Of a workspace's own lists, each with the posts that have a word of it; those that none has are left out. The most first. */
export function rankedLists(lists: readonly WordList[], texts: readonly PostText[]): readonly Ranked[] {
  const matching = wordListsOf(lists);
  const found = new Map<string, PostText[]>(lists.map(({ name }) => [name, []]));
  for (const post of texts) for (const name of matching(post.text)) found.get(name)?.push(post);
  return [...found]
    .filter(([, posts]) => posts.length > 0)
    .map(([name, posts]) => ({ name, of: null, ...sumsOf(posts), share: posts.length / texts.length }))
    .sort((a, b) => b.posts - a.posts || (a.name < b.name ? -1 : 1));
}

/** Those that have a word of any of the lists. */
export function postsOfLists(lists: readonly WordList[], texts: readonly PostText[]): readonly PostText[] {
  const matching = wordListsOf(lists);
  return texts.filter(({ text }) => matching(text).length > 0);
}

function sumsOf(posts: readonly PostText[]): Omit<Ranked, "name" | "of" | "share"> {
  const told = posts.flatMap(({ engagement }) => engagement ?? []);
  const feeling = (sentiment: PostText["sentiment"]) => posts.filter((post) => post.sentiment === sentiment).length;
  return {
    posts: posts.length,
    engagement: told.length === 0 ? null : told.reduce((sum, n) => sum + n, 0),
    negative: feeling("negative"),
    positive: feeling("positive"),
    read: posts.length - feeling(null),
  };
}
