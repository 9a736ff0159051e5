import type { Clock } from "../../src/model/clock.ts";
import type { Post } from "../../src/model/post.ts";
import type { Subject } from "../../src/model/subject.ts";
import type { Http, Page, Source, StreamEvent } from "../../src/sources/source.ts";

/** For connections that ask nobody. */
export const noHttp: Http = { json: () => Promise.reject(new Error("this source asks nobody")) };

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
    cursor = null,
  }: { network: string; subject: Subject; since: Date; cursor?: string | null },
): Promise<Reading> {
  const connection = source.connect({ http: noHttp, credentials: {}, clock });
  const pages: Page[] = [];
  let at = cursor;
  for (;;) {
    const page = await connection.search?.({ network, subject, cursor: at, since }, never);
    if (!page) throw new Error(`${source.name} cannot search`);
    pages.push(page);
    at = page.cursor;
    if (!page.more) return { pages, posts: pages.flatMap(({ posts }) => posts), cursor: at };
  }
}

/** The whole stream, or its first `count` events. */
export async function streamAll(source: Source, clock: Clock, from?: string, count = Infinity): Promise<StreamEvent[]> {
  const connection = source.connect({ http: noHttp, credentials: {}, clock });
  const events: StreamEvent[] = [];
  for await (const event of connection.stream?.(never, from) ?? []) {
    events.push(event);
    if (events.length >= count) break;
  }
  return events;
}
