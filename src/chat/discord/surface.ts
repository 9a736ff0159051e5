import { createHash, randomUUID } from "node:crypto";
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
import { heldBy, missingIn, rankOf, readChannel } from "./permissions.ts";
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
/** A message that is older when it is posted was there before. */
const freshMs = 5 * secondMs;
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

  /** With a name of its own where it has none: the library asks again where an answer was lost, and that would be a second message. */
  const send = async (to: Channel, card: Card, once: string = randomUUID()): Promise<MessageRef> => {
    const { body, files, hash, picture } = await draft(to, card);
    const ask = (name: string) =>
      rest.call({
        method: "POST",
        path: `/channels/${to.id}/messages`,
        body: { ...body, nonce: nonceOf(name), enforce_nonce: true },
        files,
      });
    const said = await ask(once).catch((error: unknown) => {
      // It was there, and somebody deleted it.
      if (error instanceof Refused && error.code === codes.unknownMessage) return ask(randomUUID());
      throw error;
    });
    const { id, channel_id, components } = posted.parse(said);
    const message = { channel: { ...to, id: channel_id }, id };
    // One that was there already may say something else.
    const isNew = options.now().getTime() - writtenAtMs(id) < freshMs;
    await remember(message, { hash: isNew ? hash : "", picture: keptOf(picture, components) });
    return message;
  };
  const post = async ({ channel, thread }: Place, card: Card, once?: string): Promise<MessageRef> => {
    // Among direct messages there are no threads.
    const to = thread && guildOf(channel.workspace) !== null ? { ...channel, id: thread.id } : channel;
    try {
      return await send(to, card, once).catch(async (error: unknown) => {
        const hasNone = to !== channel && error instanceof Refused && error.code === codes.unknownChannel;
        if (!hasNone) throw error;
        const isOpen = await openThread(rest, channel, to.id, card.title);
        return send(isOpen ? to : channel, card, once);
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
    isDirect: ({ workspace }) => guildOf(workspace) === null,
    post,
    update,
    // What only one person sees there, Discord takes as an answer to what they did: without one, it is said in private.
    whisper: ({ channel }, who, card) => tell(channel.workspace, who, card),
    tell,
    /** What somebody may do where they are comes with what they do; elsewhere Discord is asked. */
    async mayManage({ channel: { workspace, id } }, who, what) {
      const guildId = guildOf(workspace);
      if (guildId === null) return personOf(workspace) === who.id;
      const held = await heldBy(rest, { guildId, channelId: id, userId: who.id });
      const rank = rankOf(held ?? 0n);
      return what === "workspace" ? rank === "admin" : mayChange(await options.settingsOf(workspace), rank);
    },
    zoneOf: async () => null,
    // It is told with everything somebody does, and cannot be asked.
    languageOf: async () => null,
    async check({ channel, thread }) {
      const guildId = guildOf(channel.workspace);
      const person = personOf(channel.workspace);
      if (guildId === null) {
        const isOwn = person !== null && (await directWith(channel.workspace, person)).id === channel.id;
        return isOwn ? [] : [{ what: said.gone, fix: said.elsewhere }];
      }
      const channelId = thread?.id ?? channel.id;
      const missing = await missingIn(rest, { guildId, channelId, userId: await options.botId() });
      if (!missing?.length) return [];
      return [{ what: told(() => missing.join(", ")), fix: lacking(missing) }];
    },
  };
}

/** docs.discord.com/developers/resources/channel#start-thread-from-message: its id is the message's. Whether there can be one. */
async function openThread(rest: DiscordRest, { id }: Channel, messageId: string, title: string): Promise<boolean> {
  const body = { name: title.slice(0, threadNameCharactersMax) };
  try {
    await rest.call({ method: "POST", path: `/channels/${id}/messages/${messageId}/threads`, body });
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.code === codes.hasThreadAlready) return true;
    if (threadlessCodes.includes(error.code)) return false;
    throw error;
  }
}

/** Where it stands is a thread itself, a forum's post for one, or there are too many already: then it is said beside the message. */
const threadlessCodes: readonly number[] = [codes.wrongChannelKind, codes.tooManyThreads];

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
