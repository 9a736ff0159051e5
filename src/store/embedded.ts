import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { ConfigError } from "../model/errors.ts";
import { type Binaries, findBinaries } from "./embedded-binaries.ts";
import { type Cluster, damaged, openCluster } from "./embedded-cluster.ts";
import { lastLines, runProgram } from "./embedded-program.ts";
import { forgetDeadPostmaster, isServing, readPostmaster, type Server, startServer } from "./embedded-server.ts";

/** The Postgres that comes with the product, for an installation that has no other. */
export interface Embedded {
  /** For migrations: owns the tables. */
  readonly ownerUrl: string;
  /** For the product: row-level security applies to it. */
  readonly appUrl: string;
  /** Shuts the server down unless somebody else uses it. Close your own connections first. */
  stop(): Promise<void>;
}

type Say = (line: string) => void;
/** Server settings beyond our own, by name: `{ fsync: "off" }` for a database that may be lost. */
type Settings = Readonly<Record<string, string>>;

/** How long a server may take until it answers: after a crash it first replays its log. */
const patienceMs = 120_000;
const pollMs = 15;
const retryMs = 200;
/** When to say that we are waiting. */
const silenceMs = 3_000;
/** How long connections just closed may still show in pg_stat_activity. */
const lingerMs = 1_000;
/** Whoever uses the server holds this advisory lock shared; who shuts it down holds it alone. */
const usersLock = 4_710_018;

/**
 * Starts the server of the cluster in `dataDir` (made where there is none), or joins the one that runs there already.
 * Any number of processes may do so at once: Postgres' own lock file makes one server of it.
 * @throws ConfigError with one sentence on what stands in the way and what to do about it.
 */
export async function startEmbedded({
  dataDir,
  log,
  settings = {},
}: {
  dataDir: string;
  log: Say;
  settings?: Settings;
}): Promise<Embedded> {
  const binaries = findBinaries();
  const cluster = await openCluster(dataDir, binaries, { sync: settings["fsync"] !== "off" });
  const waiting = setTimeout(() => log("Waiting for Postgres; after a crash it first replays its log"), silenceMs);
  const { lease, port } = await enter(cluster, binaries, settings, log).finally(() => clearTimeout(waiting));
  const url = (role: keyof Cluster["passwords"]) =>
    `postgres://${role}:${cluster.passwords[role]}@127.0.0.1:${port}/groundswell`;
  let left: Promise<void> | null = null;
  return {
    ownerUrl: url("groundswell_owner"),
    appUrl: url("groundswell_app"),
    stop() {
      left ??= leave(lease, cluster, binaries, log);
      return left;
    },
  };
}

async function enter(cluster: Cluster, binaries: Binaries, settings: Settings, log: Say) {
  const patience = AbortSignal.timeout(patienceMs);
  let mine: Server | null = null;
  let refusal = "it did not come up";
  while (!patience.aborted) {
    const postmaster = readPostmaster(cluster);
    if (postmaster?.ready) {
      const answer = await takeLease(postmaster.port, cluster);
      if (typeof answer !== "string") {
        log(`Postgres ${mine ? "started" : "was running already"} on port ${postmaster.port}, data in ${cluster.data}`);
        return { lease: answer, port: postmaster.port };
      }
      refusal = answer;
    }
    const lastWords = mine?.lastWords() ?? null;
    if (lastWords !== null) {
      if (!lostRace.test(lastWords)) throw damaged(cluster.home, `Postgres stopped at once (${lastLines(lastWords)})`);
      mine = null;
      await sleep(retryMs);
    } else if (!mine && !(postmaster && isServing(postmaster, cluster))) {
      if (postmaster) forgetDeadPostmaster(postmaster, cluster);
      mine = await startServer(cluster, binaries, settings);
    }
    await sleep(pollMs);
  }
  throw new ConfigError([
    `The built-in Postgres in ${cluster.home} did not answer within ${patienceMs / 1_000} seconds (${refusal}): look into ${cluster.log}, and start again.`,
  ]);
}

/** Last words of a server for which another try is right: another start, the port, or survivors of a killed server were faster. */
const lostRace =
  /lock file "postmaster\.pid" (already exists|is empty)|pre-existing shared memory block|could not create any TCP\/IP sockets/;

/** A connection that says "I use this server"; or why there is none: not this cluster's, or coming up or going down. */
async function takeLease(port: number, cluster: Cluster): Promise<postgres.Sql | string> {
  const sql = postgres({
    host: "127.0.0.1",
    port,
    database: "postgres",
    user: "groundswell_owner",
    password: cluster.passwords.groundswell_owner,
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 5,
    // Else postgres.js asks for array types by itself, and nobody catches that failing when the server goes down meanwhile.
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: "groundswell lease" },
  });
  let refusal = "it belongs to another data directory, or is shutting down";
  try {
    const [row] = await sql`
      SELECT current_setting('data_directory') = ${cluster.data} AND pg_try_advisory_lock_shared(${usersLock}) AS joined`;
    if (row?.["joined"] === true) return sql;
  } catch (error) {
    refusal = (error as Error).message;
  }
  await sql.end({ timeout: 0 });
  return refusal;
}

async function leave(lease: postgres.Sql, cluster: Cluster, binaries: Binaries, log: Say): Promise<void> {
  try {
    if (!(await isLast(lease))) return log("Postgres goes on: somebody else is connected");
    log((await shutDown(cluster, binaries)) ?? "Postgres stopped");
  } catch (error) {
    log(`Postgres was gone already: ${(error as Error).message}`);
  } finally {
    await lease.end({ timeout: 0 });
  }
}

/** Resolves to what went wrong, or null. */
async function shutDown(cluster: Cluster, binaries: Binaries): Promise<string | null> {
  const pid = readPostmaster(cluster)?.pid;
  // It does not wait itself: it would go on waiting for the end of a server that another process starts after this one.
  const stop = ["stop", "-D", cluster.data, "--mode=fast", "--no-wait"];
  const { code, output } = await runProgram(cluster.identity, binaries.pgCtl, stop, cluster);
  if (code !== 0) return `Postgres did not stop: ${lastLines(output)}`;
  const patience = AbortSignal.timeout(patienceMs);
  while (pid !== undefined && readPostmaster(cluster)?.pid === pid) {
    if (patience.aborted) return "Postgres is still writing its data to disk; it stops when that is done";
    await sleep(pollMs);
  }
  return null;
}

/** If true nobody can enter any more: we hold the lock alone until our connection ends. */
async function isLast(lease: postgres.Sql): Promise<boolean> {
  await lease`SELECT pg_advisory_unlock_shared(${usersLock})`;
  const [row] = await lease`SELECT pg_try_advisory_lock(${usersLock}) AS alone`;
  if (row?.["alone"] !== true) return false;
  const patience = AbortSignal.timeout(lingerMs);
  for (;;) {
    const others = await lease`
      SELECT FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`;
    if (others.length === 0) return true;
    if (patience.aborted) return false;
    await sleep(pollMs);
  }
}
