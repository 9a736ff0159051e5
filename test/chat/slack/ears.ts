import type { Receiver } from "@slack/bolt";
import { openReceiving } from "../../../src/chat/slack/receive.ts";
import type { Answer, Ask, Door, Surface } from "../../../src/chat/surface.ts";
import type { FakeSlack } from "../../slack/server.ts";
import { type Memory, openMemory } from "../memory.ts";
import { apiOn, surfaceOn } from "./loopback.ts";

/** Our ears on a loopback Slack, with a door that answers as it is told. */
export interface Ears {
  readonly memory: Memory;
  readonly surface: Surface;
  /** What came to the door. */
  readonly asks: Ask[];
  /** What was logged. */
  readonly logged: string[];
  /** The envelopes of what took us out. */
  readonly revoked: unknown[];
  /** How the door answers; by default with nothing left to do. */
  answer: (ask: Ask, surface: Surface) => Promise<Answer>;
  stop(): Promise<void>;
}

type Log = Readonly<Record<"info" | "warn" | "error", (facts: object, message: string) => void>>;

export async function openEars(
  slack: FakeSlack,
  receiverOf: (given: { readonly memory: Memory; readonly log: Log }) => Receiver | Promise<Receiver>,
): Promise<Ears> {
  const memory = openMemory();
  const surface = surfaceOn(slack, memory);
  const logged: string[] = [];
  const write = (facts: object, message: string) =>
    void logged.push(`${message} ${Object.values(facts).map(String).join(" ")}`);
  const log: Log = { info: write, warn: write, error: write };
  const door: Door = (ask, on) => {
    ears.asks.push(ask);
    return ears.answer(ask, on);
  };
  const app = openReceiving({
    receiver: await receiverOf({ memory, log }),
    authorize: async () => ({ botToken: slack.botToken("T0HARBOR") }),
    door,
    surface,
    api: apiOn(slack),
    gate: memory.gate,
    log,
    onRevoked: async (envelope) => void ears.revoked.push(envelope),
  });
  const ears: Ears = {
    memory,
    surface,
    asks: [],
    logged,
    revoked: [],
    answer: async () => ({}),
    stop: async () => void (await app.stop()),
  };
  await app.start();
  return ears;
}
