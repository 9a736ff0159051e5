import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { type Identity, identityForNew } from "../src/store/embedded-identity.ts";
import { runProgram, startProgram } from "../src/store/embedded-program.ts";
import { freePort } from "../src/store/embedded-server.ts";
import { migrate } from "../src/store/migrate.ts";
import type { OpenDatabase } from "./postgres.ts";

export const debianRoot = "/usr/lib/postgresql";

/** The programs of the newest Postgres that Debian installed here; null where there is none. */
export const debianBinaries: string | null =
  (existsSync(debianRoot) ? readdirSync(debianRoot) : [])
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(debianRoot, version, "bin"))
    .find((bin) => existsSync(join(bin, "initdb")) && existsSync(join(bin, "postgres"))) ?? null;

interface Cluster {
  readonly bin: string;
  readonly identity: Identity;
  readonly data: string;
  readonly password: string;
}

/**
 * A throw-away server of Debian's, as an operator prepares it for the product (see src/store/migrate.ts): the database belongs
 * to a login that is no superuser and may take the product's role, and that login is all there is in DATABASE_URL.
 */
export async function startDebianPostgres(): Promise<{ open: OpenDatabase; stop(): Promise<void> }> {
  if (debianBinaries === null) throw new Error(`there is no Postgres in ${debianRoot}`);
  const folder = mkdtempSync(join(tmpdir(), "groundswell-debian-"));
  chmodSync(folder, 0o711);
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  try {
    const cluster = await makeCluster(folder, debianBinaries);
    const { port, stop } = await startServer(cluster);
    const end = async () => {
      await stop();
      removeFolder();
    };
    try {
      const admin = `postgres://postgres:${cluster.password}@127.0.0.1:${port}/postgres`;
      return { open: await prepare(admin, cluster.password), stop: end };
    } catch (error) {
      await end();
      throw error;
    }
  } catch (error) {
    removeFolder();
    throw error;
  }
}

async function makeCluster(folder: string, bin: string): Promise<Cluster> {
  const identity = identityForNew([join(bin, "postgres"), folder]);
  const [data, passwordFile] = [join(folder, "data"), join(folder, "password")];
  const password = randomBytes(12).toString("hex");
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (identity.kind === "user") for (const path of [data, passwordFile]) chownSync(path, identity.uid, identity.gid);
  const options = [
    "--username=postgres",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
  ];
  const made = await runProgram(identity, join(bin, "initdb"), ["-D", data, ...options, "--no-sync"], {
    libraries: bin,
  });
  if (made.code !== 0) throw new Error(`initdb failed: ${made.output}`);
  return { bin, identity, data, password };
}

async function startServer({ bin, identity, data }: Cluster): Promise<{ port: number; stop(): Promise<void> }> {
  const port = await freePort();
  const settings = { port, listen_addresses: "127.0.0.1", unix_socket_directories: "", fsync: "off", timezone: "UTC" };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // Not detached: it ends with the tests, however these end.
  const server = startProgram(identity, join(bin, "postgres"), ["-D", data, ...options], {
    libraries: bin,
    stdio: "pipe",
  });
  let said = "";
  server.stderr?.on("data", (chunk: Buffer) => {
    said += chunk;
  });
  const kill = () => server.kill("SIGQUIT");
  process.once("exit", kill);
  while (!said.includes("ready to accept connections")) {
    if (server.exitCode !== null) throw new Error(`Postgres did not start: ${said}`);
    await sleep(10);
  }
  return {
    port,
    async stop() {
      process.off("exit", kill);
      if (server.exitCode !== null) return;
      const ended = once(server, "exit");
      server.kill("SIGINT");
      await ended;
    },
  };
}

async function prepare(adminUrl: string, password: string): Promise<OpenDatabase> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  await admin`CREATE ROLE groundswell_app NOLOGIN`;
  await admin`CREATE ROLE operator LOGIN PASSWORD ${admin.unsafe(`'${password}'`)}`;
  await admin`GRANT groundswell_app TO operator`;
  await admin.end();
  return async () => {
    const sql = postgres(adminUrl, { max: 1, onnotice: () => {}, idle_timeout: 1 });
    const name = `test_${randomBytes(6).toString("hex")}`;
    await sql`CREATE DATABASE ${sql(name)} OWNER operator`;
    const url = Object.assign(new URL(adminUrl), { pathname: name, username: "operator", password }).href;
    await migrate(url);
    return {
      ownerUrl: url,
      appUrl: url,
      adminUrl: Object.assign(new URL(adminUrl), { pathname: name }).href,
      async close() {
        await sql`DROP DATABASE ${sql(name)} WITH (FORCE)`;
        await sql.end();
      },
    };
  };
}
