import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { findBinaries, linkLibraries } from "../../src/store/embedded-binaries.ts";
import {
  isRoot,
  isRunning,
  namespaces,
  nobody,
  nobodyRuns,
  openFolder,
  otherProduct,
  query,
  refusalOf,
  serverPid,
  start,
} from "./embedded-trial.ts";

test("two first starts at the same moment make one cluster", async () => {
  const dataDir = openFolder();
  const [first, second] = await Promise.all([start(dataDir), start(dataDir)]);
  expect(first.appUrl).toBe(second.appUrl);
  await Promise.all([first.stop(), second.stop()]);
  expect(isRunning(dataDir)).toBe(false);
  expect(readdirSync(dataDir)).toEqual(["postgres"]);
});

test("an interrupted first start is done again, its rest swept later, and nothing else touched", async () => {
  const dataDir = openFolder();
  for (const name of ["postgres.new-yesterday", "postgres.new-now", "postgres.backup"]) {
    mkdirSync(join(dataDir, name, "data"), { recursive: true });
    writeFileSync(join(dataDir, name, "data/PG_VERSION"), "18\n");
  }
  utimesSync(join(dataDir, "postgres.new-yesterday"), 0, 0);
  const embedded = await start(dataDir);
  await embedded.stop();
  expect(readdirSync(dataDir).sort()).toEqual(["postgres", "postgres.backup", "postgres.new-now"]);
});

test("a data directory that cannot be written is named, with what to do", async () => {
  const file = join(openFolder(), "occupied");
  writeFileSync(file, "");
  expect(await refusalOf(start(file))).toMatch(
    /^The data directory .*occupied cannot be written \(.*\): give this user/,
  );
});

test("a machine without its package is told how to get it, and one without any package what else to do", () => {
  const absent = ["darwin-arm64", "win32-x64"].find((name) => name !== `${process.platform}-${process.arch}`) ?? "";
  expect(() => findBinaries(absent)).toThrow(
    /is not installed: run "npm ci" without --omit=optional, or set DATABASE_URL/,
  );
  expect(() => findBinaries("freebsd-x64")).toThrow(
    /No Postgres comes with Groundswell for freebsd-x64: set DATABASE_URL/,
  );
});

test.skipIf(process.platform !== "linux")(
  "the programs find their libraries where no postinstall script ran (Linux)",
  () => {
    const { root, initdb } = findBinaries();
    const bare = join(openFolder(), "native");
    mkdirSync(join(bare, "bin"), { recursive: true });
    mkdirSync(join(bare, "lib"));
    copyFileSync(initdb, join(bare, "bin/initdb"));
    copyFileSync(join(root, "pg-symlinks.json"), join(bare, "pg-symlinks.json"));
    for (const name of readdirSync(join(root, "lib"))) {
      const library = join(root, "lib", name);
      if (lstatSync(library).isFile()) symlinkSync(library, join(bare, "lib", basename(name)));
    }
    chmodSync(join(bare, "lib"), 0o555);
    onTestFinished(() => chmodSync(join(bare, "lib"), 0o755));
    const run = (libraries: string) =>
      spawnSync(join(bare, "bin/initdb"), ["--version"], { env: { LD_LIBRARY_PATH: libraries }, encoding: "utf8" });
    expect(run(join(bare, "lib")).stderr).toContain("error while loading shared libraries");
    expect(run(linkLibraries(bare, join(bare, "../links"))).stdout).toContain("initdb (PostgreSQL) 18");
  },
);

describe("as whom it runs", () => {
  const ownerOf = (path: string) => statSync(path).uid;

  test.skipIf(!isRoot)("root lets nobody own and run it where everybody may enter (needs root)", async () => {
    const dataDir = openFolder();
    const embedded = await start(dataDir);
    expect(ownerOf(join(dataDir, "postgres/data"))).toBe(nobody.uid);
    expect(ownerOf(join(dataDir, "postgres/secret.json"))).toBe(0);
    expect(ownerOf(`/proc/${serverPid(dataDir)}`)).toBe(nobody.uid);
    await embedded.stop();
    chmodSync(dataDir, 0o700);
    expect(await refusalOf(start(dataDir))).toMatch(/may not enter the folders above it/);
  });

  test.skipIf(!isRoot)("another user is told whose the database is (needs root)", async () => {
    const dataDir = openFolder();
    chmodSync(dataDir, 0o777);
    await (await start(dataDir)).stop();
    process.seteuid?.(nobody.uid);
    const refusal = await refusalOf(start(dataDir)).finally(() => process.seteuid?.(0));
    expect(refusal).toMatch(/cannot be read .* start Groundswell as the user who made it \(uid 0\), or set DATA_DIR/);
  });

  test.skipIf(!namespaces)(
    "root runs it in a user namespace below a private folder, and goes on so (needs root and namespaces)",
    async () => {
      const privateFolder = openFolder();
      chmodSync(privateFolder, 0o700);
      const dataDir = join(privateFolder, "data");
      await (await start(dataDir)).stop();
      expect(ownerOf(join(dataDir, "postgres/data"))).toBe(0);
      chmodSync(privateFolder, 0o755);
      const again = await start(dataDir);
      expect(await query(again.appUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
      await again.stop();
      expect(isRunning(dataDir)).toBe(false);
    },
  );

  test.skipIf(!nobodyRuns)(
    "an ordinary user runs it as themselves, and root goes on as that user (needs root to become one)",
    async () => {
      const dataDir = openFolder();
      chownSync(dataDir, nobody.uid, nobody.gid);
      const other = await otherProduct(dataDir, nobody);
      expect(ownerOf(join(dataDir, "postgres/secret.json"))).toBe(nobody.uid);
      await other.kill();
      const embedded = await start(dataDir);
      expect(embedded.ownerUrl).toBe(other.ownerUrl);
      await embedded.stop();
      const again = await otherProduct(dataDir, nobody);
      await again.stop();
      expect(isRunning(dataDir)).toBe(false);
    },
  );
});
