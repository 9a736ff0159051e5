import { randomBytes } from "node:crypto";
import { PermissionFlagsBits as may } from "discord.js";
import type { Delivery, Reaction } from "../delivery.ts";
import type { Json } from "../json.ts";
import { botPermissionsIn, directPermissions, permissionsIn } from "../permissions.ts";
import { channelJson, memberJson, userJson } from "../render.ts";
import {
  type Channel,
  directChannel,
  type Guild,
  type Interaction,
  type Message,
  type User,
  type World,
} from "../world.ts";

/** What people's acts need. */
export interface Stage {
  readonly world: World;
  readonly delivery: Delivery;
}

/** A person somewhere. */
export interface Where {
  readonly user: string;
  /** Default: the bot's direct channel with them. */
  readonly channel?: string;
}

export interface Actor {
  readonly user: User;
  readonly channel: Channel;
  /** Null in a direct channel. */
  readonly guild: Guild | null;
  readonly permissions: bigint;
}

/** Discord's clients do not let a person do that: the test is wrong, or shows that they cannot. */
export function impossible(why: string): never {
  throw new Error(`Discord: ${why}`);
}

export function actorIn(world: World, { user: userId, channel: channelId }: Where): Actor {
  const user = world.users.get(userId) ?? impossible(`there is nobody called ${userId}`);
  const channel = channelId === undefined ? directChannel(world, userId) : world.channels.get(channelId);
  if (!channel) impossible(`there is no channel ${channelId}`);
  const guild = world.guilds.get(channel.guildId ?? "") ?? null;
  if (!guild) {
    if (channel.recipientId !== userId) impossible(`${userId} does not see ${channel.id}`);
    return { user, channel, guild, permissions: directPermissions };
  }
  if (guild.isUnavailable) impossible(`${guild.id} is unavailable`);
  const permissions = permissionsIn(world, guild, userId, channel);
  if (!(permissions & may.ViewChannel)) impossible(`${userId} does not see ${channel.id}`);
  return { user, channel, guild, permissions };
}

/** Who gave the app to this place: by integration type (guild 0, user 1). */
export const ownersOf = ({ user, guild }: Actor): Json => ({
  ...(guild?.install?.scopes.includes("applications.commands") && { 0: guild.id }),
  ...(!guild && { 0: "0" }),
  ...(user.isInstalled && { 1: user.id }),
});

/** docs.discord.com/developers/interactions/receiving-and-responding#interaction-object */
export function interact(
  { world, delivery }: Stage,
  actor: Actor,
  type: number,
  data: Json,
  source: Message | null = null,
  more: Json = {},
): Promise<Reaction> {
  const { user, channel, guild, permissions } = actor;
  const [id, token] = [world.id(), randomBytes(60).toString("base64url")];
  const owners = ownersOf(actor);
  const payload: Json = {
    id,
    application_id: world.app.id,
    type,
    token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: { ...channelJson(world, channel), permissions: permissions.toString() },
    ...(guild
      ? {
          guild_id: guild.id,
          guild: { id: guild.id, locale: guild.locale, features: [] },
          guild_locale: guild.locale,
          member: { ...memberJson(world, guild, user.id), permissions: permissions.toString() },
        }
      : { user: userJson(user) }),
    locale: user.locale,
    context: guild ? 0 : 1,
    app_permissions: (guild?.members.has(world.app.id)
      ? botPermissionsIn(world, channel)
      : directPermissions
    ).toString(),
    entitlements: [],
    authorizing_integration_owners: owners,
    attachment_size_limit: guild?.attachmentBytesMax ?? 10_485_760,
    ...more,
  };
  const interaction: Interaction = {
    id,
    token,
    payload,
    type,
    userId: user.id,
    guildId: guild?.id ?? null,
    channelId: channel.id,
    atMs: world.now(),
    isUserInstallOnly: owners["0"] === undefined,
    sourceId: source?.id ?? null,
    answer: null,
    originalId: null,
    followUps: 0,
    answered: () => undefined,
  };
  return delivery.deliver(interaction);
}
