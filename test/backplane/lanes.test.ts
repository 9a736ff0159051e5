import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { Backplane, JobHandler } from "../../src/backplane/backplane.ts";
import { eventually } from "../eventually.ts";
import { type Installation, logBook, onEveryEngine, sleep } from "./engines.ts";
import { type Inputs, kinds } from "./kinds.ts";

const hourMs = 3_600_000;

onEveryEngine("lanes", ({ install }) => {
  let installation: Installation;
  let backplane: Backplane<Inputs>;
  let book: ReturnType<typeof logBook>;

  beforeAll(async () => {
    installation = await install();
  });
  afterAll(() => installation.close());
  beforeEach(async () => {
    book = logBook();
    backplane = await open();
  });
  afterEach(() => backplane.close());

  const open = () => installation.open<Inputs>({ kinds, log: book.log, timing: { patienceMs: 100, leaseMs: 1_000 } });
  const read = (network: string, page: number) => ({ name: "read", input: { network, page } }) as const;
  const reader = (run: (network: string, page: number) => Promise<void>): JobHandler => ({
    name: "read",
    run: ({ network, page }: Inputs["read"]) => run(network, page),
  });
  const never = () => new Promise<void>(() => {});

  it("keep a lane going whose neighbour blocks all its hands for ever", async () => {
    const begun: string[] = [];
    const handler = reader(async (network, page) => {
      begun.push(`${network} ${page}`);
      if (network === "sick") await never();
    });
    await backplane.jobs.start([handler], { concurrency: 2, lanes: ["sick", "well"] });
    for (const page of [1, 2, 3, 4]) await backplane.jobs.add(read("sick", page));
    await eventually(() => expect(begun).toEqual(["sick 1", "sick 2"]));
    for (const page of [1, 2, 3, 4]) await backplane.jobs.add(read("well", page));
    await eventually(() => expect(begun).toHaveLength(6));
    expect(begun.slice(2).sort()).toEqual(["well 1", "well 2", "well 3", "well 4"]);
  });

  it("keep work until a process comes that works on its lane", async () => {
    const done: string[] = [];
    const handler = reader(async (network, page) => void done.push(`${network} ${page}`));
    await backplane.jobs.start([handler], { concurrency: 2, lanes: ["here"] });
    await backplane.jobs.add(read("there", 1));
    await backplane.jobs.add(read("here", 1));
    await eventually(() => expect(done).toEqual(["here 1"]));
    const other = await open();
    await other.jobs.start([handler], { concurrency: 1, lanes: ["there"] });
    await eventually(() => expect(done).toEqual(["here 1", "there 1"]));
  });

  it("take the turns of their own schedules while another is blocked", async () => {
    const begun: string[] = [];
    const handler = reader(async (network) => {
      begun.push(network);
      if (network === "blocked") await never();
    });
    await backplane.jobs.start([handler], { concurrency: 1, lanes: ["blocked", "free"] });
    for (const page of [1, 2]) await backplane.jobs.repeat(read("blocked", page), 40);
    await eventually(() => expect(begun).toEqual(["blocked"]));
    await backplane.jobs.repeat(read("free", 1), 40);
    await eventually(() => expect(begun.filter((network) => network === "free").length).toBeGreaterThan(2));
    for (const request of [read("blocked", 1), read("blocked", 2), read("free", 1)]) await backplane.jobs.stop(request);
    await sleep(100);
    const after = begun.length;
    await sleep(200);
    expect(begun).toHaveLength(after);
    expect(begun.filter((network) => network === "blocked")).toHaveLength(1);
  });

  it("are named where their work fails", async () => {
    const handler = reader(() => Promise.reject(new Error("no such page")));
    await backplane.jobs.start([handler], { concurrency: 1, lanes: ["lost"] });
    await backplane.jobs.add(read("lost", 1));
    await eventually(() => expect(book.lines).toHaveLength(1));
    expect(book.lines[0]?.facts).toMatchObject({ job: "read", lane: "lost", key: "lost 1" });
  });

  it("are not needed by kinds without any, and are checked", async () => {
    const boards: number[] = [];
    const show = async ({ board }: Inputs["board"]) => void boards.push(board);
    await backplane.jobs.start([{ name: "board", run: show }, reader(never)], { concurrency: 1 });
    await backplane.jobs.add({ name: "board", input: { board: 1 } });
    await eventually(() => expect(boards).toEqual([1]));
    for (const lane of ["", "A", "a b", "a.b", "x".repeat(41)]) {
      await expect(backplane.jobs.add(read(lane, 1))).rejects.toThrow("A lane is");
      await expect(backplane.jobs.repeat(read(lane, 1), hourMs)).rejects.toThrow("A lane is");
    }
    const other = await open();
    await expect(other.jobs.start([reader(never)], { concurrency: 1, lanes: ["a:b"] })).rejects.toThrow("A lane is");
  });
});
