import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { isJson, type Json, numberOf, parsed, textOf } from "./json.ts";
import { guildCreateJson, userJson } from "./render.ts";
import type { World } from "./world.ts";

/** docs.discord.com/developers/topics/opcodes-and-status-codes#gateway */
const op = { dispatch: 0, heartbeat: 1, identify: 2, presence: 3, voice: 4, resume: 6, members: 8 };
const told = { reconnect: 7, invalid: 9, hello: 10, ack: 11 };
const guildsIntent = 1 << 0;
const privileged = (1 << 1) | (1 << 8) | (1 << 15);
const intentsMax = 1 << 26;
const payloadBytesMax = 4_096;
const payloadsMax = { count: 120, inMs: 60_000 };
const eventsKept = 1_000;

interface Session {
  readonly id: string;
  readonly shard: readonly [number, number];
  readonly intents: number;
  socket: WebSocket | null;
  sequence: number;
  readonly events: Json[];
}

export interface Gateway {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Does any connected shard hear this guild? */
  dispatch(guildId: string | null, event: string, data: Json, isForGuildsIntent?: boolean): boolean;
  /** Shards that are connected and said who they are. */
  connections(): number;
  /** Opcodes that came, oldest first. */
  readonly heard: readonly number[];
  /** RECONNECT; INVALID SESSION that may or may not be resumed; or a close code. */
  disconnect(how: "reconnect" | "invalid session" | "new session" | number): void;
  close(): void;
}

