import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { actions } from "./actions/index.ts";
import { type App, createApp } from "./app.ts";
import { openBackplane, prepareBackplane } from "./backplane/backend.ts";
import { openPictures } from "./charts/pictures.ts";
import { startDrawing } from "./charts/pool.ts";
import { playgroundChannel } from "./chat/playground/log.ts";
import { createPlayground } from "./chat/playground/surface.ts";
import { surfacesOf } from "./chat/surfaces.ts";
import { readStartOptions, type StartOptions } from "./cli/start-options.ts";
import { commands } from "./commands/index.ts";
import { type Config, type Environment, readConfig } from "./config.ts";
import { createDoor } from "./door.ts";
import { jobs } from "./jobs/index.ts";
import { openReplay } from "./jobs/replay.ts";
import { resumeFeeds } from "./jobs/resume.ts";
import { createLog } from "./log.ts";
import { type Clock, hourMs, systemClock } from "./model/clock.ts";
import { ConfigError } from "./model/errors.ts";
import type { JobInputs, Log, Services } from "./services.ts";
import { sourcesFor } from "./sources/index.ts";
import { openSources } from "./sources/open.ts";
import type { Source } from "./sources/source.ts";
import { openDatabase } from "./store/database.ts";
import { startEmbedded } from "./store/embedded.ts";
import { openMessages } from "./store/messages.ts";
import { migrate } from "./store/migrate.ts";
import { openStore } from "./store/store.ts";
import { ensureWorkspace } from "./store/workspaces.ts";
import { openPlaygroundPages } from "./web/playground.tsx";
import { startWeb } from "./web/server.ts";

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Builds Groundswell out of its rooms and runs it until it is told to stop. Resolves to the exit code. */
export async function start(args: readonly string[], env: Environment): Promise<number> {
  const options = readStartOptions(args);
  const config = ownCluster(readConfig(env), options);
  const log = createLog(config.logLevel);
  const stopping = endings(env);
  const app = createApp();
  try {
    await run(app, options, config, log, stopping);
    return 0;
  } finally {
    await app.stop((name, error) => log.error({ name, error }, "a part did not stop cleanly"));
  }
}

/** A replay runs a clock of its own, so it keeps to a database of its own: nothing live shares its time or its jobs. */
function ownCluster(config: Config, { replay }: StartOptions): Config {
  if (!replay) return config;
  if (config.databaseUrl)
    throw new ConfigError([
      "--replay keeps to a database of its own in DATA_DIR/replay; start it without DATABASE_URL.",
    ]);
  return { ...config, dataDir: join(config.dataDir, "replay") };
}

async function run(app: App, options: StartOptions, config: Config, log: Log, signal: AbortSignal): Promise<void> {
  const replay = options.replay ? await openReplay(options.replay, say) : null;
  const clock = replay?.clock ?? systemClock;
  const sources = replay ? sourcesFor({ replay: replay.source }) : sourcesFor({ simulator: config.simulator });
  const built = await build(app, config, sources, clock, log);
  const { services, store, backplane, playground } = built;

  const door = createDoor({ commands, actions, services, gate: backplane.gates });
  const pages = await openPlaygroundPages({
    messages: store.messages,
    clock,
    log,
    door: { say: (ask) => door(ask, playground) },
    pictureBytes: (key) => backplane.cache.get(key),
    commands,
    ...badgeOf(sources),
  });
  const web = await startWeb({ port: config.port, pages: [pages], log, ready: store.ready });
  app.add("web", web, web.close);

  await resumeFeeds(services);
  const workers = await backplane.jobs.start(handlersOf(services), { concurrency: 4 });
  app.add("workers", workers, workers.stop);
  await services.jobs.repeat({ name: "purge", input: {} }, hourMs);

  const wideOpen = createDoor({ commands, actions, services, gate: { enter: async () => ({ allowed: true }) } });
  for (const tag of options.track)
    await wideOpen(
      { kind: "command", text: `/track ${tag}`, where: { channel: playgroundChannel }, who: operator },
      playground,
    );
  say(`Groundswell is ready at ${web.url}`);
  await replay?.play(services, signal);
  await aborted(signal);
}

