import { LogLevel, webApi } from "@slack/bolt";
import { secondMs } from "../../model/clock.ts";
import { SourceError, UserError } from "../../model/errors.ts";
import type { Secret } from "../../model/secret.ts";

export interface WebApiOptions {
  readonly apiUrl: string;
  /** null where Groundswell is not installed in that workspace. */
  tokenOf(workspace: string): Promise<Secret | null>;
}

/** Slack's Web API, in the name of one workspace's bot. */
export interface WebApi {
  /**
   * Throws UserError where whoever reads it can mend it, SourceError where waiting does, and Refused for what else Slack says no to.
   */
  call<T>(workspace: string, ask: (client: webApi.WebClient) => Promise<T>): Promise<T>;
}

/** Slack understood and said no: `code` is its word for why (docs.slack.dev/reference/methods). */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string, details: readonly string[]) {
    super(`Slack refused: ${[code, ...details].join("; ")}`);
    this.code = code;
  }
}

const timeoutMs = 10_000;

const archived = "That channel is archived. Unarchive it, or move what is tracked there to another one.";

/** What people can mend, in their words. */
const mendable: Readonly<Record<string, string>> = {
  not_in_channel: "I am not in that channel. Type /invite @groundswell there, then try again.",
  channel_not_found: "I cannot see that channel. If it is private, type /invite @groundswell there, then try again.",
  is_archived: archived,
  // What chat.update calls the same.
  is_inactive: archived,
  restricted_action: "This workspace does not let me write in that channel. One of its admins can allow it.",
  restricted_action_read_only_channel: "Only some may write in that channel. One of its admins can allow me to.",
  restricted_action_thread_only_channel: "That channel takes replies in threads only.",
  missing_scope:
    "This workspace has not allowed me all I need. Install Groundswell there once more, and it is asked for.",
};

const gone = "Groundswell is not installed in that workspace any more. Install it again, and all goes on.";
const goneCodes = [
  "invalid_auth",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "not_authed",
  "org_login_required",
];

export function openWebApi({ apiUrl, tokenOf }: WebApiOptions): WebApi {
  const clients = new Map<string, { readonly token: string; readonly client: webApi.WebClient }>();
  const clientFor = (workspace: string, token: string): webApi.WebClient => {
    const known = clients.get(workspace);
    if (known?.token === token) return known.client;
    const client = new webApi.WebClient(token, {
      slackApiUrl: apiUrl,
      timeout: timeoutMs,
      rejectRateLimitedCalls: true,
      retryConfig: { retries: 2, minTimeout: 300 },
      allowAbsoluteUrls: false,
      logLevel: LogLevel.ERROR,
      logger: silent,
    });
    clients.set(workspace, { token, client });
    return client;
  };
  return {
    async call(workspace, ask) {
      const token = await tokenOf(workspace);
      if (!token) throw new UserError(gone);
      try {
        return await ask(clientFor(workspace, token.reveal()));
      } catch (error) {
        throw understood(error);
      }
    },
  };
}

interface WebApiFailure {
  readonly code?: string;
  readonly retryAfter?: number;
  readonly data?: { readonly error?: string; readonly response_metadata?: { readonly messages?: readonly string[] } };
}

function understood(error: unknown): unknown {
  const { code, retryAfter = 1, data } = error as WebApiFailure;
  switch (code) {
    case webApi.ErrorCode.RateLimitedError:
      return new SourceError("Slack", "rate-limited", { retryAfterMs: retryAfter * secondMs });
    case webApi.ErrorCode.RequestError:
    case webApi.ErrorCode.HTTPError:
      return new SourceError("Slack", "unavailable", { retryAfterMs: 30 * secondMs });
    case webApi.ErrorCode.PlatformError: {
      const why = data?.error ?? "unknown_error";
      if (goneCodes.includes(why)) return new UserError(gone);
      if (why === "ratelimited") return new SourceError("Slack", "rate-limited", { retryAfterMs: 30 * secondMs });
      const mend = mendable[why];
      return mend ? new UserError(mend) : new Refused(why, data?.response_metadata?.messages ?? []);
    }
    default:
      return error;
  }
}

/** What the library has to say comes as an error too; on its own way it could hold tokens. */
const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