export function openGateway(world: World): Gateway {
  const server = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const heard: number[] = [];
  const identifiedAtMs = new Map<number, number>();
  /** docs.discord.com/developers/events/gateway#sharding-max-concurrency */
  const rateLimitKey = (shard: number) => shard % (world.options.maxConcurrency ?? 1);
  const { heartbeatMs = 41_250, identifyWindowMs = 5_000 } = world.options;

  const send = (socket: WebSocket, payload: Json) => socket.send(JSON.stringify(payload));
  const live = () => [...sessions.values()].filter(({ socket }) => socket !== null);

  const dispatch = (session: Session, t: string, d: Json) => {
    session.sequence++;
    const event = { op: op.dispatch, s: session.sequence, t, d };
    session.events.push(event);
    if (session.events.length > eventsKept) session.events.shift();
    if (session.socket) send(session.socket, event);
  };
  /** Each server's shard alone, and the first for direct messages (docs.discord.com/developers/events/gateway#sharding). */
  const hears = ({ shard: [n, count] }: Session, guildId: string | null) =>
    guildId === null ? n === 0 : Number((BigInt(guildId) >> 22n) % BigInt(count)) === n;

  function identify(socket: WebSocket, data: Json): Session | null {
    const intents = numberOf(data["intents"]);
    const [n, count] = Array.isArray(data["shard"]) ? data["shard"].map(Number) : [0, 1];
    const shard = [n ?? 0, count ?? 1] as const;
    const isIn = (bits: number) => (intents & bits) !== 0;
    if (data["token"] !== world.app.token) socket.close(4004, "Authentication failed.");
    else if (typeof data["intents"] !== "number" || intents < 0 || intents >= intentsMax)
      socket.close(4013, "Invalid intent(s).");
    else if (isIn(privileged & ~world.app.privilegedIntents)) socket.close(4014, "Disallowed intent(s).");
    else if (shard[0] >= shard[1] || shard[0] < 0) socket.close(4010, "Invalid shard.");
    else if (Date.now() - (identifiedAtMs.get(rateLimitKey(shard[0])) ?? 0) < identifyWindowMs)
      send(socket, { op: told.invalid, d: false });
    else {
      identifiedAtMs.set(rateLimitKey(shard[0]), Date.now());
      return ready(socket, shard, intents);
    }
    return null;
  }

  function ready(socket: WebSocket, shard: readonly [number, number], intents: number): Session {
    const session: Session = { id: world.id(), shard, intents, socket, sequence: 0, events: [] };
    sessions.set(session.id, session);
    const bot = world.users.get(world.app.id);
    const guilds = [...world.guilds.values()].filter(
      ({ id, members }) => members.has(world.app.id) && hears(session, id),
    );
    dispatch(session, "READY", {
      v: 10,
      user: bot ? userJson(bot) : {},
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: world.url.replace("http", "ws"),
      shard,
      application: { id: world.app.id, flags: 0 },
    });
    if (intents & guildsIntent)
      for (const guild of guilds)
        if (!guild.isUnavailable) dispatch(session, "GUILD_CREATE", guildCreateJson(world, guild));
    return session;
  }

  function resume(socket: WebSocket, data: Json): Session | null {
    const session = sessions.get(textOf(data["session_id"]));
    const sequence = numberOf(data["seq"]);
    if (data["token"] !== world.app.token) socket.close(4004, "Authentication failed.");
    else if (!session || session.sequence - sequence > session.events.length)
      send(socket, { op: told.invalid, d: false });
    else if (sequence > session.sequence) socket.close(4007, "Invalid seq.");
    else {
      if (session.socket !== socket) session.socket?.close(4000);
      session.socket = socket;
      for (const event of session.events) if (numberOf(event["s"]) > sequence) send(socket, event);
      dispatch(session, "RESUMED", {});
      return session;
    }
    return null;
  }

  server.on("connection", (socket: WebSocket, request: IncomingMessage) => {
    const query = new URL(request.url ?? "/", world.url).searchParams;
    if (query.get("v") !== "10") socket.close(4012, "Invalid API version.");
    let session: Session | null = null;
    let times: number[] = [];
    const dies = setTimeout(() => socket.close(4000, "No heartbeat."), heartbeatMs * 2);
    send(socket, { op: told.hello, d: { heartbeat_interval: heartbeatMs } });
    socket.on("message", (raw: Buffer) => {
      times = [...times.filter((atMs) => atMs > Date.now() - payloadsMax.inMs), Date.now()];
      const payload = parsed(raw.toString());
      if (times.length > payloadsMax.count) socket.close(4008, "Rate limited.");
      else if (raw.length > payloadBytesMax || !isJson(payload)) socket.close(4002, "Decode error.");
      else {
        const code = numberOf(payload["op"]);
        const data = isJson(payload["d"]) ? payload["d"] : {};
        heard.push(code);
        if (code === op.heartbeat) {
          dies.refresh();
          send(socket, { op: told.ack });
        } else if (code === op.identify && session) socket.close(4005, "Already authenticated.");
        else if (code === op.identify) session = identify(socket, data);
        else if (code === op.resume) session = resume(socket, data);
        else if (!Object.values(op).includes(code)) socket.close(4001, "Unknown opcode.");
        else if (!session) socket.close(4003, "Not authenticated.");
      }
    });
    socket.on("close", (code) => {
      clearTimeout(dies);
      if (session?.socket !== socket) return;
      session.socket = null;
      // Whoever says goodbye properly has no session any more.
      if (code === 1000 || code === 1001) sessions.delete(session.id);
    });
    socket.on("error", () => socket.terminate());
  });

  return {
    heard,
    upgrade: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (client) => server.emit("connection", client, request)),
    dispatch(guildId, event, data, isForGuildsIntent = true) {
      const hearing = [...sessions.values()].filter(
        (session) => hears(session, guildId) && (!isForGuildsIntent || (session.intents & guildsIntent) !== 0),
      );
      for (const session of hearing) dispatch(session, event, data);
      return hearing.length > 0;
    },
    connections: () => live().length,
    disconnect(how) {
      for (const session of live()) {
        const { socket } = session;
        if (how === "new session") sessions.delete(session.id);
        if (!socket) continue;
        if (how === "reconnect") send(socket, { op: told.reconnect, d: null });
        else if (typeof how === "number") socket.close(how);
        else send(socket, { op: told.invalid, d: how === "invalid session" });
      }
    },
    close() {
      for (const client of server.clients) client.terminate();
      sessions.clear();
      server.close();
    },
  };
}
