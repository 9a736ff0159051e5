import type { Author } from "../../model/author.ts";
import type { Counters, Post, Tag } from "../../model/post.ts";
import { hashtagsOf, mergeTags, tagOf } from "../../text/hashtags.ts";
import {
  asArray,
  asBoolean,
  asDate,
  asInteger,
  asObject,
  asString,
  DecodeError,
  decodeJson,
  orNull,
} from "../decode.ts";

/**
 * One line of a replay file: `{"source","id","url","postedAt","author":{"id","handle"}|null,"text","language","likes","shares",
 * "replies","views","isRepost","hashtags":[…]}`; unknown values are null. The hashtags are the network's own and win over the
 * text, which may be cut. Throws DecodeError naming the field.
 */
export function readRow(line: string): Post {
  const row = asObject(decodeJson(line), "the line");
  const text = asString(row["text"], "text");
  const isRepost = asBoolean(row["isRepost"], "isRepost");
  const shares = orNull(asInteger, row["shares"], "shares");
  return {
    network: networkOf(row["source"]),
    id: asString(row["id"], "id"),
    author: orNull(authorOf, row["author"], "author"),
    postedAt: asDate(row["postedAt"], "postedAt"),
    kind: isRepost ? "repost" : "original",
    content: /https?:\/\//.test(text) ? "link" : "text",
    text,
    title: null,
    url: orNull(asString, row["url"], "url"),
    language: orNull(asString, row["language"], "language"),
    tags: tagsOf(row["hashtags"], text),
    topics: [],
    sentiment: null,
    location: null,
    community: null,
    client: null,
    sensitive: false,
    media: [],
    counters: countersOf(row, isRepost ? null : shares),
    // For a repost the network counts the shares of the original: adding them up would count them once per repost.
    extras: isRepost && shares !== null ? { originalShares: shares } : {},
  };
}

function networkOf(value: unknown): string {
  const name = asString(value, "source");
  if (!/^[a-z]{1,32}$/.test(name)) throw new DecodeError("source", "a network's name in small letters", value);
  return name;
}

function authorOf(value: unknown, path: string): Author {
  const author = asObject(value, path);
  return {
    id: asString(author["id"], `${path}.id`),
    handle: asString(author["handle"], `${path}.handle`),
    name: null,
    followers: null,
    verified: null,
    automated: null,
  };
}

function countersOf(row: Readonly<Record<string, unknown>>, shares: number | null): Counters {
  return {
    likes: orNull(asInteger, row["likes"], "likes"),
    shares,
    replies: orNull(asInteger, row["replies"], "replies"),
    views: orNull(asInteger, row["views"], "views"),
  };
}

/** Each tag once, spelt as the text has it, or as the file does where the text was cut before it. */
function tagsOf(value: unknown, text: string): readonly Tag[] {
  const named = asArray(value, "hashtags").map((name, index) => tagOf(asString(name, `hashtags[${index}]`)));
  if (named.length === 0) return [];
  const spelt = hashtagsOf(text);
  return mergeTags(
    named.map((tag) => spelt.find(({ key }) => key === tag.key) ?? tag),
    [],
  );
}
