import { isInfluencer } from "../model/author.ts";
import type { Batch } from "../model/batch.ts";
import { type Counters, engagementRateOf, type Post } from "../model/post.ts";
import { postsAheadMs, postsTakenMs } from "../model/retention.ts";
import { isViral } from "../model/viral.ts";
import { arrayLiteral, clean } from "./array-literal.ts";
import type { NetworkAuthor } from "./known-authors.ts";
import { sketchPosition } from "./sketch.ts";
import { textList, textsOf } from "./text-list.ts";

/** One post of a batch, with all feeds it is for. */
export interface Linked {
  readonly post: Post;
  readonly feeds: readonly number[];
}

/** Every post once, since one statement may touch a row once only: the last reading wins, where it knows. */
export function distinctPosts(batch: Batch): readonly Linked[] {
  const byName = new Map<string, Linked>();
  const atMs = batch.at.getTime();
  for (const { post, feeds } of batch.posts) {
    const ageMs = atMs - post.postedAt.getTime();
    if (!(ageMs <= postsTakenMs && ageMs >= -postsAheadMs)) continue;
    const name = `${clean(post.network)}\n${clean(post.id)}`;
    const earlier = byName.get(name);
    byName.set(name, earlier ? merged(earlier, post, feeds) : { post, feeds: distinct(feeds) });
  }
  return [...byName.values()];
}

const distinct = (feeds: readonly number[]): readonly number[] => (feeds.length > 1 ? [...new Set(feeds)] : feeds);

function merged(earlier: Linked, post: Post, feeds: readonly number[]): Linked {
  const [old, now] = [earlier.post.counters, post.counters];
  const counters: Counters = {
    likes: now.likes ?? old.likes,
    shares: now.shares ?? old.shares,
    replies: now.replies ?? old.replies,
    views: now.views ?? old.views,
  };
  return {
    post: { ...post, postedAt: earlier.post.postedAt, author: post.author ?? earlier.post.author, counters },
    feeds: distinct([...earlier.feeds, ...feeds]),
  };
}

/** A column's type in Postgres and its value in each row; what is refused there (NUL, numbers past the type) is mended here. */
type Column<Row> =
  | readonly [name: string, type: "text", of: (row: Row) => string | null | undefined]
  /** Values that an array literal needs no quotes round. */
  | readonly [name: string, type: "bool", of: (row: Row) => string | null]
  | readonly [name: string, type: "int2" | "int4" | "int8" | "float4", of: (row: Row) => number | null];

export const postColumns: readonly Column<Linked>[] = [
  ["network", "text", ({ post: p }) => p.network],
  ["id", "text", ({ post: p }) => p.id],
  ["author_id", "text", ({ post: p }) => p.author?.id],
  ["posted_ms", "int8", ({ post: p }) => p.postedAt.getTime()],
  ["kind", "text", ({ post: p }) => p.kind],
  ["content", "text", ({ post: p }) => p.content],
  ["language", "text", ({ post: p }) => p.language],
  ["sentiment", "text", ({ post: p }) => p.sentiment],
  ["language_told", "bool", ({ post: p }) => (p.language !== null && p.languageTold !== false ? "t" : "f")],
  ["understanding", "int2", ({ post: p }) => p.understanding ?? null],
  ["text", "text", ({ post: p }) => p.text],
  ["tags", "text", ({ post: p }) => arrayLiteral(p.tags.map((tag) => tag.key))],
  ["topics", "text", ({ post: p }) => arrayLiteral(p.topics)],
  ["likes", "int4", ({ post: p }) => whole(p.counters.likes, intMax)],
  ["shares", "int4", ({ post: p }) => whole(p.counters.shares, intMax)],
  ["replies", "int4", ({ post: p }) => whole(p.counters.replies, intMax)],
  ["views", "int8", ({ post: p }) => whole(p.counters.views, Number.MAX_SAFE_INTEGER)],
  ["rate", "float4", ({ post: p }) => finite(engagementRateOf(p))],
  ["viral", "bool", ({ post: p }) => (isViral(p.counters, p.author) ? "t" : "f")],
  ["sensitive", "bool", ({ post: p }) => (p.sensitive ? "t" : "f")],
  ["more", "text", ({ post }) => rest(post)],
  ["position", "int2", ({ post: p }) => (p.author ? sketchPosition(p.network, p.author.id) : null)],
  ["feeds", "text", ({ feeds }) => `{${feeds.join(",")}}`],
];

export const authorColumns: readonly Column<NetworkAuthor>[] = [
  ["network", "text", ([network]) => network],
  ["id", "text", ([, author]) => author.id],
  ["handle", "text", ([, author]) => author.handle],
  ["name", "text", ([, author]) => author.name],
  ["followers", "int4", ([, author]) => whole(author.followers, intMax)],
  ["verified", "bool", ([, author]) => said(author.verified)],
  ["automated", "bool", ([, author]) => said(author.automated)],
  ["influencer", "bool", ([, author]) => (isInfluencer(author) ? "t" : "f")],
];

const said = (value: boolean | null): string | null => (value === null ? null : value ? "t" : "f");

/** One parameter per column, as `unnested` reads them. */
export const listsOf = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): (string | null)[] =>
  columns.map(([, type, of]) => {
    if (type === "text") return textList(rows.map(of));
    const values: readonly (string | number | null)[] = type === "bool" ? rows.map(of) : rows.map(of);
    return `{${values.map((value) => value ?? "NULL").join(",")}}`;
  });

/** "unnest($1, …)", the parameters counted from `first`. */
export const unnested = <Row>(columns: readonly Column<Row>[], first: number): string =>
  `unnest(${columns.map(([, type], i) => (type === "text" ? textsOf(`$${first + i}::text`) : `$${first + i}::${type}[]`)).join(", ")})`;

export const namesOf = <Row>(columns: readonly Column<Row>[]): readonly string[] => columns.map(([name]) => name);

/** Each author once, as the last post tells. */
export function distinctAuthors(posts: readonly Linked[]): readonly NetworkAuthor[] {
  const byName = new Map<string, NetworkAuthor>();
  for (const { post } of posts) {
    if (post.author) byName.set(`${clean(post.network)}\n${clean(post.author.id)}`, [post.network, post.author]);
  }
  return [...byName.values()];
}

/** What is rarely asked for of a post, as JSON text; null where there is nothing. */
function rest(post: Post): string | null {
  const more: Record<string, unknown> = {};
  if (post.title !== null) more["title"] = post.title;
  if (post.url !== null) more["url"] = post.url;
  if (post.community !== null) more["community"] = post.community;
  if (post.client !== null) more["client"] = post.client;
  if (post.location !== null) more["location"] = post.location;
  if (post.media.length > 0) more["media"] = post.media;
  for (const _ in post.extras) {
    more["extras"] = post.extras;
    break;
  }
  const json = JSON.stringify(more);
  if (json === "{}") return null;
  // jsonb refuses what JSON.stringify can only escape: NUL and lone surrogates, in keys too.
  return json.includes("\\u") ? JSON.stringify(more, (_, value) => cleaned(value)) : json;
}

function cleaned(value: unknown): unknown {
  if (typeof value === "string") return clean(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [clean(key), of]));
}

const intMax = 2 ** 31 - 1;

const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);

function whole(value: number | null, max: number): number | null {
  return value === null || Number.isNaN(value) ? null : Math.min(Math.max(Math.trunc(value), 0), max);
}
