import { PermissionFlagsBits as may } from "discord.js";
import { refuse } from "./refusal.ts";
import type { Channel, Guild, World } from "./world.ts";

const all: bigint = Object.values(may).reduce((sum, bit) => sum | bit, 0n);

/** docs.discord.com/developers/topics/permissions#permission-overwrites; a thread's are its channel's. */
export function permissionsIn(world: World, guild: Guild, userId: string, channel: Channel | null): bigint {
  const roleIds = guild.members.get(userId);
  if (!roleIds) return 0n;
  if (userId === guild.ownerId) return all;
  let bits = guild.roles.get(guild.id)?.permissions ?? 0n;
  for (const id of roleIds) bits |= guild.roles.get(id)?.permissions ?? 0n;
  if (bits & may.Administrator) return all;
  const place = channel?.parentId ? world.channels.get(channel.parentId) : channel;
  if (!place) return bits;
  const apply = (ids: readonly string[]) => {
    let allow = 0n;
    let deny = 0n;
    for (const id of ids) {
      allow |= place.overwrites.get(id)?.allow ?? 0n;
      deny |= place.overwrites.get(id)?.deny ?? 0n;
    }
    bits = (bits & ~deny) | allow;
  };
  apply([guild.id]);
  apply(roleIds);
  apply([userId]);
  return bits & may.ViewChannel ? bits : 0n;
}

/** What an app may do where it only has interactions. */
export const directPermissions: bigint =
  may.ViewChannel | may.SendMessages | may.EmbedLinks | may.AttachFiles | may.ReadMessageHistory;

export function botPermissionsIn(world: World, channel: Channel): bigint {
  const guild = world.guilds.get(channel.guildId ?? "");
  return guild ? permissionsIn(world, guild, world.app.id, channel) : directPermissions;
}

/** The channel, which the bot must see and where it must have all of these. */
export function channelFor(world: World, id: string, needed: bigint): Channel {
  const channel = world.channels.get(id) ?? refuse(10003);
  const bits = botPermissionsIn(world, channel);
  if (!(bits & may.ViewChannel)) refuse(50001);
  if ((bits & needed) !== needed) refuse(50013);
  return channel;
}

/** A message's writer needs another right in a thread. */
export const sendIn = (channel: Channel | undefined): bigint =>
  channel?.kind === "thread" ? may.SendMessagesInThreads : may.SendMessages;
