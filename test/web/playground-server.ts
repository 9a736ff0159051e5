import { randomBytes } from "node:crypto";
import { request } from "node:http";
import type { Card } from "../../src/cards/card.ts";
import { playgroundChannel } from "../../src/chat/playground/log.ts";
import { createPlayground } from "../../src/chat/playground/surface.ts";
import type { Ask } from "../../src/chat/surface.ts";
import type { Log } from "../../src/services.ts";
import { openPlaygroundPages, type PlaygroundOptions } from "../../src/web/playground.tsx";
import { startWeb } from "../../src/web/server.ts";
import { memoryLog } from "../chat/playground/memory-log.ts";

export const at = new Date("2026-12-01T10:00:00Z");
export const where = { channel: playgroundChannel };
export const cardOf = (title: string, ...parts: Card["parts"]): Card => ({
  title,
  tone: "neutral",
  summary: title,
  parts,
});

/** What the web room logs, kept. */
export function keptLog(): Log & { readonly errors: Readonly<Record<string, unknown>>[] } {
  const errors: Readonly<Record<string, unknown>>[] = [];
  return { errors, info: () => {}, warn: () => {}, error: (facts) => void errors.push(facts) };
}

/** The playground page on a free port, with messages in memory; `asked` is what reached the door. */
export async function startPlayground({
  port = 0,
  messages = memoryLog(),
  ...options
}: Partial<Omit<PlaygroundOptions, "messages">> & { port?: number; messages?: ReturnType<typeof memoryLog> } = {}) {
  const clock = { now: () => at };
  const log = keptLog();
  const playground = createPlayground({ log: messages, clock });
  const asked: Ask[] = [];
  const door: PlaygroundOptions["door"] = {
    async say(ask) {
      asked.push(ask);
      return (await options.door?.say(ask)) ?? {};
    },
  };
  const pages = await openPlaygroundPages({
    messages,
    clock,
    log,
    pictureBytes: async () => null,
    commands: [],
    language: async () => "en",
    ...options,
    door,
  });
  const web = await startWeb({ port, pages: [pages], log });
  return { messages, playground, asked, log, web };
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** One request with exactly these headers (fetch would not let a test choose its Host). */
export function send(
  url: string,
  { method = "GET", headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, (incoming) => {
      let text = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (piece: string) => (text += piece));
      incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }));
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

export const newCookie = () => `groundswell_visitor=${randomBytes(16).toString("hex")}`;

/** Posts JSON as the page does. */
export const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  send(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
