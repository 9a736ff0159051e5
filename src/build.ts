import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { App } from "./app.ts";
import { openBackplane, prepareBackplane } from "./backplane/backend.ts";
import type { Backplane } from "./backplane/backplane.ts";
import { openPictures, type PictureIo } from "./charts/pictures.ts";
import { startDrawing } from "./charts/pool.ts";
import type { Discord } from "./chat/discord/open.ts";
import type { DiscordConfig } from "./chat/discord/settings.ts";
import { playgroundChannel } from "./chat/playground/log.ts";
import { createPlayground } from "./chat/playground/surface.ts";
import type { Slack } from "./chat/slack/open.ts";
import type { SlackConfig } from "./chat/slack/settings.ts";
import { surfacesOf } from "./chat/surfaces.ts";
import type { Config } from "./config.ts";
import { jobs } from "./jobs/index.ts";
import type { Clock } from "./model/clock.ts";
import type { JobInputs, Log, Services } from "./services.ts";
import type { Gate } from "./sources/guard.ts";
import { startMeter } from "./sources/meter.ts";
import { openSources } from "./sources/open.ts";
import type { Source } from "./sources/source.ts";
import { type Database, openDatabase } from "./store/database.ts";
import { startEmbedded } from "./store/embedded.ts";
import { openInstallations } from "./store/installations.ts";
import { openMessages } from "./store/messages.ts";
import { migrate } from "./store/migrate.ts";
import { keysFor } from "./store/own-keys.ts";
import { openSeals } from "./store/seal.ts";
import { openStore } from "./store/store.ts";
import { ensureWorkspace, leaveWorkspace, standingWorkspaces } from "./store/workspaces.ts";
import { understood } from "./text/understood.ts";

/** What a process is for. */
export interface Plan {
  readonly config: Config;
  readonly sources: readonly Source[];
  readonly clock: Clock;
  readonly log: Log;
  /** Whether it draws charts; a process that does not only asks others to. */
  readonly draws: boolean;
  readonly hasPlayground: boolean;
}

/** Opens what all roles stand on, each part added to `app` as soon as it runs. */
export async function build(app: App, { config, sources: list, clock, log, draws, hasPlayground }: Plan) {
  const drawing = draws ? openDrawing(app, config) : drawingElsewhere;
  const { ownerUrl, appUrl } = await openPostgres(app, config, log);
  await prepare(ownerUrl, config, log);
  const database = openDatabase(appUrl);
  app.add("database", database, database.close);
  const store = openStore(database, clock);
  const messages = openMessages(database);
  const playground = hasPlayground ? createPlayground({ log: messages, clock }) : null;
  if (playground) {
    const { workspace: id } = playgroundChannel;
    await ensureWorkspace(database, { id, surface: "playground", name: "Playground" }, clock);
  }
  const redisUrl = config.redisUrl?.reveal();
  const backplane = await openBackplane<JobInputs>({
    databaseUrl: appUrl,
    ...(redisUrl ? { redisUrl } : {}),
    log,
    kinds: jobs,
  });
  app.add("backplane", backplane, backplane.close);
  await drawing.ready();
  const slack = config.slack
    ? await openSlackFor(config, config.slack, { database, store, backplane, clock, log })
    : null;
  const discord = config.discord
    ? await openDiscordFor(config.discord, { database, store, backplane, clock, log })
    : null;
  const meter = startMeter(store.usages, {
    clock,
    onProblem: (error) => log.warn({ error }, "what was asked of networks could not be noted; it is kept"),
  });
  app.add("meter", meter, meter.stop);
  const services: Services = {
    clock,
    log,
    tenant: store.tenant,
    feeds: {
      ...store.feeds,
      write: (batch) =>
        store.feeds.write({
          ...batch,
          posts: batch.posts.map(({ post, feeds }) => ({ post: understood(post), feeds })),
        }),
    },
    jobs: backplane.jobs,
    sources: openSources(list, {
      clock,
      gate: meter.counting(quotaGate(backplane.gates)),
      sleep: (ms, signal) => sleep(ms, undefined, { signal }),
    }),
    usage: store.usages,
    pictures: openPictures({
      readerOf: (workspace) => store.tenant(workspace).reader,
      drawing,
      cache: backplane.cache,
    }),
    chat: surfacesOf(
      [...(playground ? [playground] : []), ...(slack ? [slack.surface] : []), ...(discord ? [discord.surface] : [])],
      async (workspace) => (await store.tenant(workspace).settings.get()).language,
    ),
  };
  return { services, backplane, playground, slack, discord, store: { ...store, messages } };
}

