import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { IdResolver } from "@atproto/identity";
import { lexToJson } from "@atproto/lex";
import { type Event, Firehose } from "@atproto/sync";
import { type WebSocket, WebSocketServer } from "ws";

/**
 * What a Jetstream is to its readers: the events of a firehose, checked against the keys of their repositories, as the JSON of
 * `/subscribe`, with a log that cursors go back into. Written after
 * https://github.com/bluesky-social/jetstream (pkg/consumer, pkg/models), down to the order of keys and what Go escapes.
 */
export interface Relay {
  /** For `jetstreamUrl`. */
  readonly url: string;
  /** Everything told so far, in order, whether anybody listened or not. */
  readonly log: readonly Told[];
  /** What could not be read of the firehose; empty where all went well. */
  readonly problems: readonly string[];
  /** The addresses of all connections so far. */
  readonly asked: readonly URL[];
  readonly connections: () => number;
  /** Ends all connections as a cable does. */
  cut(): void;
  close(): Promise<void>;
}

interface Told {
  readonly kind: "commit" | "identity" | "account";
  readonly timeUs: number;
  readonly collection: string | null;
  readonly frame: string;
}

export async function openRelay(network: { readonly pdsUrl: string; readonly plcUrl: string }): Promise<Relay> {
  const log: Told[] = [];
  const problems: string[] = [];
  let readTo = 0;
  const asked: URL[] = [];
  const pumps = new Map<WebSocket, () => void>();
  const firehose = new Firehose({
    service: network.pdsUrl.replace(/^http/, "ws"),
    // By itself it asks over https only.
    idResolver: new IdResolver({ plcUrl: network.plcUrl, fetch: globalThis.fetch }),
    unauthenticatedHandles: true,
    // From the first event on, and after a break from there.
    getCursor: () => readTo,
    onError: (error) => problems.push(`${error.message}: ${error.cause}`),
    handleEvent(event) {
      readTo = event.seq;
      const told = toldOf(event, Math.max(Date.now() * 1_000, (log.at(-1)?.timeUs ?? 0) + 1));
      if (!told) return;
      log.push(told);
      for (const pump of pumps.values()) pump();
    },
  });
  const server = createServer();
  const sockets = new WebSocketServer({ server, path: "/subscribe", perMessageDeflate: false });
  sockets.on("connection", (client, request: IncomingMessage) => {
    const url = new URL(request.url ?? "/", "ws://127.0.0.1");
    asked.push(url);
    const pump = pumpOf(client, url, log);
    pumps.set(client, pump);
    client.on("close", () => pumps.delete(client));
    pump();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const reading = firehose.start();
  const { port } = server.address() as AddressInfo;
  const cut = () => {
    for (const client of pumps.keys()) client.terminate();
  };
  return {
    url: `ws://127.0.0.1:${port}/subscribe`,
    log,
    problems,
    asked,
    connections: () => pumps.size,
    cut,
    async close() {
      await firehose.destroy();
      await reading;
      cut();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}

/** Sends what an address asks for: from its cursor on, and accounts and identities whatever the collections are. */
function pumpOf(client: WebSocket, { searchParams }: URL, log: readonly Told[]): () => void {
  const collections = searchParams.getAll("wantedCollections");
  const longest = Number(searchParams.get("maxMessageSizeBytes") ?? 0);
  const cursor = searchParams.get("cursor");
  const found = cursor === null ? -1 : log.findIndex(({ timeUs }) => timeUs >= Number(cursor));
  let next = found < 0 ? log.length : found;
  const wants = ({ collection, frame }: Told) =>
    (collection === null || collections.length === 0 || collections.includes(collection)) &&
    (longest === 0 || Buffer.byteLength(frame) <= longest);
  return () => {
    for (let told = log[next]; told && client.readyState === client.OPEN; told = log[++next])
      if (wants(told)) client.send(told.frame);
  };
}

/** null for what a Jetstream passes over: repairs of repositories. */
function toldOf(event: Event, timeUs: number): Told | null {
  const { did, seq, time } = event;
  const head = { did, time_us: timeUs };
  switch (event.event) {
    case "sync":
      return null;
    case "identity":
    case "account": {
      const kind = event.event;
      const more = kind === "account" ? { active: event.active } : {};
      return { kind, timeUs, collection: null, frame: goJson({ ...head, kind, [kind]: { ...more, did, seq, time } }) };
    }
    default: {
      const { event: operation, collection, rkey, rev } = event;
      const written =
        operation === "delete" ? {} : { record: sorted(lexToJson(event.record)), cid: event.cid.toString() };
      const commit = { rev, operation, collection, rkey, ...written, seq };
      return { kind: "commit", timeUs, collection, frame: goJson({ ...head, kind: "commit", commit }) };
    }
  }
}

/** Go writes maps in the order of their keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

const goJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
