import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { freePort } from "../src/store/embedded-server.ts";
import { backfillEnv, backfilling, comparedFeeds, isReadSince, type Query } from "../test/journeys/backfill.ts";
import { query as ask } from "../test/journeys/product.ts";
import { visit } from "../test/journeys/visitor.ts";
import { type Container, type Deployment, openDeployment } from "./compose/deployment.ts";
import { bytesOf, durationMs, repository } from "./compose/file.ts";
import { type As, endAll, runToEnd } from "./compose/processes.ts";
import { stageImage } from "./compose/stage.ts";

/**
 * Runs by hand what docker-compose.yml and the Dockerfile say, where there is no Docker: the same commands, environment, order and
 * health checks, read from those files, with a Postgres and a redis-server of this machine.
 *
 *   node --import tsx scripts/rehearse-compose.ts [--short] [--built]
 *
 * --short leaves out what waits for leases to run out; --built takes dist/ as it is.
 */
const { values: options } = parseArgs({ options: { short: { type: "boolean" }, built: { type: "boolean" } } });

const soonMs = 60_000;
/** Work that a killed process had in hand is free again after a lease of 30 s; two of them are allowed for. */
const recoveredMs = 60_000 + soonMs;

const secret = () => randomBytes(24).toString("hex");
const work = mkdtempSync(join(tmpdir(), "groundswell-rehearsal-"));
chmodSync(work, 0o711);
// In the containers nobody is root either.
const as: As | undefined = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
const env = {
  ...backfillEnv,
  POSTGRES_ADMIN_PASSWORD: secret(),
  POSTGRES_PASSWORD: secret(),
  REDIS_PASSWORD: secret(),
  PORT: String(await freePort()),
  BOT_PORT: String(await freePort()),
  PLAYGROUND: "on",
  SIMULATOR: "on",
  BLUESKY: "off",
};

async function step(name: string, run: () => Promise<string | undefined>): Promise<void> {
  const startedMs = performance.now();
  const said = await run();
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  process.stdout.write(`ok   ${name}${said ? `: ${said}` : ""} (${seconds} s)\n`);
}

async function until<T>(what: string, look: () => Promise<T | null | false>, withinMs = soonMs): Promise<T> {
  const patience = AbortSignal.timeout(withinMs);
  for (;;) {
    const seen = await look();
    if (seen !== null && seen !== false) return seen;
    if (patience.aborted) throw new Error(`${what}: not within ${withinMs / 1000} s`);
    await sleep(200);
  }
}

/** Nothing missing, nothing twice, no hole, up to a moment after `since`. */
async function whole(query: Query, tag: string, since: Date, withinMs = soonMs): Promise<string> {
  await until(`#${tag} is read`, () => isReadSince(query, tag, since), withinMs);
  const feeds = await comparedFeeds(query, tag);
  for (const { is, shouldBe } of feeds) assert.deepEqual(is, shouldBe);
  const posts = feeds.reduce((sum, { is }) => sum + is.posts.length, 0);
  return `${posts} posts in ${feeds.length} feeds, as if nothing had happened`;
}

async function stopped(container: Container, { compose }: Deployment): Promise<string> {
  const grace = compose.services[container.service]?.stop_grace_period ?? "10s";
  const startedMs = performance.now();
  container.running.signal("SIGTERM");
  const code = await Promise.race([container.running.ended, sleep(durationMs(grace), "too late" as const)]);
  assert.equal(code, 0, `${container.name} ended with ${code}:\n${container.running.output()}`);
  return `${container.name} ${((performance.now() - startedMs) / 1000).toFixed(1)} s`;
}

/** Resident memory of a process and of those that it started, what they share counted once. */
function residentBytes(pid: number): number {
  const shares = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  const own = Number(/^Pss:\s+(\d+)/mu.exec(shares)?.[1] ?? 0) * 1024;
  const started = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  return started.reduce((sum, child) => sum + residentBytes(Number(child)), own);
}

async function track(url: string, tag: string): Promise<string> {
  const visitor = visit(url);
  assert.equal(await visitor.say(`/track #${tag}`), 200);
  return until(`the first numbers of #${tag}`, async () => {
    const card = (await visitor.articles()).findLast(({ title }) => title.startsWith(`Tracking #${tag}`));
    return /([\d,]{3,} posts in the last 24 hours)/u.exec(card?.text ?? "")?.[1] ?? null;
  });
}

async function chart(url: string, tag: string): Promise<string> {
  const visitor = visit(url);
  await visitor.say(`/chart #${tag}`);
  const src = await until("the chart", async () => {
    const pictures = (await visitor.articles()).flatMap(({ pictures }) => pictures);
    return pictures.at(-1)?.src ?? null;
  });
  const answer = await fetch(new URL(src, url));
  const bytes = Buffer.from(await answer.arrayBuffer());
  assert.equal(answer.headers.get("content-type"), "image/png");
  assert.equal(bytes.subarray(1, 4).toString("latin1"), "PNG");
  return `a PNG of ${bytes.length} bytes`;
}

