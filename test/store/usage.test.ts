import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase as connect, type Database } from "../../src/store/database.ts";
import { usagesOf } from "../../src/store/usage.ts";
import { openDatabase } from "../postgres.ts";

let opened: Awaited<ReturnType<typeof openDatabase>>;
let database: Database;

beforeAll(async () => {
  opened = await openDatabase();
  database = connect(opened.appUrl);
});
afterAll(async () => {
  await database.close();
  await opened.close();
});

test("adds up over the processes and hours of a day, and over the days since a time", async () => {
  const usages = usagesOf(database);
  const add = (at: string, requests: number, costUsd = 0, source = "x") =>
    usages.add([{ source, requests, costUsd }], new Date(at));
  await Promise.all([add("2026-03-02T00:00:00Z", 1, 0.25), add("2026-03-02T23:59:59Z", 2, 0.5)]);
  await add("2026-03-01T12:00:00Z", 10, 1);
  await add("2026-02-28T12:00:00Z", 100, 1);
  await add("2026-03-02T08:00:00Z", 7, 0, "bluesky");
  await usages.add([], new Date("2026-03-02T08:00:00Z"));
  const since = async (from: string) =>
    (await usages.since(new Date(from))).toSorted((a, b) => (a.source < b.source ? -1 : 1));
  expect(await since("2026-03-02T13:00:00Z")).toEqual([
    { source: "bluesky", requests: 7, costUsd: 0 },
    { source: "x", requests: 3, costUsd: 0.75 },
  ]);
  expect(await since("2026-03-01T00:00:00Z")).toMatchObject([{ requests: 7 }, { requests: 13, costUsd: 1.75 }]);
  expect(await since("2026-03-03T00:00:00Z")).toEqual([]);
});
