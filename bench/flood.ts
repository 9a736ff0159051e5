import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setInterval } from "node:timers";
import { type WebSocket, WebSocketServer } from "ws";
import { framesFrom } from "./flood-frames.ts";

/**
 * A Bluesky of its own in a process of its own: a Jetstream that sends `postsPerSecond` posts from "go" until "end", all of
 * them with a followed hashtag, and an AppView that knows every post it is asked for.
 */
const tickMs = 10;
const readers = new Set<WebSocket>();
const next = framesFrom();
let sent = 0;

const jetstream = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
jetstream.on("connection", (reader) => {
  readers.add(reader);
  reader.on("close", () => readers.delete(reader));
  reader.on("error", () => readers.delete(reader));
});

/** Nothing was before the flood; a post gains a like with each reading; nobody has a profile worth a word. */
const appView = createServer((request, answer) => {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const bodies: Readonly<Record<string, () => unknown>> = {
    "/xrpc/app.bsky.feed.searchPosts": () => ({ posts: [] }),
    "/xrpc/app.bsky.feed.getPosts": () => ({ posts: url.searchParams.getAll("uris").map(viewOf) }),
    "/xrpc/app.bsky.actor.getProfiles": () => ({ profiles: [] }),
  };
  const body = bodies[url.pathname]?.();
  answer.writeHead(body ? 200 : 404, { "content-type": "application/json" });
  answer.end(JSON.stringify(body ?? { error: "NotFound" }));
});

function viewOf(uri: string): unknown {
  const did = uri.split("/")[2] ?? "";
  return {
    uri,
    cid: "bafyreiflood",
    author: { did, handle: `${did.slice(-8)}.bsky.social` },
    record: { $type: "app.bsky.feed.post", text: "A post of the flood #flood0", createdAt: new Date().toISOString() },
    likeCount: 1 + Math.floor(Math.random() * 9),
    repostCount: 0,
    replyCount: 0,
    quoteCount: 0,
    indexedAt: new Date().toISOString(),
  };
}

appView.listen(0, "127.0.0.1", () => {
  const portOf = (address: unknown) => (address as AddressInfo).port;
  process.send?.({ jetstream: portOf(jetstream.address()), appView: portOf(appView.address()) });
});

let flow: NodeJS.Timeout | undefined;
process.on("message", (word: { readonly go?: number; readonly end?: true }) => {
  if (word.go !== undefined) flow = begin(word.go);
  if (word.end) {
    clearInterval(flow);
    process.send?.({ sent });
  }
});
process.on("disconnect", () => process.exit(0));

function begin(postsPerSecond: number): NodeJS.Timeout {
  const startedMs = performance.now();
  return setInterval(() => {
    const owed = Math.floor(((performance.now() - startedMs) * postsPerSecond) / 1_000);
    for (; sent < owed; sent++) {
      const frame = next(sent);
      for (const reader of readers) reader.send(frame);
    }
  }, tickMs);
}
