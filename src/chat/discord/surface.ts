import { createHash } from "node:crypto";
import { z } from "zod";
import type { Card, Picture } from "../../cards/card.ts";
import { dayMs, hourMs, minuteMs, secondMs } from "../../model/clock.ts";
import { SourceError, UserError } from "../../model/errors.ts";
import { told } from "../../model/language.ts";
import type { Channel, MessageRef, Place } from "../../model/place.ts";
import { mayChange, type Settings } from "../../model/settings.ts";
import type { Gate, SharedCache } from "../shared.ts";
import type { Surface } from "../surface.ts";
import { type Draft, draftOf } from "./draft.ts";
import { missingIn, readChannel } from "./permissions.ts";
import { guildOf, personOf } from "./places.ts";
import { codes, type DiscordRest, Refused } from "./rest.ts";
import { lacking, said } from "./words.ts";

export interface DiscordSurfaceOptions {
  readonly rest: DiscordRest;
  readonly cache: SharedCache;
  readonly gate: Gate;
  /** The bot's own user id. */
  botId(): Promise<string>;
  pictureBytes(key: string): Promise<Uint8Array | null>;
  settingsOf(workspace: string): Promise<Settings>;
  now(): Date;
}

/**
 * Edits of messages older than an hour: 3 in 6 s for a whole channel, whoever edits. Discord says so by its refusals only
 * (error 30046, discord/discord-api-docs#4413).
 */
const oldAfterMs = hourMs;
const oldEditsMax = { requests: 3, windowMs: 6 * secondMs };
/** How long it is known what a message shows. */
const shownKnownMs = dayMs;
/** Where people are told in private. */
const directKnownMs = 30 * dayMs;
const channelKnownMs = 10 * minuteMs;
/** A message that cannot be edited any more is posted anew. */
const lostCodes: readonly number[] = [codes.unknownMessage, codes.archivedThread, codes.unknownChannel];
const deniedCodes: readonly number[] = [codes.missingAccess, codes.missingPermissions];

/** What one message showed last, for all processes. */
interface Shown {
  readonly hash: string;
  /** The picture in it: its key, and Discord's own file of it. */
  readonly picture: { readonly key: string; readonly attachment: string } | null;
  /** The message that took its place. */
  readonly anew?: string;
}

const posted = z.object({ id: z.string(), channel_id: z.string(), components: z.unknown() });
const direct = z.object({ id: z.string() });

