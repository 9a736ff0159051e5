import { setTimeout as sleep } from "node:timers/promises";
import type { Hono } from "hono";
import { z } from "zod";
import { type Clock, dayMs, hourMs } from "../../model/clock.ts";
import { ConfigError, SourceError } from "../../model/errors.ts";
import { languageOf } from "../../model/language.ts";
import type { Channel } from "../../model/place.ts";
import type { Secret } from "../../model/secret.ts";
import type { Settings } from "../../model/settings.ts";
import { type Bytes, type Gate, type SharedCache, sharedCache } from "../shared.ts";
import type { Ask, Door, Surface } from "../surface.ts";
import type { Asked } from "./asks.ts";
import { draftOf } from "./draft.ts";
import { hearGateway, type Locks } from "./gateway.ts";
import { type Guild, type GuildStore, guildsOf } from "./guilds.ts";
import { httpReceiving } from "./http.ts";
import { discordInstallRoutes } from "./oauth.ts";
import { readChannel } from "./permissions.ts";
import { channelIn, guildOf } from "./places.ts";
import { type Receive, type ReceiveLog, receiving } from "./receive.ts";
import { applicationOf, type DiscordCommand, register, registrationOf } from "./registration.ts";
import { openDiscordRest, Refused } from "./rest.ts";
import type { Shard } from "./shard.ts";
import { createDiscordSurface } from "./surface.ts";

export interface DiscordOptions {
  readonly apiUrl: string;
  readonly token: Secret;
  /** Over the gateway, or by Discord's asking the public address. */
  readonly by: { readonly kind: "gateway" } | { readonly kind: "http"; readonly publicKey: string };
  /** Where servers add it themselves, with a page of ours at the end; null = by the invitation alone. */
  readonly install: { readonly clientSecret: Secret; readonly publicUrl: string } | null;
  /** The one server that commands are registered in, for development; null = everywhere. */
  readonly commandsIn: string | null;
  readonly store: GuildStore;
  readonly gate: Gate;
  readonly cache: Bytes;
  readonly locks: Locks;
  readonly clock: Clock;
  readonly log: ReceiveLog & { info(facts: Readonly<Record<string, unknown>>, message: string): void };
  pictureBytes(key: string): Promise<Uint8Array | null>;
  settingsOf(workspace: string): Promise<Settings>;
}

/** What becomes of workspaces, told while Discord is heard. */
export interface Comings {
  /** It has Groundswell, for the first time or again; it may be greeted in the first of these channels that takes it. */
  onJoined(workspace: string, welcomeIn: readonly Channel[]): Promise<void>;
  /** It has it no more. */
  onLeft(workspace: string): Promise<void>;
}

export interface Hearing {
  readonly door: Door;
  readonly comings: Comings;
  readonly commands: readonly DiscordCommand[];
  opensForm(ask: Ask): boolean;
}

export interface Discord {
  readonly surface: Surface;
  /** What Discord and browsers ask of the one process that hears Discord. */
  readonly routes: readonly Hono[];
  /** Registers the commands and begins to hear; resolves when Discord can reach us. */
  hear(hearing: Hearing): Promise<{ stop(): Promise<void> }>;
}

const reconcileEveryMs = hourMs;
const stopPatienceMs = 10_000;

/** Discord, as it is set up: the surface for whoever posts, and the ears for the process that listens. */
export function openDiscord(options: DiscordOptions): Discord {
  const { apiUrl, token, by, install, store, gate, clock, log, pictureBytes, settingsOf } = options;
  const rest = openDiscordRest({ apiUrl, token, log });
  const own = once(() => applicationOf(rest));
  const botId = once(async () => identity.parse(await rest.call({ method: "GET", path: "/users/@me" })).id);
  const cache = sharedCache(options.cache);
  const surface = createDiscordSurface({ rest, cache, gate, botId, pictureBytes, settingsOf, now: () => clock.now() });

  let told: Comings | null = null;
  const guilds = guildsOf({
    store,
    onJoined: async (workspace, { welcomeIn }) =>
      told?.onJoined(
        workspace,
        welcomeIn.map((id) => channelIn(workspace, id)),
      ),
    onLeft: async (workspace) => told?.onLeft(workspace),
  });
  const http = by.kind === "http" ? httpReceiving({ publicKey: by.publicKey, clock }) : null;
  const installRoutes = install
    ? discordInstallRoutes({
        ...install,
        applicationId: async () => (await own()).id,
        apiUrl,
        authorizationUrl: new URL("/oauth2/authorize", apiUrl).href,
        gate,
        clock,
        log,
        onInstalled: async ({ id, name, locale }) => guilds.join(await introduced({ id, name, locale }, rest)),
      })
    : null;
  return {
    surface,
    routes: [...(http ? [http.routes] : []), ...(installRoutes ? [installRoutes] : [])],
    async hear({ door, comings, commands, opensForm }) {
      told = comings;
      const { id: applicationId, integrationTypes } = await introduce(own);
      const isNew = await registered(rest, {
        applicationId,
        guildId: options.commandsIn,
        commands: registrationOf(commands, { integrationTypes, isOneServer: options.commandsIn !== null }),
      });
      if (isNew) log.info({ commands: commands.length }, "commands were registered with Discord");
      const receive = receiving({
        rest,
        door,
        surface,
        log,
        settingsOf,
        opensForm,
        draft:
          ({ fileBytesMax }) =>
          (card) =>
            draftOf(card, { isAgeRestricted: false, kept: null, pictureBytes, ...(fileBytesMax && { fileBytesMax }) }),
        isForum: forums(cache, rest),
        meet: meeting({ store, guilds, rest }),
      });
      if (http) return hearHttp(http, receive, () => reconcileAll(guilds, rest, log));
      const ears = {
        receive,
        onGuild: guilds.join,
        onLeft: guilds.leave,
        onServers: async (ids: readonly string[], shard: Shard) => {
          await guilds.reconcile(async () => ids, shard);
        },
      };
      return hearGateway({ apiUrl, token, locks: options.locks, ears, log });
    },
  };
}

