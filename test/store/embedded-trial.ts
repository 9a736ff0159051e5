import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import postgres from "postgres";
import { expect, onTestFinished } from "vitest";
import { ConfigError } from "../../src/model/errors.ts";
import { type Embedded, startEmbedded } from "../../src/store/embedded.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
export const isRoot = process.getuid?.() === 0;
export const nobody = { uid: 65_534, gid: 65_534 };
/** Whether nobody can run this code: not where the repository or node lies in a private folder. */
export const nobodyRuns =
  isRoot &&
  spawnSync(process.execPath, ["--import", "tsx", "-e", ""], { ...nobody, cwd: repository, stdio: "ignore" }).status ===
    0;
export const namespaces = isRoot && spawnSync("unshare", ["--user", "--map-user=1000", "true"]).status === 0;

export const silent = () => {};
export const start = (dataDir: string, log: (line: string) => void = silent) =>
  startEmbedded({ dataDir, log, settings: { fsync: "off" } });

/** Where everybody may enter, so that root runs Postgres as nobody. */
export function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "groundswell-embedded-"));
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function query<T extends Record<string, unknown>>(url: string, text: string): Promise<T[]> {
  const sql = postgres(url, { max: 1, onnotice: silent });
  try {
    return [...(await sql.unsafe<T[]>(text))];
  } finally {
    await sql.end();
  }
}

const lineOf = (dataDir: string, line: number): string =>
  readFileSync(join(dataDir, "postgres/data/postmaster.pid"), "utf8").split("\n")[line] ?? "";
export const serverPid = (dataDir: string) => Number(lineOf(dataDir, 0));
export const isRunning = (dataDir: string) => existsSync(join(dataDir, "postgres/data/postmaster.pid"));

export async function killServer(dataDir: string): Promise<void> {
  const pid = serverPid(dataDir);
  process.kill(pid, "SIGKILL");
  await expect.poll(() => isAlive(pid)).toBe(false);
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

export async function refusalOf(starting: Promise<Embedded>): Promise<string> {
  const outcome = await starting.then(
    async (embedded) => {
      await embedded.stop();
      return new Error("it started");
    },
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(ConfigError);
  return (outcome as ConfigError).problems.join("\n");
}

/** Another process of the product, in a group of its own: starts Postgres, tells its URL, and waits for its end. */
export async function otherProduct(dataDir: string, as: { uid?: number; gid?: number } = {}) {
  const module = pathToFileURL(join(repository, "src/store/embedded.ts")).href;
  const code = `
    const { startEmbedded } = await import(${JSON.stringify(module)});
    const embedded = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log: () => {} });
    console.log(embedded.ownerUrl);
    process.stdin.once("data", async () => { await embedded.stop(); process.exit(); });
    process.stdin.once("end", () => process.exit());`;
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
    ...as,
    cwd: repository,
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [chunk] = (await once(child.stdout as NonNullable<ChildProcess["stdout"]>, "data")) as [Buffer];
  return {
    ownerUrl: chunk.toString().trim(),
    /** As hard as it gets, with everything in its group. */
    async kill() {
      process.kill(-(child.pid ?? 0), "SIGKILL");
      await once(child, "exit");
    },
    async stop() {
      child.stdin?.write("stop\n");
      await once(child, "exit");
    },
  };
}
