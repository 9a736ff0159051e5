import { chmodSync, chownSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../src/store/embedded-server.ts";
import { type ComposeFile, durationMs, environmentOf, isOurs, readCompose, type Service } from "./file.ts";
import { finalStage, variablesOf } from "./image.ts";
import { type As, launch, type Running, runToEnd } from "./processes.ts";
import { startPostgres, startRedis } from "./stores.ts";

/** How often a health check is repeated here; Compose keeps to the interval of the file. */
const checkEveryMs = 500;

/** A process in the place of a container. */
export interface Container {
  /** With a number where there are several. */
  readonly name: string;
  readonly service: string;
  readonly port: number;
  readonly running: Running;
  /** Of the programs that are not ours, which one it is. */
  readonly said: string;
  /** Resolves when its health check passes; throws where Compose would call it unhealthy. */
  healthy(): Promise<void>;
}

export interface DeploymentOptions {
  /** What would stand in .env; PORT is the page's. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the image is, and a folder for everything else. */
  readonly image: string;
  readonly folder: string;
  readonly as?: As | undefined;
}

/** What docker-compose.yml says, run by hand on loopback addresses. */
export interface Deployment {
  readonly compose: ComposeFile;
  /** The services in the order in which Compose would start them. */
  readonly order: readonly string[];
  /** Starts one container of a service; what it depends on has to be there already. */
  start(service: string): Promise<Container>;
  /** An address of the file as it is here. */
  here(url: string): string;
}

export async function openDeployment({ env, image, folder, as }: DeploymentOptions): Promise<Deployment> {
  const compose = readCompose(env);
  const ports = new Map<string, number>();
  for (const name of Object.keys(compose.services)) ports.set(name, await freePort());
  const counts = new Map<string, number>();
  const here = (value: string) => {
    if (!URL.canParse(value) || !/^\w+:\/\//u.test(value)) return value;
    const url = new URL(value);
    const port = ports.get(url.hostname);
    return port === undefined ? value : Object.assign(url, { hostname: "127.0.0.1", port: String(port) }).href;
  };
  const serviceOf = (name: string): Service => {
    const service = compose.services[name];
    if (!service) throw new Error(`docker-compose.yml has no service ${name}`);
    return service;
  };

  const start = async (name: string): Promise<Container> => {
    const service = serviceOf(name);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const given = environmentOf(service, env);
    const own = join(folder, `${name}-${count}`);
    if (isOurs(compose, name)) {
      const port = publishedPort(service.ports) ?? (await freePort());
      mkdirSync(own);
      if (as) chownSync(own, as.uid, as.gid);
      // As in the file, but for addresses and the port; what it listens on stays on this machine.
      const moved = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, here(value)]));
      const mine = { PORT: String(port), HOST: "127.0.0.1", DATA_DIR: own, TMPDIR: own };
      const all = { PATH: nodePath, ...variablesOf(finalStage()), ...moved, ...mine };
      const running = launch({ command: service.command ?? [], env: all, cwd: image, as });
      return containerOf({ name: `${name}-${count}`, service: name, port, running, said: "" }, service, all, as);
    }
    const port = ports.get(name) ?? 0;
    // The second time it is the same volume.
    const volume = { service, env: given, port, folder: join(folder, name), as };
    const { running, said } = name === "postgres" ? await startPostgres(volume) : startRedis(volume);
    const checks = { ...given, PATH: shims(folder, port), PGPORT: String(port) };
    return containerOf({ name, service: name, port, running, said }, service, checks, as);
  };
  return { compose, order: orderOf(compose), start, here };
}

const usualPath = "/usr/local/bin:/usr/bin:/bin";
const nodePath = `${dirname(process.execPath)}:${usualPath}`;

/** redis-cli learns a port from its command line only, and the file's command names none. */
function shims(folder: string, port: number): string {
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "redis-cli"), `#!/bin/sh\nPATH=${usualPath} exec redis-cli -p ${port} "$@"\n`);
  chmodSync(join(bin, "redis-cli"), 0o755);
  return `${bin}:${usualPath}`;
}

type Facts = Omit<Container, "healthy">;

const containerOf = (
  facts: Facts,
  { healthcheck }: Service,
  env: Readonly<Record<string, string>>,
  as: As | undefined,
): Container => ({
  ...facts,
  async healthy() {
    if ("disable" in healthcheck) return;
    const { test, timeout, interval, retries, start_period } = healthcheck;
    const [kind, ...words] = test;
    const command = kind === "CMD-SHELL" ? ["sh", "-c", ...words] : words;
    const patience = AbortSignal.timeout(durationMs(start_period) + retries * durationMs(interval));
    for (;;) {
      const { code, output } = await runToEnd({ command, env, cwd: "/", as }, durationMs(timeout));
      if (code === 0) return;
      if (!facts.running.isUp()) throw new Error(`${facts.name} ended: ${facts.running.output()}`);
      if (patience.aborted) throw new Error(`${facts.name} is unhealthy: ${output}\n${facts.running.output()}`);
      await sleep(checkEveryMs);
    }
  },
});

function orderOf({ services }: ComposeFile): readonly string[] {
  const order: string[] = [];
  const visit = (name: string) => {
    if (order.includes(name)) return;
    for (const needed of Object.keys(services[name]?.depends_on ?? {})) visit(needed);
    order.push(name);
  };
  for (const name of Object.keys(services)) visit(name);
  return order;
}

/** "127.0.0.1:3001:3000" is reached as 3001. */
function publishedPort([first]: readonly string[] = []): number | null {
  const port = first?.split(":").at(-2);
  return port === undefined ? null : Number(port);
}
