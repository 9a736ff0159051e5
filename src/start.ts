import { join } from "node:path";
import { actions } from "./actions/index.ts";
import { type App, createApp } from "./app.ts";
import { build, openPostgres, prepare } from "./build.ts";
import { playgroundChannel } from "./chat/playground/log.ts";
import { registeredCommands } from "./cli/declared.ts";
import { readStartOptions, type StartOptions, type StartVerb } from "./cli/start-options.ts";
import { commands } from "./commands/index.ts";
import { type Config, type Environment, readConfig } from "./config.ts";
import { createDoor, opensForm } from "./door.ts";
import { digestsEveryMs } from "./jobs/digests.ts";
import { dueEveryMs } from "./jobs/due.ts";
import { jobs } from "./jobs/index.ts";
import { relaysEveryMs } from "./jobs/relays.ts";
import { openReplay } from "./jobs/replay.ts";
import { resumeFeeds } from "./jobs/resume.ts";
import { startStreams } from "./jobs/streams.ts";
import { leaveWorkspace, welcomeServer, welcomeWorkspace } from "./jobs/workspace.ts";
import { createLog } from "./log.ts";
import { hourMs, systemClock } from "./model/clock.ts";
import { ConfigError, SourceError } from "./model/errors.ts";
import type { JobRequest, Log, Services } from "./services.ts";
import { isReachable } from "./sources/bluesky.ts";
import { sourcesFor } from "./sources/index.ts";
import type { Source } from "./sources/source.ts";
import { pictureRoutes } from "./web/pictures.ts";
import { openPlaygroundPages } from "./web/playground.tsx";
import { type Pages, startWeb } from "./web/server.ts";

/**
 * What a process does. bot: answers on the chat platforms; worker: collects, judges, draws and delivers; web: pages. Every role
 * answers /livez and /readyz.
 */
type Role = "bot" | "worker" | "web";

const rolesOf: Readonly<Record<StartVerb, readonly Role[]>> = {
  start: ["bot", "worker", "web"],
  bot: ["bot"],
  worker: ["worker"],
  web: ["web"],
};

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** How long the start waits to learn whether Bluesky can be reached. */
const reachWithinMs = 1_500;

/** Builds Groundswell out of its rooms and runs it until it is told to stop. Resolves to the exit code. */
export const start = (verb: StartVerb, args: readonly string[], env: Environment): Promise<number> => {
  const options = readStartOptions(args, verb);
  const config = ownCluster(readConfig(env), options);
  if (verb !== "start" && !config.databaseUrl)
    throw new ConfigError([
      "DATABASE_URL is missing: the processes of bot, worker and web meet in one Postgres. To try Groundswell in one process, use start.",
    ]);
  return inApp(config, (app, log) => run(app, { verb, options, config, log, signal: endings(env) }));
};

/** Brings the database up to date and ends: what comes before the first process of a new version. */
export const migrateOnly = (env: Environment): Promise<number> => {
  const config = readConfig(env);
  return inApp(config, async (app, log) => {
    const { ownerUrl } = await openPostgres(app, config, log);
    await prepare(ownerUrl, config, log);
    say("The database is up to date");
  });
};

async function inApp({ logLevel }: Config, work: (app: App, log: Log) => Promise<void>): Promise<number> {
  const log = createLog(logLevel);
  const app = createApp();
  try {
    await work(app, log);
    return 0;
  } finally {
    await app.stop((name, error) => log.error({ name, error }, "a part did not stop cleanly"));
  }
}

/** A replay runs a clock of its own, so it keeps to a database of its own and to the playground: nothing live shares its time or its jobs. */
function ownCluster(config: Config, { replay }: StartOptions): Config {
  if (!replay) return config;
  if (config.databaseUrl || config.redisUrl)
    throw new ConfigError([
      "--replay keeps to a database of its own in DATA_DIR/replay; start it without DATABASE_URL and REDIS_URL.",
    ]);
  return { ...config, dataDir: join(config.dataDir, "replay"), slack: null, discord: null };
}

