import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { parsed } from "./body.ts";
import type { Reaction } from "./delivery.ts";
import { isJson, type Json, textOf } from "./json.ts";
import type { World } from "./world.ts";

/** One acknowledgement that came over a socket, late and unknown ones too. */
export interface Acknowledged {
  readonly envelopeId: string;
  readonly payload: unknown;
  /** On this machine's clock, since the envelope went out; null = nobody waited for it any more. */
  readonly afterMs: number | null;
}

export interface Sockets {
  readonly acknowledged: readonly Acknowledged[];
  /** Connections that are open now. */
  readonly open: () => number;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Sends one envelope to one of the connections and waits to be told that it came. */
  send(type: string, payload: Json, more: Json, withinMs: number): Promise<Reaction>;
  /** Says goodbye to every connection, as Slack does now and then: the client is to come back. */
  disconnect(reason: "warning" | "refresh_requested" | "link_disabled"): void;
  /** Ends every connection without a word. */
  cut(): void;
  close(): void;
}

/** docs.slack.dev/apis/events-api/using-socket-mode: ten connections at most. */
const connectionsMax = 10;

export function openSockets(world: World, tickets: Set<string>): Sockets {
  const server = new WebSocketServer({ noServer: true });
  const clients: WebSocket[] = [];
  const acknowledged: Acknowledged[] = [];
  const waiting = new Map<string, { sentAtMs: number; done: (payload: unknown) => void }>();
  const debug = { host: "applink-loopback", build_number: 1, approximate_connection_time: 18_060 };
  let turn = 0;

  const hear = (text: string) => {
    const message = parsed(text);
    if (!isJson(message)) return;
    const envelopeId = textOf(message["envelope_id"]);
    const found = waiting.get(envelopeId);
    const afterMs = found ? performance.now() - found.sentAtMs : null;
    acknowledged.push({ envelopeId, payload: message["payload"], afterMs });
    waiting.delete(envelopeId);
    found?.done(message["payload"]);
  };

  const welcome = (client: WebSocket) => {
    const tell = (message: Json) => client.send(JSON.stringify(message));
    if (clients.length >= connectionsMax) {
      tell({ type: "disconnect", reason: "too_many_websockets", debug_info: debug });
      return client.close();
    }
    clients.push(client);
    client.on("message", (data) => hear(String(data)));
    client.on("close", () => clients.splice(clients.indexOf(client), 1));
    client.on("error", () => client.terminate());
    const about = { num_connections: clients.length, connection_info: { app_id: world.app.id } };
    tell({ type: "hello", ...about, debug_info: debug });
  };

  return {
    acknowledged,
    open: () => clients.length,
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? "/", "http://slack");
      if (url.pathname !== "/link/" || !tickets.delete(url.searchParams.get("ticket") ?? "")) {
        socket.end("HTTP/1.1 401 Unauthorized\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
        return;
      }
      server.handleUpgrade(request, socket, head, welcome);
    },
    send(type, payload, more, withinMs) {
      const client = clients[turn++ % Math.max(1, clients.length)];
      const sentAtMs = performance.now();
      if (!client) return Promise.resolve({ status: null, body: null, afterMs: 0, problem: "no_app" });
      const envelopeId = randomUUID();
      const accepts = type !== "events_api";
      client.send(
        JSON.stringify({ envelope_id: envelopeId, type, payload, accepts_response_payload: accepts, ...more }),
      );
      return new Promise((resolve) => {
        const react = (body: unknown, problem: Reaction["problem"]) => {
          clearTimeout(timer);
          resolve({ status: problem ? null : 200, body, afterMs: performance.now() - sentAtMs, problem });
        };
        const timer = setTimeout(() => {
          waiting.delete(envelopeId);
          react(null, "operation_timeout");
        }, withinMs);
        waiting.set(envelopeId, { sentAtMs, done: (body) => react(isEmpty(body) ? null : body, null) });
      });
    },
    disconnect(reason) {
      for (const client of [...clients]) client.send(JSON.stringify({ type: "disconnect", reason, debug_info: debug }));
    },
    cut() {
      for (const client of [...clients]) client.terminate();
    },
    close() {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

const isEmpty = (body: unknown): boolean => !isJson(body) || Object.keys(body).length === 0;
