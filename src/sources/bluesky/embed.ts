import type { Media } from "../../model/post.ts";
import { asArray, asObject, asString, orNull } from "../decode.ts";

/** What is attached to a post. */
export interface Embed {
  readonly media: readonly Media[];
  readonly isLink: boolean;
  /** Whether it quotes another post; lists, feeds and starter packs are not quoted but shown. */
  readonly quotes: boolean;
}

const nothing: Embed = { media: [], isLink: false, quotes: false };
/** The lexicon of a gallery allows 20 pictures and no embed has more. */
const mediaMax = 20;

/**
 * The embed of a record (https://github.com/bluesky-social/atproto/tree/main/lexicons/app/bsky/embed). A kind that is not known
 * is none. Throws DecodeError.
 */
export function embedOf(value: unknown, did: string): Embed {
  const embed = orNull(asObject, value, "record.embed");
  switch (embed?.["$type"]) {
    case "app.bsky.embed.images":
      return { ...nothing, media: picturesOf(embed["images"], did) };
    case "app.bsky.embed.gallery":
      return { ...nothing, media: picturesOf(embed["items"], did) };
    case "app.bsky.embed.video":
      return { ...nothing, media: mediumOf("video", embed["video"], embed["alt"], did) };
    case "app.bsky.embed.external":
      return { ...nothing, isLink: true };
    case "app.bsky.embed.record":
      return { ...nothing, quotes: isPost(embed["record"]) };
    case "app.bsky.embed.recordWithMedia": {
      const quoted = asObject(embed["record"], "record.embed.record");
      return { ...embedOf(embed["media"], did), quotes: isPost(quoted["record"]) };
    }
    default:
      return nothing;
  }
}

function isPost(reference: unknown): boolean {
  const path = "record.embed.record";
  return asString(asObject(reference, path)["uri"], `${path}.uri`).includes("/app.bsky.feed.post/");
}

function picturesOf(value: unknown, did: string): readonly Media[] {
  const path = "record.embed.images";
  return asArray(value, path)
    .slice(0, mediaMax)
    .flatMap((item) => {
      const picture = asObject(item, `${path}[]`);
      return mediumOf("image", picture["image"], picture["alt"], did);
    });
}

/**
 * Where bsky.app shows a blob. The addresses are those its AppView gives out (packages/bsky/src/image/uri.ts and
 * views/util.ts in https://github.com/bluesky-social/atproto).
 */
function mediumOf(kind: "image" | "video", blob: unknown, altText: unknown, did: string): readonly Media[] {
  const reference = orNull(asObject, asObject(blob, "record.embed.blob")["ref"], "record.embed.blob.ref");
  const cid = orNull(asString, reference?.["$link"], "record.embed.blob.ref.$link");
  if (!cid || !/^[a-z0-9]{1,128}$/i.test(cid)) return [];
  const alt = orNull(asString, altText, "record.embed.alt");
  const url =
    kind === "image"
      ? `https://cdn.bsky.app/img/feed_fullsize/plain/${did}/${cid}`
      : `https://video.bsky.app/watch/${encodeURIComponent(did)}/${cid}/playlist.m3u8`;
  return [{ kind, url, ...(alt ? { alt } : {}) }];
}