async function rehearse(deployment: Deployment): Promise<void> {
  const { compose, order, here } = deployment;
  const containers = new Map<string, Container>();
  const startHealthy = async (service: string) => {
    const container = await deployment.start(service);
    await container.healthy();
    containers.set(container.name, container);
    return container;
  };
  const container = (name: string): Container => {
    const found = containers.get(name);
    if (!found) throw new Error(`${name} was not started`);
    return found;
  };

  for (const service of order)
    await step(service, async () => {
      if (compose.services[service]?.restart === "no") {
        const { running } = await deployment.start(service);
        assert.equal(await running.ended, 0, running.output());
        return running.output().trim().split("\n").at(-1);
      }
      const { said } = await startHealthy(service);
      if (service === "worker") await startHealthy(service);
      return said || (service === "worker" ? "two of them" : undefined);
    });

  const databaseUrl = here(compose.services["web"]?.environment["DATABASE_URL"] ?? "");
  const query: Query = (text) => ask(databaseUrl, text);
  const page = `http://localhost:${env.PORT}`;

  await step("the login of Groundswell is no superuser, and may act as groundswell_app", async () => {
    const [login] = await query<{ super: boolean; member: boolean }>(
      "select rolsuper as super, pg_has_role('groundswell_app', 'member') as member from pg_roles where rolname = current_user",
    );
    assert.deepEqual({ ...login }, { super: false, member: true });
    return undefined;
  });
  await step("Redis wants its password, and the command line does not tell it", async () => {
    const { port, running } = container("redis");
    const cli = {
      command: ["redis-cli", "-p", String(port), "ping"],
      env: { PATH: process.env["PATH"] ?? "" },
      cwd: "/",
    };
    assert.match((await runToEnd(cli, 5_000)).output, /NOAUTH/u);
    assert.doesNotMatch(readFileSync(`/proc/${running.pid}/cmdline`, "latin1"), new RegExp(env.REDIS_PASSWORD, "u"));
    return undefined;
  });
  await step("/readyz of every role", async () => {
    const roles = [...containers.values()].filter(({ said }) => said === "");
    for (const { port } of roles) assert.equal((await fetch(`http://127.0.0.1:${port}/readyz`)).status, 200);
    return roles.map(({ name }) => name).join(", ");
  });
  await step("the page is asked for by the published name only", async () => {
    assert.equal((await fetch(page)).status, 200);
    assert.deepEqual(compose.services["web"]?.ports, [`127.0.0.1:${env.PORT}:${env.PORT}`]);
    return undefined;
  });
  await step("/track on the page of web, collected by the workers", () => track(page, "rehearsal"));
  await step("/chart, drawn by a worker and shown by web", () => chart(page, "rehearsal"));
  await step("what was collected is whole", () => whole(query, "rehearsal", new Date()));

  if (!options.short)
    await step("a worker killed in the middle of a back-fill; the other takes over", async () => {
      const [victim, survivor] = [container("worker-1").running, container("worker-2").running];
      // Held still meanwhile, so that all of the work is in the victim's hands.
      survivor.signal("SIGSTOP");
      await visit(page).say("/track #killed");
      await backfilling(query, "killed");
      victim.signal("SIGKILL");
      await victim.ended;
      survivor.signal("SIGCONT");
      const said = await whole(query, "killed", new Date(), recoveredMs);
      assert.match(survivor.output(), /A worker died or lost touch with a job in hand/u);
      containers.delete("worker-1");
      await startHealthy("worker");
      return said;
    });

  await step("Redis restarted in the middle of a back-fill; everybody goes on", async () => {
    await visit(page).say("/track #restarted");
    await backfilling(query, "restarted");
    const { running } = container("redis");
    running.signal("SIGTERM");
    await running.ended;
    await startHealthy("redis");
    const backAt = new Date();
    const said = await whole(query, "restarted", backAt, recoveredMs);
    await whole(query, "rehearsal", backAt, recoveredMs);
    return said;
  });

  await step("memory and connections", async () => {
    const used = [...containers.values()].map(({ name, service, running }) => {
      const limit = bytesOf(compose.services[service]?.mem_limit ?? "0");
      const bytes = residentBytes(running.pid);
      assert.ok(bytes < limit, `${name} uses ${bytes} bytes of ${limit}`);
      return `${name} ${Math.round(bytes / 2 ** 20)} of ${Math.round(limit / 2 ** 20)} MB`;
    });
    const [row] = await query<{ count: number }>(
      "select count(*)::int as count from pg_stat_activity where backend_type = 'client backend' and usename = 'groundswell'",
    );
    return `${used.join(", ")}; ${row?.count} connections to Postgres`;
  });

  await step("SIGTERM with work in hand; every role ends with 0", async () => {
    await visit(page).say("/track #ended");
    await backfilling(query, "ended");
    const roles = [...containers.values()].filter(({ said }) => said === "");
    return (await Promise.all(roles.map((role) => stopped(role, deployment)))).join(", ");
  });
}

async function build(): Promise<string> {
  const { PATH = "", HOME = "" } = process.env;
  const run = { command: ["npm", "run", "build"], env: { PATH, HOME }, cwd: repository };
  if (!options.built) {
    const { code, output } = await runToEnd(run, 120_000);
    assert.equal(code, 0, output);
  }
  stageImage(join(work, "app"));
  return `Node ${process.version}, ${as ? "as nobody" : "as you"}`;
}

try {
  await step("the image, staged by hand", build);
  const deployment = await openDeployment({ env, image: join(work, "app"), folder: work, as });
  await rehearse(deployment);
} catch (error) {
  process.stdout.write(`FAIL ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await endAll();
  rmSync(work, { recursive: true, force: true });
}
