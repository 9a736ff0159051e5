import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Backplane, JobHandler } from "../../src/backplane/backplane.ts";
import { eventually } from "../eventually.ts";
import { type Installation, logBook, onEveryEngine, promised } from "./engines.ts";
import { type Inputs, kinds } from "./kinds.ts";

onEveryEngine("workers", ({ install }) => {
  let installation: Installation;
  let backplane: Backplane<Inputs>;
  let book: ReturnType<typeof logBook>;

  beforeEach(async () => {
    installation = await install();
    book = logBook();
    backplane = await installation.open<Inputs>({ kinds, log: book.log });
  });
  afterEach(() => installation.close());

  const collect = { name: "collect", input: { feed: 1 } } as const;
  const board = { name: "board", input: { board: 1 } } as const;

  it("wait for the job in hand before they stop, tell it, and take no other", async () => {
    const taken = promised<AbortSignal>();
    const finish = promised();
    const done: string[] = [];
    const run = async (_input: never, signal: AbortSignal) => {
      taken.keep(signal);
      await finish.promise;
      done.push("in hand");
    };
    const workers = await backplane.jobs.start([{ name: "collect", run }], { concurrency: 1 });
    await backplane.jobs.add(collect);
    const signal = await taken.promise;
    const stopped = workers.stop().then(() => done.push("stopped"));
    await eventually(() => expect(signal.aborted).toBe(true));
    await backplane.jobs.add({ name: "collect", input: { feed: 2 } });
    finish.keep();
    await stopped;
    expect(done).toEqual(["in hand", "stopped"]);
    expect(book.lines).toEqual([]);
  });

  it("put back a job that gives up because they stop, as if it had not been tried", async () => {
    const taken = promised();
    const run = (_input: never, signal: AbortSignal) => {
      taken.keep();
      return new Promise<void>((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
    };
    const workers = await backplane.jobs.start([{ name: "board", run }], { concurrency: 1 });
    await backplane.jobs.add(board);
    await taken.promise;
    await workers.stop();
    expect(book.lines).toEqual([]);
    expect(await takenBy(installation, "board")).toEqual({ board: 1 });
  });

  it("give up on a job that does not end, which another worker then does again", async () => {
    const timing = { patienceMs: 50, leaseMs: 1_000 };
    const impatient = await installation.open<Inputs>({ kinds, log: book.log, timing });
    const taken = promised();
    const finish = promised();
    const run = () => {
      taken.keep();
      return finish.promise;
    };
    await impatient.jobs.start([{ name: "collect", run }], { concurrency: 1 });
    await impatient.jobs.add(collect);
    await taken.promise;
    await impatient.close();
    expect(book.lines).toMatchObject([{ level: "warn", facts: { jobs: ["collect 1"] } }]);
    finish.keep();
    expect(await takenBy(installation, "collect", 1_000)).toEqual({ feed: 1 });
  });

  it("take over the job of a worker that was killed", async () => {
    const script = fileURLToPath(new URL("doomed-worker.ts", import.meta.url));
    const doomed = spawn(process.execPath, ["--import", "tsx", script, JSON.stringify(installation.at), "1000"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await backplane.jobs.add(collect);
    await once(doomed.stdout, "data");
    doomed.kill("SIGKILL");
    await once(doomed, "exit");
    expect(await takenBy(installation, "collect", 1_000)).toEqual({ feed: 1 });
  });

  it("start once in a process", async () => {
    await backplane.jobs.start([], { concurrency: 1 });
    await expect(backplane.jobs.start([], { concurrency: 1 })).rejects.toThrow("already");
  });
});

/** What another process's worker gets to do. */
async function takenBy(installation: Installation, name: string, leaseMs = 30_000): Promise<unknown> {
  const other = await installation.open<Inputs>({ kinds, timing: { leaseMs } });
  const given = promised<unknown>();
  const handler: JobHandler = { name, run: async (input) => given.keep(input) };
  await other.jobs.start([handler], { concurrency: 1 });
  return given.promise;
}
