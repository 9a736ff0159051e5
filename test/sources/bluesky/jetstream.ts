import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { recordOf, rkeyOf, someone, uriOf, type Written } from "./records.ts";

/**
 * A Jetstream on this machine: keeps everything it told, in order, and tells each connection what its address asks for, from
 * its cursor on. A connection that does not read is not sent more than the network holds.
 */
export interface FakeJetstream {
  /** For `jetstreamUrl`. */
  readonly url: string;
  /** The addresses of all connections so far, refused ones too. */
  readonly asked: readonly URL[];
  /** Messages given to the network so far, to all connections together. */
  readonly sent: () => number;
  readonly connections: () => number;
  /** Each of these three gives the post's id. */
  post(written: Written & { readonly did?: string; readonly rkey?: string }): string;
  edit(id: string, written: Written): string;
  remove(id: string): string;
  /** `count` posts at once; `text` of each gets its number. */
  flood(count: number, text?: (number: number) => string): readonly string[];
  /** Something else that happens: a like, or a word of the account. */
  noise(kind: "like" | "identity"): void;
  /** A message as it is, which no filter looks at. */
  raw(message: string | Buffer): void;
  /** Connections stay open and nothing more is told, until it is taken back. */
  stall(isStalled: boolean): void;
  /** Ends all connections: with a close code, or as a cable does. */
  cut(code?: number): void;
  /** Refuses new connections with this status; null = no more. */
  refuse(status: number | null): void;
  /** From now on what was told before this count is not there any more. */
  forget(beforeSeq: number): void;
  close(): Promise<void>;
}

export interface JetstreamOptions {
  /** v1: `/subscribe`; v2: `/xrpc/network.bsky.jetstream.subscribeEvents`. Default v1. */
  readonly wire?: "v1" | "v2";
  readonly now?: () => Date;
  /** A connection that takes nothing for so long is told ConsumerTooSlow and closed. Default: never. */
  readonly slowAfterMs?: number;
}

interface Entry {
  readonly seq: number;
  readonly timeUs: number;
  readonly collection: string | null;
  readonly v1: string | Buffer;
  readonly v2: string | Buffer;
}

const lexicon = "network.bsky.jetstream.subscribeEvents";
const paths = { v1: "/subscribe", v2: `/xrpc/${lexicon}` };
/** More than this waits for a connection to take what it has. */
const bufferedMaxBytes = 65_536;

