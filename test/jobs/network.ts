import { secondMs } from "../../src/model/clock.ts";
import type { Post, PostRef } from "../../src/model/post.ts";
import type { Connection, SearchQuery, StreamEvent } from "../../src/sources/source.ts";
import { sampleAuthor, samplePost } from "../store/sample-posts.ts";

/** A post of a made-up network, with all that ever happens to it; times in milliseconds since its beginning. */
export interface Life {
  readonly postedMs: number;
  /** How much later than its own time the network tells of it. */
  readonly lateMs: number;
  readonly tags: readonly string[];
  readonly author: number;
  readonly gains: readonly { readonly atMs: number; readonly likes: number; readonly shares: number }[];
  readonly editedMs: number | null;
  readonly deletedMs: number | null;
  readonly isToldTwice: boolean;
}

export interface NetworkOptions {
  readonly name: string;
  readonly begin: Date;
  readonly endMs: number;
  readonly lives: readonly Life[];
  /** How much is told once more when a stream is taken up: a second or more. */
  readonly rewindMs: number;
  /** Posts on one page of a search. */
  readonly pageSize: number;
}

/** A network of which all is known: what its stream, search and counters tell at any time, and what is true. */
export interface MadeUpNetwork {
  readonly connection: Required<Connection>;
  /** How many events its stream has in all. */
  readonly eventCount: number;
  nowMs(): number;
  advance(ms: number): void;
  /** From now on its stream begins here for whoever is far behind. */
  lose(): void;
  /** What its stream did not tell to somebody who asked for it. */
  lost(): readonly { readonly fromMs: number; readonly toMs: number }[];
  /** Posts with a tag that are there at present. */
  alive(tag: string): readonly Post[];
  /** Ids of those that were deleted since. */
  deleted(sinceMs: number): readonly string[];
}

/** Searches know a post so much later than the stream. */
const searchLagMs = 8 * secondMs;
/** Who is told from now on is told so much of what just was. */
const liveMs = 5 * secondMs;
/** Whoever is less behind than this has what was lost told all the same. */
const loseFromMs = 3 * secondMs;

interface Told {
  readonly atMs: number;
  readonly kind: "post" | "delete" | "idle";
  readonly number: number;
}

