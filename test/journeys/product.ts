import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { settings } from "../../src/config.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
/** As it is shipped where it was built for this run (test/run.ts), which starts in half the time; else from its source. */
const program = process.env.GROUNDSWELL_BUILT ? ["dist/main.js"] : ["--import", "tsx", "src/main.ts"];
const patienceMs = 60_000;
const pollMs = 20;

export interface StartOptions {
  /** Default "start". */
  readonly verb?: "start" | "bot" | "worker" | "web" | "migrate";
  /** Behind the verb, e.g. "--replay". */
  readonly args?: readonly string[];
  /** Settings beside DATA_DIR; PORT is 0 unless given. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Groundswell itself, running as a process of its own. */
export interface Product {
  readonly url: string;
  readonly pid: number;
  /** All it has printed so far, errors too. */
  output(): string;
  /** Waits for it to print this. */
  said(words: RegExp, withinMs?: number): Promise<void>;
  /** SIGTERM; resolves to the exit code, null where it had to be killed. */
  stop(): Promise<number | null>;
  /** SIGKILL: nobody tidies up. */
  kill(): Promise<void>;
}

/** A data directory of its own, and what is started in it one after the other. Remove it when done. */
export interface Installation {
  readonly dataDir: string;
  /** Starts the product and waits until it is ready. */
  start(options?: StartOptions): Promise<Product>;
  /** For a start that is to end by itself. */
  run(options?: StartOptions): Promise<{ code: number | null; output: string }>;
  /** One question to its database while that runs, as the owner of the tables. */
  query<T extends object>(text: string): Promise<T[]>;
  /** The process of its Postgres, null where none runs. */
  postgresPid(): number | null;
  /** Ends whatever still runs, and deletes the data. */
  remove(): Promise<void>;
}

/** Whose the data directory is, and who runs the product; default: oneself. */
export type User = { readonly uid: number; readonly gid: number };

export function openInstallation(user?: User): Installation {
  const dataDir = mkdtempSync(join(tmpdir(), "groundswell-journey-"));
  // Started by root, Postgres runs as another user, who has to get in.
  chmodSync(dataDir, 0o711);
  if (user) chownSync(dataDir, user.uid, user.gid);
  const children = new Set<Running>();
  const launch = ({ verb = "start", args = [], env = {} }: StartOptions) => {
    const running = launched([verb, ...args], { PORT: "0", DATA_DIR: dataDir, ...env }, user);
    children.add(running);
    return running;
  };
  const secrets: string[] = [];
  return {
    dataDir,
    async start(options = {}) {
      secrets.push(...secretsIn(options.env ?? {}));
      const product = await productOf(launch(options));
      return {
        ...product,
        async stop() {
          await expectSealed(dataDir, secrets);
          return product.stop();
        },
      };
    },
    async run(options = {}) {
      const { ended, output } = launch(options);
      return { code: await ended, output: output() };
    },
    query: (text) => query(ownerUrl(dataDir), text),
    postgresPid: () => postgresPid(dataDir),
    async remove() {
      for (const { child, ended, output } of children) {
        child.kill("SIGKILL");
        await ended;
        if (secrets.some((secret) => output().includes(secret)))
          throw new Error("The product said a secret of its own");
      }
      await endPostgres(dataDir);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** What was told to the product in confidence: in whatever journey, none of it may be said, or lie in the database in clear. */
const secretsIn = (env: Readonly<Record<string, string>>): string[] =>
  Object.entries(env).flatMap(([name, value]) =>
    /TOKEN|SECRET|PASSWORD/u.test(name) && !name.endsWith("_URL") && value.length > 8 ? [value] : [],
  );

async function expectSealed(dataDir: string, secrets: readonly string[]): Promise<void> {
  if (secrets.length === 0 || postgresPid(dataDir) === null) return;
  const url = ownerUrl(dataDir);
  const tables = await query<{ name: string }>(
    url,
    "select table_schema || '.' || quote_ident(table_name) as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'",
  );
  for (const { name } of tables) {
    const [row] = await query<{ dump: string | null }>(url, `select string_agg(t::text, '') as dump from ${name} t`);
    if (secrets.some((secret) => row?.dump?.includes(secret))) throw new Error(`A secret lies in ${name} in clear`);
  }
}

interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** The exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
}

function launched(args: readonly string[], env: Readonly<Record<string, string>>, user?: User): Running {
  const { PATH = "", HOME = "" } = process.env;
  // An empty setting is one left out, and wins over what a developer's .env file says.
  const blank = Object.fromEntries(Object.keys(settings.shape).map((name) => [name, ""]));
  const child = spawn(process.execPath, [...program, ...args], {
    ...user,
    cwd: repository,
    // What a journey sees must not depend on what this machine can reach.
    env: { PATH, HOME, TMPDIR: tmpdir(), ...blank, BLUESKY: "off", SIMULATOR_POSTS_PER_HOUR: "24", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8");
    stream?.on("data", (chunk: string) => (text += chunk));
  }
  const ended = once(child, "close").then(([code]) => code as number | null);
  return { child, output: () => text, ended };
}

async function productOf({ child, output, ended }: Running): Promise<Product> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  const said = async (words: RegExp, withinMs = patienceMs) => {
    const patience = AbortSignal.timeout(withinMs);
    while (!words.test(output())) {
      if (over) throw new Error(`The product ended before it said ${words}:\n${output()}`);
      if (patience.aborted) throw new Error(`The product did not say ${words} in ${withinMs} ms:\n${output()}`);
      await sleep(pollMs);
    }
  };
  await said(ready);
  return {
    url: ready.exec(output())?.[1] ?? "",
    pid: child.pid ?? 0,
    output,
    said,
    async stop() {
      child.kill("SIGTERM");
      const tooLong = setTimeout(() => child.kill("SIGKILL"), patienceMs);
      return ended.finally(() => clearTimeout(tooLong));
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** The address comes with a path where there is no page at it. */
const ready = /^Groundswell (?:is ready at|\w+ is ready:) (http:\/\/[^/\s]+)\S*$/mu;

/** A replay keeps to a cluster of its own. */
function clusterOf(dataDir: string): string {
  const replay = join(dataDir, "replay/postgres");
  return existsSync(replay) ? replay : join(dataDir, "postgres");
}

function ownerUrl(dataDir: string): string {
  const { groundswell_owner: password } = JSON.parse(readFileSync(join(clusterOf(dataDir), "secret.json"), "utf8")) as {
    groundswell_owner: string;
  };
  return `postgres://groundswell_owner:${password}@127.0.0.1:${postmaster(dataDir)?.port ?? 0}/groundswell`;
}

export async function query<T extends object>(url: string, text: string): Promise<T[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return [...(await sql.unsafe<T[]>(text))];
  } finally {
    await sql.end();
  }
}

/** What Postgres says of itself while it runs, or left behind when it was killed. */
function postmaster(dataDir: string): { pid: number; port: number } | null {
  try {
    const lines = readFileSync(join(clusterOf(dataDir), "data/postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]) };
  } catch {
    return null;
  }
}

/** A number that now belongs to another process is not ours to end. */
function postgresPid(dataDir: string): number | null {
  const pid = postmaster(dataDir)?.pid ?? 0;
  try {
    process.kill(pid, 0);
    if (process.platform === "linux" && readlinkSync(`/proc/${pid}/cwd`) !== join(clusterOf(dataDir), "data"))
      return null;
    return pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

async function endPostgres(dataDir: string): Promise<void> {
  for (let pid = postgresPid(dataDir); pid !== null; pid = postgresPid(dataDir)) {
    process.kill(pid, "SIGQUIT");
    await sleep(pollMs);
  }
}