export async function openJetstream(options: JetstreamOptions = {}): Promise<FakeJetstream> {
  const { wire = "v1", now = () => new Date(), slowAfterMs = null } = options;
  const log: Entry[] = [];
  const asked: URL[] = [];
  const pumps = new Map<WebSocket, () => void>();
  const server = createServer();
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  let sent = 0;
  let isStalled = false;
  let refusal: number | null = null;
  let floorSeq = 0;

  const tell = (entry: (seq: number, timeUs: number) => Omit<Entry, "seq" | "timeUs">) => {
    const seq = log.length + 1;
    const timeUs = Math.max(now().getTime() * 1_000, (log.at(-1)?.timeUs ?? 0) + 1);
    log.push({ seq, timeUs, ...entry(seq, timeUs) });
    for (const pump of pumps.values()) pump();
  };
  const commit = (did: string, body: { operation: string; collection: string; rkey: string; record?: object }) =>
    tell((seq, timeUs) => {
      const change = { rev: rkeyOf(seq), ...body, ...(body.record ? { cid: `bafyrei${seq}` } : {}) };
      return {
        collection: body.collection,
        v1: JSON.stringify({ did, time_us: timeUs, kind: "commit", commit: change }),
        v2: message("commit", { seq, did, time: timeOf(timeUs), ...change }),
      };
    });
  const write = (operation: string, did: string, rkey: string, written: Written | null) => {
    const record = written ? { record: recordOf(written, now()) } : {};
    commit(did, { operation, collection: "app.bsky.feed.post", rkey, ...record });
    return uriOf(did, rkey);
  };
  const post: FakeJetstream["post"] = ({ did = someone, rkey = rkeyOf(log.length), ...written }) =>
    write("create", did, rkey, written);

  /** How a request is answered before there is a connection, and where in the log it begins. */
  const plan = (url: URL): { readonly status: number } | { readonly from: number; readonly notice: boolean } => {
    const query = url.searchParams;
    if (refusal !== null) return { status: refusal };
    if (url.pathname !== paths[wire]) return { status: 404 };
    if (wire === "v2" && query.has("wantedCollections")) return { status: 400 };
    const text = query.get("cursor");
    if (text === null) return { from: log.length, notice: false };
    if (!/^\d{1,19}$/.test(text)) return { status: 400 };
    const cursor = Number(text);
    const isTime = cursor >= 1e15;
    if (!isTime && wire === "v2" && cursor < floorSeq) return { status: 400 };
    const found = log.findIndex(({ seq, timeUs }) => seq >= floorSeq && (isTime ? timeUs : seq) >= cursor);
    const isMovedUp = isTime && floorSeq > 1 && cursor < (log[floorSeq - 1]?.timeUs ?? 0);
    return { from: found < 0 ? log.length : found, notice: wire === "v2" && isMovedUp };
  };

  server.on("upgrade", (request: IncomingMessage, socket, head) => {
    const url = new URL(request.url ?? "/", `ws://${request.headers.host}`);
    asked.push(url);
    const planned = plan(url);
    if ("status" in planned) {
      socket.end(`HTTP/1.1 ${planned.status} Refused\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      if (planned.notice) client.send(message("info", { name: "OutdatedCursor" }));
      serve(client, url, planned.from);
    });
  });

  function serve(client: WebSocket, url: URL, from: number) {
    const collections = url.searchParams.getAll(wire === "v1" ? "wantedCollections" : "collections");
    const onlyCommits = wire === "v2" && url.searchParams.getAll("kinds").join() === "commit";
    const wants = ({ collection }: Entry) =>
      collection === null
        ? !onlyCommits
        : collection === "*" || collections.length === 0 || collections.includes(collection);
    let next = from;
    let slow: NodeJS.Timeout | null = null;
    const pump = () => {
      while (!isStalled && next < log.length && client.readyState === client.OPEN) {
        if (client.bufferedAmount > bufferedMaxBytes) {
          if (slowAfterMs !== null) slow ??= setTimeout(tooSlow, slowAfterMs);
          return;
        }
        const entry = log[next++];
        if (!entry || !wants(entry)) continue;
        sent++;
        const bytes = entry[wire];
        client.send(bytes, { binary: false }, () => {
          if (slow) clearTimeout(slow);
          slow = null;
          if (client.bufferedAmount <= bufferedMaxBytes) setImmediate(pump);
        });
      }
    };
    const tooSlow = () => {
      client.send(JSON.stringify({ $type: "error", error: "ConsumerTooSlow", message: "too slow" }));
      client.close(1_008);
      setTimeout(() => client.terminate(), slowAfterMs ?? 0);
    };
    pumps.set(client, pump);
    client.on("close", () => {
      pumps.delete(client);
      if (slow) clearTimeout(slow);
    });
    pump();
  }

  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}${paths[wire]}`,
    asked,
    sent: () => sent,
    connections: () => pumps.size,
    post,
    edit: (id, written) => write("update", didOf(id), rkeyIn(id), written),
    remove: (id) => write("delete", didOf(id), rkeyIn(id), null),
    flood: (count, text = (number) => `wave ${number} #springtide`) =>
      Array.from({ length: count }, (_, number) => post({ text: text(number) })),
    noise(kind) {
      const like = { $type: "app.bsky.feed.like", subject: { uri: uriOf(someone, rkeyOf(1)) } };
      if (kind === "like")
        commit(someone, {
          operation: "create",
          collection: "app.bsky.feed.like",
          rkey: rkeyOf(log.length),
          record: like,
        });
      else
        tell((seq, timeUs) => ({
          collection: null,
          v1: JSON.stringify({ did: someone, time_us: timeUs, kind: "identity", identity: { did: someone, seq: 7 } }),
          v2: message("identity", { seq, did: someone, time: timeOf(timeUs), identity: { did: someone, seq: 7 } }),
        }));
    },
    raw: (text) => tell(() => ({ collection: "*", v1: text, v2: text })),
    stall(on) {
      isStalled = on;
      for (const pump of pumps.values()) pump();
    },
    cut(code) {
      for (const client of pumps.keys()) code === undefined ? client.terminate() : client.close(code);
    },
    refuse(status) {
      refusal = status;
    },
    forget(beforeSeq) {
      floorSeq = beforeSeq;
    },
    async close() {
      for (const client of pumps.keys()) client.terminate();
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}

const message = (kind: string, payload: object) =>
  JSON.stringify({ $type: "message", payload: { $type: `${lexicon}#${kind}`, ...payload } });

/** RFC 3339 with six digits, as the newer wire has it. */
const timeOf = (timeUs: number) =>
  new Date(Math.floor(timeUs / 1_000)).toISOString().replace("Z", `${`${timeUs % 1_000}`.padStart(3, "0")}Z`);

const didOf = (id: string) => id.split("/")[2] ?? "";
const rkeyIn = (id: string) => id.split("/")[4] ?? "";
