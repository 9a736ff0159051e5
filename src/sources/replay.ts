import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { type DrivenClock, minuteMs } from "../model/clock.ts";
import { ConfigError } from "../model/errors.ts";
import type { Network } from "../model/network.ts";
import type { Post } from "../model/post.ts";
import { DecodeError } from "./decode.ts";
import { labelOf } from "./networks.ts";
import { readRow } from "./replay/row.ts";
import type { Source, StreamEvent } from "./source.ts";

export interface ReplayOptions {
  /** JSONL, oldest post first; one row's shape is in replay/row.ts. */
  readonly file: string;
  /** How many times faster than the posts' own time; "max" does not wait at all. */
  readonly speed: number | "max";
  /** Moved to each post's time. Give it rate 0, and let nothing else move it. */
  readonly clock: DrivenClock;
  /** Rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** A line that is left out, and why. Told once, before anything plays. */
  readonly onProblem: (lineNumber: number, problem: string) => void;
}

/** What the file holds. */
export interface ReplayInfo {
  readonly from: Date;
  readonly to: Date;
  readonly posts: number;
  readonly badLines: number;
  /** Most used first. */
  readonly hashtags: readonly ReplayHashtag[];
}

interface ReplayHashtag {
  readonly key: string;
  readonly display: string;
  readonly posts: number;
  readonly networks: readonly string[];
}

/** At full speed coverage is moved on by itself only across a quiet time of this length. */
const quietMs = 5 * minuteMs;
/** Waits shorter than this are saved up: timers cannot keep them. */
const shortestSleepMs = 10;

/** Reads the file once to know what it holds, and sets the clock to its first post. Throws ConfigError where nothing in it can be played. */
export async function createReplay(options: ReplayOptions): Promise<Source & { readonly info: ReplayInfo }> {
  const { networks, info } = await survey(options);
  options.clock.advanceTo(info.from);
  return {
    name: "replay",
    label: "Replay",
    networks,
    credentials: [],
    quota: [],
    can: { subjects: ["hashtag"], search: false, stream: true, counts: false },
    terms: { combineMetrics: true },
    paceMs: minuteMs,
    disclosure: "replayed",
    isArchive: true,
    connect: () => ({ stream: (signal, from) => play(options, signal, from) }),
    info,
  };
}

interface Line {
  readonly number: number;
  readonly row: Post | DecodeError;
}

/** Every line that is not blank, decoded; lines count from 1. */
async function* linesOf(file: string): AsyncGenerator<Line> {
  const input = createReadStream(file, "utf8");
  let number = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (text.trim() !== "") yield { number, row: decoded(text) };
    }
  } finally {
    input.destroy();
  }
}

function decoded(text: string): Post | DecodeError {
  try {
    return readRow(text);
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
}

async function survey({ file, onProblem }: ReplayOptions): Promise<{ networks: readonly Network[]; info: ReplayInfo }> {
  const networks = new Map<string, Network>();
  const tags = new Map<string, { key: string; display: string; posts: number; networks: Set<string> }>();
  let fromMs = Number.POSITIVE_INFINITY;
  let toMs = Number.NEGATIVE_INFINITY;
  let posts = 0;
  let badLines = 0;
  for await (const { number, row } of readable(file)) {
    if (row instanceof DecodeError) {
      badLines++;
      onProblem(number, row.message);
      continue;
    }
    posts++;
    fromMs = Math.min(fromMs, row.postedAt.getTime());
    toMs = Math.max(toMs, row.postedAt.getTime());
    networks.set(row.network, { name: row.network, label: labelOf(row.network) });
    for (const { key, display } of row.tags) {
      const tag = tags.get(key) ?? { key, display, posts: 0, networks: new Set() };
      tag.posts++;
      tag.networks.add(row.network);
      tags.set(key, tag);
    }
  }
  if (posts === 0)
    throw new ConfigError([`There is no post in the replay file ${file}. Give a JSONL file, one post a line.`]);
  const hashtags = [...tags.values()]
    .map((tag) => ({ ...tag, networks: [...tag.networks] }))
    .sort((a, b) => b.posts - a.posts);
  return {
    networks: [...networks.values()],
    info: { from: new Date(fromMs), to: new Date(toMs), posts, badLines, hashtags },
  };
}

async function* readable(file: string): AsyncGenerator<Line> {
  try {
    yield* linesOf(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : null;
    if (code === null) throw error;
    throw new ConfigError([`The replay file ${file} cannot be read (${code}). Check the path and the rights on it.`]);
  }
}

/** Posts in file order, each at its time; the cursor is the number of the line it came from. */
async function* play(options: ReplayOptions, signal: AbortSignal, from?: string): AsyncGenerator<StreamEvent> {
  const { clock } = options;
  const played = from === undefined ? 0 : Number(from);
  const wait = pacer(options, signal);
  let cursor = from ?? "0";
  try {
    for await (const { number, row } of linesOf(options.file)) {
      if (row instanceof DecodeError) continue;
      if (number <= played) {
        clock.advanceTo(row.postedAt);
        continue;
      }
      for (const at of pauses(options.speed, clock.now(), row.postedAt)) {
        await wait(at);
        yield { kind: "idle", at, cursor };
      }
      await wait(row.postedAt);
      cursor = String(number);
      yield { kind: "post", post: row, at: row.postedAt, cursor };
      if (signal.aborted) return;
    }
    const end = new Date(Math.floor(clock.now().getTime() / minuteMs) * minuteMs + minuteMs);
    await wait(end);
    yield { kind: "idle", at: end, cursor };
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** The moments between two posts at which to say that nothing happened: each full minute, or at full speed the end of a long quiet. */
function* pauses(speed: number | "max", now: Date, next: Date): Generator<Date> {
  if (speed === "max") {
    if (next.getTime() - now.getTime() > quietMs) yield next;
    return;
  }
  const first = Math.floor(now.getTime() / minuteMs) + 1;
  for (let minute = first; minute * minuteMs < next.getTime(); minute++) yield new Date(minute * minuteMs);
}

/** Waits until the posts' own time is there, and moves the clock to it; never back. */
function pacer({ clock, speed, sleep }: ReplayOptions, signal: AbortSignal): (until: Date) => Promise<void> {
  let owedMs = 0;
  return async (until) => {
    if (speed !== "max") {
      owedMs += Math.max(0, until.getTime() - clock.now().getTime()) / speed;
      if (owedMs >= shortestSleepMs) {
        await sleep(owedMs, signal);
        owedMs = 0;
      }
    }
    signal.throwIfAborted();
    clock.advanceTo(until);
  };
}