interface Opened {
  readonly database: Database;
  readonly store: ReturnType<typeof openStore>;
  readonly backplane: Backplane<JobInputs>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Slack's libraries are large: they are loaded where Slack is set up. */
async function openSlackFor(
  config: Config,
  slack: SlackConfig,
  { database, store, backplane, clock, log }: Opened,
): Promise<Slack> {
  const { openSlack } = await import("./chat/slack/open.ts");
  const { cache, gates } = backplane;
  return openSlack({
    ...slack,
    publicUrl: config.publicUrl,
    serves:
      slack.serves.kind === "one"
        ? {
            ...slack.serves,
            ensure: (workspace) => ensureWorkspace(database, { ...workspace, surface: "slack" }, clock),
            leave: async (workspace) => void (await leaveWorkspace(database, workspace, clock)),
          }
        : { ...slack.serves, installations: openInstallations(database, openSeals(await keysFor(config)), clock) },
    gate: gates,
    cache,
    clock,
    log,
    pictureBytes: (key) => cache.get(key),
    settingsOf: (workspace) => store.tenant(workspace).settings.get(),
  });
}

/** Discord's library is large too. */
async function openDiscordFor(
  discord: DiscordConfig,
  { database, store, backplane, clock, log }: Opened,
): Promise<Discord> {
  const { openDiscord } = await import("./chat/discord/open.ts");
  const { cache, gates, locks } = backplane;
  return openDiscord({
    ...discord,
    store: {
      async ensure({ id, name, language }) {
        const isNew = await ensureWorkspace(database, { id, name, surface: "discord" }, clock);
        if (isNew && language) await store.tenant(id).settings.presume({ language });
        return isNew;
      },
      leave: (workspace) => leaveWorkspace(database, workspace, clock),
      list: () => standingWorkspaces(database, "discord"),
    },
    gate: gates,
    cache,
    locks,
    clock,
    log,
    pictureBytes: (key) => cache.get(key),
    settingsOf: (workspace) => store.tenant(workspace).settings.get(),
  });
}

/** Brings the database to what this code knows. Safe to run by every process that starts. */
export async function prepare(ownerUrl: string, { redisUrl }: Config, log: Log): Promise<void> {
  await migrate(ownerUrl, { log: (line) => log.info({}, line) });
  await prepareBackplane({ ownerUrl, log, ...(redisUrl ? { redisUrl: redisUrl.reveal() } : {}) });
}

export async function openPostgres(app: App, config: Config, log: Log): Promise<{ ownerUrl: string; appUrl: string }> {
  if (config.databaseUrl) return { ownerUrl: config.databaseUrl.reveal(), appUrl: config.databaseUrl.reveal() };
  const embedded = await startEmbedded({ dataDir: config.dataDir, log: (line) => log.info({}, line) });
  app.add("postgres", embedded, embedded.stop);
  return embedded;
}

function openDrawing(app: App, { drawThreads, dataDir }: Config) {
  const drawing = startDrawing({ processes: drawThreads, cacheDir: join(dataDir, "fonts") });
  return app.add("drawing", drawing, drawing.stop);
}

const drawingElsewhere: PictureIo["drawing"] & { ready(): Promise<void> } = {
  ready: async () => {},
  draw: async () => {
    throw new Error("This process draws no charts; its workers do.");
  },
};

/** A network's several limits are as many gates; the longest wait counts. */
const quotaGate = (gates: {
  enter(
    key: string,
    limit: { requests: number; windowMs: number },
  ): Promise<{ allowed: true } | { allowed: false; waitMs: number }>;
}): Gate => ({
  async enter(key, quota) {
    for (const { requests, windowMs } of quota) {
      const entered = await gates.enter(`quota:${key}:${windowMs}`, { requests, windowMs });
      if (!entered.allowed) return { waitMs: entered.waitMs };
    }
    return "ok";
  },
});
