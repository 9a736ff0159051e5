import type { WebSocket } from "ws";
import { SourceError } from "../model/errors.ts";
import { type AddressOptions, mayAsk } from "./address.ts";
import { failureOf, retryAfterMs } from "./http.ts";
import type { Socket } from "./source.ts";

/** With this many frames waiting nothing more is read from the network, until all but a few are taken. */
export const framesHeldMax = 256;
const framesHeldMin = 64;
/** What was already read when reading stops still arrives: Node reads this much at a time. */
export const chunkBytes = 65_536;
/** A longer frame breaks the connection. Ask the other side to leave such out, or it comes again after every reconnect. */
const frameMaxBytes = 2_000_000;
const handshakeWithinMs = 10_000;

export interface SocketOptions extends AddressOptions {
  /** Called with the number of frames that wait each time one arrives: at most `framesHeldMax` and what one chunk held. */
  readonly onHeld?: (frames: number) => void;
}

/** The WebSockets of one source, to addresses it may ask, without redirects or compression. Reconnecting is the guard's. */
export function socketFor(source: string, options: SocketOptions = {}): Socket {
  return {
    async *frames(url, { signal, stallMs }) {
      signal.throwIfAborted();
      const line = received(source, await open(source, url, options), signal, options);
      try {
        for (;;) {
          const frame = await line.next(stallMs);
          if (frame === null) return;
          yield frame;
        }
      } finally {
        line.end();
      }
    },
  };
}

/** Whether one handshake succeeds in time. */
export async function answersHandshake(source: string, url: URL, options: AddressOptions, withinMs: number) {
  if (!mayAsk(url, options)) return false;
  const socket = await open(source, url, options);
  const answered = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(resolve, withinMs, false);
    const answer = (isOpen: boolean) => {
      clearTimeout(timer);
      resolve(isOpen);
    };
    socket.once("open", () => answer(true)).on("error", () => answer(false));
  });
  socket.terminate();
  return answered;
}

async function open(source: string, url: URL, options: AddressOptions): Promise<WebSocket> {
  if (!mayAsk(url, options)) throw new SourceError(source, "unavailable", { detail: "address refused" });
  const ws = await import("ws");
  return new ws.WebSocket(url, {
    handshakeTimeout: handshakeWithinMs,
    maxPayload: frameMaxBytes,
    perMessageDeflate: false,
    followRedirects: false,
    // A frame that is not UTF-8 is one bad frame, and no reason to lose the connection and be sent it again.
    skipUTF8Validation: true,
  });
}

interface Line {
  /** The next frame; null after a normal close. What arrived before a failure is given first, but after an abort. */
  next(stallMs: number): Promise<Buffer | null>;
  end(): void;
}

function received(source: string, socket: WebSocket, signal: AbortSignal, { onHeld }: SocketOptions): Line {
  const held: Buffer[] = [];
  let over: { readonly reason: unknown } | null = null;
  let wake = () => {};
  const finish = (reason: unknown) => {
    over ??= { reason };
    wake();
  };
  const fail = (detail: string, cause?: unknown) => finish(new SourceError(source, "unavailable", { detail, cause }));
  const abort = () => {
    held.length = 0;
    over = { reason: signal.reason };
    wake();
  };
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  socket.on("message", (data) => {
    held.push(data as Buffer);
    onHeld?.(held.length);
    if (held.length >= framesHeldMax) socket.pause();
    wake();
  });
  socket.on("unexpected-response", (request, response) => {
    const detail = `status ${response.statusCode ?? 0}`;
    const header = (name: string) => response.headers[name]?.toString();
    finish(
      new SourceError(source, failureOf(response.statusCode ?? 0), { detail, retryAfterMs: retryAfterMs(header) }),
    );
    request.destroy();
  });
  // The listener stays for good: ending a connection that is not yet open is an error to ws too.
  socket.on("error", (error) => fail("connection failed", error));
  socket.on("close", (code) => (code === 1_000 ? finish(null) : fail(`closed with ${code}`)));

  const arrival = (stallMs: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(fail, stallMs, "stalled");
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  return {
    async next(stallMs) {
      for (;;) {
        const frame = held.shift();
        if (frame) {
          if (socket.isPaused && held.length <= framesHeldMin) socket.resume();
          return frame;
        }
        if (over) {
          if (over.reason === null) return null;
          throw over.reason;
        }
        await arrival(stallMs);
        wake = () => {};
      }
    },
    end() {
      signal.removeEventListener("abort", abort);
      socket.terminate();
    },
  };
}
