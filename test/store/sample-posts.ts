import type { Counters, Post } from "../../src/model/post.ts";

/** A post with nothing in it but its name, time and counters, and what a test sets. */
export function samplePost(id: string, postedAt: Date, more: Partial<Post> = {}): Post {
  return {
    network: "bluesky",
    id,
    author: null,
    postedAt,
    kind: "original",
    content: "text",
    text: `post ${id}`,
    title: null,
    url: null,
    language: null,
    tags: [],
    topics: [],
    sentiment: null,
    location: null,
    community: null,
    client: null,
    sensitive: false,
    media: [],
    counters: unknownCounters,
    extras: {},
    ...more,
  };
}

export const unknownCounters: Counters = { likes: null, shares: null, replies: null, views: null };

export const sampleAuthor = (id: string, followers: number | null = null) => ({
  id,
  handle: `handle-${id}`,
  name: null,
  followers,
  verified: null,
  automated: null,
});
