import { type Clock, minuteMs } from "../../model/clock.ts";
import { SourceError } from "../../model/errors.ts";
import type { Post } from "../../model/post.ts";
import { asArray, asInteger, asObject, asString, asTime, decodeJson, orNull } from "../decode.ts";
import type { Page, SearchQuery } from "../source.ts";
import { readViews } from "./view.ts";
import type { Xrpc } from "./xrpc.ts";

/** The most that app.bsky.feed.searchPosts gives at a time. */
const pageMax = 100;
/** A window of more pages than this is left unfinished, and the rest of it stays blind. */
const pagesMax = 100;
/** Posts can be searched for only some seconds after they are written: each window looks so far back before its start. */
const lateMs = minuteMs;

/** Where a feed stands: in a window [from, to) that is walked newest first and was looked at down to `bound`. */
interface Walk {
  readonly from: number;
  readonly to: number;
  readonly bound: number;
  /** What is asked for, on each page alike: from a little earlier, and less at the end where the walk began anew on its way. */
  readonly since: number;
  readonly until: number;
  /** The server's own cursor; null on the first page. */
  readonly next: string | null;
  readonly pages: number;
}

/** Everything before `to` is done. */
type Cursor = Walk | { readonly to: number };

/** One per connection: it remembers whether this server lets strangers turn pages. */
export function searchFor(xrpc: Xrpc, clock: Clock) {
  let isOnePageOnly = false;
  const look = async (query: SearchQuery, walk: Walk, signal: AbortSignal): Promise<Page> => {
    const { posts, next } = await read(xrpc, query, walk, signal);
    if (next === null) return pageOf(wanted(posts, query, walk), walk, walk.from, null);
    const isCut = isOnePageOnly || walk.pages + 1 >= pagesMax || next === walk.next;
    return pageOf(wanted(posts, query, walk), walk, lowest(posts, walk), isCut ? null : next);
  };
  return async (query: SearchQuery, signal: AbortSignal): Promise<Page> => {
    const walk = walkOf(query, clock.now().getTime());
    if (walk.from >= walk.to) return pageOf([], walk, walk.to, null);
    try {
      return await look(query, walk, signal);
    } catch (error) {
      if (walk.next === null || !(error instanceof SourceError)) throw error;
      // Strangers may read the first page only: https://github.com/bluesky-social/bsky-docs/issues/296
      if (error.failure === "unauthorized" && !xrpc.isLoggedIn) {
        isOnePageOnly = true;
        return pageOf([], walk, walk.bound, null);
      }
      if (error.failure !== "bad-response") throw error;
      // The server knows its cursor no more, e.g. after a long time: the rest of the window is asked for by its time.
      return await look(query, { ...walk, until: walk.bound, next: null }, signal);
    }
  };
}

/** https://docs.bsky.app/docs/api/app-bsky-feed-search-posts */
async function read(xrpc: Xrpc, { subject }: SearchQuery, walk: Walk, signal: AbortSignal) {
  const answer = asObject(
    await xrpc.get(
      "app.bsky.feed.searchPosts",
      {
        // Required; servers whose search knows no `tag` look for this, and "*" would find nothing there.
        q: `#${subject.display}`,
        tag: subject.display,
        sort: "latest",
        since: new Date(walk.since).toISOString(),
        until: new Date(walk.until).toISOString(),
        limit: `${pageMax}`,
        cursor: walk.next,
      },
      signal,
    ),
    "the answer",
  );
  return { posts: readViews(asArray(answer["posts"], "posts")), next: orNull(asString, answer["cursor"], "cursor") };
}

/** A search may find what only has the word, and sorts by times of its own. */
const wanted = (posts: readonly Post[], { subject }: SearchQuery, { since, to }: Walk): readonly Post[] =>
  posts.filter(
    ({ tags, postedAt }) =>
      tags.some(({ key }) => key === subject.key) && postedAt.getTime() >= since && postedAt.getTime() < to,
  );

/** Down to where nothing is missing: more posts of the last one's millisecond may be on the next page. */
function lowest(posts: readonly Post[], { from, bound }: Walk): number {
  const oldest = Math.min(...posts.map(({ postedAt }) => postedAt.getTime() + 1));
  return Math.min(bound, Math.max(from, oldest));
}

function pageOf(posts: readonly Post[], walk: Walk, seenFrom: number, next: string | null): Page {
  const { to, bound, pages } = walk;
  const cursor: Cursor = next === null ? { to } : { ...walk, bound: seenFrom, next, pages: pages + 1 };
  return {
    posts,
    cursor: JSON.stringify(cursor),
    seen: { from: new Date(seenFrom), to: new Date(bound) },
    more: next !== null,
  };
}

function walkOf({ cursor: text, since, until }: SearchQuery, nowMs: number): Walk {
  const end = until ? Math.min(until.getTime(), nowMs) : nowMs;
  if (text === null) return windowOf(Math.min(since.getTime(), end), end, 0);
  const cursor = asObject(decodeJson(text), "cursor");
  const to = asTime(cursor["to"], "cursor.to");
  if (cursor["next"] === undefined) return windowOf(to, Math.max(to, end), lateMs);
  return {
    from: asTime(cursor["from"], "cursor.from"),
    to,
    bound: asTime(cursor["bound"], "cursor.bound"),
    since: asTime(cursor["since"], "cursor.since"),
    until: asTime(cursor["until"], "cursor.until"),
    next: asString(cursor["next"], "cursor.next"),
    pages: asInteger(cursor["pages"], "cursor.pages"),
  };
}

const windowOf = (from: number, to: number, earlierMs: number): Walk => ({
  from,
  to,
  bound: to,
  since: Math.max(0, from - earlierMs),
  until: to,
  next: null,
  pages: 0,
});
