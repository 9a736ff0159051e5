import { setTimeout as sleep } from "node:timers/promises";
import { type Installation, openInstallation, type Product } from "../test/journeys/product.ts";
import { type Visitor, visit } from "../test/journeys/visitor.ts";
import { send } from "../test/web/playground-server.ts";
import { type Bench, type Figure, median } from "./bench.ts";
import { type Memory, memoryOf } from "./memory.ts";

const rounds = 3;
const limitMs = 10_000;
const limitMb = 400;
const pollMs = 20;
/** After that long without much to do V8 has given back what it does not need. */
const calmMs = 30_000;

interface Lap {
  /** From the start of the process to the address it prints. */
  readonly readyMs: number;
  /** From the start of the process to the whole PNG of a chart that was asked for as soon as it was ready. */
  readonly chartMs: number;
}

interface Round {
  readonly fresh: Lap;
  readonly again: Lap;
  /** When 14 days of six simulated networks were just read. */
  readonly busy: Memory | null;
  /** `calmMs` later. */
  readonly calm: Memory | null;
}

/** What a person waits for who types `npm start`: with nothing there yet, and with the data of yesterday. */
const bench: Bench = {
  name: "start",
  async run() {
    const done: Round[] = [];
    for (let n = 0; n < rounds; n++) done.push(await round());
    return [
      ...times(
        "empty data directory",
        done.map(({ fresh }) => fresh),
      ),
      ...times(
        "data of an earlier start",
        done.map(({ again }) => again),
      ),
      ...sizes(
        "14 days just read",
        done.flatMap(({ busy }) => busy ?? []),
      ),
      ...sizes(
        `${calmMs / 1_000} s later`,
        done.flatMap(({ calm }) => calm ?? []),
      ),
    ];
  },
};

export default bench;

async function round(): Promise<Round> {
  const installation = openInstallation();
  try {
    const first = await lap(installation);
    await untilRead(installation);
    const busy = memoryOf(first.product.pid);
    await sleep(calmMs);
    const calm = memoryOf(first.product.pid);
    await stop(first.product);
    const second = await lap(installation);
    await stop(second.product);
    return { fresh: first, again: second, busy, calm };
  } finally {
    await installation.remove();
  }
}

async function lap(installation: Installation): Promise<Lap & { readonly product: Product }> {
  const startedMs = performance.now();
  const product = await installation.start();
  const readyMs = performance.now() - startedMs;
  const visitor = visit(product.url);
  await visitor.say("/track #bench");
  await visitor.say("/chart #bench");
  const picture = await pictureOf(visitor, product.url);
  if (!picture.startsWith("image/png")) throw new Error(`the chart was served as ${picture}`);
  return { readyMs, chartMs: performance.now() - startedMs, product };
}

async function stop(product: Product): Promise<void> {
  const code = await product.stop();
  if (code !== 0) throw new Error(`the product ended with ${code}:\n${product.output()}`);
}

/** The type of the newest chart, once all of it has been served. */
async function pictureOf(visitor: Visitor, url: string): Promise<string> {
  for (;;) {
    const chart = (await visitor.articles()).findLast(({ title }) => title.startsWith("#bench: "));
    const src = chart?.pictures.at(-1)?.src;
    const answer = src && (await send(`${url}${src}`));
    if (answer && answer.status === 200) return String(answer.headers["content-type"]);
    await sleep(pollMs);
  }
}

async function untilRead({ query }: Installation): Promise<void> {
  for (let read = 0; read < 6; await sleep(pollMs)) {
    const [row] = await query<{ read: number }>(
      "select count(*)::int as read from coverage where upper(seen) > now() - interval '1 minute'",
    );
    read = row?.read ?? 0;
  }
}

function times(state: string, laps: readonly Lap[]): Figure[] {
  const figure = (metric: string, ms: number): Figure => ({
    bench: "start",
    metric: `${metric}, ${state}`,
    value: ms,
    unit: "ms",
    against: `the limit of ${limitMs / 1_000} s`,
    ratio: ms / limitMs,
  });
  return [
    figure("until ready", median(laps.map(({ readyMs }) => readyMs))),
    figure("until the first chart", median(laps.map(({ chartMs }) => chartMs))),
  ];
}

/** None where the system does not tell. */
function sizes(moment: string, memory: readonly Memory[]): Figure[] {
  const figure = (whose: string, of: (one: Memory) => number): Figure => {
    const mb = median(memory.map(of));
    return {
      bench: "start",
      metric: `memory of ${whose}, ${moment}`,
      value: mb,
      unit: "MB",
      against: `the limit of ${limitMb} MB`,
      ratio: mb / limitMb,
    };
  };
  if (memory.length === 0) return [];
  return [
    figure("the product", ({ productMb }) => productMb),
    figure("its Postgres", ({ postgresMb }) => postgresMb),
    figure("both", ({ productMb, postgresMb }) => productMb + postgresMb),
  ];
}
