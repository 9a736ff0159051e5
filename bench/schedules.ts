import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { openBackplane, prepareBackplane } from "../src/backplane/backend.ts";
import type { Backplane, JobKind } from "../src/backplane/backplane.ts";
import { offsetOf, scheduleOf } from "../src/backplane/schedules.ts";
import { startEmbedded } from "../src/store/embedded.ts";
import { openRedis } from "../test/redis.ts";
import type { Bench, Figure } from "./bench.ts";

/** What is measured without BENCH_SCHEDULES. */
const usual = "redis:10000 postgres:10000 redis:100000";
const everyMs = 60_000;
/** How long it is looked at: everything due in it, not every schedule. */
const windowMs = 30_000;
const limitMs = 250;
/** So many are asked for at a time. */
const inFlight = 200;
/** Inserting is given up after that long; what was inserted by then is measured. */
const insertMaxMs = 90_000;
/** Calm is a second in which hardly anything is later than the limit; it is waited for no longer than this. */
const calmMaxMs = 60_000;
const concurrency = 50;
/** Below that share of what was due it does not keep up. */
const keptUp = 0.95;

interface Inputs {
  poll: { feed: number };
}
const kinds: readonly JobKind[] = [{ name: "poll", attempts: 1, key: ({ feed }: Inputs["poll"]) => String(feed) }];

interface Measured {
  readonly inserted: number;
  readonly perSecond: number;
  /** Of every job that began in the period measured. */
  readonly lagsMs: readonly number[];
  /** Of what was due in it. */
  readonly doneShare: number;
  /** Of one core, in this process alone. */
  readonly cpuShare: number;
  /** Of one core, in Redis. */
  readonly redisShare?: number;
}

/**
 * From the moment a schedule's turn is due to the moment its work begins, in one process. BENCH_SCHEDULES says which, as in
 * `BENCH_SCHEDULES="redis:1000 postgres:100000"`.
 */
const bench: Bench = {
  name: "schedules",
  async run() {
    const figures: Figure[] = [];
    for (const one of (process.env["BENCH_SCHEDULES"] ?? usual).split(/\s+/)) {
      const [, engine, count] = /^(redis|postgres):(\d+)$/.exec(one) ?? [];
      if (!engine) throw new Error(`BENCH_SCHEDULES is not understood: ${one}`);
      const measured = await (engine === "redis" ? onRedis : onPostgres)(Number(count));
      if (measured) figures.push(...figuresOf(engine === "redis" ? "Redis" : "Postgres", Number(count), measured));
    }
    return figures;
  },
};

export default bench;

async function onRedis(count: number): Promise<Measured | null> {
  const redis = await openRedis({ appendonly: "yes", appendfsync: "everysec" });
  if (!redis) {
    console.error("Redis is left out: there is no redis-server in the PATH.");
    return null;
  }
  const at = { databaseUrl: "", redisUrl: redis.url, log: silent, kinds };
  const reader = new Redis(redis.url);
  try {
    return await measured(await openBackplane<Inputs>(at), count, reader);
  } finally {
    reader.disconnect();
    await redis.close();
  }
}

