import type { ContentType, Media, Post, PostKind, Tag } from "../../model/post.ts";
import { isHashtag, tagsOf as tagsIn } from "../../text/hashtags.ts";
import { asArray, asDate, asObject, asString, DecodeError, orNull } from "../decode.ts";
import { embedOf } from "./embed.ts";
import { isSensitive } from "./labels.ts";

export const postCollection = "app.bsky.feed.post";

/** A record as a stream or an AppView tells of it. */
export interface Told {
  readonly did: string;
  readonly rkey: string;
  readonly record: unknown;
  /** When Bluesky itself first saw it. */
  readonly at: Date;
}

/** The service takes no more (lexicon app.bsky.feed.post: 3,000 bytes), and does not show what is longer. */
const textMaxBytes = 3_000;
/** More are not written by people. */
const tagsMax = 50;

/**
 * A record of app.bsky.feed.post as our Post: counters unknown, the author known by DID only. Throws DecodeError.
 * https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json
 */
export function postOf({ did, rkey, record: value, at }: Told): Post {
  const record = asObject(value, "record");
  const text = asString(record["text"], "record.text");
  if (Buffer.byteLength(text) > textMaxBytes) throw new DecodeError("record.text", "at most 3000 bytes", text);
  const features = featuresOf(record["facets"]);
  const embed = embedOf(record["embed"], did);
  return {
    network: "bluesky",
    id: postUri(did, rkey),
    author: { id: did, handle: did, name: null, followers: null, verified: null, automated: null },
    postedAt: writtenAt(record["createdAt"], at),
    kind: kindOf(record["reply"], embed.quotes),
    content: contentOf(embed.media, embed.isLink || features.some(({ type }) => type === linkType)),
    text,
    title: null,
    url: `https://bsky.app/profile/${did}/post/${rkey}`,
    language: languageOf(record["langs"]),
    tags: tagsOf(features, record["tags"], text),
    topics: [],
    sentiment: null,
    location: null,
    community: null,
    client: null,
    sensitive: isSensitive(record["labels"]),
    media: embed.media,
    counters: { likes: null, shares: null, replies: null, views: null },
    extras: {},
  };
}

/** Throws DecodeError where either cannot be part of an address (https://atproto.com/specs/at-uri-scheme). */
export function postUri(did: string, rkey: string): string {
  if (!/^did:[a-z]+:[\w.:%-]{1,256}$/.test(did)) throw new DecodeError("did", "a DID", did);
  if (!/^[\w.~:-]{1,512}$/.test(rkey)) throw new DecodeError("rkey", "a record key", rkey);
  return `at://${did}/${postCollection}/${rkey}`;
}

/**
 * Clients write `createdAt`, and some lie: what cannot be (no date, or after it was seen) is the time at which Bluesky saw it. Its
 * own search sorts by the earlier of the two as well. An old date stays: who brings old posts along from elsewhere writes no
 * news.
 */
function writtenAt(createdAt: unknown, seenAt: Date): Date {
  try {
    const written = asDate(createdAt, "record.createdAt");
    return written > seenAt ? seenAt : written;
  } catch (error) {
    if (error instanceof DecodeError) return seenAt;
    throw error;
  }
}

function kindOf(reply: unknown, quotes: boolean): PostKind {
  if (reply !== undefined && reply !== null) return "reply";
  return quotes ? "quote" : "original";
}

function contentOf(media: readonly Media[], hasLink: boolean): ContentType {
  return media[0]?.kind ?? (hasLink ? "link" : "text");
}

/** The primary tag of the first language: "pt-BR" is "pt". */
function languageOf(langs: unknown): string | null {
  const [first] = orNull(asArray, langs, "record.langs") ?? [];
  const tag = orNull(asString, first, "record.langs[0]");
  return tag?.match(/^[a-z]{2,3}(?=$|-)/i)?.[0].toLowerCase() ?? null;
}

const tagType = "app.bsky.richtext.facet#tag";
const linkType = "app.bsky.richtext.facet#link";

interface Feature {
  readonly type: unknown;
  readonly tag: unknown;
}

/** What parts of the text stand for. Which bytes they are does not matter: a tag says its own name. */
function featuresOf(facets: unknown): readonly Feature[] {
  return (orNull(asArray, facets, "record.facets") ?? []).flatMap((facet, index) => {
    const path = `record.facets[${index}]`;
    return asArray(asObject(facet, path)["features"], `${path}.features`).map((value) => {
      const feature = asObject(value, `${path}.feature`);
      return { type: feature["$type"], tag: feature["tag"] };
    });
  });
}

/** The tags of the facets, the hidden ones (`tags`), and those that only the text has. What cannot be a hashtag is none. */
function tagsOf(features: readonly Feature[], hidden: unknown, text: string): readonly Tag[] {
  const named = [
    ...features.filter(({ type }) => type === tagType).map(({ tag }) => tag),
    ...(orNull(asArray, hidden, "record.tags") ?? []),
  ].map((tag) => asString(tag, "record.tag").replace(/^[#＃]/, ""));
  return tagsIn(named.filter(isHashtag), text).slice(0, tagsMax);
}
