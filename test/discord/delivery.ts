import { generateKeyPairSync, sign } from "node:crypto";
import { bodyFrom } from "./files.ts";
import type { Gateway } from "./gateway.ts";
import { respond } from "./interactions.ts";
import { isJson, type Json } from "./json.ts";
import { Refusal } from "./refusal.ts";
import type { Interaction, World } from "./world.ts";

/** What a person saw happen. */
export interface Reaction {
  readonly interaction: Interaction;
  /** The first response; null = none in time. */
  readonly answer: Json | null;
  /** What Discord's client says then; null = all went well. */
  readonly complaint: string | null;
}

export interface Delivery {
  /** Of the application, as hex: what the app verifies signatures with. */
  readonly publicKey: string;
  /** From now on by signed HTTP to this address, or by the gateway. */
  deliverTo(where: string | null): void;
  deliver(interaction: Interaction): Promise<Reaction>;
  /** POSTs this to the app's endpoint, signed well or badly. Gives the HTTP status and the body. */
  post(body: Json, isForged?: boolean): Promise<{ readonly status: number; readonly json: unknown }>;
}

const silence = "The application did not respond";

/** docs.discord.com/developers/interactions/overview#setting-up-an-endpoint */
export function openDelivery(world: World, gateway: Gateway): Delivery {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const der = publicKey.export({ format: "der", type: "spki" });
  const withinMs = world.options.answerWithinMs ?? 3_000;
  let endpoint = world.options.deliverTo ?? null;

  async function request(body: Json, isForged: boolean): Promise<Response> {
    const text = JSON.stringify(body);
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signature = sign(null, Buffer.from(`${timestamp}${isForged ? "forged" : ""}${text}`), privateKey);
    return fetch(endpoint ?? "", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": "Discord-Interactions/1.0 (+https://discord.com)",
        "x-signature-ed25519": signature.toString("hex"),
        "x-signature-timestamp": timestamp,
      },
      body: text,
      signal: AbortSignal.timeout(withinMs),
    });
  }

  /** The app's own HTTP answer may be its first response; 202 = it will respond by REST. */
  async function byHttp(interaction: Interaction): Promise<void> {
    const response = await request(interaction.payload, false);
    // Read in any case: a connection whose answer is not read is not used again.
    const bytes = Buffer.from(await response.arrayBuffer());
    if (response.status !== 200) return;
    const type = response.headers.get("content-type") ?? "";
    const { json, files } = await bodyFrom(type, bytes);
    if (isJson(json) && !interaction.answer) respond(world, interaction, json, files);
  }

  return {
    publicKey: der.subarray(-32).toString("hex"),
    deliverTo(where) {
      endpoint = where;
    },
    async deliver(interaction) {
      const answered = new Promise<void>((done) => {
        interaction.answered = done;
      });
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((done) => {
        timer = setTimeout(done, withinMs);
      });
      world.interactions.set(interaction.token, interaction);
      let complaint: string | null = null;
      if (endpoint)
        byHttp(interaction).catch((error: unknown) => {
          complaint = error instanceof Refusal ? `${silence}: ${error.message}` : silence;
        });
      else gateway.dispatch(interaction.guildId, "INTERACTION_CREATE", interaction.payload, false);
      await Promise.race([answered, late]);
      clearTimeout(timer);
      return { interaction, answer: interaction.answer, complaint: interaction.answer ? null : (complaint ?? silence) };
    },
    async post(body, isForged = false) {
      const response = await request(body, isForged);
      const json: unknown = await response.json().catch(() => null);
      return { status: response.status, json };
    },
  };
}
