import { setTimeout as sleep } from "node:timers/promises";
import { minuteMs } from "../../src/model/clock.ts";
import type { Source } from "../../src/sources/source.ts";
import { type Life, type MadeUpNetwork, madeUpNetwork } from "../jobs/network.ts";
import { quietSource } from "../jobs/services.ts";

export const tag = "worldcup";
const endMs = 5 * minuteMs;
const posts = 1_200;
/** Between two events: all of it takes longer than a few processes take to start. */
const breathMs = 6;

/** Each one made from its number, so that every process has the same network in mind. */
const lives = Array.from(
  { length: posts },
  (_, n): Life => ({
    postedMs: (n * 7_919) % (endMs - minuteMs),
    lateMs: n % 9 === 0 ? 2_000 : 0,
    tags: [tag],
    author: n % 50,
    gains: [],
    editedMs: null,
    deletedMs: n % 5 === 0 ? ((n * 7_919) % (endMs - minuteMs)) + 2_001 + ((n * 104_729) % 50_000) : null,
    isToldTwice: n % 7 === 0,
  }),
);

/** A network that has all to tell at once, and a source whose stream takes its time with it. */
export function muchTold(begin: Date): { source: Source; network: MadeUpNetwork; end: Date } {
  const network = madeUpNetwork({ name: "bluesky", begin, endMs, lives, rewindMs: 1_000, pageSize: 1 });
  network.advance(endMs);
  async function* stream(signal: AbortSignal, from?: string) {
    for await (const event of network.connection.stream(signal, from)) {
      await sleep(breathMs);
      yield event;
    }
  }
  return { source: quietSource({ stream }), network, end: new Date(begin.getTime() + endMs) };
}
