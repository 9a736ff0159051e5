import type { Author } from "../../model/author.ts";
import type { Post } from "../../model/post.ts";
import { asDate, asInteger, asObject, asString, DecodeError, orNull } from "../decode.ts";
import { isAutomated, isSensitive } from "./labels.ts";
import { postOf } from "./record.ts";

/** A postView of app.bsky.feed.defs as our Post, with counters and who wrote it; followers are not in it. Throws DecodeError. */
export function readView(value: unknown): Post {
  const view = asObject(value, "post");
  const { did, rkey } = partsOf(uriOf(view));
  const post = postOf({ did, rkey, record: view["record"], at: asDate(view["indexedAt"], "post.indexedAt") });
  const count = (name: string) => orNull(asInteger, view[name], `post.${name}`);
  const [quotes, bookmarks] = [count("quoteCount"), count("bookmarkCount")];
  return {
    ...post,
    author: readAuthor(view["author"]),
    sensitive: post.sensitive || isSensitive(view["labels"]),
    counters: { likes: count("likeCount"), shares: count("repostCount"), replies: count("replyCount"), views: null },
    extras: { ...(quotes === null ? {} : { quotes }), ...(bookmarks === null ? {} : { bookmarks }) },
  };
}

/** A post's address as its view has it; it must name a post by DID. */
export const uriOf = (view: unknown): string => asString(asObject(view, "post")["uri"], "post.uri");

/** A profile view of app.bsky.actor.defs, basic or detailed. Throws DecodeError. */
export function readAuthor(value: unknown): Author {
  const profile = asObject(value, "author");
  const id = asString(profile["did"], "author.did");
  const handle = asString(profile["handle"], "author.handle");
  const verification = orNull(asObject, profile["verification"], "author.verification");
  return {
    id,
    handle: handle === "" || handle === "handle.invalid" ? id : handle,
    name: orNull(asString, profile["displayName"], "author.displayName")?.trim() || null,
    followers: orNull(asInteger, profile["followersCount"], "author.followersCount"),
    // Left out where nobody verified the account.
    verified: verification?.["verifiedStatus"] === "valid" || verification?.["trustedVerifierStatus"] === "valid",
    automated: isAutomated(profile["labels"], id),
  };
}

function partsOf(uri: string): { did: string; rkey: string } {
  const [, did, rkey] = /^at:\/\/([^/]+)\/app\.bsky\.feed\.post\/([^/]+)$/.exec(uri) ?? [];
  if (!did || !rkey) throw new DecodeError("post.uri", "the address of a post", uri);
  return { did, rkey };
}

/** So many that cannot be read, and none that can, are no accident. */
const unreadableMax = 10;

/** What of `views` can be read. Throws the first reason where there are several, and none can. */
export function readViews(views: readonly unknown[]): readonly Post[] {
  const problems: DecodeError[] = [];
  const posts = views.flatMap((view) => {
    try {
      return [readView(view)];
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      problems.push(error);
      return [];
    }
  });
  if (posts.length === 0 && problems.length >= unreadableMax) throw problems[0];
  return posts;
}