/** npm hands a signal on that its child got from the terminal already: two so close together are one. */
const sameSignalMs = 1_000;

/** How often to look whether the shell between npm and us is still there. */
const orphanedEveryMs = 1_000;

/**
 * Aborts on SIGINT and SIGTERM. Whoever asks again later does not want to wait: the process ends at once. Under npm there is a
 * shell in between that dies of a SIGTERM without handing it on; its going is the signal then.
 */
function endings(env: Environment): AbortSignal {
  const ending = new AbortController();
  let askedMs = 0;
  const ask = () => {
    if (!ending.signal.aborted) askedMs = performance.now();
    else if (performance.now() - askedMs > sameSignalMs) process.exit(1);
    ending.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, ask);
  const { ppid } = process;
  const isOrphaned = () => process.ppid !== ppid && !ending.signal.aborted;
  if (env["npm_lifecycle_event"]) setInterval(() => isOrphaned() && ask(), orphanedEveryMs).unref();
  return ending.signal;
}

/** Who tracks what the command line asked for. */
const operator = { id: "operator", name: "the operator" };

async function build(app: App, config: Config, list: readonly Source[], clock: Clock, log: Log) {
  const drawing = startDrawing({ threads: config.drawThreads, cacheDir: join(config.dataDir, "fonts") });
  app.add("drawing", drawing, drawing.stop);
  const { ownerUrl, appUrl } = await openPostgres(app, config, log);
  await migrate(ownerUrl, { log: (line) => log.info({}, line) });
  await prepareBackplane(ownerUrl);
  const database = openDatabase(appUrl);
  app.add("database", database, database.close);
  const store = openStore(database, clock);
  await ensureWorkspace(
    database,
    { id: playgroundChannel.workspace, surface: "playground", name: "Playground" },
    clock,
  );
  const backplane = await openBackplane<JobInputs>({ databaseUrl: appUrl, log, kinds: jobs });
  app.add("backplane", backplane, backplane.close);
  await drawing.ready();
  const messages = openMessages(database);
  const playground = createPlayground({ log: messages, clock });
  const sources = openSources(list, {
    clock,
    gate: quotaGate(backplane.gates),
    sleep: (ms, signal) => sleep(ms, undefined, { signal }),
  });
  const services: Services = {
    clock,
    log,
    tenant: store.tenant,
    feeds: store.feeds,
    jobs: backplane.jobs,
    sources,
    pictures: openPictures({
      readerOf: (workspace) => store.tenant(workspace).reader,
      drawing,
      cache: backplane.cache,
    }),
    chat: surfacesOf([playground]),
  };
  return { services, backplane, playground, store: { ...store, messages } };
}

async function openPostgres(app: App, config: Config, log: Log): Promise<{ ownerUrl: string; appUrl: string }> {
  if (config.databaseUrl) return { ownerUrl: config.databaseUrl.reveal(), appUrl: config.databaseUrl.reveal() };
  const embedded = await startEmbedded({ dataDir: config.dataDir, log: (line) => log.info({}, line) });
  app.add("postgres", embedded, embedded.stop);
  return embedded;
}

/** A network's several limits are as many gates; the longest wait counts. */
const quotaGate = (gates: {
  enter(
    key: string,
    limit: { requests: number; windowMs: number },
  ): Promise<{ allowed: true } | { allowed: false; waitMs: number }>;
}) => ({
  async enter(key: string, quota: Source["quota"]): Promise<{ waitMs: number } | "ok"> {
    for (const { requests, windowMs } of quota) {
      const entered = await gates.enter(`quota:${key}:${windowMs}`, { requests, windowMs });
      if (!entered.allowed) return { waitMs: entered.waitMs };
    }
    return "ok";
  },
});

const handlersOf = (services: Services) =>
  jobs.map((job) => ({
    name: job.name,
    run: (input: never, signal: AbortSignal) => job.run(input, services, signal),
  }));

function badgeOf(sources: readonly Source[]): { badge?: string } {
  const disclosure = sources.find((source) => source.disclosure)?.disclosure;
  return disclosure ? { badge: `${disclosure} data` } : {};
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) =>
    signal.aborted ? resolve() : signal.addEventListener("abort", () => resolve(), { once: true }),
  );
