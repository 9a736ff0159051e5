import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { loadavg } from "node:os";
import { openInstallation } from "../test/journeys/product.ts";
import type { Order, Reached, Typed, Way } from "./ack-told.ts";
import type { Bench, Figure } from "./bench.ts";

const perSecond = 50;
const seconds = Number(process.env["BENCH_SECONDS"] ?? 20);
/** Left out of the figures: code gets compiled, caches fill. */
const warmUpSeconds = 3;
/** Slack itself gives up after 3 seconds (docs.slack.dev/interactivity/implementing-slash-commands). */
const limitMs = 100;

/** Hashtags with two weeks of posts to draw, and no spikes, whose alerts would be drawn too. */
const calm = { PLAYGROUND: "off", SIMULATOR: "on", SIMULATOR_BURSTS_PER_DAY: "0", SIMULATOR_FIRST_BURST_SECONDS: "0" };

const ways: readonly (readonly [Way, string])[] = [
  ["socket", "socket"],
  ["http", "HTTP"],
];

/** How soon commands typed in Slack are acknowledged by the whole product; Slack, product and Postgres share the machine. */
const bench: Bench = {
  name: "ack",
  async run() {
    const figures: Figure[] = [];
    for (const [way, name] of ways) {
      const { idle, busy } = await measured(way);
      figures.push(...figuresOf(`${name}, idle`, idle), ...figuresOf(`${name}, while charts are drawn`, busy));
      figures.push(drawnOf(name, busy));
    }
    return figures;
  },
};

export default bench;

async function measured(way: Way): Promise<{ idle: Typed; busy: Typed }> {
  const slack = fork(new URL("./ack-slack.ts", import.meta.url), [way], { execArgv: ["--import", "tsx"] });
  const installation = openInstallation();
  try {
    const { env } = await answer<Reached>(slack);
    const product = await installation.start({ env: { ...env, ...calm } });
    await product.said(/Slack (?:is connected|may ask)/u);
    await asked(slack, { kind: "meet", productUrl: product.url });
    const type = async (draws: boolean, forSeconds = seconds): Promise<Typed> => {
      const typed = await asked<Typed>(slack, { kind: "type", perSecond, seconds: forSeconds, draws });
      process.stderr.write(
        `${way}, ${draws ? "drawing" : "idle"}: Slack's own process late by ${typed.slackLateMs.toFixed(1)} ms (p99), load average ${loadavg()[0]?.toFixed(1)}\n`,
      );
      return typed;
    };
    await type(false, warmUpSeconds);
    const idle = await type(false);
    const busy = await type(true);
    await product.stop();
    return { idle, busy };
  } finally {
    if (slack.connected) slack.disconnect();
    await installation.remove();
  }
}

/** Its next word; an Error where it ends before it has said one. */
async function answer<T>(slack: ChildProcess): Promise<T> {
  const ended = once(slack, "exit").then(() => {
    throw new Error("the process that is Slack ended");
  });
  const [told] = await Promise.race([once(slack, "message"), ended]);
  return told as T;
}

function asked<T>(slack: ChildProcess, order: Order): Promise<T> {
  slack.send(order);
  return answer<T>(slack);
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
