import { createHmac } from "node:crypto";
import { parsed } from "./body.ts";
import { isJson, type Json, textOf } from "./json.ts";
import type { Destination } from "./options.ts";
import type { Sockets } from "./socket.ts";
import { later, type World } from "./world.ts";

export type Kind = "commands" | "interactivity" | "options" | "events";

/** What the app did with something that Slack sent. */
export interface Reaction {
  /** HTTP; over a socket 200 where it acknowledged; null = nothing came. */
  readonly status: number | null;
  /** What it acknowledged with: JSON or text; null = nothing. */
  readonly body: unknown;
  /** On this machine's clock. */
  readonly afterMs: number;
  /** What people see: `operation_timeout` after three seconds; null = all is well. */
  readonly problem: "operation_timeout" | "http_service_error" | "no_app" | null;
}

/** Something that Slack sent, and every try to do so. */
export interface Sent {
  readonly kind: Kind;
  readonly payload: Json;
  readonly at: Date;
  readonly tries: (Reaction & { readonly at: Date; readonly retryReason: string | null })[];
}

/** A request as anybody may forge it. Defaults: signed well, now, by this app's secret, as the events' JSON. */
export interface Forged {
  readonly kind?: Kind;
  /** Unix seconds; null = no header. */
  readonly timestamp?: number | null;
  readonly secret?: string;
  /** In place of the one that is computed; null = no header. */
  readonly signature?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Delivery {
  readonly sent: readonly Sent[];
  deliverTo(destination: Destination): void;
  deliver(kind: Kind, payload: Json): Promise<Reaction>;
  /** An event, and again where it is not acknowledged: at once, after one minute, after five. Resolves after the first try. */
  deliverEvent(payload: Json): Promise<Sent>;
  /** Sends a body as it is, over HTTP. */
  send(body: string, forged?: Forged): Promise<Response>;
  /** Resolves once nothing that was sent waits for an answer. */
  idle(): Promise<void>;
}

/** docs.slack.dev/apis/events-api#retries */
const retriesAfterMs: readonly number[] = [0, 60_000, 300_000];

export function openDelivery(world: World, sockets: Sockets): Delivery {
  const { ackWithinMs = 3_000, signingNow = () => new Date() } = world.options;
  const sent: Sent[] = [];
  const underway = new Set<Promise<unknown>>();
  let destination: Destination = world.options.deliverTo ?? "socket";

  const addressOf = (kind: Kind): string => {
    if (destination === "socket") throw new Error("Slack: the app has no request URL, it uses a socket");
    if (typeof destination === "string") return destination;
    return destination[kind] ?? destination.interactivity;
  };

  const post = (body: string, kind: Kind, forged: Forged = {}, signal?: AbortSignal): Promise<Response> => {
    const { timestamp = Math.floor(signingNow().getTime() / 1_000), secret = world.app.signingSecret } = forged;
    const hash = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
    const { signature = `v0=${hash}` } = forged;
    const headers = {
      "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
      "content-type": kind === "events" ? "application/json" : "application/x-www-form-urlencoded",
      ...(timestamp !== null && { "x-slack-request-timestamp": `${timestamp}` }),
      ...(signature !== null && { "x-slack-signature": signature }),
      ...forged.headers,
    };
    return fetch(addressOf(kind), { method: "POST", headers, body, redirect: "manual", ...(signal && { signal }) });
  };

  const attempt = async (kind: Kind, payload: Json, retry: Json): Promise<Reaction & { readonly noRetry: boolean }> => {
    if (destination === "socket") {
      const type = {
        commands: "slash_commands",
        interactivity: "interactive",
        options: "interactive",
        events: "events_api",
      }[kind];
      const more = kind === "events" ? { retry_attempt: 0, retry_reason: "", ...retry } : {};
      return { ...(await sockets.send(type, payload, more, ackWithinMs)), noRetry: false };
    }
    const startMs = performance.now();
    const afterMs = () => performance.now() - startMs;
    try {
      const headers: Record<string, string> = {};
      if (retry["retry_attempt"] !== undefined) {
        headers["x-slack-retry-num"] = String(retry["retry_attempt"]);
        headers["x-slack-retry-reason"] = textOf(retry["retry_reason"]);
      }
      const response = await post(encoded(kind, payload), kind, { headers }, AbortSignal.timeout(ackWithinMs));
      const text = await response.text();
      const isJsonBody = (response.headers.get("content-type") ?? "").startsWith("application/json");
      const body = text === "" ? null : isJsonBody ? parsed(text) : text;
      const noRetry = response.headers.get("x-slack-no-retry") === "1";
      const problem = response.ok ? null : "http_service_error";
      return { status: response.status, body, afterMs: afterMs(), problem, noRetry };
    } catch (error) {
      const isLate = error instanceof DOMException && error.name === "TimeoutError";
      return {
        status: null,
        body: null,
        afterMs: afterMs(),
        problem: isLate ? "operation_timeout" : "no_app",
        noRetry: false,
      };
    }
  };

  const tryOnce = async (one: Sent, retryNumber: number, retryReason: string | null): Promise<boolean> => {
    const retry = retryNumber > 0 ? { retry_attempt: retryNumber, retry_reason: retryReason } : {};
    const { noRetry, ...reaction } = await watched(attempt(one.kind, one.payload, retry));
    one.tries.push({ ...reaction, at: new Date(world.now()), retryReason });
    return reaction.problem !== null && !noRetry;
  };

  const retryLater = (one: Sent, number: number) => {
    const afterMs = retriesAfterMs[number - 1];
    const { problem } = one.tries.at(-1) ?? {};
    const reason = { operation_timeout: "http_timeout", http_service_error: "http_error", no_app: "connection_failed" };
    if (afterMs === undefined || !problem) return;
    later(world, afterMs, () => {
      void tryOnce(one, number, reason[problem]).then((failed) => failed && retryLater(one, number + 1));
    });
  };

  const watched = <T>(promise: Promise<T>): Promise<T> => {
    underway.add(promise);
    return promise.finally(() => underway.delete(promise));
  };

  const begin = (kind: Kind, payload: Json): Sent => {
    const one: Sent = { kind, payload, at: new Date(world.now()), tries: [] };
    sent.push(one);
    return one;
  };

  return {
    sent,
    deliverTo(to) {
      destination = to;
    },
    async deliver(kind, payload) {
      const one = begin(kind, payload);
      await tryOnce(one, 0, null);
      const [reaction] = one.tries;
      if (!reaction) throw new Error("a try left no trace");
      return reaction;
    },
    async deliverEvent(payload) {
      const one = begin("events", payload);
      if (await tryOnce(one, 0, null)) retryLater(one, 1);
      return one;
    },
    send: (body, forged = {}) => post(body, forged.kind ?? "events", forged),
    async idle() {
      while (underway.size > 0) await Promise.allSettled(underway);
    },
  };
}

/** The body of a request: commands as a form, interactions as a form with one JSON field, events as JSON. */
export function encoded(kind: Kind, payload: Json): string {
  if (kind === "events") return JSON.stringify(payload);
  if (kind !== "commands") return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return new URLSearchParams(
    Object.entries(payload).map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();
}

/** The JSON that an app acknowledged with. */
export const jsonOf = ({ body }: Reaction): Json => (isJson(body) ? body : {});
