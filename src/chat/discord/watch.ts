import { type Client, Events, Status } from "discord.js";
import { minuteMs, secondMs } from "../../model/clock.ts";

export interface WatchTiming {
  /** After so long without one more shard coming to life the start is given up; shards come one after the other. */
  readonly startMaxMs: number;
  /** After so long with a shard that is not connected all of them are opened anew. */
  readonly lostMaxMs: number;
  readonly lookEveryMs: number;
}

export const usualTiming: WatchTiming = {
  startMaxMs: minuteMs,
  lostMaxMs: 2 * minuteMs,
  lookEveryMs: secondMs,
};

/**
 * Rejects once Discord closed a connection for good (docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes),
 * or one stays lost for too long: the library then tries no more, or for ever, and says neither.
 */
export function lostForGood(
  client: Client,
  { startMaxMs, lostMaxMs, lookEveryMs }: WatchTiming,
): { readonly lost: Promise<never>; stop(): void } {
  let fail = (_: Error) => {};
  const lost = new Promise<never>((_, reject) => {
    fail = reject;
  });
  lost.catch(() => {});
  let isUp = false;
  let wellMs = performance.now();
  const progress = () => {
    wellMs = performance.now();
  };
  client.on(Events.ShardReady, progress);
  client.on(Events.ShardResume, progress);
  client.once(Events.ClientReady, () => {
    isUp = true;
  });
  client.on(Events.ShardDisconnect, ({ code }) => fail(new Error(`Discord closed the connection for good (${code})`)));
  const look = setInterval(() => {
    if (isUp && client.ws.shards.every(({ status }) => status === Status.Ready)) progress();
    if (performance.now() - wellMs > (isUp ? lostMaxMs : startMaxMs))
      fail(new Error("Discord's gateway cannot be reached"));
  }, lookEveryMs);
  return { lost, stop: () => clearInterval(look) };
}
