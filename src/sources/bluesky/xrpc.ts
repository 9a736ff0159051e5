import { type Clock, minuteMs } from "../../model/clock.ts";
import { SourceError } from "../../model/errors.ts";
import type { Http } from "../source.ts";
import { type Login, type Session, sessionsOf } from "./session.ts";

/** Questions to the AppView (https://docs.bsky.app/docs/api), asked as an account where there is one. */
export interface Xrpc {
  readonly isLoggedIn: boolean;
  get(method: string, query: Query, signal: AbortSignal): Promise<unknown>;
}

type Query = Readonly<Record<string, string | readonly string[] | null>>;

/** A younger session is not blamed for a refusal. */
const oldMs = 10 * minuteMs;

export function xrpcFor(apiUrl: string, login: Login | null, http: Http, clock: Clock): Xrpc {
  const sessions = login ? sessionsOf(login, http, clock) : null;
  const ask = (method: string, query: Query, signal: AbortSignal, session: Session | null) => {
    const url = new URL(`/xrpc/${method}`, session?.serviceUrl ?? apiUrl);
    for (const [name, value] of Object.entries(query))
      for (const one of value === null ? [] : [value].flat()) url.searchParams.append(name, one);
    return http.json(url, { signal, ...(session ? { headers: { authorization: `Bearer ${session.token}` } } : {}) });
  };
  return {
    isLoggedIn: login !== null,
    async get(method, query, signal) {
      const session = (await sessions?.current()) ?? null;
      try {
        return await ask(method, query, signal, session);
      } catch (error) {
        // A token that was taken back is refused with 400 as well as 401.
        const isRefusal =
          error instanceof SourceError && (error.failure === "unauthorized" || error.failure === "bad-response");
        if (!isRefusal || !sessions || !session || clock.now().getTime() - session.startedMs < oldMs) throw error;
        sessions.drop(session);
        return await ask(method, query, signal, await sessions.current());
      }
    },
  };
}
