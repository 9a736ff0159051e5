import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Backplane, JobHandler } from "../../src/backplane/backplane.ts";
import { type Installation, logBook, onEveryEngine, promised, sleep } from "./engines.ts";
import { type Inputs, kinds } from "./kinds.ts";

const hourMs = 3_600_000;

onEveryEngine("turns", ({ install }) => {
  let installation: Installation;
  let backplane: Backplane<Inputs>;
  let book: ReturnType<typeof logBook>;

  beforeEach(async () => {
    installation = await install();
    book = logBook();
    backplane = await open();
  });
  afterEach(() => installation.close());

  const open = () => installation.open<Inputs>({ kinds, log: book.log });
  const collect = (feed: number) => ({ name: "collect", input: { feed } }) as const;
  const collector = (run: (feed: number) => Promise<void>): JobHandler => ({
    name: "collect",
    run: ({ feed }: Inputs["collect"]) => run(feed),
  });
  /** Makes schedules whose turn has come and does not come again. */
  async function dueOnce(feeds: number): Promise<void> {
    for (let feed = 0; feed < feeds; feed++) void backplane.jobs.repeat(collect(feed), 1_000);
    await backplane.jobs.repeat(collect(feeds - 1), 1_000);
    await sleep(1_100);
  }

  it("of one list are shared by the processes, and each is asked for once", async () => {
    await dueOnce(40);
    const done: string[] = [];
    const others = [backplane, await open(), await open()];
    await Promise.all(
      others.map(({ jobs }, at) =>
        jobs.start([collector(async (feed) => void done.push(`${feed} in ${at}`))], { concurrency: 5 }),
      ),
    );
    await sleep(2_500);
    await backplane.close();
    expect(done.length).toBeGreaterThanOrEqual(80);
  });

  it("are asked for by another process when theirs was killed before it could", async () => {
    const script = fileURLToPath(new URL("doomed-turn.ts", import.meta.url));
    await dueOnce(1);
    await backplane.jobs.repeat(collect(0), hourMs);
    const doomed = spawn(process.execPath, ["--import", "tsx", script, JSON.stringify(installation.at), "500"], {
      stdio: "inherit",
    });
    const [, signal] = await once(doomed, "exit");
    expect(signal).toBe("SIGKILL");
    const taken = promised<number>();
    await backplane.jobs.start([collector(async (feed) => taken.keep(feed))], { concurrency: 1 });
    expect(await taken.promise).toBe(0);
  });
});
