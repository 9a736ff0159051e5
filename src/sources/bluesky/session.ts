import { type Clock, minuteMs } from "../../model/clock.ts";
import { SourceError } from "../../model/errors.ts";
import { asArray, asInteger, asObject, asString, DecodeError, decodeJson } from "../decode.ts";
import type { Http } from "../source.ts";
import type { BlueskySettings } from "./settings.ts";

/** An account to ask as. */
export type Login = NonNullable<BlueskySettings["login"]>;

export interface Session {
  /** The server that the account lives on: it passes questions on to the AppView. */
  readonly serviceUrl: string;
  readonly token: string;
  readonly startedMs: number;
}

export interface Sessions {
  /** Logs in where nobody has, or the token is about to end. */
  current(): Promise<Session>;
  /** The server takes this one no more. */
  drop(session: Session): void;
}

/** A token is not used in its last minutes. */
const marginMs = 5 * minuteMs;
/** Where a token does not say how long it lasts. */
const lifeMs = 30 * minuteMs;
/**
 * A refused login is not tried again for so long: 30 in 5 minutes and 300 a day are allowed
 * (https://docs.bsky.app/docs/advanced-guides/rate-limits), of which some servers take 100
 * (https://github.com/bluesky-social/bsky-docs/issues/183).
 */
const refusedMs = 15 * minuteMs;
const loginWithinMs = 15_000;

/** One login shared by all who ask. No error of it carries what was sent or answered. */
export function sessionsOf(login: Login, http: Http, clock: Clock): Sessions {
  const nowMs = () => clock.now().getTime();
  let session: (Session & { readonly untilMs: number }) | null = null;
  let starting: Promise<Session> | null = null;
  let refused: { readonly error: SourceError; readonly untilMs: number } | null = null;

  const start = async () => {
    try {
      // Not the signal of whoever came first: others wait for the same login.
      const signal = AbortSignal.timeout(loginWithinMs);
      const url = new URL("/xrpc/com.atproto.server.createSession", login.serviceUrl);
      const body = { identifier: login.identifier, password: login.password.reveal() };
      const answer = asObject(await http.json(url, { body, signal }), "session");
      const token = asString(answer["accessJwt"], "session.accessJwt");
      const serviceUrl = homeOf(answer["didDoc"]) ?? login.serviceUrl;
      const startedMs = nowMs();
      const untilMs = Math.max((endOf(token) ?? startedMs + lifeMs) - marginMs, startedMs + minuteMs);
      session = { serviceUrl, token, startedMs, untilMs };
      return session;
    } catch (error) {
      const failed = failureOf(error);
      const waitMs = failed.failure === "unavailable" ? 0 : (failed.retryAfterMs ?? refusedMs);
      refused = { error: failed, untilMs: nowMs() + waitMs };
      throw failed;
    } finally {
      starting = null;
    }
  };

  return {
    async current() {
      if (session && nowMs() < session.untilMs) return session;
      if (refused && nowMs() < refused.untilMs) throw refused.error;
      starting ??= start();
      return await starting;
    },
    drop(dropped) {
      if (session === dropped) session = null;
    },
  };
}

/** What is thrown here is shown and logged: only what kind of failure it was. */
function failureOf(error: unknown): SourceError {
  if (error instanceof SourceError) {
    const { failure, retryAfterMs } = error;
    const refused = failure === "bad-response" ? "unauthorized" : failure;
    return new SourceError("bluesky", refused, { retryAfterMs, detail: "the login failed" });
  }
  if (error instanceof DecodeError)
    return new SourceError("bluesky", "bad-response", { detail: `login: ${error.message}` });
  if (error instanceof DOMException)
    return new SourceError("bluesky", "unavailable", { detail: "no answer to the login" });
  throw error;
}

/** When a token (a JWT) ends, in milliseconds since 1970; null where it does not say so. */
function endOf(token: string): number | null {
  try {
    const claims = Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8");
    return asInteger(asObject(decodeJson(claims), "claims")["exp"], "exp") * 1_000;
  } catch (error) {
    if (error instanceof DecodeError) return null;
    throw error;
  }
}

/** The account's own server as its DID document names it, https://atproto.com/specs/did#did-documents. */
function homeOf(didDoc: unknown): string | null {
  try {
    const services = asArray(asObject(didDoc, "didDoc")["service"], "didDoc.service").map((s) =>
      asObject(s, "service"),
    );
    const own = services.find(({ id }) => asString(id, "service.id").endsWith("#atproto_pds"));
    const url = own ? asString(own["serviceEndpoint"], "service.serviceEndpoint") : "";
    return URL.canParse(url) ? url : null;
  } catch (error) {
    if (error instanceof DecodeError) return null;
    throw error;
  }
}
