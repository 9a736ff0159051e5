import { setTimeout as sleep } from "node:timers/promises";
import { Client, Events, GatewayDispatchEvents, GatewayIntentBits, Options } from "discord.js";
import { z } from "zod";
import { languageOf } from "../../model/language.ts";
import type { Secret } from "../../model/secret.ts";
import type { Guild } from "./guilds.ts";
import type { Receive, ReceiveLog } from "./receive.ts";
import type { Shard } from "./shard.ts";
import { lostForGood, usualTiming, type WatchTiming } from "./watch.ts";

/** What is heard over the gateway (docs.discord.com/developers/events/gateway). */
export interface Ears {
  readonly receive: Receive;
  /** A server that is there, told when it is joined and at each start. */
  onGuild(guild: Guild): Promise<void>;
  /** The bot was put out of it. */
  onLeft(guildId: string): Promise<void>;
  /** All servers of one shard, told at each start: whatever else is known has gone meanwhile. */
  onServers(guildIds: readonly string[], shard: Shard): Promise<void>;
}

export interface GatewayOptions {
  readonly apiUrl: string;
  readonly token: Secret;
  readonly locks: Locks;
  readonly ears: Ears;
  readonly log: ReceiveLog;
  /** Default: as usual. */
  readonly timing?: WatchTiming;
}

/** Only one process at a time hears Discord: to two it would tell everything twice. */
export interface Locks {
  withLock<T>(name: string, run: (signal: AbortSignal) => Promise<T>): Promise<T | "taken">;
}

const lockName = "discord:gateway";
/** How often a process that stands by asks whether the one that hears is gone. */
const turnEveryMs = 2_000;
const failedPauseMs = 10_000;

/** Resolves once Discord is heard here, another process is seen to hear it, or it is seen to be away: then it is tried again and again. */
export async function hearGateway(options: GatewayOptions): Promise<{ stop(): Promise<void> }> {
  const ending = new AbortController();
  let begun = () => {};
  const first = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const loop = async () => {
    while (!ending.signal.aborted) {
      try {
        const turn = await options.locks.withLock(lockName, (lost) =>
          listen(options, AbortSignal.any([lost, ending.signal]), begun),
        );
        if (turn === "taken") {
          begun();
          await pause(turnEveryMs, ending.signal);
        }
      } catch (error) {
        options.log.error({ error }, "Discord's gateway cannot be heard; tried again");
        begun();
        await pause(failedPauseMs, ending.signal);
      }
    }
  };
  const hearing = loop();
  await first;
  return {
    async stop() {
      ending.abort();
      await hearing;
    },
  };
}

const pause = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => {});

const ready = z.object({
  guilds: z.array(z.object({ id: z.string() })),
  shard: z.tuple([z.number(), z.number()]).optional(),
});
const guildGone = z.object({ id: z.string(), unavailable: z.boolean().optional() });
const guildThere = z.object({
  id: z.string(),
  name: z.string().optional(),
  preferred_locale: z.string().optional(),
  unavailable: z.boolean().optional(),
  system_channel_id: z.string().nullish(),
  channels: z.array(z.object({ id: z.string(), type: z.number(), position: z.number().optional() })).optional(),
});

/** docs.discord.com/developers/resources/channel#channel-object-channel-types */
const textChannel = 0;

/** Hears until the signal; discord.js keeps the connection, resumes it, and opens as many shards as Discord advises. */
async function listen(options: GatewayOptions, signal: AbortSignal, begun: () => void): Promise<void> {
  const { apiUrl, token, ears, log, timing = usualTiming } = options;
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    shards: "auto",
    rest: { api: apiUrl },
    // All that is asked is asked by id: nothing need be remembered.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      ...Object.fromEntries(uncached.map((manager) => [manager, 0])),
    }),
  });
  const inHand = new Set<Promise<unknown>>();
  const on = (event: GatewayDispatchEvents, handle: (data: unknown) => Promise<void>) =>
    client.ws.on(event, (data: unknown) => {
      // What it throws at once is caught with the rest.
      const handled = Promise.resolve(data)
        .then(handle)
        .catch((error: unknown) => log.error({ error, event }, "an event of Discord was not handled"));
      inHand.add(handled);
      void handled.finally(() => inHand.delete(handled));
    });
  client.on(Events.Error, (error) => log.warn({ error: error.message }, "Discord's library complains"));
  client.on(Events.ShardError, (error) => log.warn({ error: error.message }, "a connection to Discord failed"));
  on(GatewayDispatchEvents.InteractionCreate, ears.receive);
  on(GatewayDispatchEvents.GuildCreate, async (data) => {
    const guild = guildIn(data);
    if (guild) await ears.onGuild(guild);
  });
  on(GatewayDispatchEvents.GuildDelete, async (data) => {
    const { id, unavailable } = guildGone.parse(data);
    // An outage of Discord's is no leaving.
    if (!unavailable) await ears.onLeft(id);
  });
  on(GatewayDispatchEvents.Ready, async (data) => {
    const { guilds, shard: [id, of] = [0, 1] } = ready.parse(data);
    await ears.onServers(
      guilds.map((guild) => guild.id),
      { id, of },
    );
  });
  const isReady = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
  const { lost, stop } = lostForGood(client, timing);
  const ended = aborted(signal);
  const login = async () => {
    await client.login(token.reveal());
    await isReady;
    begun();
  };
  try {
    const connected = login();
    // It may fail long after the connections were given up.
    connected.catch(() => {});
    await Promise.race([connected, lost, ended]);
    await Promise.race([lost, ended]);
  } finally {
    stop();
    await client.destroy();
    await Promise.race([Promise.allSettled(inHand), sleep(stopPatienceMs, undefined, { ref: false })]);
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) =>
    signal.aborted ? resolve() : signal.addEventListener("abort", () => resolve(), { once: true }),
  );

/** How long what was acknowledged may take once the process is told to end. */
const stopPatienceMs = 10_000;

/** Null of one that Discord cannot reach itself. */
function guildIn(data: unknown): Guild | null {
  const { id, unavailable, name, preferred_locale, system_channel_id: system, channels = [] } = guildThere.parse(data);
  if (unavailable) return null;
  const texts = channels.filter(({ type }) => type === textChannel).sort((a, b) => at(a) - at(b));
  const welcomeIn = [...(system ? [system] : []), ...texts.map((channel) => channel.id)];
  return { id, name: name ?? id, language: languageOf(preferred_locale), welcomeIn: [...new Set(welcomeIn)] };
}

const at = ({ position = 0 }: { readonly position?: number | undefined }): number => position;

const uncached = [
  "ApplicationCommandManager",
  "AutoModerationRuleManager",
  "BaseGuildEmojiManager",
  "GuildBanManager",
  "GuildEmojiManager",
  "GuildInviteManager",
  "GuildMemberManager",
  "GuildScheduledEventManager",
  "GuildStickerManager",
  "MessageManager",
  "PresenceManager",
  "ReactionManager",
  "StageInstanceManager",
  "ThreadManager",
  "ThreadMemberManager",
  "UserManager",
  "VoiceStateManager",
] as const;
