import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findBinaries, linkLibraries } from "../../src/store/embedded-binaries.ts";
import { repository, type Service } from "./file.ts";
import { type As, launch, type Running, runToEnd } from "./processes.ts";

const debianRoot = "/usr/lib/postgresql";

/** Where the programs of Postgres lie, and what they need to find their libraries. */
interface Programs {
  readonly bin: string;
  readonly said: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Of the version that the image has, if there is one; else the newest of Debian's. */
function programsFor(image: string, folder: string): Programs {
  const wanted = /^postgres:(\d+)/u.exec(image)?.[1] ?? "";
  const debian = (existsSync(debianRoot) ? readdirSync(debianRoot) : []).sort((a, b) => Number(b) - Number(a));
  const ofDebian = (version: string) => ({
    bin: join(debianRoot, version, "bin"),
    said: `Debian's Postgres ${version}`,
    env: {},
  });
  if (debian.includes(wanted)) return ofDebian(wanted);
  const embedded = embeddedPrograms(folder);
  if (embedded?.version === wanted || (embedded && !debian[0])) return embedded;
  if (debian[0]) return ofDebian(debian[0]);
  throw new Error("No Postgres is installed here: npm ci without --omit=optional, or the package postgresql");
}

function embeddedPrograms(folder: string): (Programs & { version: string }) | null {
  try {
    const { initdb, root, majorVersion: version } = findBinaries();
    const env = { LD_LIBRARY_PATH: linkLibraries(root, join(folder, "lib")) };
    return { bin: dirname(initdb), said: `the embedded Postgres ${version}`, env, version };
  } catch {
    return null;
  }
}

export interface Store {
  readonly running: Running;
  readonly said: string;
}

export interface Given {
  readonly service: Service;
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
  /** Its volume. */
  readonly folder: string;
  readonly as?: As | undefined;
}

/** Makes a cluster as the Postgres image does, runs the mounted scripts in it, and leaves the server running with the service's command. */
export async function startPostgres({ service, env, port, folder, as }: Given): Promise<Store> {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o711);
  const { bin, said, env: libraries } = programsFor(service.image, folder);
  const [data, sockets, password] = ["data", "sockets", "password"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const path of [data, sockets]) mkdirSync(path, { mode: 0o700 });
  writeFileSync(password, env["POSTGRES_PASSWORD"] ?? "", { mode: 0o600 });
  if (as) for (const path of [data, sockets, password]) chownSync(path, as.uid, as.gid);
  const base = { PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`, LC_ALL: "C", ...libraries };
  const initdb = ["initdb", "-D", data, "--username=postgres", `--pwfile=${password}`];
  const authentication = ["--auth-local=trust", "--auth-host=scram-sha-256", "--encoding=UTF8", "--no-sync"];
  const made = await runToEnd({ command: [...initdb, ...authentication], env: base, cwd: "/", as }, 60_000);
  if (made.code !== 0) throw new Error(`initdb failed: ${made.output}`);
  const { command = ["postgres"] } = service;
  const here = { port, listen_addresses: "127.0.0.1", unix_socket_directories: sockets };
  const options = Object.entries(here).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const running = launch({ command: [...command, "-D", data, ...options], env: base, cwd: "/", as });
  while (!running.output().includes("ready to accept connections")) {
    if (!running.isUp()) throw new Error(`Postgres did not start: ${running.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  for (const script of mounted(service, "/docker-entrypoint-initdb.d/")) {
    // psql is no program of the embedded Postgres: the one in the PATH asks any server, without the other's libraries.
    const client = { ...env, PATH: base.PATH, LC_ALL: "C", PGHOST: sockets, PGPORT: String(port) };
    const ran = await runToEnd({ command: [script], env: client, cwd: "/", as }, 30_000);
    if (ran.code !== 0) throw new Error(`${script} failed (is psql here?): ${ran.output}`);
  }
  return { running, said };
}

const mounted = ({ volumes = [] }: Service, folder: string): string[] =>
  volumes
    .map((volume) => volume.split(":"))
    .filter(([, target = ""]) => target.startsWith(folder))
    .map(([source = ""]) => join(repository, source));

/** Runs the service's command; only the port, the address and the folder are ours. */
export function startRedis({ service, env, port, folder, as }: Given): Store {
  mkdirSync(folder, { recursive: true });
  if (as) chownSync(folder, as.uid, as.gid);
  const PATH = "/usr/local/bin:/usr/bin:/bin";
  const version = spawnSync("redis-server", ["--version"], { env: { PATH } }).stdout?.toString() ?? "";
  const here = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder];
  const command = [...(service.command ?? ["redis-server"]), ...here];
  const running = launch({ command, env: { ...env, PATH }, cwd: folder, as });
  return { running, said: `Debian's Redis ${/v=(\S+)/u.exec(version)?.[1] ?? "(missing)"}` };
}
