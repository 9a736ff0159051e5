import type { Clock } from "../../src/model/clock.ts";
import type { Post } from "../../src/model/post.ts";
import type { Subject } from "../../src/model/subject.ts";
import { httpFor } from "../../src/sources/http.ts";
import { socketFor } from "../../src/sources/socket.ts";
import type { Http, Page, Socket, Source, SourceIo, StreamEvent } from "../../src/sources/source.ts";

const noHttp: Http = { json: () => Promise.reject(new Error("this source asks nobody")) };

const noSocket: Socket = {
  frames: () => {
    throw new Error("this source asks nobody");
  },
};

/** A source's connection to the real world, without guard. */
export const connected = (source: Source, clock: Clock) => {
  const { name, allowLoopback = false } = source;
  const io = { http: httpFor(name, { allowLoopback }), socket: socketFor(name, { allowLoopback }) };
  return source.connect({ ...io, credentials: {}, clock });
};

/** What a connection gets that asks nobody. */
export const nobody = (clock: Clock): SourceIo => ({ http: noHttp, socket: noSocket, credentials: {}, clock });

export const never = new AbortController().signal;

export const hashtag = (display: string): Subject => ({ kind: "hashtag", key: display.toLowerCase(), display });

/** A clock that shows what the test last wrote into `at`. */
export interface HandClock extends Clock {
  at: Date;
}

export const handClock = (at: string): HandClock => {
  const clock: HandClock = { at: new Date(at), now: () => clock.at };
  return clock;
};

export interface Reading {
  readonly pages: readonly Page[];
  readonly posts: readonly Post[];
  readonly cursor: string;
}

/** Pages of one feed from the cursor until there is no more right now. */
export async function readAll(
  source: Source,
  clock: Clock,
  {
    network,
    subject,
    since,
    until,
    cursor = null,
  }: { network: string; subject: Subject; since: Date; until?: Date; cursor?: string | null },
): Promise<Reading> {
  const connection = connected(source, clock);
  const pages: Page[] = [];
  let at = cursor;
  for (;;) {
    const page = await connection.search?.({ network, subject, cursor: at, since, ...(until ? { until } : {}) }, never);
    if (!page) throw new Error(`${source.name} cannot search`);
    pages.push(page);
    at = page.cursor;
    if (!page.more) return { pages, posts: pages.flatMap(({ posts }) => posts), cursor: at };
  }
}

/** The whole stream, or up to the first event that is `last`. */
export async function streamAll(
  source: Source,
  clock: Clock,
  from?: string,
  last: (event: StreamEvent) => boolean = () => false,
): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  const stop = new AbortController();
  for await (const event of connected(source, clock).stream?.(stop.signal, from) ?? []) {
    events.push(event);
    if (last(event)) break;
  }
  return events;
}
