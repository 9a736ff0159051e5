import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type Embedded, startEmbedded } from "../../src/store/embedded.ts";
import {
  isAlive,
  isRoot,
  isRunning,
  killServer,
  openFolder,
  otherProduct,
  query,
  refusalOf,
  serverPid,
  silent,
  start,
} from "./embedded-trial.ts";

describe("one data directory through its life", () => {
  let dataDir = "";
  let running: Embedded | null = null;
  const begin = async (log = silent as (line: string) => void) => {
    running = await start(dataDir, log);
    return running;
  };
  const wordOf = async (url: string) => (await query<{ word: string }>(url, "SELECT word FROM kept"))[0]?.word;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), "groundswell-embedded-"));
    chmodSync(dataDir, 0o755);
    const embedded = await start(dataDir);
    await query(embedded.ownerUrl, "CREATE TABLE kept AS SELECT 'still here' AS word");
    await embedded.stop();
  });
  afterEach(async () => {
    await running?.stop();
    running = null;
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  test("a stop ends the server, and a restart keeps what was written", async () => {
    expect(isRunning(dataDir)).toBe(false);
    const embedded = await begin();
    expect(await wordOf(embedded.ownerUrl)).toBe("still here");
  });

  test("the product's role owns nothing and bypasses nothing, and passwords are for their owner's eyes", async () => {
    const embedded = await begin();
    const [app] = await query(
      embedded.appUrl,
      "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, current_database() AS name FROM pg_roles WHERE rolname = current_user",
    );
    expect(app).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreatedb: false,
      rolcreaterole: false,
      name: "groundswell",
    });
    const wrong = new URL(embedded.appUrl);
    wrong.password = "guessed";
    await expect(query(wrong.href, "SELECT 1")).rejects.toThrow("password authentication failed");
    expect(statSync(join(dataDir, "postgres/secret.json")).mode & 0o777).toBe(0o600);
  });

  test("it listens on loopback alone, checks its pages, sorts by code point, and writes through unless told otherwise", async () => {
    running = await startEmbedded({ dataDir, log: silent });
    const [facts] = await query(
      running.ownerUrl,
      `SELECT current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets,
        current_setting('data_checksums') AS checksums, current_setting('fsync') AS fsync,
        current_setting('synchronous_commit') AS commit, 'a' > 'B' AS code_point, lower('É') AS lower`,
    );
    expect(facts).toEqual({
      addresses: "127.0.0.1",
      sockets: "",
      checksums: "on",
      fsync: "on",
      commit: "on",
      code_point: true,
      lower: "é",
    });
  });

  test("after a kill -9 of Postgres the next start recovers", async () => {
    const embedded = await begin();
    await query(embedded.ownerUrl, "CREATE TABLE late AS SELECT 1 AS one");
    await killServer(dataDir);
    const again = await start(dataDir);
    running = again;
    expect(await query(again.ownerUrl, "SELECT one FROM late")).toEqual([{ one: 1 }]);
    await embedded.stop();
    expect(await wordOf(again.ownerUrl)).toBe("still here");
  });

  test("a process that got the dead server's number does not keep it from starting", async () => {
    const owner = statSync(join(dataDir, "postgres/data"));
    const bystander = spawn("sleep", ["60"], { stdio: "ignore", ...(isRoot && { uid: owner.uid, gid: owner.gid }) });
    onTestFinished(() => void bystander.kill());
    await begin();
    await killServer(dataDir);
    const file = join(dataDir, "postgres/data/postmaster.pid");
    writeFileSync(file, readFileSync(file, "utf8").replace(/^\d+/, String(bystander.pid)));
    const embedded = await begin();
    expect(await wordOf(embedded.ownerUrl)).toBe("still here");
    expect(isAlive(bystander.pid ?? 0)).toBe(true);
    expect(readdirSync(join(dataDir, "postgres/data")).filter((name) => name.includes(".dead"))).toEqual([]);
  });

  test("a server left behind by a killed product is used, and shut down by its last user", async () => {
    const other = await otherProduct(dataDir);
    const pid = serverPid(dataDir);
    await other.kill();
    const lines: string[] = [];
    const embedded = await begin((line) => lines.push(line));
    expect(embedded.ownerUrl).toBe(other.ownerUrl);
    expect(serverPid(dataDir)).toBe(pid);
    expect(lines[0]).toContain("was running already");
    await embedded.stop();
    expect(isRunning(dataDir)).toBe(false);
  });

  test("of two products one starts it, both use it, and only the second to leave stops it", async () => {
    const [first, second] = await Promise.all([start(dataDir), otherProduct(dataDir)]);
    running = first;
    expect(second.ownerUrl).toBe(first.ownerUrl);
    await first.stop();
    expect(await wordOf(second.ownerUrl)).toBe("still here");
    await second.stop();
    expect(isRunning(dataDir)).toBe(false);
  });

  test("a product that starts while the last one is leaving gets a server that stays", async () => {
    for (const delayMs of [0, 5, 10, 20, 40]) {
      const leaving = await start(dataDir);
      const [embedded] = await Promise.all([sleep(delayMs).then(() => begin()), leaving.stop()]);
      expect(await wordOf(embedded.ownerUrl)).toBe("still here");
      await embedded.stop();
    }
  });

  test("a stop leaves it running while a stranger is connected", async () => {
    const embedded = await begin();
    const stranger = postgres(embedded.appUrl, { max: 1 });
    await stranger`SELECT 1`;
    await embedded.stop();
    expect(await stranger`SELECT 1 AS one`).toMatchObject([{ one: 1 }]);
    await stranger.end();
    await begin();
  });

  test("a copy of the directory made while the server runs gets a server of its own", async () => {
    const embedded = await begin();
    const copy = openFolder();
    expect(spawnSync("cp", ["-a", join(dataDir, "postgres"), copy]).status).toBe(0);
    const other = await start(copy);
    expect(other.ownerUrl).not.toBe(embedded.ownerUrl);
    await other.stop();
    expect(await wordOf(embedded.ownerUrl)).toBe("still here");
  });

  test("a log beyond ten megabytes begins anew at a start", async () => {
    const log = join(dataDir, "postgres/server.log");
    truncateSync(log, 10 * 1024 * 1024 + 1);
    await begin();
    expect(statSync(log).size).toBeLessThan(100_000);
  });

  test.each([
    ["data/PG_VERSION", /PG_VERSION is missing\. Nothing was deleted/],
    ["data/global/pg_control", /pg_control is missing\. Nothing was deleted/],
    ["secret.json", /secret\.json is missing\. Nothing was deleted/],
    ["data/pg_wal", /Postgres stopped at once \(.*pg_wal.*\)\. Nothing was deleted/],
  ])("without %s it says what is wrong, and starts again once that is back", async (file, sentence) => {
    const path = join(dataDir, "postgres", file);
    renameSync(path, `${path}.away`);
    const refusal = await refusalOf(start(dataDir));
    renameSync(`${path}.away`, path);
    expect(refusal).toMatch(sentence);
    expect(refusal).toContain(dataDir);
    const embedded = await begin();
    expect(await wordOf(embedded.ownerUrl)).toBe("still here");
  });

  test("data of another major version is left alone", async () => {
    const path = join(dataDir, "postgres/data/PG_VERSION");
    writeFileSync(path, "17\n");
    const refusal = await refusalOf(start(dataDir));
    writeFileSync(path, "18\n");
    expect(refusal).toMatch(/made by Postgres 17, but Groundswell comes with 18\. Nothing was changed/);
  });
});