interface Running {
  readonly verb: StartVerb;
  readonly options: StartOptions;
  readonly config: Config;
  readonly log: Log;
  readonly signal: AbortSignal;
}

async function run(app: App, { verb, options, config, log, signal }: Running): Promise<void> {
  const roles = rolesOf[verb];
  const replay = options.replay ? await openReplay(options.replay, say) : null;
  const clock = replay?.clock ?? systemClock;
  const hasPlayground = config.playground ?? verb === "start";
  const sources = replay ? sourcesFor({ replay: replay.source }) : await liveSources(config, verb, hasPlayground);
  const draws = roles.includes("worker");
  const built = await build(app, { config, sources, clock, log, draws, hasPlayground });
  const { services, store, backplane, playground, slack, discord } = built;

  const doorWith = (gate: Parameters<typeof createDoor>[0]["gate"]) =>
    createDoor({ commands, actions, services, gate });
  const door = doorWith(backplane.gates);
  const pages =
    playground && roles.includes("web")
      ? await openPlaygroundPages({
          messages: store.messages,
          clock,
          log,
          door: { say: (ask) => door(ask, playground) },
          pictureBytes: (key) => backplane.cache.get(key),
          language: async () => (await services.tenant(playgroundChannel.workspace).settings.get()).language,
          commands: commands.map(({ name, help, examples }) => ({ name, help: help.en, examples })),
          ...badgeOf(sources),
        })
      : null;
  const { port, host } = config;
  const ready = async () => [...new Set((await Promise.all([store.ready(), backplane.problems()])).flat())];
  const hearsSlack = slack !== null && roles.includes("bot");
  const hearsDiscord = discord !== null && roles.includes("bot");
  const web = await startWeb({
    port,
    host,
    log,
    ready,
    pages: [...(pages ? [pages] : []), ...publicPages(built, config, roles.includes("bot"))],
    alsoKnownAs: config.publicUrl ? [new URL(config.publicUrl).host] : [],
  });
  app.add("web", web, web.close);

  // What is collected and delivered does not wait for whoever is to be heard.
  if (roles.includes("worker")) await startWork(app, services, backplane);
  if (hearsSlack) {
    const ears = await slack.hear(door, {
      onInstalled: (workspace, installer) => welcomeWorkspace({ surface: "slack", id: workspace }, installer, services),
      onRevoked: (workspace) => leaveWorkspace(workspace, services),
    });
    app.add("slack", ears, ears.stop);
  }
  if (hearsDiscord) {
    const ears = await discord.hear({
      door,
      commands: registeredCommands(),
      opensForm: (ask) => opensForm(ask, { commands, actions }),
      comings: {
        onJoined: (workspace, welcomeIn) => welcomeServer(workspace, welcomeIn, services),
        onLeft: (workspace) => leaveWorkspace(workspace, services),
      },
    });
    app.add("discord", ears, ears.stop);
  }
  if (playground) {
    const wideOpen = doorWith({ enter: async () => ({ allowed: true }) });
    const where = { channel: playgroundChannel };
    for (const tag of options.track)
      await wideOpen({ kind: "command", text: `/track ${tag}`, where, who: operator }, playground);
  }
  say(
    verb === "start" || pages
      ? `Groundswell is ready at ${web.url}`
      : `Groundswell ${verb} is ready: ${web.url}/readyz`,
  );
  if (hearsSlack) say(config.slack?.by.kind === "socket" ? "Slack is connected" : "Slack may ask");
  if (hearsDiscord) say(config.discord?.by.kind === "gateway" ? "Discord is connected" : "Discord may ask");
  if (verb === "bot" && !slack && !discord) say("No chat platform is set up, so the bot has nobody to answer yet.");
  await replay?.play(services, signal);
  await aborted(signal);
}

/** What chat platforms ask, and what they show of ours: under an address that the public reaches. */
function publicPages(
  { slack, discord, backplane }: Awaited<ReturnType<typeof build>>,
  { publicUrl }: Config,
  isBot: boolean,
): readonly Pages[] {
  const pictures = publicUrl ? [pictureRoutes((key) => backplane.cache.get(key))] : [];
  const asked = isBot ? [...(slack?.routes ?? []), ...(discord?.routes ?? [])] : [];
  return [...asked, ...pictures].map((routes) => ({ routes, guardThemselves: true }));
}

