import { Refusal } from "./refusal.ts";
import type { World } from "./world.ts";

/**
 * Calls a minute that Slack promises for each method, app and team (docs.slack.dev/apis/web-api/rate-limits). It tolerates
 * more in bursts, and does not say how many: nothing here does, but for tier 1, of which one alone would forbid to
 * reconnect a socket.
 */
const tiers: Readonly<Record<1 | 2 | 3 | 4, number>> = { 1: 5, 2: 20, 3: 50, 4: 100 };

/** `chat.postMessage`: one a second and channel, a short burst, and "several hundred" a minute for the whole team. */
const post = { perSecond: 1, burst: 5, perMinute: 300 };

export type Tier = keyof typeof tiers | "post" | "none";

export interface Limits {
  /** Throws with the seconds to wait where the method was called too often. */
  check(method: string, tier: Tier, team: string, channel: string): void;
  /** Overrides a tier: so many calls a minute, for each team. */
  limit(method: string, perMinute: number): void;
}

export function openLimits(world: World): Limits {
  const own = new Map<string, number>();
  const calls = new Map<string, number[]>();
  const buckets = new Map<string, { left: number; atMs: number }>();

  const window = (key: string, perMinute: number) => {
    const nowMs = world.now();
    const recent = (calls.get(key) ?? []).filter((atMs) => atMs > nowMs - 60_000);
    calls.set(key, recent);
    if (recent.length >= perMinute) wait(((recent[recent.length - perMinute] ?? nowMs) + 60_000 - nowMs) / 1_000);
    recent.push(nowMs);
  };
  const bucket = (key: string) => {
    const nowMs = world.now();
    const found = buckets.get(key) ?? { left: post.burst, atMs: nowMs };
    const left = Math.min(post.burst, found.left + ((nowMs - found.atMs) / 1_000) * post.perSecond);
    buckets.set(key, { left: left < 1 ? left : left - 1, atMs: nowMs });
    if (left < 1) wait((1 - left) / post.perSecond);
  };

  return {
    check(method, tier, team, channel) {
      const limit = own.get(method);
      if (limit !== undefined) window(`${method} ${team}`, limit);
      else if (tier === "post") {
        bucket(`${team} ${channel}`);
        window(`${method} ${team}`, post.perMinute);
      } else if (tier !== "none") window(`${method} ${team}`, tiers[tier]);
    },
    limit: (method, perMinute) => void own.set(method, perMinute),
  };
}

function wait(seconds: number): never {
  throw new Refusal("ratelimited", {}, Math.max(1, Math.ceil(seconds)));
}
