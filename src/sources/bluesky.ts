import { minuteMs, secondMs } from "../model/clock.ts";
import { isLoopback } from "./address.ts";
import { atOnceMax, refresh } from "./bluesky/refresh.ts";
import { searchFor } from "./bluesky/search.ts";
import type { BlueskySettings } from "./bluesky/settings.ts";
import { streamOf } from "./bluesky/stream.ts";
import { xrpcFor } from "./bluesky/xrpc.ts";
import { answersHandshake } from "./socket.ts";
import { defineSource, type Source } from "./source.ts";

/** Dozens of posts a second pass on the real network: half a minute without any is a broken stream. */
const stallAfterMs = 30 * secondMs;

/** Bluesky: every post with a hashtag as it is written, and search for what was before. */
export const createBluesky = (
  settings: BlueskySettings,
  { stallMs = stallAfterMs }: { stallMs?: number } = {},
): Source =>
  defineSource({
    name: "bluesky",
    label: "Bluesky",
    networks: [{ name: "bluesky", label: "Bluesky" }],
    credentials: [],
    // 3,000 requests per 5 minutes and address at an account's server, and no number for the AppView
    // (https://docs.bsky.app/docs/advanced-guides/rate-limits). A refresh is two requests, so half of it.
    quota: [{ requests: 1_500, windowMs: 5 * minuteMs, per: "ip" }],
    can: { subjects: ["hashtag"], search: true, stream: true, counts: false, refresh: atOnceMax },
    // Deleted posts must go (https://docs.bsky.app/docs/support/developer-guidelines); nothing is said against adding up numbers.
    terms: { combineMetrics: true },
    // Our choice: no page names a pace for searches, and the public AppView answers from a cache.
    paceMs: 30 * secondMs,
    allowLoopback: isOnThisMachine(settings),
    connect({ http, socket, clock }) {
      const xrpc = xrpcFor(settings.apiUrl, settings.login, http, clock);
      const stream = { socket, clock, url: settings.jetstreamUrl, stallMs };
      return {
        search: searchFor(xrpc, clock),
        stream: (signal, from) => streamOf(stream, signal, from),
        refresh: (posts, signal) => refresh(xrpc, posts, signal),
      };
    },
  });

/** Whether a stream can be had from here: one handshake, nothing is read. */
export const isReachable = (settings: BlueskySettings, withinMs: number): Promise<boolean> =>
  answersHandshake("bluesky", new URL(settings.jetstreamUrl), { allowLoopback: isOnThisMachine(settings) }, withinMs);

const isOnThisMachine = ({ jetstreamUrl, apiUrl, login }: BlueskySettings): boolean =>
  [jetstreamUrl, apiUrl, login?.serviceUrl].some((url) => url !== undefined && isLoopback(new URL(url)));
