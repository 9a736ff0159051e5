import { minuteMs } from "../model/clock.ts";
import type { Services } from "../services.ts";
import { meaningOf, understandingVersion } from "../text/understood.ts";
import { defineJob } from "./job.ts";

/** Read and written in one go: some tens of milliseconds. */
const postsAtOnce = 500;
/** How often it says how far it is. */
const toldEveryMs = minuteMs / 4;

/** Where reading anew is: the key of the last post, or `done`. */
export const understandingCursor = `understanding:${understandingVersion}`;
const done = "done";

/**
 * Reads stored posts that an older version of text/ read, or none, once more, oldest first. What is told of them since then is told
 * anew: totals follow. A run that is cut short goes on where it was.
 */
export default defineJob<Record<string, never>>()({
  name: "understand",
  attempts: 10,
  key: () => "all",
  async run(_, services, signal) {
    const { clock, feeds, log } = services;
    let at = await feeds.cursor(understandingCursor);
    let read = 0;
    let told = clock.now().getTime();
    while (at !== done) {
      signal.throwIfAborted();
      const slice = await readSlice(Number(at ?? 0), services);
      read += slice.posts;
      at = slice.next;
      const nowMs = clock.now().getTime();
      if (at === done || nowMs - told < toldEveryMs) continue;
      told = nowMs;
      log.info({ read, ofAll: Number(at) / Math.max(await feeds.lastKey(), 1) }, "reading stored posts anew");
    }
    if (read > 0) log.info({ read }, "stored posts are read anew");
  },
});

async function readSlice(after: number, { feeds }: Services): Promise<{ posts: number; next: string }> {
  const posts = await feeds.readOtherwise(understandingVersion, after, postsAtOnce);
  const last = posts.at(-1);
  const next = posts.length === postsAtOnce && last ? `${last.key}` : done;
  await feeds.reread(
    posts.map((post) => ({ ...post, meaning: meaningOf(post) })),
    { name: understandingCursor, value: next },
  );
  return { posts: posts.length, next };
}