const identity = z.object({ id: z.string() });

/** Asked once, and again only where it failed. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = null;
      throw error;
    });
    return asked;
  };
}

/** Who we are; a ConfigError where the token is nobody's. */
async function introduce<T>(own: () => Promise<T>): Promise<T> {
  return own().catch((error: unknown) => {
    if (!(error instanceof SourceError)) throw error;
    throw new ConfigError([
      error.failure === "unauthorized"
        ? "Discord does not take DISCORD_BOT_TOKEN. Make a new one on the application's “Bot” page, and copy it whole."
        : `Discord cannot be asked whether it takes DISCORD_BOT_TOKEN (${error.message}). Start again later.`,
    ]);
  });
}

/** A ConfigError where Discord does not take them. */
async function registered(...asked: Parameters<typeof register>): Promise<boolean> {
  return register(...asked).catch((error: unknown) => {
    if (!(error instanceof Refused)) throw error;
    throw new ConfigError([`Discord does not take the commands (${error.message}).`]);
  });
}

const guildFacts = z.object({
  id: z.string(),
  name: z.string(),
  preferred_locale: z.string().nullish(),
  system_channel_id: z.string().nullish(),
});

type Rest = ReturnType<typeof openDiscordRest>;

/** A server that nobody told of by the gateway. */
async function introduced(
  { id, name, locale }: { readonly id: string; readonly name: string; readonly locale: string | null },
  rest: Rest,
): Promise<Guild> {
  const said = guildFacts.safeParse(await rest.call({ method: "GET", path: `/guilds/${id}` }).catch(() => null));
  const system = said.data?.system_channel_id;
  const language = languageOf(said.data?.preferred_locale ?? locale);
  return { id, name: said.data?.name ?? name, language, welcomeIn: system ? [system] : [] };
}

/** docs.discord.com/developers/resources/channel#channel-object-channel-types: forums and media channels. */
const forumTypes = [15, 16];
const forumKnownMs = dayMs;

function forums(cache: SharedCache, rest: Rest): (channelId: string) => Promise<boolean> {
  return async (channelId) => {
    const key = `discord:forum:${channelId}`;
    const known = await cache.get(key);
    if (typeof known === "boolean") return known;
    try {
      const { type } = readChannel(await rest.call({ method: "GET", path: `/channels/${channelId}` }));
      await cache.put(key, forumTypes.includes(type), forumKnownMs);
      return forumTypes.includes(type);
    } catch (error) {
      // People may use commands where the bot may not look.
      if (error instanceof Refused) return false;
      throw error;
    }
  };
}

/** Makes known who asks for the first time: people, and servers that no event told of. */
function meeting({ store, guilds, rest }: { store: GuildStore; guilds: ReturnType<typeof guildsOf>; rest: Rest }) {
  return async ({ ask, guildLocale }: Asked): Promise<void> => {
    const { workspace } = ask.where.channel;
    if (guilds.isKnown(workspace)) return;
    const guildId = guildOf(workspace);
    if (guildId !== null) {
      // Whoever is asking needs no greeting.
      const guild = await introduced({ id: guildId, name: guildId, locale: guildLocale }, rest);
      return guilds.join({ ...guild, welcomeIn: [] });
    }
    await store.ensure({ id: workspace, name: ask.who.name, language: ask.language ?? null });
    guilds.know(workspace);
  };
}

const serverList = z.array(identity);
/** docs.discord.com/developers/resources/user#get-current-user-guilds */
const serversPerPage = 200;

async function allServers(rest: Rest): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let after = "0"; ; ) {
    const query = { limit: `${serversPerPage}`, after };
    const page = serverList.parse(await rest.call({ method: "GET", path: "/users/@me/guilds", query }));
    ids.push(...page.map(({ id }) => id));
    after = page.at(-1)?.id ?? after;
    if (page.length < serversPerPage) return ids;
  }
}

/** What events would tell. */
async function reconcileAll(guilds: ReturnType<typeof guildsOf>, rest: Rest, log: ReceiveLog): Promise<void> {
  try {
    const unknown = await guilds.reconcile(() => allServers(rest));
    for (const id of unknown) await guilds.join(await introduced({ id, name: id, locale: null }, rest));
  } catch (error) {
    log.warn({ error }, "Discord could not be asked which servers have Groundswell; tried again later");
  }
}

function hearHttp(
  http: ReturnType<typeof httpReceiving>,
  receive: Receive,
  reconcile: () => Promise<void>,
): { stop(): Promise<void> } {
  const inHand = new Set<Promise<void>>();
  http.hear((payload) => {
    const work = receive(payload);
    inHand.add(work);
    return work.finally(() => inHand.delete(work));
  });
  let last = reconcile();
  const routine = setInterval(() => {
    last = last.then(reconcile);
  }, reconcileEveryMs);
  return {
    async stop() {
      clearInterval(routine);
      const ends = Promise.allSettled([last, ...inHand]);
      await Promise.race([ends, sleep(stopPatienceMs, undefined, { ref: false })]);
    },
  };
}
