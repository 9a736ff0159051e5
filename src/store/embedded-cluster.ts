import { randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { minuteMs } from "../model/clock.ts";
import { ConfigError } from "../model/errors.ts";
import { type Binaries, linkLibraries } from "./embedded-binaries.ts";
import { type Identity, identityForNew, identityOfOwner } from "./embedded-identity.ts";
import { lastLines, runProgram } from "./embedded-program.ts";

/** A database cluster on disk with all that belongs to it. */
export interface Cluster {
  /** The folder of it all: appears at once, complete, or not at all. */
  readonly home: string;
  /** What Postgres calls its data directory. */
  readonly data: string;
  /** Search path of the programs' libraries. */
  readonly libraries: string;
  /** The server's log file. */
  readonly log: string;
  readonly identity: Identity;
  readonly passwords: Passwords;
}

/** By role: the owner of the tables (a superuser), and the product itself. */
export interface Passwords {
  readonly groundswell_owner: string;
  readonly groundswell_app: string;
}

/** Half-made clusters of interrupted starts are swept when they are older than any start may take. */
const abandonedMs = 10 * minuteMs;

/** Opens the cluster below `dataDir`, making it where there is none. `sync: false` risks the new one at a power cut, for speed. */
export async function openCluster(dataDir: string, binaries: Binaries, { sync }: { sync: boolean }): Promise<Cluster> {
  const parent = writableFolder(dataDir);
  const home = join(parent, "postgres");
  const data = join(home, "data");
  if (isToBeMade(home)) await makeCluster(parent, home, binaries, sync);
  mustHold(home, "secret.json", "data");
  const identity = identityOfOwner(data);
  mustHold(home, "data/PG_VERSION", "data/global/pg_control");
  checkVersion(home, binaries);
  return {
    home,
    data,
    libraries: linkLibraries(binaries.root, join(home, "lib")),
    log: join(home, "server.log"),
    identity,
    passwords: readPasswords(home),
  };
}

function writableFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true });
    const folder = realpathSync(dataDir);
    accessSync(folder, constants.W_OK | constants.X_OK);
    return folder;
  } catch (error) {
    throw new ConfigError([
      `The data directory ${dataDir} cannot be written (${(error as Error).message}): give this user the right to write there, or set DATA_DIR to another one.`,
    ]);
  }
}

function isToBeMade(home: string): boolean {
  try {
    return readdirSync(home).length === 0;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return true;
    throw new ConfigError([
      `The database in ${home} cannot be read (${message}): start Groundswell as the user who made it (uid ${statSync(home).uid}), or set DATA_DIR to another folder.`,
    ]);
  }
}

async function makeCluster(parent: string, home: string, binaries: Binaries, sync: boolean): Promise<void> {
  const staging = mkdtempSync(join(parent, "postgres.new-"));
  sweepAbandoned(parent, staging);
  try {
    await fill(staging, identityForNew([binaries.postgres, parent]), binaries, sync);
    if (sync) syncFolder(staging);
    renameSync(staging, home);
    if (sync) syncFolder(parent);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    // Another start was faster: its cluster is as good as ours.
    const taken = ["ENOTEMPTY", "EEXIST", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "");
    if (!(taken && existsSync(join(home, "data")))) throw error;
  }
}

async function fill(folder: string, identity: Identity, binaries: Binaries, sync: boolean): Promise<void> {
  const data = join(folder, "data");
  const passwordFile = join(folder, "password");
  const password = () => randomBytes(24).toString("hex");
  const passwords: Passwords = { groundswell_owner: password(), groundswell_app: password() };
  const libraries = linkLibraries(binaries.root, join(folder, "lib"));
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(join(folder, "secret.json"), `${JSON.stringify(passwords, null, 2)}\n`, { mode: 0o600, flush: sync });
  writeFileSync(passwordFile, passwords.groundswell_owner, { mode: 0o600 });
  if (identity.kind === "user") {
    chmodSync(folder, 0o711);
    for (const path of [data, passwordFile]) chownSync(path, identity.uid, identity.gid);
  }
  // The builtin locale sorts by code point on every operating system, so no library update can break an index.
  const initdb = [
    "-D",
    data,
    "--username=groundswell_owner",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
  ];
  initdb.push("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions");
  if (!sync) initdb.push("--no-sync");
  await must(runProgram(identity, binaries.initdb, initdb, { libraries }));
  rmSync(passwordFile);
  const single = ["--single", "-D", data, "-c", "exit_on_error=on", ...(sync ? [] : ["-F"]), "postgres"];
  const input = [
    `CREATE ROLE groundswell_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD '${passwords.groundswell_app}';`,
    "CREATE DATABASE groundswell OWNER groundswell_owner;\n",
  ].join("\n");
  await must(runProgram(identity, binaries.postgres, single, { libraries, input }));
}

async function must(program: Promise<{ code: number | null; output: string }>): Promise<void> {
  const { code, output } = await program;
  if (code === 0) return;
  throw new ConfigError([
    code === null
      ? `The built-in Postgres does not run on this machine (${output}): it needs glibc, so on Alpine set DATABASE_URL.`
      : `The built-in Postgres could not make its database, nothing was left behind; its last words: ${lastLines(output)}`,
  ]);
}

function sweepAbandoned(parent: string, mine: string): void {
  const newestMs = statSync(mine).mtimeMs;
  for (const name of readdirSync(parent)) {
    const path = join(parent, name);
    const found = name.startsWith("postgres.new-") ? statSync(path, { throwIfNoEntry: false }) : undefined;
    if (found && newestMs - found.mtimeMs > abandonedMs) rmSync(path, { recursive: true, force: true });
  }
}

/** Makes the names in it survive a power cut; Windows has no such thing. */
function syncFolder(path: string): void {
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  fsyncSync(folder);
  closeSync(folder);
}

function mustHold(home: string, ...paths: string[]): void {
  const missing = paths.find((path) => !existsSync(join(home, path)));
  if (missing) throw damaged(home, `${missing} is missing`);
}

function checkVersion(home: string, binaries: Binaries): void {
  const version = readFileSync(join(home, "data", "PG_VERSION"), "utf8").trim();
  if (version !== binaries.majorVersion) {
    throw new ConfigError([
      `The database in ${home} was made by Postgres ${version || "(unknown)"}, but Groundswell comes with ${binaries.majorVersion}. Nothing was changed: go back to the Groundswell that made it, or move that folder away and restore a backup.`,
    ]);
  }
}

function readPasswords(home: string): Passwords {
  try {
    return JSON.parse(readFileSync(join(home, "secret.json"), "utf8")) as Passwords;
  } catch (error) {
    throw damaged(home, `secret.json cannot be read (${(error as Error).message})`);
  }
}

export const damaged = (home: string, what: string): ConfigError =>
  new ConfigError([
    `The database in ${home} cannot be used: ${what}. Nothing was deleted: restore a backup, or move that folder away to begin with an empty one.`,
  ]);
