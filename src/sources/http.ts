import { isIP } from "node:net";
import { SourceError, type SourceFailure } from "../model/errors.ts";
import type { Http } from "./source.ts";

/** A larger answer is none we asked for. */
const answerMaxBytes = 10_000_000;

export interface HttpOptions {
  /** Lets tests reach a server on this machine, over http. Default false. */
  readonly allowLoopback?: boolean;
}

/**
 * The fetch of one source. Only https to a host with a name is asked: no plain http, no IP addresses, no redirects, no user in
 * the URL. What a name resolves to is not looked at. Time-out and retry are the guard's; the status becomes a SourceError.
 */
export function httpFor(source: string, { allowLoopback = false }: HttpOptions = {}): Http {
  return {
    async json(url, { headers, signal } = {}) {
      if (!allowed(url, allowLoopback)) throw new SourceError(source, "unavailable", { detail: "address refused" });
      const response = await answered(source, url, {
        headers: { accept: "application/json", ...headers },
        redirect: "error",
        ...(signal ? { signal } : {}),
      });
      if (!response.ok) {
        await response.body?.cancel();
        throw new SourceError(source, failureOf(response.status), {
          retryAfterMs: retryAfterMs(response.headers.get("retry-after")),
          detail: `status ${response.status}`,
        });
      }
      return parsed(source, await textOf(source, response));
    },
  };
}

function allowed(url: URL, allowLoopback: boolean): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (allowLoopback && (host === "127.0.0.1" || host === "::1" || host === "localhost")) return true;
  const named = isIP(host) === 0 && host !== "localhost" && !host.endsWith(".localhost");
  return url.protocol === "https:" && named && url.username === "" && url.password === "";
}

async function answered(source: string, url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    init.signal?.throwIfAborted();
    throw new SourceError(source, "unavailable", { detail: "no connection", cause: error });
  }
}

function failureOf(status: number): SourceFailure {
  if (status === 401 || status === 403) return "unauthorized";
  if (status === 404 || status === 410) return "not-found";
  if (status === 429) return "rate-limited";
  return status >= 500 ? "unavailable" : "bad-response";
}

/** Retry-After in its form of seconds (RFC 9110, 10.2.3); the form of a date is left to the guard's own pause. */
function retryAfterMs(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1_000 : undefined;
}

async function textOf(source: string, response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > answerMaxBytes) throw new SourceError(source, "bad-response", { detail: "answer too large" });
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parsed(source: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SourceError(source, "bad-response", { detail: "not JSON", cause: error });
  }
}