async function onPostgres(count: number): Promise<Measured> {
  const dataDir = mkdtempSync(join(tmpdir(), "groundswell-bench-"));
  chmodSync(dataDir, 0o711);
  const server = await startEmbedded({ dataDir, log: () => {} });
  try {
    await prepareBackplane({ ownerUrl: server.ownerUrl, log: silent });
    const at = { databaseUrl: server.appUrl, log: silent, kinds };
    return await measured(await openBackplane<Inputs>(at), count);
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const silent = { info() {}, warn() {}, error() {} };

async function measured(backplane: Backplane<Inputs>, count: number, redis?: Redis): Promise<Measured> {
  try {
    const lags: number[] = [];
    const run = async ({ feed }: Inputs["poll"]) => void lags.push(lagOf(feed, Date.now()));
    await backplane.jobs.start([{ name: "poll", run }], { concurrency });
    const { inserted, perSecond } = await insert(backplane, count);
    await calm(lags);
    lags.length = 0;
    const before = process.cpuUsage();
    const redisBefore = redis && (await redisSeconds(redis));
    const sinceMs = performance.now();
    await sleep(windowMs);
    const lookedMs = performance.now() - sinceMs;
    const begun = [...lags];
    const { user, system } = process.cpuUsage(before);
    return {
      inserted,
      perSecond,
      lagsMs: begun,
      doneShare: begun.length / ((inserted * lookedMs) / everyMs),
      cpuShare: (user + system) / 1_000 / lookedMs,
      ...(redis && redisBefore !== undefined
        ? { redisShare: (1_000 * ((await redisSeconds(redis)) - redisBefore)) / lookedMs }
        : {}),
    };
  } finally {
    await backplane.close();
  }
}

/** Of processor time that Redis has used. */
async function redisSeconds(redis: Redis): Promise<number> {
  const text = await redis.info("cpu");
  return [...text.matchAll(/^used_cpu_(?:sys|user):([\d.]+)/gm)].reduce((sum, [, value]) => sum + Number(value), 0);
}

/** Since the last moment at which the feed's turn was due: what is more than a period late is not seen to be so, but missing. */
function lagOf(feed: number, nowMs: number): number {
  const offset = offsetOf(scheduleOf({ name: "poll" }, String(feed)), everyMs);
  return (((nowMs - offset) % everyMs) + everyMs) % everyMs;
}

async function insert({ jobs }: Backplane<Inputs>, count: number): Promise<{ inserted: number; perSecond: number }> {
  const startedMs = performance.now();
  let next = 0;
  const hand = async () => {
    while (next < count && performance.now() - startedMs < insertMaxMs)
      await jobs.repeat({ name: "poll", input: { feed: next++ } }, everyMs);
  };
  await Promise.all(Array.from({ length: inFlight }, hand));
  return { inserted: next, perSecond: (next * 1_000) / (performance.now() - startedMs) };
}

/** Waits until what came due while inserting has been worked off. */
async function calm(lags: number[]): Promise<void> {
  for (let waitedMs = 0; waitedMs < calmMaxMs; waitedMs += 1_000) {
    lags.length = 0;
    await sleep(1_000);
    if (lags.length > 0 && quantile(lags, 0.95) <= limitMs) return;
  }
}

function figuresOf(engine: string, count: number, measured: Measured): Figure[] {
  const { inserted, perSecond, doneShare, cpuShare, redisShare, lagsMs } = measured;
  const name = `${count.toLocaleString("en")} schedules on ${engine}`;
  const figure = (metric: string, value: number, unit: string, against: string, ratio: number): Figure => ({
    bench: "schedules",
    metric: `${name}, ${metric}`,
    value,
    unit,
    against,
    ratio,
  });
  const limit = `the limit of ${limitMs} ms`;
  const lag = (share: number) => quantile(lagsMs, share);
  const lags = [
    figure("wake-up lag p50", lag(0.5), "ms", limit, lag(0.5) / limitMs),
    figure("wake-up lag p99", lag(0.99), "ms", limit, lag(0.99) / limitMs),
  ];
  return [
    figure("inserted", inserted, "schedules", `all ${count.toLocaleString("en")}`, inserted / count),
    figure("inserted", perSecond, "schedules/s", "what comes due a second", (perSecond * everyMs) / 1_000 / count),
    figure("begun", lagsMs.length, "jobs", "what was due", doneShare),
    // One that falls behind gets later by the minute; how late says nothing.
    ...(doneShare > keptUp ? lags : []),
    figure("CPU of this process", 100 * cpuShare, "% of a core", "one core", cpuShare),
    ...(redisShare === undefined
      ? []
      : [figure("CPU of Redis", 100 * redisShare, "% of a core", "one core", redisShare)]),
  ];
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}