/** What is set, and in the playground what can be reached and what is invented for trying. */
async function liveSources(config: Config, verb: StartVerb, hasPlayground: boolean): Promise<readonly Source[]> {
  const { bluesky, simulator, slack, discord } = config;
  const isSimulated = simulator.on ?? (hasPlayground && !slack && !discord);
  const isAsked = bluesky.mode === "auto" && verb === "start";
  const isOn = isAsked ? await isReachable(bluesky, reachWithinMs) : bluesky.mode !== "off";
  if (isAsked && !isOn)
    say(
      `Bluesky cannot be reached from here, so it is ${isSimulated ? "simulated" : "left out"}; the next start looks again.`,
    );
  return sourcesFor({ ...(isOn ? { bluesky } : {}), ...(isSimulated ? { simulator } : {}) });
}

async function startWork(
  app: App,
  services: Services,
  { jobs: queue, locks }: Awaited<ReturnType<typeof build>>["backplane"],
): Promise<void> {
  const upkeep = keepSchedules(services);
  app.add("schedules", upkeep, upkeep.stop);
  const { networks, all } = services.sources;
  const lanes = [...new Set([...networks, ...all].map(({ name }) => name))];
  const workers = await queue.start(handlersOf(services), { concurrency: 4, lanes });
  app.add("workers", workers, workers.stop);
  const streams = startStreams(services, locks);
  app.add("streams", streams, streams.stop);
}

/** Schedules outlive a start, but not a Redis that lost its data; and what ends at its date is heard of by nobody else. */
const resumeEveryMs = hourMs / 4;

function keepSchedules(services: Services): { stop(): Promise<void> } {
  const resume = async () => {
    await services.jobs.repeat({ name: "purge", input: {} }, hourMs);
    await services.jobs.repeat({ name: "digests", input: {} }, digestsEveryMs);
    await services.jobs.repeat({ name: "relays", input: {} }, relaysEveryMs);
    await services.jobs.repeat({ name: "due", input: {} }, dueEveryMs);
    await services.jobs.add({ name: "understand", input: {} });
    await resumeFeeds(services);
  };
  const resumeOrSay = () =>
    resume().catch((error: unknown) =>
      services.log.warn({ error }, "schedules could not be put in place; tried again later"),
    );
  let last = resumeOrSay();
  const routine = setInterval(() => {
    last = last.then(resumeOrSay);
  }, resumeEveryMs);
  return {
    async stop() {
      clearInterval(routine);
      await last;
    },
  };
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

const handlersOf = (services: Services) =>
  jobs.map((job) => ({
    name: job.name,
    ...(job.concurrency ? { concurrency: job.concurrency } : {}),
    run: (input: never, signal: AbortSignal) =>
      job.run(input, services, signal).catch(async (error: unknown) => {
        if (!isBusy(error)) throw error;
        services.log.info({ job: job.name, error: error.message }, "a chat platform is waited for");
        await services.jobs.add({ name: job.name, input } as JobRequest, { delayMs: error.retryAfterMs ?? 0 });
      }),
  }));

/** A chat platform that says when to come back, or is away, is no failure: the work waits that long, and counts as not tried. */
const isBusy = (error: unknown): error is SourceError =>
  error instanceof SourceError && platformNames.includes(error.source) && error.retryAfterMs !== undefined;

const platformNames = ["Slack", "Discord"];

function badgeOf(sources: readonly Source[]): { badge?: string } {
  const disclosed = sources.filter((source) => source.disclosure);
  const [first] = disclosed;
  if (!first) return {};
  return { badge: `${disclosed.length < sources.length ? "partly " : ""}${first.disclosure} data` };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) =>
    signal.aborted ? resolve() : signal.addEventListener("abort", () => resolve(), { once: true }),
  );
