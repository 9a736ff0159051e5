import {
  DiscordAPIError,
  HTTPError,
  type InvalidRequestWarningData,
  RateLimitError,
  type RawFile,
  REST,
  RESTEvents,
  type RESTOptions,
} from "discord.js";
import { minuteMs, secondMs } from "../../model/clock.ts";
import { SourceError } from "../../model/errors.ts";
import type { Secret } from "../../model/secret.ts";

export interface DiscordRestOptions {
  /** Without version, e.g. "https://discord.com/api". */
  readonly apiUrl: string;
  readonly token: Secret;
  readonly log: { warn(facts: Readonly<Record<string, unknown>>, message: string): void };
}

/** A request of Discord's REST API (docs.discord.com/developers/reference); the answer is what Discord says, unread. */
export interface RestRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** E.g. "/channels/123/messages". */
  readonly path: `/${string}`;
  readonly body?: unknown;
  readonly files?: readonly RawFile[];
  readonly query?: Readonly<Record<string, string>>;
  /** Of an interaction: its token in the path is all it needs. */
  readonly withoutToken?: true;
}

/** Discord's REST API, in the name of the bot. */
export interface DiscordRest {
  /**
   * Throws SourceError where waiting helps, and Refused for what Discord says no to.
   */
  call(request: RestRequest): Promise<unknown>;
}

/** Discord understood and said no: `code` is its number for why (docs.discord.com/developers/topics/opcodes-and-status-codes#json). */
export class Refused extends Error {
  readonly code: number;
  constructor(code: number, said: string) {
    super(`Discord refused: ${code} ${said}`);
    this.code = code;
  }
}

export const codes = {
  unknownChannel: 10_003,
  unknownGuild: 10_004,
  unknownMessage: 10_008,
  unknownInteraction: 10_062,
  acknowledgedAlready: 40_060,
  tooManyOldEdits: 30_046,
  missingAccess: 50_001,
  cannotTell: 50_007,
  missingPermissions: 50_013,
  archivedThread: 50_083,
  noMutualGuilds: 50_278,
  wrongChannelKind: 50_024,
  hasThreadAlready: 160_004,
  tooManyThreads: 160_006,
} as const;

const timeoutMs = 10_000;
/** A wait up to this long is worth it while somebody waits; a longer one is told, and comes back as a job. */
const waitsUpToMs = 2 * secondMs;
/**
 * 10,000 answers of 401, 403 and 429 within 10 minutes ban the address (docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans).
 * From half of it on, shared by a few processes, nothing is asked until those minutes are over.
 */
const invalidMax = 2_500;
const invalidWindowMs = 10 * minuteMs;

export function openDiscordRest({ apiUrl, token, log }: DiscordRestOptions): DiscordRest {
  const options: Partial<RESTOptions> = {
    api: apiUrl,
    version: "10",
    timeout: timeoutMs,
    retries: 1,
    invalidRequestWarningInterval: 1,
    rejectOnRateLimit: ({ timeToReset, retryAfter, sublimitTimeout }) =>
      Math.max(timeToReset, retryAfter, sublimitTimeout) > waitsUpToMs,
  };
  const rest = new REST(options).setToken(token.reveal());
  /**
   * What answers an interaction does not count towards the bot's 50 requests a second
   * (docs.discord.com/developers/topics/rate-limits#global-rate-limit); the library counts it with the rest.
   */
  const answers = new REST({
    ...options,
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    // A first answer that arrived, asked for again, would look as if another process had given it.
    retries: 0,
  });
  let pausedUntilMs = 0;
  const onInvalid = ({ count, remainingTime }: InvalidRequestWarningData) => {
    if (count < invalidMax || pausedUntilMs > performance.now()) return;
    pausedUntilMs = performance.now() + Math.min(remainingTime, invalidWindowMs);
    log.warn({ count }, "Discord refused so much that nothing more is asked of it for some minutes");
  };
  for (const one of [rest, answers]) one.on(RESTEvents.InvalidRequestWarning, onInvalid);
  return {
    async call({ method, path, body, files, query, withoutToken }) {
      const pausedMs = pausedUntilMs - performance.now();
      if (pausedMs > 0) throw new SourceError("Discord", "rate-limited", { retryAfterMs: Math.ceil(pausedMs) });
      try {
        return await (withoutToken ? answers : rest).request({
          method: method as never,
          fullRoute: path,
          ...(body === undefined ? {} : { body }),
          ...(files ? { files: [...files] } : {}),
          ...(query ? { query: new URLSearchParams(query) } : {}),
          ...(withoutToken ? { auth: false } : {}),
        });
      } catch (error) {
        // The library forgets a token that was refused once, whatever refused it.
        rest.setToken(token.reveal());
        throw understood(error, withoutToken === true);
      }
    },
  };
}

function understood(error: unknown, isAnswer: boolean): unknown {
  if (error instanceof RateLimitError) {
    const waitMs = Math.max(error.timeToReset, error.retryAfter, error.sublimitTimeout, 1);
    return new SourceError("Discord", "rate-limited", { retryAfterMs: Math.ceil(waitMs) });
  }
  if (error instanceof DiscordAPIError) {
    // Of an answer it is the interaction's own token that is too old.
    if (error.status === 401 && !isAnswer) return new SourceError("Discord", "unauthorized");
    return new Refused(Number(error.code), error.message.slice(0, saidCharactersMax));
  }
  if (error instanceof HTTPError || isAway(error))
    return new SourceError("Discord", "unavailable", { retryAfterMs: 30 * secondMs });
  return error;
}

const saidCharactersMax = 500;

/** Not reached in time, or not at all. */
const isAway = (error: unknown): boolean =>
  error instanceof Error && (error.name === "AbortError" || ("code" in error && typeof error.code === "string"));
