import { SourceError, type SourceFailure } from "../model/errors.ts";
import { type AddressOptions, mayAsk } from "./address.ts";
import type { Http } from "./source.ts";

/** A larger answer is none we asked for. */
const answerMaxBytes = 10_000_000;

/**
 * The fetch of one source, to addresses it may ask, without redirects. Time-out and retry are the guard's; the status becomes a
 * SourceError.
 */
export function httpFor(source: string, options: AddressOptions = {}): Http {
  return {
    async json(url, { headers, signal, body } = {}) {
      if (!mayAsk(url, options)) throw new SourceError(source, "unavailable", { detail: "address refused" });
      const response = await answered(source, url, {
        headers: { accept: "application/json", ...headers, ...(body === undefined ? {} : jsonHeader) },
        redirect: "error",
        ...(signal ? { signal } : {}),
        ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      });
      if (!response.ok) {
        await response.body?.cancel();
        throw new SourceError(source, failureOf(response.status), {
          retryAfterMs: retryAfterMs((name) => response.headers.get(name)),
          detail: `status ${response.status}`,
        });
      }
      return parsed(source, await textOf(source, response));
    },
  };
}

const jsonHeader = { "content-type": "application/json" };

async function answered(source: string, url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    init.signal?.throwIfAborted();
    throw new SourceError(source, "unavailable", { detail: "no connection", cause: error });
  }
}

/** What a status of 300 and above means, for sockets that are refused too. */
export function failureOf(status: number): SourceFailure {
  if (status === 401 || status === 403) return "unauthorized";
  if (status === 404 || status === 410) return "not-found";
  if (status === 429) return "rate-limited";
  return status >= 500 ? "unavailable" : "bad-response";
}

/**
 * Retry-After in its form of seconds (RFC 9110, 10.2.3), or else RateLimit-Reset in seconds since 1970, as Bluesky's servers
 * write it, less the server's own Date. Any other form is left to the guard's own pause.
 */
export function retryAfterMs(header: (name: string) => string | null | undefined): number | undefined {
  const after = header("retry-after") ?? "";
  if (/^\d{1,6}$/.test(after)) return Number(after) * 1_000;
  const reset = header("ratelimit-reset") ?? "";
  const waitMs = /^\d{10}$/.test(reset) ? Number(reset) * 1_000 - Date.parse(header("date") ?? "") : Number.NaN;
  return waitMs > 0 ? waitMs : undefined;
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
