import { setImmediate } from "node:timers/promises";
import type { PostText, Ranked } from "../model/reader.ts";
import { type WordList, wordListsOf } from "./word-list.ts";

/** So many texts take some ten milliseconds; then others get a turn. */
const textsAtOnce = 200;

/** Of a workspace's own lists, each with the posts that have a word of it; those that none has are left out. The most first. */
export async function rankedLists(lists: readonly WordList[], texts: readonly PostText[]): Promise<readonly Ranked[]> {
  const found = new Map<string, PostText[]>(lists.map(({ name }) => [name, []]));
  for await (const { post, names } of matched(lists, texts)) for (const name of names) found.get(name)?.push(post);
  return [...found]
    .filter(([, posts]) => posts.length > 0)
    .map(([name, posts]) => ({ name, of: null, ...sumsOf(posts), share: posts.length / texts.length }))
    .sort((a, b) => b.posts - a.posts || (a.name < b.name ? -1 : 1));
}

/** Those that have a word of any of the lists. */
export async function postsOfLists(
  lists: readonly WordList[],
  texts: readonly PostText[],
): Promise<readonly PostText[]> {
  const posts: PostText[] = [];
  for await (const { post } of matched(lists, texts)) posts.push(post);
  return posts;
}

async function* matched(lists: readonly WordList[], texts: readonly PostText[]) {
  const namesIn = wordListsOf(lists);
  for (const [i, post] of texts.entries()) {
    if (i % textsAtOnce === textsAtOnce - 1) await setImmediate();
    const names = namesIn(post.text);
    if (names.length > 0) yield { post, names };
  }
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
