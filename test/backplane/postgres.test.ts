import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBackplane, prepareBackplane } from "../../src/backplane/backend.ts";
import type { Backplane } from "../../src/backplane/backplane.ts";
import { connectionConfig } from "../../src/backplane/postgres-pool.ts";
import { eventually } from "../eventually.ts";
import { openDatabase } from "../postgres.ts";
import { logBook, withClient } from "./engines.ts";
import { type Inputs, kinds } from "./kinds.ts";

const hourMs = 3_600_000;

describe("the backplane on Postgres", () => {
  let database: Awaited<ReturnType<typeof openDatabase>>;
  let backplane: Backplane<Inputs>;
  const prepare = ({ ownerUrl }: { readonly ownerUrl: string }) => prepareBackplane({ ownerUrl, log: logBook().log });
  const asOwner = async (sql: string) => (await withClient(database.ownerUrl, (client) => client.query(sql))).rows;

  beforeAll(async () => {
    database = await openDatabase();
    await Promise.all([1, 2, 3].map(() => prepare(database)));
    backplane = await openBackplane<Inputs>({ databaseUrl: database.appUrl, log: logBook().log, kinds });
  });
  afterAll(async () => {
    await backplane.close();
    await database.close();
  });

  it("can be prepared again while it is in use", async () => {
    await prepare(database);
    expect(await backplane.cache.get("nothing")).toBeNull();
  });

  it("says what is wrong with a database that was never prepared", async () => {
    const empty = await openDatabase();
    const opened = openBackplane({ databaseUrl: empty.appUrl, log: logBook().log, kinds });
    await expect(opened).rejects.toThrow("not initialized");
    await empty.close();
  });

  it("does all it does as a role that owns nothing and passes no wall", async () => {
    const done: number[] = [];
    const run = async ({ feed }: Inputs["collect"]) => void done.push(feed);
    await backplane.jobs.start([{ name: "collect", run }], { concurrency: 2 });
    await backplane.jobs.add({ name: "collect", input: { feed: 1 } });
    await backplane.jobs.repeat({ name: "collect", input: { feed: 2 } }, 40);
    await eventually(() => expect(new Set(done)).toEqual(new Set([1, 2])));
    await backplane.jobs.stop({ name: "collect", input: { feed: 2 } });
    expect(await backplane.gates.enter("a", { requests: 1, windowMs: hourMs })).toEqual({ allowed: true });
    await backplane.cache.put("a", new Uint8Array(1), hourMs);
    expect(await backplane.locks.withLock("a", async () => "mine")).toBe("mine");

    const role = "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user";
    const { rows } = await withClient(connectionConfig(database.appUrl), (client) => client.query(role));
    expect(rows).toEqual([{ rolname: "groundswell_app", rolsuper: false, rolbypassrls: false }]);
    const owned = await asOwner(
      "SELECT relname FROM pg_class WHERE relowner = 'groundswell_app'::regrole UNION ALL SELECT proname FROM pg_proc WHERE proowner = 'groundswell_app'::regrole",
    );
    expect(owned).toEqual([]);
  });

  it("needs few connections, however many kinds of jobs there are", async () => {
    const own = await openDatabase();
    await prepare(own);
    const many = Array.from({ length: 20 }, (_, index) => ({ name: `kind${index}`, attempts: 1, key: () => "only" }));
    const options = { databaseUrl: own.appUrl, log: logBook().log, kinds: many };
    const busy = await openBackplane<Record<string, object>>(options);
    let done = 0;
    const run = async () => void done++;
    await busy.jobs.start(
      many.map(({ name }) => ({ name, run })),
      { concurrency: 5 },
    );
    await busy.locks.withLock("one more", () =>
      Promise.all(many.map(({ name }) => busy.jobs.add({ name, input: {} }))),
    );
    await eventually(() => expect(done).toBe(20));
    const count = `SELECT count(*)::int FROM pg_stat_activity
                   WHERE datname = current_database() AND application_name = 'groundswell backplane'`;
    const { rows } = await withClient(own.ownerUrl, (client) => client.query(count));
    expect(rows[0].count).toBeLessThanOrEqual(9);
    await busy.close();
    await own.close();
  });

  it("spreads schedules of one period over the period, and keeps each one's place", async () => {
    const places = async () =>
      asOwner(`SELECT id, (due_ms % every_ms)::int AS place, every_ms::int AS every
               FROM backplane.schedule WHERE id LIKE 'board/%' ORDER BY 1`);
    const repeatAll = async (everyMs: number) => {
      for (let board = 0; board < 40; board++)
        await backplane.jobs.repeat({ name: "board", input: { board } }, everyMs);
    };
    await repeatAll(hourMs);
    const first = await places();
    const quarters = new Set(first.map(({ place }) => Math.floor((4 * place) / hourMs)));
    expect(new Set(first.map(({ place }) => place)).size).toBe(40);
    expect(quarters).toEqual(new Set([0, 1, 2, 3]));
    await repeatAll(hourMs);
    expect(await places()).toEqual(first);
    await repeatAll(2 * hourMs);
    expect((await places()).every(({ every }) => every === 2 * hourMs)).toBe(true);
    await backplane.jobs.stop({ name: "board", input: { board: 0 } });
    expect(await places()).toHaveLength(39);
  });

  it("asks Postgres about a flooding key no more often than it lets it through", async () => {
    const limit = { requests: 20, windowMs: hourMs };
    await Promise.all(Array.from({ length: 10_000 }, () => backplane.gates.enter("flood", limit)));
    expect(await asOwner("SELECT points FROM backplane.gate WHERE key LIKE '%flood'")).toEqual([{ points: 20 }]);
  });
});