export function createDiscordSurface(options: DiscordSurfaceOptions): Surface {
  const { rest, cache, gate } = options;
  const shownKey = ({ channel, id }: MessageRef) => `discord:shown:${channel.id}:${id}`;
  const shownIn = async (message: MessageRef) => (await cache.get(shownKey(message))) as Shown | null;
  const remember = (message: MessageRef, shown: Shown) => cache.put(shownKey(message), shown, shownKnownMs);

  /** In words, what stands in the way and can be mended. */
  const understood = async (error: unknown, { workspace, id }: Channel): Promise<unknown> => {
    if (!(error instanceof Refused)) return error;
    if (error.code === codes.unknownChannel) return new UserError(said.gone);
    if (error.code === codes.unknownGuild) return new UserError(said.left);
    if (error.code === codes.cannotTell || error.code === codes.noMutualGuilds) return new UserError(said.untold);
    if (!deniedCodes.includes(error.code)) return error;
    const guildId = guildOf(workspace);
    const missing = guildId ? await missingIn(rest, { guildId, channelId: id, userId: await options.botId() }) : null;
    return new UserError(missing?.length ? lacking(missing) : said.unknownLack);
  };

  const isAgeRestricted = async ({ id }: Channel, card: Card): Promise<boolean> => {
    if (!card.parts.some((part) => part.kind === "posts" && part.posts.some(({ sensitive }) => sensitive)))
      return false;
    const key = `discord:age-restricted:${id}`;
    const known = await cache.get(key);
    if (typeof known === "boolean") return known;
    const { nsfw = false } = readChannel(await rest.call({ method: "GET", path: `/channels/${id}` }));
    await cache.put(key, nsfw, channelKnownMs);
    return nsfw;
  };
  const draft = async (channel: Channel, card: Card, kept: Shown["picture"] = null): Promise<Draft> =>
    draftOf(card, {
      isAgeRestricted: await isAgeRestricted(channel, card),
      kept,
      pictureBytes: options.pictureBytes,
    });

  const send = async (to: Channel, card: Card, once: string | undefined): Promise<MessageRef> => {
    const { body, files, hash, picture } = await draft(to, card);
    const said = await rest.call({
      method: "POST",
      path: `/channels/${to.id}/messages`,
      body: { ...body, ...(once === undefined ? {} : { nonce: nonceOf(once), enforce_nonce: true }) },
      files,
    });
    const { id, components } = posted.parse(said);
    const message = { channel: to, id };
    await remember(message, { hash, picture: keptOf(picture, components) });
    return message;
  };
  const post = async ({ channel, thread }: Place, card: Card, once?: string): Promise<MessageRef> => {
    // Among direct messages there are no threads.
    const to = thread && guildOf(channel.workspace) !== null ? { ...channel, id: thread.id } : channel;
    try {
      return await send(to, card, once).catch(async (error: unknown) => {
        const hasNone = to !== channel && error instanceof Refused && error.code === codes.unknownChannel;
        if (!hasNone) throw error;
        await openThread(rest, channel, to.id, card.title);
        return send(to, card, once);
      });
    } catch (error) {
      throw await understood(error, to);
    }
  };

  const edit = async (target: MessageRef, card: Card, shown: Shown | null): Promise<boolean> => {
    const { channel, id } = target;
    const { body, files, hash, picture } = await draft(channel, card, shown?.picture ?? null);
    if (shown?.hash === hash) return true;
    if (options.now().getTime() - writtenAtMs(id) > oldAfterMs) {
      const entry = await gate.enter(`discord:old-edits:${channel.id}`, oldEditsMax);
      if (!entry.allowed) throw new SourceError("Discord", "rate-limited", { retryAfterMs: entry.waitMs });
    }
    try {
      const path = `/channels/${channel.id}/messages/${id}` as const;
      const { components } = posted.parse(await rest.call({ method: "PATCH", path, body, files }));
      await remember(target, { hash, picture: keptOf(picture, components) });
      return true;
    } catch (error) {
      if (error instanceof Refused && lostCodes.includes(error.code)) return false;
      throw await understood(error, channel);
    }
  };

  const update = async (target: MessageRef, card: Card): Promise<MessageRef> => {
    const shown = await shownIn(target);
    if (shown?.anew !== undefined) return update({ ...target, id: shown.anew }, card);
    if (await edit(target, card, shown)) return target;
    const anew = await post({ channel: target.channel }, card, `anew:${target.id}`);
    await remember(target, { hash: "", picture: null, anew: anew.id });
    return anew;
  };

  const directWith = async (workspace: string, userId: string): Promise<Channel> => {
    const key = `discord:direct:${userId}`;
    const known = await cache.get(key);
    if (typeof known === "string") return { surface: "discord", workspace, id: known };
    const body = { recipient_id: userId };
    const { id } = direct.parse(await rest.call({ method: "POST", path: "/users/@me/channels", body }));
    await cache.put(key, id, directKnownMs);
    return { surface: "discord", workspace, id };
  };
  const tell: Surface["tell"] = async (workspace, who, card) => {
    const channel = await directWith(workspace, who.id);
    try {
      await send(channel, card, undefined);
    } catch (error) {
      throw await understood(error, channel);
    }
  };

  return {
    name: "discord",
    editPaceMs: minuteMs,
    hasThreads: true,
    // A direct message belongs to the person, who is a workspace of their own there.
    hearsInPrivate: false,
    post,
    update,
    // What only one person sees there, Discord takes as an answer to what they did: without one, it is said in private.
    whisper: ({ channel }, who, card) => tell(channel.workspace, who, card),
    tell,
    /** Their own rights come with what they do; without them only whose workspace it is may change it. */
    async mayManage({ channel: { workspace } }, who, what) {
      const isOwn = personOf(workspace) === who.id;
      return isOwn || (what === "channel" && mayChange(await options.settingsOf(workspace), "guest"));
    },
    zoneOf: async () => null,
    // It is told with everything somebody does, and cannot be asked.
    languageOf: async () => null,
    async check({ channel, thread }) {
      const guildId = guildOf(channel.workspace);
      if (guildId === null) return [];
      const channelId = thread?.id ?? channel.id;
      const missing = await missingIn(rest, { guildId, channelId, userId: await options.botId() });
      if (!missing?.length) return [];
      return [{ what: told(() => missing.join(", ")), fix: lacking(missing) }];
    },
  };
}

/** docs.discord.com/developers/resources/channel#start-thread-from-message: its id is the message's. */
async function openThread(rest: DiscordRest, { id }: Channel, messageId: string, title: string): Promise<void> {
  const body = { name: title.slice(0, threadNameCharactersMax) };
  try {
    await rest.call({ method: "POST", path: `/channels/${id}/messages/${messageId}/threads`, body });
  } catch (error) {
    if (!(error instanceof Refused && error.code === codes.hasThreadAlready)) throw error;
  }
}

/** docs.discord.com/developers/resources/channel#start-thread-from-message-json-params */
const threadNameCharactersMax = 100;

/** Within some minutes Discord posts one message for a nonce, which has up to 25 characters (docs.discord.com/developers/resources/message#create-message). */
const nonceOf = (once: string): string => createHash("sha256").update(once).digest("base64url").slice(0, 25);

/** Discord's first second, in milliseconds since 1970 (docs.discord.com/developers/reference#snowflakes). */
const epochMs = 1_420_070_400_000;
const writtenAtMs = (snowflake: string): number => Number(BigInt(snowflake) >> 22n) + epochMs;

/** Discord's own file of a picture, by which an edit keeps it. */
function keptOf(picture: Picture | null, components: unknown): Shown["picture"] {
  const attachment = picture && /"attachment_id":"(\d+)"/u.exec(JSON.stringify(components ?? null))?.[1];
  return picture && attachment ? { key: picture.dark, attachment } : null;
}
