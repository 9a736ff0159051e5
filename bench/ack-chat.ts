import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { Order, Reached, Typed } from "./ack-told.ts";

/**
 * A chat of its own in a process of its own: people type commands there at a steady pace, whatever the answers take, and it is
 * measured here how soon each is acknowledged.
 */
export interface Chat extends Reached {
  /** Where the product is: installs it where it is not yet. */
  install(productUrl: string): Promise<void>;
  /** The nth short command, by the nth typist; after how many ms it was acknowledged, null where it was not. */
  type(n: number): Promise<number | null>;
  readonly typing: Room;
  readonly drawing: readonly Room[];
}

/** A channel in which somebody tracks a hashtag and asks for charts of it. */
export interface Room {
  readonly name: string;
  track(hashtag: string): Promise<unknown>;
  chart(hashtag: string, hours: number): Promise<unknown>;
  /** Whether a message there has these words. */
  has(words: RegExp): boolean;
  /** Messages there that show a picture. */
  pictures(): number;
}

/** So many that nobody reaches the limit of 20 asks in 10 seconds. */
export const typists = 40;
export const drawers = 8;
export const publicUrl = "https://groundswell.example";
/** No faster than the product edits the messages of one workspace in Slack. */
const chartEveryMs = 1_600;
const patienceMs = 60_000;
const hashtag = "#worldcup";

/** Does what the bench asks of this process, until that one goes. */
export function serve(chat: Chat): void {
  process.on("message", async (order: Order) => {
    if (order.kind === "type") process.send?.(await type(chat, order));
    else {
      await meet(chat, order.productUrl);
      process.send?.({});
    }
  });
  process.on("disconnect", () => process.exit(0));
  process.send?.({ env: chat.env } satisfies Reached);
}

async function until(what: string, isSo: () => boolean): Promise<void> {
  for (const endMs = performance.now() + patienceMs; !isSo(); await sleep(50))
    if (performance.now() > endMs) throw new Error(`${what} did not come in ${patienceMs} ms`);
}

async function meet(chat: Chat, productUrl: string): Promise<void> {
  await chat.install(productUrl);
  for (const room of [chat.typing, ...chat.drawing]) {
    await room.track(hashtag);
    await until(`the first numbers in ${room.name}`, () => room.has(/posts? in the last 24 hours/u));
    await chart(room);
  }
}

let charts = 0;

/** One that was never drawn before: each looks back another while. */
async function chart(room: Room): Promise<void> {
  const before = room.pictures();
  await room.chart(hashtag, 24 + charts++);
  await until(`a chart in ${room.name}`, () => room.pictures() > before);
}

async function type(chat: Chat, { perSecond, seconds, draws }: Order & { kind: "type" }): Promise<Typed> {
  const late = monitorEventLoopDelay({ resolution: 5 });
  const ended = new AbortController();
  const counted = { asked: 0, drawn: 0 };
  const drawn = draws ? chat.drawing.map((room) => drawOn(room, ended.signal, counted)) : [];
  late.enable();
  const reactions: Promise<number | null>[] = [];
  for (const startedMs = performance.now(); reactions.length < perSecond * seconds; await sleep(5)) {
    const owed = Math.min(((performance.now() - startedMs) * perSecond) / 1_000, perSecond * seconds);
    while (reactions.length < owed) reactions.push(chat.type(reactions.length));
  }
  const done = await Promise.all(reactions);
  late.disable();
  const during = { ...counted };
  ended.abort();
  await Promise.all(drawn);
  return {
    afterMs: done.filter((afterMs) => afterMs !== null),
    typed: done.length,
    charts: during,
    chatLateMs: late.percentile(99) / 1e6,
  };
}

async function drawOn(room: Room, ended: AbortSignal, counted: { asked: number; drawn: number }): Promise<void> {
  while (!ended.aborted) {
    const pause = sleep(chartEveryMs);
    counted.asked++;
    await chart(room);
    counted.drawn++;
    await pause;
  }
}