export function madeUpNetwork({ name, begin, endMs, lives, rewindMs, pageSize }: NetworkOptions): MadeUpNetwork {
  const told = tellingsOf(lives, endMs);
  const lost: { fromMs: number; toMs: number }[] = [];
  let nowMs = 0;
  let kept = 0;
  const at = (ms: number) => new Date(begin.getTime() + ms);
  const refOf = (number: number): PostRef => ({ network: name, id: `${name}-${number}` });
  const postOf = (number: number, asOfMs: number): Post => {
    const life = lives[number] as Life;
    const isEdited = life.editedMs !== null && life.editedMs <= asOfMs;
    return samplePost(refOf(number).id, at(life.postedMs), {
      network: name,
      author: sampleAuthor(`author-${life.author}`),
      text: `${isEdited ? "edited" : "written"} ${life.tags.map((tag) => `#${tag}`).join(" ")}`,
      tags: life.tags.map((tag) => ({ key: tag, display: tag })),
    });
  };
  const withCounters = (number: number): Post => {
    const gained = (lives[number] as Life).gains.filter(({ atMs }) => atMs <= nowMs);
    const sum = (of: (gain: Life["gains"][number]) => number) =>
      Math.max(
        0,
        gained.reduce((total, gain) => total + of(gain), 0),
      );
    const counters = {
      likes: sum((gain) => gain.likes),
      shares: sum((gain) => gain.shares),
      replies: null,
      views: null,
    };
    return { ...postOf(number, nowMs), counters };
  };
  const isAlive = ({ postedMs, lateMs, deletedMs }: Life, lagMs: number) =>
    postedMs + lateMs + lagMs <= nowMs && (deletedMs === null || deletedMs > nowMs);
  const numbersOf = (tag: string, lagMs: number) =>
    lives.flatMap((life, number) => (life.tags.includes(tag) && isAlive(life, lagMs) ? [number] : []));

  async function* stream(signal: AbortSignal, from?: string): AsyncGenerator<StreamEvent> {
    const last = from === undefined ? undefined : told[Number(from)];
    const keptMs = told[kept]?.atMs ?? nowMs;
    const isLost = !last || (kept > Number(from) && keptMs - last.atMs > loseFromMs);
    const fromMs = last ? last.atMs - rewindMs : Math.floor(nowMs / secondMs) * secondMs - liveMs;
    let next = last && isLost ? kept : told.findIndex(({ atMs }) => atMs >= fromMs);
    if (isLost) lost.push({ fromMs: last?.atMs ?? 0, toMs: last ? keptMs : fromMs });
    let latestMs = last?.atMs ?? 0;
    if (last) yield { kind: "idle", at: at(latestMs), cursor: `${from}` };
    for (let event = told[next]; event && event.atMs <= nowMs && !signal.aborted; event = told[++next]) {
      latestMs = Math.max(latestMs, event.atMs);
      const { kind, number } = event;
      // A place in a stream is never before one that was told already.
      const where = { at: at(latestMs), cursor: `${Math.max(next, Number(from ?? 0))}` };
      if (kind === "post") yield { kind, post: postOf(number, event.atMs), ...where };
      else if (kind === "delete") yield { kind, post: refOf(number), ...where };
      else yield { kind, ...where };
    }
  }

  async function search({ subject, cursor, since, until }: SearchQuery) {
    const bound = cursor === null ? (until ?? at(nowMs)) : new Date(JSON.parse(cursor));
    const found = numbersOf(subject.key, searchLagMs)
      .map(withCounters)
      .filter(({ postedAt }) => postedAt >= since && postedAt < bound)
      .sort((a, b) => b.postedAt.getTime() - a.postedAt.getTime());
    const posts = found.slice(0, pageSize);
    const oldest = posts.at(-1)?.postedAt.getTime() ?? 0;
    const more = found.length > pageSize && oldest + 1 < bound.getTime();
    const from = more ? new Date(oldest + 1) : since;
    return { posts: more ? posts : found, cursor: JSON.stringify(from), seen: { from, to: bound }, more };
  }

  return {
    eventCount: told.length,
    nowMs: () => nowMs,
    advance(ms) {
      nowMs = Math.min(nowMs + ms, endMs);
    },
    lose() {
      const first = told.findIndex(({ atMs }) => atMs > nowMs);
      kept = first < 0 ? told.length - 1 : first;
    },
    lost: () => lost,
    deleted: (sinceMs) =>
      lives.flatMap(({ deletedMs }, number) =>
        deletedMs !== null && deletedMs > sinceMs && deletedMs <= nowMs ? [refOf(number).id] : [],
      ),
    alive: (tag) => numbersOf(tag, 0).map(withCounters),
    connection: {
      stream,
      search,
      async refresh(refs) {
        const there = lives.flatMap((life, number) => (isAlive(life, 0) ? [number] : []));
        const isThere = (ref: PostRef) => there.some((number) => refOf(number).id === ref.id);
        return {
          posts: there.filter((number) => refs.some(({ id }) => id === refOf(number).id)).map(withCounters),
          gone: refs.filter((ref) => !isThere(ref)),
        };
      },
    },
  };
}

/** All that a stream has to tell, in order; a second without anything says so. */
function tellingsOf(lives: readonly Life[], endMs: number): readonly Told[] {
  const told: Told[] = [];
  for (const [number, { postedMs, lateMs, editedMs, deletedMs, isToldTwice }] of lives.entries()) {
    const firstMs = postedMs + lateMs;
    const times = [firstMs, ...(isToldTwice ? [firstMs + secondMs] : []), ...(editedMs === null ? [] : [editedMs])];
    for (const atMs of times) if (deletedMs === null || atMs <= deletedMs) told.push({ atMs, kind: "post", number });
    if (deletedMs !== null) told.push({ atMs: deletedMs, kind: "delete", number });
  }
  for (let atMs = 0; atMs <= endMs; atMs += secondMs) told.push({ atMs, kind: "idle", number: -1 });
  return told.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs);
}
