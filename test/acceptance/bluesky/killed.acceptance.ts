import { randomBytes } from "node:crypto";
import { TestPds, TestPlc } from "@atproto/dev-env";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Installation, openInstallation, query } from "../../journeys/product.ts";
import { openPerson, type Person, writeWaves } from "./people.ts";
import { openRelay, type Relay } from "./relay.ts";

/** Whoever takes a stream over waits until the one who died is known to be dead. */
const taken = { timeout: 60_000, interval: 200 };

let plc: TestPlc;
let pds: TestPds;
let relay: Relay;
let people: readonly Person[];
let installation: Installation;
let database: string;
beforeAll(async () => {
  plc = await TestPlc.create({});
  pds = await TestPds.create({ didPlcUrl: plc.url });
  relay = await openRelay({ pdsUrl: pds.url, plcUrl: plc.url });
  people = [await openPerson(pds, "ann"), await openPerson(pds, "ben")];
  installation = openInstallation();
  database = `bluesky_${randomBytes(6).toString("hex")}`;
  await query(inject("postgres").ownerUrl, `CREATE DATABASE ${database}`);
});
afterAll(async () => {
  await installation?.remove();
  if (database) await query(inject("postgres").ownerUrl, `DROP DATABASE ${database} WITH (FORCE)`);
  await relay?.close();
  await pds?.close();
  await plc?.close();
});

test("a process that is killed while it plays leaves the stream to the next, and nothing is lost or counted twice", {
  timeout: 240_000,
}, async () => {
  const url = Object.assign(new URL(inject("postgres").ownerUrl), { pathname: database }).href;
  const env = {
    DATABASE_URL: url,
    BLUESKY: "on",
    BLUESKY_JETSTREAM_URL: relay.url,
    BLUESKY_API_URL: pds.url,
    PLAYGROUND: "on",
    SIMULATOR: "off",
  };
  const posts = async () => {
    const rows = await query<{ id: string }>(
      url,
      `select p.id from feed_posts fp join posts p on p.key = fp.post_key order by p.id`,
    );
    return rows.map(({ id }) => id);
  };
  const first = await installation.start({ env, args: ["--track", "#riptide"] });
  await expect.poll(() => relay.connections(), taken).toBe(1);
  // What is followed is known to the player a moment later.
  const calls = new Set<string>();
  const isHeard = async () => {
    calls.add((await people[0]?.post({ text: "is anybody there?", tags: ["riptide"] })) ?? "");
    return (await posts()).length > 0;
  };
  await expect.poll(isHeard, taken).toBe(true);
  await installation.start({ env, verb: "worker" });
  const before = await writeWaves(people, "riptide", 30);
  const asked = relay.asked.length;
  const from = new Date();
  const during = await writeWaves(people, "riptide", 40, (number) => number === 10 && void first.kill());
  await expect.poll(() => relay.asked.length, taken).toBe(asked + 1);
  expect(relay.asked.at(-1)?.searchParams.get("cursor")).toMatch(/^\d{16}$/);
  const to = new Date();
  const waves = [...before, ...during, ...(await writeWaves(people, "riptide", 30))];
  expect(waves).toHaveLength(100);

  await expect.poll(async () => (await posts()).filter((uri) => !calls.has(uri)), taken).toEqual(waves.sort());
  const [totals] = await query<{ posts: number; minutes: number; hours: number }>(
    url,
    `select (select count(*)::int from feed_posts) as posts, (select sum(observed)::int from rollup_minutes) as minutes,
      (select sum(observed)::int from rollup_hours) as hours`,
  );
  const stored = (await posts()).length;
  expect(totals).toEqual({ posts: stored, minutes: stored, hours: stored });
  const isSeen = async () => {
    const [row] = await query<{ whole: boolean }>(
      url,
      `select seen @> tstzrange('${from.toISOString()}', '${to.toISOString()}') as whole from coverage`,
    );
    return row?.whole;
  };
  await expect.poll(isSeen, taken).toBe(true);
});
