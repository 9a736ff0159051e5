import { createPublicKey, verify } from "node:crypto";
import { InteractionResponseType, InteractionType } from "discord.js";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { type Clock, minuteMs, secondMs } from "../../model/clock.ts";
import { discordPaths } from "./invitation.ts";
import type { Receive } from "./receive.ts";

export interface HttpReceivingOptions {
  /** The application's, as 64 hex digits. */
  readonly publicKey: string;
  readonly clock: Clock;
}

export interface HttpReceiving {
  readonly routes: Hono;
  /** From now on what is asked is taken there. */
  hear(receive: Receive): void;
}

const skewMaxMs = 5 * minuteMs;
const bodyBytesMax = 1024 * 1024;
/** An Ed25519 key as node takes it: the algorithm in DER (RFC 8410), then the key itself. */
const derPrefix = Buffer.from("302a300506032b6570032100", "hex");

/**
 * Interactions over HTTP (docs.discord.com/developers/interactions/overview#preparing-for-interactions): signed by Discord, which tries with wrong signatures
 * too. A request that is sent again finds its interaction answered, and does nothing.
 */
export function httpReceiving({ publicKey, clock }: HttpReceivingOptions): HttpReceiving {
  const key = createPublicKey({
    key: Buffer.concat([derPrefix, Buffer.from(publicKey, "hex")]),
    format: "der",
    type: "spki",
  });
  let heard: Receive | null = null;
  const isSigned = (c: Context, body: string): boolean => {
    const [signature = "", timestamp = ""] = [
      c.req.header("x-signature-ed25519"),
      c.req.header("x-signature-timestamp"),
    ];
    const isNow = Math.abs(clock.now().getTime() - Number(timestamp || Number.NaN) * secondMs) <= skewMaxMs;
    if (!isNow || !/^[0-9a-f]{128}$/iu.test(signature)) return false;
    return verify(null, Buffer.from(timestamp + body), key, Buffer.from(signature, "hex"));
  };
  const routes = new Hono();
  routes.post(discordPaths.interactions, bodyLimit({ maxSize: bodyBytesMax }), async (c) => {
    const body = await c.req.text();
    if (!isSigned(c, body)) return c.text("", 401);
    const payload: unknown = parsed(body);
    if (typeof payload !== "object" || payload === null) return c.text("", 400);
    if ("type" in payload && payload.type === InteractionType.Ping)
      return c.json({ type: InteractionResponseType.Pong });
    if (!heard) return c.text("", 503);
    // The answer goes the way of those that come over the gateway.
    void heard(payload);
    return c.body(null, 202);
  });
  return {
    routes,
    hear(receive) {
      heard = receive;
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
