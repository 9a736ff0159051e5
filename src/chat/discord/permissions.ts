import { PermissionFlagsBits as may } from "discord.js";
import { z } from "zod";
import type { Rank } from "../../model/settings.ts";
import type { DiscordRest } from "./rest.ts";

/** What the bot asks for in a server, each with its reason: nothing that is not used. docs/discord.md says the same; a test compares. */
export const permissions = [
  { name: "View Channels", bit: may.ViewChannel, why: "to be in the channels where you use it" },
  { name: "Send Messages", bit: may.SendMessages, why: "cards, boards and alerts are ordinary messages" },
  { name: "Attach Files", bit: may.AttachFiles, why: "charts are pictures" },
  { name: "Create Public Threads", bit: may.CreatePublicThreads, why: "an alert's follow-ups go in its thread" },
  { name: "Send Messages in Threads", bit: may.SendMessagesInThreads, why: "to write there, and in forum posts" },
] as const;

/** As one number, for the invitation. */
export const permissionsAsked: bigint = permissions.reduce((bits, { bit }) => bits | bit, 0n);

/** In a channel that can be used it has them all; a thread needs no other. */
export const neededIn = (isThread: boolean): readonly (typeof permissions)[number][] =>
  permissions.filter(({ bit }) => bit !== (isThread ? may.SendMessages : may.SendMessagesInThreads));

const bits = z.string().transform(BigInt);
const overwrite = z.object({ id: z.string(), allow: bits, deny: bits });
const channel = z.object({
  id: z.string(),
  type: z.number(),
  guild_id: z.string().optional(),
  parent_id: z.string().nullish(),
  nsfw: z.boolean().optional(),
  permission_overwrites: z.array(overwrite).optional(),
});
const guild = z.object({
  id: z.string(),
  owner_id: z.string(),
  roles: z.array(z.object({ id: z.string(), permissions: bits })),
});
const member = z.object({ roles: z.array(z.string()) });

export type ChannelFacts = z.infer<typeof channel>;
export const readChannel = (json: unknown): ChannelFacts => channel.parse(json);

/** docs.discord.com/developers/resources/channel#channel-object-channel-types: announcement, public and private threads. */
export const isThread = ({ type }: Pick<ChannelFacts, "type">): boolean => type >= 10 && type <= 12;

interface Rights {
  readonly guild: z.infer<typeof guild>;
  readonly userId: string;
  readonly roles: readonly string[];
  readonly channel: ChannelFacts;
}

/** docs.discord.com/developers/topics/permissions#permission-overwrites */
export function permissionsOf({ guild, userId, roles, channel }: Rights): bigint {
  const all = ~0n;
  if (guild.owner_id === userId) return all;
  const own = [guild.id, ...roles];
  let held = guild.roles.filter(({ id }) => own.includes(id)).reduce((sum, role) => sum | role.permissions, 0n);
  if (held & may.Administrator) return all;
  const overwrites = channel.permission_overwrites ?? [];
  for (const ids of [[guild.id], roles, [userId]]) {
    const these = overwrites.filter(({ id }) => ids.includes(id));
    const deny = these.reduce((sum, one) => sum | one.deny, 0n);
    held = (held & ~deny) | these.reduce((sum, one) => sum | one.allow, 0n);
  }
  return held & may.ViewChannel ? held : 0n;
}

/** Whoever may manage the server governs; whoever may manage the channel changes what it tracks. */
export function rankOf(held: bigint): Rank {
  if (held & (may.Administrator | may.ManageGuild)) return "admin";
  return held & may.ManageChannels ? "member" : "guest";
}

interface Where {
  readonly guildId: string;
  readonly channelId: string;
  readonly userId: string;
}

/** What somebody may do in a channel of a server; 0n where it is none of its channels, null where Discord would not say who they are. */
export async function heldBy(rest: DiscordRest, where: Where): Promise<bigint | null> {
  return (await rightsIn(rest, where))?.held ?? null;
}

/**
 * What the bot lacks in a channel, by name; empty where it lacks nothing, null where Discord would not say. A thread's are its
 * channel's.
 */
export async function missingIn(rest: DiscordRest, where: Where): Promise<readonly string[] | null> {
  const rights = await rightsIn(rest, where);
  if (!rights) return null;
  // What it does not see, it may not look up either.
  if (!rights.at || rights.held === 0n) return [permissions[0].name];
  return neededIn(isThread(rights.at))
    .filter(({ bit }) => (rights.held & bit) !== bit)
    .map(({ name }) => name);
}

async function rightsIn(
  rest: DiscordRest,
  { guildId, channelId, userId }: Where,
): Promise<{ readonly held: bigint; readonly at: ChannelFacts | null } | null> {
  const get = (path: `/${string}`) => rest.call({ method: "GET", path }).catch(() => null);
  const guildSaid = guild.safeParse(await get(`/guilds/${guildId}`));
  const memberSaid = member.safeParse(await get(`/guilds/${guildId}/members/${userId}`));
  if (!guildSaid.success || !memberSaid.success) return null;
  const at = channel.safeParse(await get(`/channels/${channelId}`)).data ?? null;
  const isThere = at?.guild_id === guildId;
  const place =
    at && isThread(at) && at.parent_id ? channel.safeParse(await get(`/channels/${at.parent_id}`)).data : at;
  if (!at || !place || !isThere) return { held: 0n, at: null };
  return { held: permissionsOf({ guild: guildSaid.data, userId, roles: memberSaid.data.roles, channel: place }), at };
}
