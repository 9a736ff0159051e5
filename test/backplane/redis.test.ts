import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openBackplane } from "../../src/backplane/backend.ts";
import type { Backplane } from "../../src/backplane/backplane.ts";
import { eventually } from "../eventually.ts";
import { missingServer, openRedis, type TestRedis } from "../redis.ts";
import { logBook, noDatabase, promised, sleep } from "./engines.ts";
import { type Inputs, kinds } from "./kinds.ts";

const hourMs = 3_600_000;
const prefix = "groundswell:";

/** About two seconds for what the test puts in; meanwhile every question is answered with LOADING. */
const slowToLoad = { "key-load-delay": "500", "loading-process-events-interval-bytes": "1024" };

describe("the backplane on Redis", () => {
  if (missingServer) return it.skip(missingServer);
  let server: TestRedis;
  let redis: Redis;
  let book: ReturnType<typeof logBook>;
  let opened: Backplane<Inputs>[];

  beforeEach(async () => {
    const started = await openRedis();
    if (!started) throw new Error("There was a Redis a moment ago");
    server = started;
    redis = new Redis(server.url);
    redis.on("error", () => {});
    book = logBook();
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map((backplane) => backplane.close()));
    redis.disconnect();
    await server.close();
  });

  async function open(options: Partial<Parameters<typeof openBackplane>[0]> = {}): Promise<Backplane<Inputs>> {
    const at = { databaseUrl: noDatabase, redisUrl: server.url, log: book.log, kinds };
    const backplane = await openBackplane<Inputs>({ ...at, ...options });
    opened.push(backplane);
    return backplane;
  }
  it("says that Redis does not answer while it is away", async () => {
    const backplane = await open();
    expect(await backplane.problems()).toEqual([]);
    await redis.client("PAUSE", 60_000);
    expect(await backplane.problems()).toEqual(["Redis does not answer"]);
    await server.restart();
    await vi.waitFor(async () => expect(await backplane.problems()).toEqual([]), 10_000);
  });

  const collect = (feed: number) => ({ name: "collect", input: { feed } }) as const;
  /** Of all that was said but that a job, whose taker the cut deprived of the answer, is done again. */
  const levels = () =>
    book.lines.filter(({ message }) => !message.startsWith("A worker died")).map(({ level }) => level);
  const commandsDone = async () => Number(/total_commands_processed:(\d+)/.exec(await redis.info("stats"))?.[1]);

  /** Starts workers, makes Redis refuse all writes, looks on, lets it write again, and sees that work goes on. */
  async function refusing(refuse: () => Promise<unknown>, relent: () => Promise<unknown>): Promise<void> {
    const { jobs } = await open({ timing: { patienceMs: 200, leaseMs: 4_000 } });
    const done: number[] = [];
    const run = async ({ feed }: Inputs["collect"]) => void done.push(feed);
    await jobs.start([{ name: "collect", run }], { concurrency: 5 });
    await jobs.repeat(collect(2), 40);
    await eventually(() => expect(done).toContain(2));
    await refuse();
    await vi.waitFor(() => expect(levels()).toEqual(["warn"]), 5_000);
    await expect(jobs.add(collect(1))).rejects.toThrow("Redis is not answering");
    const before = await commandsDone();
    await sleep(1_000);
    expect((await commandsDone()) - before).toBeLessThan(200);
    await relent();
    await vi.waitFor(() => expect(levels()).toEqual(["warn", "info"]), 5_000);
    await jobs.add(collect(3));
    await vi.waitFor(() => expect(done).toContain(3), 5_000);
    const after = done.length;
    await vi.waitFor(() => expect(done.length).toBeGreaterThan(after + 2), 20_000);
    expect(levels()).toEqual(["warn", "info"]);
  }

  it("waits while a full memory takes no writes, without spinning, and goes on", () =>
    refusing(
      () => redis.config("SET", "maxmemory", "1"),
      () => redis.config("SET", "maxmemory", "0"),
    ));

  it("waits while it meets a replica after a failover, and goes on", () =>
    refusing(
      () => redis.replicaof("127.0.0.1", "9"),
      () => redis.replicaof("NO", "ONE"),
    ));

  it("waits while Redis loads what it saved, and loses none of it", async () => {
    const saving = await openRedis({ appendonly: "yes", appendfsync: "always", ...slowToLoad });
    if (!saving) throw new Error("There was a Redis a moment ago");
    const { jobs, close } = await open({ redisUrl: saving.url });
    const done: number[] = [];
    const run = async ({ feed }: Inputs["collect"]) => void done.push(feed);
    for (let board = 0; board < 500; board++) await jobs.add({ name: "board", input: { board } });
    await jobs.start([{ name: "collect", run }], { concurrency: 1 });
    await jobs.add(collect(1), { delayMs: 2_000 });
    await jobs.repeat(collect(2), 400);
    await saving.restart();
    await vi.waitFor(() => expect(levels()).toEqual(["warn", "info"]), 5_000);
    await vi.waitFor(() => expect(done).toContain(1), 10_000);
    const after = done.length;
    await vi.waitFor(() => expect(done.length).toBeGreaterThan(after + 2), 10_000);
    const reader = new Redis(saving.url);
    expect(await reader.llen(`${prefix}jobs:board:wait`)).toBe(500);
    reader.disconnect();
    await close();
    await saving.close();
  });

  it("tells who asks for work while Redis is away, and stops in time", async () => {
    const { jobs, cache, gates, close } = await open({ timing: { patienceMs: 200 } });
    const run = () => new Promise<void>(() => {});
    await jobs.start([{ name: "collect", run }], { concurrency: 1 });
    await server.close();
    await expect(jobs.add(collect(1))).rejects.toThrow("Redis is not answering");
    await expect(cache.get("a")).rejects.toThrow();
    const limit = { requests: 1, windowMs: hourMs };
    expect([(await gates.enter("a", limit)).allowed, (await gates.enter("a", limit)).allowed]).toEqual([true, false]);
    await close();
    expect(book.lines.filter(({ message }) => message.startsWith("Redis hung up"))).toHaveLength(1);
  });

  it("keeps to its own keys, and to one connection and one for each worker", async () => {
    const { jobs, cache, gates, locks } = await open();
    const handlers = kinds.map(({ name }) => ({ name, run: () => sleep(50) }));
    await jobs.start(handlers, { concurrency: 3, lanes: ["a", "b"] });
    for (const request of [collect(1), { name: "read", input: { page: 1, network: "z" } } as const]) {
      await jobs.add(request);
      await jobs.repeat(request, hourMs);
    }
    await cache.put("a", new Uint8Array(1), hourMs);
    await gates.enter("a", { requests: 1, windowMs: hourMs });
    await locks.withLock("a", async () => {
      const keys = await redis.keys("*");
      expect(keys.filter((key) => !key.startsWith(prefix))).toEqual([]);
      expect(new Set(keys.map((key) => key.slice(prefix.length).split(":")[0]))).toEqual(
        new Set(["jobs", "schedule", "cache", "gate", "lock"]),
      );
    });
    // collect, board, read in two lanes; and the one here.
    const clients = String(await redis.client("LIST"))
      .trim()
      .split("\n");
    expect(clients).toHaveLength(1 + 4 + 1);
  });

  it("spreads schedules of one period over the period, and keeps each one's place", async () => {
    const { jobs } = await open();
    const places = async () => {
      const pairs = (await redis.zrange(`${prefix}schedule:due`, "0", "-1", "WITHSCORES")).map(String);
      return pairs.flatMap((id, at) => (at % 2 === 0 ? [`${id} ${Number(pairs[at + 1]) % hourMs}`] : [])).sort();
    };
    const repeatAll = async () => {
      for (let board = 0; board < 40; board++) await jobs.repeat({ name: "board", input: { board } }, hourMs);
    };
    await repeatAll();
    const first = await places();
    const quarters = first.map((place) => Math.floor((4 * Number(place.split(" ")[1])) / hourMs));
    expect(new Set(first.map((place) => place.split(" ")[1])).size).toBe(40);
    expect(new Set(quarters)).toEqual(new Set([0, 1, 2, 3]));
    await repeatAll();
    expect(await places()).toEqual(first);
    await jobs.stop({ name: "board", input: { board: 0 } });
    expect(await places()).toHaveLength(39);
  });

  it("asks Redis about a flooding key no more often than it lets it through", async () => {
    const { gates } = await open();
    const limit = { requests: 20, windowMs: hourMs };
    await Promise.all(Array.from({ length: 10_000 }, () => gates.enter("flood", limit)));
    const [key = ""] = await redis.keys(`${prefix}gate:*flood`);
    expect(await redis.get(key)).toBe("20");
    expect(await redis.pttl(key)).toBeGreaterThan(hourMs - 60_000);
  });

  it("forgets all of a cached value that has expired or had to go", async () => {
    const { cache } = await open({ cacheBounds: { entries: 2, bytes: 100 } });
    await cache.put("short", new Uint8Array(90), 30);
    await eventually(async () => expect(await cache.get("short")).toBeNull());
    for (const key of ["a", "b", "c"]) await cache.put(key, new Uint8Array(40), hourMs);
    await cache.put("b", new Uint8Array(101), hourMs);
    const index = `${prefix}cache:`;
    expect(await redis.keys(`${index}value:*`)).toEqual([`${index}value:c`]);
    expect(await redis.zrange(`${index}put`, "0", "-1")).toEqual(["c"]);
    expect(await redis.zrange(`${index}expires`, "0", "-1")).toEqual(["c"]);
    expect(await redis.hgetall(`${index}size`)).toEqual({ c: "40" });
    expect(await redis.get(`${index}bytes`)).toBe("40");
  });

  describe("with locks", () => {
    /** Holds the lock until the returned function is called. */
    async function hold({ locks }: Backplane<Inputs>): Promise<{ signal: AbortSignal; release(): Promise<unknown> }> {
      const got = promised<AbortSignal>();
      const free = promised();
      const held = locks.withLock("one", (signal) => {
        got.keep(signal);
        return free.promise;
      });
      const release = () => {
        free.keep();
        return held;
      };
      return { signal: await got.promise, release };
    }
    const take = ({ locks }: Backplane<Inputs>) => locks.withLock("one", async () => "mine");

    it("keeps one over a cut connection, and renews it for as long as it is held", async () => {
      const [one, other] = [await open({ timing: { leaseMs: 300 } }), await open()];
      const { signal, release } = await hold(one);
      await redis.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
      await sleep(1_000);
      expect(signal.aborted).toBe(false);
      expect(await take(other)).toBe("taken");
      await release();
      expect(await take(other)).toBe("mine");
    });

    it("tells the holder in time that one cannot be renewed", async () => {
      const { signal, release } = await hold(await open({ timing: { leaseMs: 600 } }));
      await redis.call("CLIENT", "PAUSE", "1500");
      await vi.waitFor(() => expect(signal.aborted).toBe(true), 1_000);
      await release();
    });

    it("gives back only what is still its own", async () => {
      const [one, other] = [await open({ timing: { leaseMs: 300 } }), await open()];
      const first = await hold(one);
      await redis.del(`${prefix}lock:one`);
      const second = await hold(other);
      await eventually(() => expect(first.signal.aborted).toBe(true));
      await first.release();
      expect(await take(one)).toBe("taken");
      await second.release();
      expect(await take(one)).toBe("mine");
    });

    it("gives back what a closing process holds, and tells the holder", async () => {
      const one = await open();
      const { signal, release } = await hold(one);
      await one.close();
      expect(signal.aborted).toBe(true);
      expect(await take(await open())).toBe("mine");
      await release();
    });
  });
});
