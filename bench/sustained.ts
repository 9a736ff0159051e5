import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { openInstallation, type Product } from "../test/journeys/product.ts";
import { visit } from "../test/journeys/visitor.ts";
import type { Bench, Figure } from "./bench.ts";
import { floodTags } from "./flood-frames.ts";
import { type Memory, memoryOf } from "./memory.ts";

const postsPerSecond = 6_000;
const minutes = Number(process.env["BENCH_MINUTES"] ?? 10);
/** Left out of the figures: code gets compiled, caches fill. */
const warmUpMs = 30_000;
const sampleEveryMs = 500;
const boards = 3;
const lagLimitMs = 2_000;
const drainMs = 60_000;

interface Sample {
  /** From the writing of the newest stored post to its being read from the database. */
  readonly lagMs: number;
  readonly memory: Memory | null;
}

/**
 * X's whole average of 6,000 posts a second through the whole product, every one of them for a tracked hashtag: socket, parse,
 * match, understand, store, count, detect, boards. Source, product and Postgres share the machine.
 */
const bench: Bench = {
  name: "sustained",
  async run() {
    const flood = fork(new URL("./flood.ts", import.meta.url), { execArgv: ["--import", "tsx"] });
    const [ports] = (await once(flood, "message")) as [{ jetstream: number; appView: number }];
    const installation = openInstallation();
    try {
      const product = await installation.start({
        args: Array.from({ length: floodTags }, (_, i) => ["--track", `#flood${i}`]).flat(),
        env: {
          BLUESKY: "on",
          BLUESKY_JETSTREAM_URL: `ws://127.0.0.1:${ports.jetstream}/subscribe`,
          BLUESKY_API_URL: `http://127.0.0.1:${ports.appView}`,
          SIMULATOR: "off",
        },
      });
      for (let i = 0; i < boards; i++) await visit(product.url).say(`/live #flood${i}`);
      // The stream takes up what is followed a moment later.
      await sleep(5_000);
      flood.send({ go: postsPerSecond });
      await sleep(warmUpMs);
      const samples = await watch(product, installation.query);
      const { sent, stored } = await drained(flood, installation.query);
      process.stderr.write(product.output());
      await product.stop();
      return figuresOf(samples, sent, stored);
    } finally {
      flood.disconnect();
      await installation.remove();
    }
  },
};

export default bench;

type Query = ReturnType<typeof openInstallation>["query"];

async function watch(product: Product, query: Query): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const endMs = performance.now() + minutes * 60_000 - warmUpMs;
  for (let toldMs = 0; performance.now() < endMs; await sleep(sampleEveryMs)) {
    const [newest] = await query<{ at: Date }>("select posted_at as at from posts order by key desc limit 1");
    samples.push({ lagMs: Date.now() - (newest?.at.getTime() ?? 0), memory: memoryOf(product.pid) });
    if (performance.now() - toldMs < 30_000) continue;
    toldMs = performance.now();
    const last = samples.at(-1);
    process.stderr.write(
      `${Math.round((endMs - toldMs) / 1_000)} s to go, lag ${last?.lagMs} ms, memory ${last?.memory?.productMb.toFixed()} + ${last?.memory?.postgresMb.toFixed()} MB\n`,
    );
  }
  return samples;
}

/** Every post that was sent must be stored once, and counted once. */
async function drained(flood: ChildProcess, query: Query): Promise<{ sent: number; stored: number }> {
  const told = once(flood, "message") as Promise<[{ sent: number }]>;
  flood.send({ end: true });
  const [{ sent }] = await told;
  const deadlineMs = performance.now() + drainMs;
  let stored = 0;
  let counted = 0;
  while (performance.now() < deadlineMs && (stored < sent || counted < sent)) {
    await sleep(1_000);
    const [row] = await query<{ stored: number; counted: number }>(`
      select (select count(*)::int from posts) as stored, (select sum(observed)::int from rollup_hours) as counted`);
    stored = row?.stored ?? 0;
    counted = row?.counted ?? 0;
  }
  if (stored !== sent || counted !== sent)
    throw new Error(`${sent} posts were sent, ${stored} stored and ${counted} counted`);
  return { sent, stored };
}

function figuresOf(samples: readonly Sample[], sent: number, stored: number): Figure[] {
  const lags = samples.map(({ lagMs }) => lagMs).sort((a, b) => a - b);
  const quantile = (of: number) => lags[Math.min(lags.length - 1, Math.floor(lags.length * of))] ?? Number.NaN;
  const lag = (metric: string, value: number): Figure => ({
    bench: "sustained",
    metric: `${metric}, ${postsPerSecond} posts/s for ${minutes} min`,
    value,
    unit: "ms",
    against: `the limit of ${lagLimitMs} ms`,
    ratio: value / lagLimitMs,
  });
  return [
    lag("lag from written to stored, median", quantile(0.5)),
    lag("lag from written to stored, p99", quantile(0.99)),
    lag("lag from written to stored, longest", quantile(1)),
    {
      bench: "sustained",
      metric: "posts stored and counted",
      value: stored,
      unit: "posts",
      against: "sent",
      ratio: stored / sent,
    },
    ...growth("the product", samples, ({ productMb }) => productMb),
    ...growth("its Postgres", samples, ({ postgresMb }) => postgresMb),
  ];
}

/** The mean of the last fifth beside that of the second. */
function growth(whose: string, samples: readonly Sample[], of: (memory: Memory) => number): Figure[] {
  const known = samples.flatMap(({ memory }) => memory ?? []);
  const fifth = Math.floor(known.length / 5);
  if (fifth === 0) return [];
  const mean = (part: readonly Memory[]) => part.reduce((sum, memory) => sum + of(memory), 0) / part.length;
  const [early, late] = [mean(known.slice(fifth, 2 * fifth)), mean(known.slice(-fifth))];
  const metric = `memory of ${whose} in the last fifth of the time`;
  return [{ bench: "sustained", metric, value: late, unit: "MB", against: "the second fifth", ratio: late / early }];
}
