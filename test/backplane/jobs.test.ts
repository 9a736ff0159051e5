import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Backplane, JobHandler } from "../../src/backplane/backplane.ts";
import { SourceError, UserError } from "../../src/model/errors.ts";
import { told } from "../../src/model/language.ts";
import { eventually } from "../eventually.ts";
import { type Installation, logBook, onEveryEngine, promised, sleep } from "./engines.ts";
import { type Inputs, kinds } from "./kinds.ts";

const hourMs = 3_600_000;

onEveryEngine("jobs", ({ install, label }) => {
  let installation: Installation;
  let backplane: Backplane<Inputs>;
  let book: ReturnType<typeof logBook>;

  beforeAll(async () => {
    installation = await install();
  });
  afterAll(() => installation.close());
  beforeEach(async () => {
    book = logBook();
    backplane = await installation.open<Inputs>({ kinds, log: book.log, timing: { retryMs: 20 } });
  });
  afterEach(() => backplane.close());

  const collect = (feed: number) => ({ name: "collect", input: { feed } }) as const;
  const board = (id: number) => ({ name: "board", input: { board: id } }) as const;
  const start = (run: (feed: number) => Promise<void>, concurrency = 5) =>
    backplane.jobs.start([handle("collect", ({ feed }: Inputs["collect"]) => run(feed))], { concurrency });

  it("does equal work once however often it is asked for while it waits", async () => {
    for (let time = 0; time < 5; time++) await backplane.jobs.add(collect(11));
    const done: number[] = [];
    await start(async (feed) => void done.push(feed), 1);
    await backplane.jobs.add(collect(12));
    await eventually(() => expect(done).toEqual([11, 12]));
  });

  it("does equal work once more when it was asked for while it ran, and never twice at a time", async () => {
    const first = promised();
    let running = 0;
    let most = 0;
    let runs = 0;
    await start(async () => {
      runs++;
      most = Math.max(most, ++running);
      if (runs === 1) await first.promise;
      running--;
    });
    await backplane.jobs.add(collect(21));
    await eventually(() => expect(runs).toBe(1));
    await backplane.jobs.add(collect(21));
    await backplane.jobs.add(collect(21));
    await backplane.jobs.add(collect(22));
    await eventually(() => expect(runs).toBe(2));
    first.keep();
    await eventually(() => expect(runs).toBe(3));
    await sleep(100);
    expect({ runs, running, most }).toEqual({ runs: 3, running: 0, most: 2 });
  });

  it("lets a job ask for itself again", async () => {
    let runs = 0;
    await start(async (feed) => {
      if (++runs < 4) await backplane.jobs.add(collect(feed), { delayMs: 1 });
    });
    await backplane.jobs.add(collect(31));
    await eventually(() => expect(runs).toBe(4));
  });

  it("starts waiting work as early as the earliest asked for", async () => {
    const done: number[] = [];
    await backplane.jobs.add(collect(41), { delayMs: hourMs });
    await backplane.jobs.add(collect(42));
    await backplane.jobs.add(collect(42), { delayMs: hourMs });
    await backplane.jobs.add(collect(43), { delayMs: hourMs });
    await start(async (feed) => void done.push(feed));
    await eventually(() => expect(done).toEqual([42]));
    await backplane.jobs.add(collect(41));
    await eventually(() => expect(done).toEqual([42, 41]));
  });

  it("gives every kind its own hands, so a busy kind holds up no other", async () => {
    const taken = promised();
    const busy = promised();
    const shown = promised<number>();
    const collecting = () => {
      taken.keep();
      return busy.promise;
    };
    const handlers = [
      handle("collect", collecting),
      handle("board", async (input: Inputs["board"]) => shown.keep(input.board)),
    ];
    await backplane.jobs.start(handlers, { concurrency: 1 });
    await backplane.jobs.add(collect(51));
    await taken.promise;
    await backplane.jobs.add(board(7));
    expect(await shown.promise).toBe(7);
    busy.keep();
  });

  it("tries a failing job again and logs one error when it gives it up", async () => {
    let tries = 0;
    await start(async () => {
      tries++;
      throw new Error("no such column");
    });
    await backplane.jobs.add(collect(69));
    await eventually(() => expect(book.lines.filter(({ level }) => level === "error")).toHaveLength(1));
    expect(tries).toBe(3);
    await eventually(() => expect(book.lines).toHaveLength(3));
    const inTurn = book.lines.toSorted((a, b) => Number(a.facts["attempt"]) - Number(b.facts["attempt"]));
    expect(inTurn.map(({ level, facts }) => [level, facts["attempt"]])).toEqual([
      ["warn", 1],
      ["warn", 2],
      ["error", 3],
    ]);
    expect(inTurn[2]?.facts).toMatchObject({
      job: "collect",
      key: "69",
      attempts: 3,
      error: "no such column",
      reference: expect.stringMatching(/^[0-9a-f]{8}$/),
      stack: expect.stringContaining("jobs.test.ts"),
    });
  });

  it("forgets a failure that the next attempt mends, and takes the same work again after a final one", async () => {
    const tries: number[] = [];
    await start(async (feed) => {
      tries.push(feed);
      if (feed === 71 && tries.filter((tried) => tried === 71).length < 2) throw new Error("once");
      if (feed === 72) throw new UserError(told(() => "not like this"));
    });
    await backplane.jobs.add(collect(71));
    await eventually(() => expect(tries).toEqual([71, 71]));
    expect(book.lines.map(({ level }) => level)).toEqual(["warn"]);
    await backplane.jobs.add(collect(72));
    await eventually(() => expect(book.lines).toHaveLength(2));
    await backplane.jobs.add(collect(72));
    await eventually(() => expect(tries).toEqual([71, 71, 72, 72]));
  });

  it("warns of a network's failure in our words only, and asks again where that can help", async () => {
    let tries = 0;
    await start(async (feed) => {
      tries++;
      throw new SourceError("bluesky", feed === 81 ? "unavailable" : "unauthorized", { detail: "token=abc" });
    });
    await backplane.jobs.add(collect(81));
    await eventually(() => expect(book.lines).toHaveLength(3));
    expect(tries).toBe(3);
    await backplane.jobs.add(collect(82));
    await eventually(() => expect(book.lines).toHaveLength(4));
    expect(tries).toBe(4);
    expect(new Set(book.lines.map(({ level, message }) => `${level} ${message}`)).size).toBe(1);
    expect(book.lines[3]).toMatchObject({ level: "warn", facts: { failure: "unauthorized", again: false } });
    expect(JSON.stringify(book.lines)).not.toContain("token");
  });

  it("refuses what it does not know", async () => {
    const strange = { name: "strange", input: {} } as never;
    await expect(backplane.jobs.add(strange)).rejects.toThrow("no job called strange");
    await expect(backplane.jobs.add({ name: "collect", input: { feed: "a:b" as never } })).rejects.toThrow("key");
  });

  it("repeats work until it is stopped, also when it was asked to repeat twice", async () => {
    const done: number[] = [];
    await start(async (feed) => void done.push(feed));
    await backplane.jobs.repeat(collect(101), 40);
    await eventually(() => expect(done.length).toBeGreaterThan(2));
    await backplane.jobs.repeat(collect(101), 40);
    await backplane.jobs.repeat(collect(102), hourMs);
    const before = done.length;
    await eventually(() => expect(done.length).toBeGreaterThan(before + 2));
    await backplane.jobs.stop(collect(101));
    await sleep(100);
    const after = done.length;
    await sleep(300);
    expect(done.length).toBe(after);
    await backplane.jobs.stop(collect(102));
    expect(new Set(done)).toEqual(new Set([101]));
  });

  it("skips a turn while equal work runs, and still does what was asked for meanwhile", async () => {
    const slow = promised();
    let runs = 0;
    await start(async () => {
      runs++;
      if (runs === 1) await slow.promise;
    });
    await backplane.jobs.repeat(collect(111), 40);
    await eventually(() => expect(runs).toBe(1));
    await sleep(200);
    expect(runs).toBe(1);
    await backplane.jobs.stop(collect(111));
    await sleep(100);
    await backplane.jobs.add(collect(111));
    slow.keep();
    await eventually(() => expect(runs).toBe(2));
    await sleep(100);
    expect(runs).toBe(2);
  });

  it("goes on after its connections were cut, and says so once", async () => {
    const done: number[] = [];
    await start(async (feed) => void done.push(feed));
    await backplane.jobs.add(collect(121));
    await eventually(() => expect(done).toEqual([121]));
    // Cut in the middle of it, BullMQ would say that the job it ends has ended.
    await sleep(200);
    await installation.cut();
    await vi.waitFor(() => expect(book.lines.map(({ level }) => level)).toEqual(["warn", "info"]), 5_000);
    await backplane.jobs.add(collect(122));
    await vi.waitFor(() => expect(done).toEqual([121, 122]), 5_000);
    expect(book.lines.map(({ message }) => message)).toEqual([
      `${label} hung up; shared work waits until it is back`,
      `${label} is back`,
    ]);
  });
});

const handle = (name: string, run: (input: never, signal: AbortSignal) => Promise<void>): JobHandler => ({ name, run });
