import { execFileSync } from "node:child_process";
import { once } from "node:events";
import {
  accessSync,
  closeSync,
  constants,
  fchownSync,
  fstatSync,
  ftruncateSync,
  linkSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Binaries } from "./embedded-binaries.ts";
import type { Cluster } from "./embedded-cluster.ts";
import { startProgram } from "./embedded-program.ts";

/** What a server says of itself in postmaster.pid (src/include/utils/pidfile.h of Postgres). */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
  /** The whole file, to know it again. */
  readonly text: string;
}

const pidFile = (cluster: Cluster) => join(cluster.data, "postmaster.pid");

export function readPostmaster(cluster: Cluster): Postmaster | null {
  try {
    const text = readFileSync(pidFile(cluster), "utf8");
    const lines = text.split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === "ready", text };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/**
 * Whether the process is a server of this very cluster: its number alone may have gone to another process meanwhile.
 * Always false on Windows, where Postgres itself can tell.
 */
export function isServing({ pid }: Postmaster, { data }: Cluster): boolean {
  if (!(pid > 0) || process.platform === "win32") return false;
  try {
    if (process.platform === "linux") return readlinkSync(`/proc/${pid}/cwd`) === data;
    return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" }).includes(data);
  } catch {
    return false;
  }
}

/**
 * Puts the postmaster.pid of a dead server out of the way if its number now belongs to another process, which would make
 * Postgres refuse to start. Where the number is free Postgres does it itself.
 */
export function forgetDeadPostmaster({ pid, text }: Postmaster, cluster: Cluster): void {
  if (process.platform === "win32" || !isTaken(pid)) return;
  const aside = `${pidFile(cluster)}.dead-${process.pid}`;
  try {
    renameSync(pidFile(cluster), aside);
    // A start that was faster than ours may have written its own meanwhile: that one goes back.
    if (readFileSync(aside, "utf8") !== text) linkSync(aside, pidFile(cluster));
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
  rmSync(aside, { force: true });
}

function isTaken(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

export interface Server {
  /** What it wrote into its log since it was started, once it has ended; null while it runs. */
  lastWords(): string | null;
}

const logBytesMax = 10 * 1024 * 1024;

/** Small enough for a laptop, and nothing that could lose what was committed. */
const defaults: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  // A socket's path may have about 100 bytes, a data directory any number.
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "32MB",
  timezone: "UTC",
  log_timezone: "UTC",
  lc_messages: "C",
};

/** What initdb found may be gone: a container can come without a /dev/shm to write to. */
function sharedMemory(): { dynamic_shared_memory_type?: string } {
  if (process.platform !== "linux") return {};
  try {
    accessSync("/dev/shm", constants.W_OK | constants.X_OK);
    return {};
  } catch {
    return { dynamic_shared_memory_type: "sysv" };
  }
}

/** Starts a server on a free port; whether it comes up is told by readPostmaster() and lastWords(). */
export async function startServer(
  cluster: Cluster,
  binaries: Binaries,
  settings: Readonly<Record<string, string>>,
): Promise<Server> {
  const log = openLog(cluster);
  const logStart = fstatSync(log).size;
  const all = { ...defaults, ...sharedMemory(), port: String(await freePort()), ...settings };
  const options = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = startProgram(cluster.identity, binaries.postgres, ["-D", cluster.data, ...options], {
    libraries: cluster.libraries,
    stdio: ["ignore", log, log],
    detached: true,
  });
  closeSync(log);
  child.unref();
  await once(child, "spawn");
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  return { lastWords: () => (hasEnded() ? readFileSync(cluster.log).subarray(logStart).toString() : null) };
}

function openLog({ log, identity }: Cluster): number {
  const file = openSync(log, "a", 0o600);
  if (fstatSync(file).size > logBytesMax) ftruncateSync(file);
  if (identity.kind === "user") fchownSync(file, identity.uid, identity.gid);
  return file;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
