import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { loadavg } from "node:os";
import { openInstallation } from "../test/journeys/product.ts";
import type { Order, Place, Reached, Typed, Way } from "./ack-told.ts";
import type { Bench, Figure } from "./bench.ts";

const perSecond = 50;
const seconds = Number(process.env["BENCH_SECONDS"] ?? 20);
/** Left out of the figures: code gets compiled, caches fill. */
const warmUpSeconds = 3;
/**
 * The chats themselves give up after 3 seconds (docs.slack.dev/interactivity/implementing-slash-commands,
 * docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback).
 */
const limitMs = 100;

/** Hashtags with two weeks of posts to draw, and no spikes, whose alerts would be drawn too. */
const calm = { PLAYGROUND: "off", SIMULATOR: "on", SIMULATOR_BURSTS_PER_DAY: "0", SIMULATOR_FIRST_BURST_SECONDS: "0" };

interface Measured {
  /** Of the process that is the chat; its way is its argument. */
  readonly script: URL;
  /** What its figures are called by. */
  readonly ways: readonly (readonly [Way, string])[];
  /** What the product says once it can be reached from there. */
  readonly reached: RegExp;
}

const measuredOn: Readonly<Record<Place, Measured>> = {
  slack: {
    script: new URL("./ack-slack.ts", import.meta.url),
    ways: [
      ["socket", "socket"],
      ["http", "HTTP"],
    ],
    reached: /Slack (?:is connected|may ask)/u,
  },
  discord: {
    script: new URL("./ack-discord.ts", import.meta.url),
    ways: [
      ["socket", "Discord's gateway"],
      ["http", "Discord over HTTP"],
    ],
    reached: /Discord (?:is connected|may ask)/u,
  },
};

/** How soon commands typed in a chat are acknowledged by the whole product; chat, product and Postgres share the machine. */
const ackOn = (place: Place): Bench => ({
  name: "ack",
  async run() {
    const figures: Figure[] = [];
    for (const [way, name] of measuredOn[place].ways) {
      const { idle, busy } = await measured(place, way);
      figures.push(...figuresOf(`${name}, idle`, idle), ...figuresOf(`${name}, while charts are drawn`, busy));
      figures.push(drawnOf(name, busy));
    }
    return figures;
  },
});

/** The same on each chat: `--on`. */
export const on: Readonly<Record<Place, Bench>> = { slack: ackOn("slack"), discord: ackOn("discord") };

export default on.slack;

async function measured(place: Place, way: Way): Promise<{ idle: Typed; busy: Typed }> {
  const { script, reached } = measuredOn[place];
  const chat = fork(script, [way], { execArgv: ["--import", "tsx"] });
  const installation = openInstallation();
  try {
    const { env } = await answer<Reached>(chat);
    const product = await installation.start({ env: { ...env, ...calm } });
    await product.said(reached);
    await asked(chat, { kind: "meet", productUrl: product.url });
    const type = async (draws: boolean, forSeconds = seconds): Promise<Typed> => {
      const typed = await asked<Typed>(chat, { kind: "type", perSecond, seconds: forSeconds, draws });
      process.stderr.write(
        `${way}, ${draws ? "drawing" : "idle"}: the chat's own process late by ${typed.chatLateMs.toFixed(1)} ms (p99), load average ${loadavg()[0]?.toFixed(1)}\n`,
      );
      return typed;
    };
    await type(false, warmUpSeconds);
    const idle = await type(false);
    const busy = await type(true);
    await product.stop();
    return { idle, busy };
  } finally {
    if (chat.connected) chat.disconnect();
    await installation.remove();
  }
}

/** Its next word; an Error where it ends before it has said one. */
async function answer<T>(chat: ChildProcess): Promise<T> {
  const ended = once(chat, "exit").then(() => {
    throw new Error("the process that is the chat ended");
  });
  const [told] = await Promise.race([once(chat, "message"), ended]);
  return told as T;
}

function asked<T>(chat: ChildProcess, order: Order): Promise<T> {
  chat.send(order);
  return answer<T>(chat);
}

function figuresOf(when: string, { afterMs, typed }: Typed): Figure[] {
  const sorted = afterMs.toSorted((a, b) => a - b);
  const time = (metric: string, share: number): Figure => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
    const against = `the limit of ${limitMs} ms`;
    return { bench: "ack", metric: `${when}: ${metric}`, value, unit: "ms", against, ratio: value / limitMs };
  };
  return [
    time(`p50 of ${perSecond} commands/s`, 0.5),
    time("p99", 0.99),
    {
      bench: "ack",
      metric: `${when}: acknowledged`,
      value: afterMs.length,
      unit: "commands",
      against: "typed",
      ratio: afterMs.length / typed,
    },
  ];
}

const drawnOf = (name: string, { charts }: Typed): Figure => ({
  bench: "ack",
  metric: `${name}: charts drawn meanwhile`,
  value: charts.drawn,
  unit: "charts",
  against: "asked for; the rest was in hand at the end",
  ratio: charts.drawn / charts.asked,
});
