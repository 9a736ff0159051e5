import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { prepareBackplane } from "../../src/backplane/backend.ts";
import type { Backplane, JobHandler } from "../../src/backplane/backplane.ts";
import type { Schedule } from "../../src/backplane/schedules.ts";
import { eventually } from "../eventually.ts";
import { type Installation, logBook, onEveryEngine, promised, sleep } from "./engines.ts";
import { type Inputs, kinds } from "./kinds.ts";
import { openScheduleStore, type ScheduleStore } from "./schedule-store.ts";

const hourMs = 3_600_000;
/** So long that no schedule's own next moment comes while a test waits. */
const yearMs = 365 * 24 * hourMs;

onEveryEngine("schedules", ({ install }) => {
  let installation: Installation;
  let store: ScheduleStore;
  let backplane: Backplane<Inputs>;

  beforeEach(async () => {
    installation = await install();
    store = await openScheduleStore(installation.at);
    backplane = await open();
  });
  afterEach(async () => {
    await store.close();
    await installation.close();
  });

  const open = () => installation.open<Inputs>({ kinds });
  const collect = (feed: number) => ({ name: "collect", input: { feed } }) as const;
  const collector = (run: (feed: number) => Promise<void>): JobHandler => ({
    name: "collect",
    run: ({ feed }: Inputs["collect"]) => run(feed),
  });
  const repeatAll = (feeds: number) =>
    Promise.all(Array.from({ length: feeds }, (_, feed) => backplane.jobs.repeat(collect(feed), yearMs)));
  const schedule = (everyMs: number, offsetMs = 7): Schedule => ({ ...collect(1), id: "collect/1", everyMs, offsetMs });
  const moment = async () => (await store.moments())["collect/1"] ?? Number.NaN;
  const claim = async (leaseMs = hourMs) => {
    const claimed = await store.schedules.claim(10, leaseMs);
    expect(claimed.turns).toEqual([expect.objectContaining({ ...collect(1), id: "collect/1" })]);
    return claimed;
  };

  it("of one list are shared by the processes, and each turn is asked for once", async () => {
    await repeatAll(600);
    await store.makeDue(0);
    const done: number[] = [];
    const all = [backplane, await open(), await open()];
    const handler = collector(async (feed) => void done.push(feed));
    await Promise.all(all.map(({ jobs }) => jobs.start([handler], { concurrency: 5 })));
    await vi.waitFor(() => expect(new Set(done).size).toBe(600), 20_000);
    await sleep(600);
    expect(done).toHaveLength(600);
  });

  it("that thousands have due at once are all asked for, each once", async () => {
    await repeatAll(5_000);
    await store.makeDue(0);
    await backplane.jobs.start([], { concurrency: 1 });
    const queue = await store.queue("collect");
    await vi.waitFor(async () => expect(await queue.getWaitingCount()).toBe(5_000), { timeout: 50_000, interval: 200 });
    await eventually(async () => expect(Math.min(...Object.values(await store.moments()))).toBeGreaterThan(Date.now()));
    expect(await queue.getWaitingCount()).toBe(5_000);
    await queue.close();
  }, 60_000);

  it("keep the turn of a process that was killed before it had asked for the work", async () => {
    await repeatAll(1);
    await store.makeDue(0);
    const script = fileURLToPath(new URL("doomed-turn.ts", import.meta.url));
    const doomed = spawn(process.execPath, ["--import", "tsx", script, JSON.stringify(installation.at), "500"], {
      stdio: "inherit",
    });
    expect((await once(doomed, "exit"))[1]).toBe("SIGKILL");
    const taken = promised<number>();
    await backplane.jobs.start([collector(async (feed) => taken.keep(feed))], { concurrency: 1 });
    // As every process does for all of them when it starts.
    await repeatAll(1);
    expect(await taken.promise).toBe(0);
  });

  it("go on in a new period, and only in it", async () => {
    const done: number[] = [];
    await backplane.jobs.start([collector(async (feed) => void done.push(feed))], { concurrency: 1 });
    await backplane.jobs.repeat(collect(1), hourMs);
    await backplane.jobs.repeat(collect(1), 40);
    await eventually(() => expect(done.length).toBeGreaterThan(3));
    await backplane.jobs.repeat(collect(1), hourMs);
    await sleep(100);
    const after = done.length;
    await sleep(400);
    expect(done).toHaveLength(after);
    expect((await moment()) - Date.now()).toBeGreaterThan(0);
  });

  it("are due at their own moments, however late a turn was asked for and however many were missed", async () => {
    await store.schedules.put(schedule(1_000));
    expect((await moment()) % 1_000).toBe(7);
    await store.makeDue(100 * hourMs);
    await store.schedules.settle(await claim());
    expect((await moment()) % 1_000).toBe(7);
    expect(Math.abs((await moment()) - Date.now())).toBeLessThan(10_000);
    await store.schedules.put(schedule(hourMs));
    expect((await store.schedules.claim(10, hourMs)).turns).toEqual([]);
  });

  it("belong to who claimed them until the lease is over, and are due again then", async () => {
    await store.schedules.put(schedule(2 * hourMs));
    await store.makeDue(0);
    const first = await claim(600);
    expect(await moment()).toBe(first.leasedUntilMs);
    const { turns, waitMs } = await store.schedules.claim(10, hourMs);
    expect(turns).toEqual([]);
    expect(waitMs).toBeLessThanOrEqual(600);
    await sleep(700);
    const second = await claim();
    await store.schedules.settle(first);
    expect(await moment()).toBe(second.leasedUntilMs);
  });

  it("that are asked for again stay due, or claimed, in the same period", async () => {
    await store.schedules.put(schedule(hourMs));
    const due = await moment();
    await store.schedules.put(schedule(hourMs));
    expect(await moment()).toBe(due);
    await store.makeDue(10);
    await store.schedules.put(schedule(hourMs));
    const { leasedUntilMs } = await claim(10);
    await store.schedules.put(schedule(hourMs));
    expect(await moment()).toBe(leasedUntilMs);
  });

  it("stay stopped, or replaced, whatever becomes of a claim", async () => {
    await store.schedules.put(schedule(hourMs));
    await store.makeDue(0);
    const claimed = await claim();
    await store.schedules.put(schedule(40 * hourMs, 9));
    const replaced = await moment();
    expect(replaced % (40 * hourMs)).toBe(9);
    await store.schedules.settle(claimed);
    expect(await moment()).toBe(replaced);
    await store.makeDue(0);
    const again = await claim();
    await store.schedules.remove("collect/1");
    await store.schedules.settle(again);
    expect(await store.moments()).toEqual({});
  });

  it("that the version before kept as BullMQ's are moved, and its queue is gone", async () => {
    const turns = await store.queue("turns");
    const template = (request: object) => ({ name: "collect", data: request, opts: { removeOnComplete: true } });
    await turns.upsertJobScheduler("collect/1", { every: hourMs, offset: 77 }, template(collect(1)));
    await turns.upsertJobScheduler("collect/2", { every: 200, offset: 5 }, template(collect(2)));
    expect(await turns.getJobSchedulersCount()).toBe(2);
    await turns.close();
    const { at, ownerUrl } = installation;
    for (const _ of ["once", "and again"])
      await prepareBackplane({ ownerUrl, redisUrl: at.redisUrl, log: logBook().log });

    expect((await moment()) % hourMs).toBe(77);
    const left = await store.queue("turns");
    expect(await left.getJobSchedulersCount()).toBe(0);
    expect(await left.getJobCountByTypes("delayed", "waiting")).toBe(0);
    await left.close();
    const done: number[] = [];
    await backplane.jobs.start([collector(async (feed) => void done.push(feed))], { concurrency: 1 });
    await eventually(() => expect(done.length).toBeGreaterThan(1));
    expect(new Set(done)).toEqual(new Set([2]));
  });
});
