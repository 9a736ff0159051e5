import { createHash } from "node:crypto";
import { Refusal } from "./refusal.ts";
import type { Channel, Message, World } from "./world.ts";

interface Bucket {
  readonly requests: number;
  readonly perMs: number;
}

/**
 * Discord asks apps to read its headers and not to know the numbers (docs.discord.com/developers/topics/rate-limits):
 * these are what people commonly see.
 */
const buckets: Readonly<Record<string, Bucket>> = {
  "POST /channels/{channel_id}/messages": { requests: 5, perMs: 5_000 },
  "PATCH /channels/{channel_id}/messages/{message_id}": { requests: 5, perMs: 5_000 },
  "POST /webhooks/{webhook_id}/{webhook_token}": { requests: 5, perMs: 2_000 },
  "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original": { requests: 5, perMs: 2_000 },
};
const otherwise: Bucket = { requests: 50, perMs: 1_000 };
const globally: Bucket = { requests: 50, perMs: 1_000 };
/** Seen, not documented (github.com/discord/discord-api-docs/issues/4413). */
const oldEdits = { afterMs: 3_600_000, requests: 3, perMs: 6_000 };
const invalidWindowMs = 600_000;
const invalidDefaultMax = 10_000;

export interface Limits {
  /** The headers of a request that may pass; throws 429 where it may not. */
  take(route: string, major: string, isGlobal: boolean): Readonly<Record<string, string>>;
  takeOldEdit(channel: Channel, message: Message): void;
  /** Overrides a route, as `POST /channels/{channel_id}/messages`. */
  limit(route: string, requests: number, perMs: number): void;
  countInvalid(status: number): void;
  /** In the last 10 minutes: 401, 403 and 429. */
  invalid(): number;
  isBanned(): boolean;
}

export function openLimits(world: World): Limits {
  const own = new Map<string, Bucket>();
  const windows = new Map<string, { startMs: number; used: number }>();
  let invalid: number[] = [];

  const windowOf = (key: string, perMs: number) => {
    const found = windows.get(key);
    if (found && found.startMs + perMs > world.now()) return found;
    const fresh = { startMs: world.now(), used: 0 };
    windows.set(key, fresh);
    return fresh;
  };
  const recent = () => {
    invalid = invalid.filter((atMs) => atMs > world.now() - invalidWindowMs);
    return invalid.length;
  };

  return {
    take(route, major, isGlobal) {
      const bucket = own.get(route) ?? buckets[route] ?? otherwise;
      const window = windowOf(`${route} ${major}`, bucket.perMs);
      const resetMs = window.startMs + bucket.perMs;
      const headers = (remaining: number) => ({
        "x-ratelimit-limit": String(bucket.requests),
        "x-ratelimit-remaining": String(remaining),
        "x-ratelimit-reset": (resetMs / 1_000).toFixed(3),
        "x-ratelimit-reset-after": ((resetMs - world.now()) / 1_000).toFixed(3),
        "x-ratelimit-bucket": createHash("md5").update(route).digest("hex"),
      });
      if (isGlobal) {
        const all = windowOf("global", globally.perMs);
        if (all.used >= globally.requests)
          tooMany(all.startMs + globally.perMs - world.now(), "global", { "x-ratelimit-global": "true" });
        all.used++;
      }
      if (window.used >= bucket.requests) tooMany(resetMs - world.now(), "user", headers(0));
      window.used++;
      return headers(bucket.requests - window.used);
    },
    takeOldEdit(channel, message) {
      if (world.now() - message.atMs < oldEdits.afterMs) return;
      const window = windowOf(`old edits ${channel.id}`, oldEdits.perMs);
      if (window.used >= oldEdits.requests)
        tooMany(
          window.startMs + oldEdits.perMs - world.now(),
          "user",
          {},
          {
            message: "Maximum number of edits to messages older than 1 hour reached. Try again later.",
            code: 30046,
          },
        );
      window.used++;
    },
    limit: (route, requests, perMs) => void own.set(route, { requests, perMs }),
    countInvalid(status) {
      if (status === 401 || status === 403 || status === 429) invalid.push(world.now());
    },
    invalid: recent,
    isBanned: () => recent() >= (world.options.invalidRequestsMax ?? invalidDefaultMax),
  };
}

function tooMany(
  waitMs: number,
  scope: "user" | "global",
  headers: Readonly<Record<string, string>>,
  more: { readonly message: string; readonly code?: number } = { message: "You are being rate limited." },
): never {
  const seconds = Math.max(waitMs, 1) / 1_000;
  throw new Refusal(
    429,
    { retry_after: seconds, global: scope === "global", ...more },
    { ...headers, "retry-after": String(Math.ceil(seconds)), "x-ratelimit-scope": scope },
  );
}
