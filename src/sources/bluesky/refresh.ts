import type { Author } from "../../model/author.ts";
import type { PostRef } from "../../model/post.ts";
import { asArray, asObject } from "../decode.ts";
import type { Refreshed } from "../source.ts";
import { readAuthor, readViews, uriOf } from "./view.ts";
import type { Xrpc } from "./xrpc.ts";

/** That so many posts should all be gone at once is a trouble of the AppView's rather than of theirs. */
const distrustedFrom = 5;

/** The most that getPosts and getProfiles of app.bsky take at a time. */
export const atOnceMax = 25;

/**
 * The posts as they are now, with their authors' followers; what the AppView does not show (deleted, taken down, or its account
 * gone) is gone. Ask for what is some minutes old: the AppView shows a post a little after the stream tells of it.
 */
export async function refresh(xrpc: Xrpc, refs: readonly PostRef[], signal: AbortSignal): Promise<Refreshed> {
  const views: unknown[] = [];
  for (const uris of inParts(refs.map(({ id }) => id))) {
    const answer = await xrpc.get("app.bsky.feed.getPosts", { uris }, signal);
    views.push(...asArray(asObject(answer, "the answer")["posts"], "posts"));
  }
  const shown = new Set(views.map(uriOf));
  const posts = readViews(views);
  const authors = await authorsOf(xrpc, new Set(posts.flatMap(({ author }) => author?.id ?? [])), signal);
  return {
    posts: posts.map((post) => ({ ...post, author: authors.get(post.author?.id ?? "") ?? post.author })),
    gone: shown.size === 0 && refs.length >= distrustedFrom ? [] : refs.filter(({ id }) => !shown.has(id)),
  };
}

async function authorsOf(xrpc: Xrpc, dids: ReadonlySet<string>, signal: AbortSignal): Promise<Map<string, Author>> {
  const authors = new Map<string, Author>();
  for (const actors of inParts([...dids])) {
    const answer = await xrpc.get("app.bsky.actor.getProfiles", { actors }, signal);
    for (const profile of asArray(asObject(answer, "the answer")["profiles"], "profiles")) {
      const author = readAuthor(profile);
      authors.set(author.id, author);
    }
  }
  return authors;
}

const inParts = (all: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(all.length / atOnceMax) }, (_, part) =>
    all.slice(part * atOnceMax, (part + 1) * atOnceMax),
  );
