import { PermissionFlagsBits as may } from "discord.js";
import { type Bounds, nothing, settable, written } from "../content.ts";
import type { Json } from "../json.ts";
import { addMessage, writeOver } from "../messages.ts";
import { botPermissionsIn, channelFor, sendIn } from "../permissions.ts";
import { refuse } from "../refusal.ts";
import { messageJson } from "../render.ts";
import { type Channel, type Message, messageIn, type World } from "../world.ts";
import { type Ask, bodyJson, fileBytesMaxIn, param, type Route } from "./route.ts";

export const boundsIn = (world: World, channel: Channel, flagsSettable: number): Bounds => ({
  fileBytesMax: fileBytesMaxIn(world, channel.guildId),
  flagsSettable,
});

/** Posting files, or embeds, needs its own right. */
export function checkParts(ask: Ask, channel: Channel, body: Json): void {
  const bits = botPermissionsIn(ask.world, channel);
  if (ask.files.size > 0 && !(bits & may.AttachFiles)) refuse(50013);
  if (Array.isArray(body["embeds"]) && body["embeds"].length > 0 && !(bits & may.EmbedLinks)) refuse(50013);
}

function post(ask: Ask): Json {
  const { world } = ask;
  const id = param(ask, "channel_id");
  const channel = channelFor(world, id, sendIn(world.channels.get(id)));
  if (channel.kind === "forum") refuse(50008);
  if (channel.kind === "dm") checkMutual(world, channel);
  const body = bodyJson(ask);
  checkParts(ask, channel, body);
  const content = written(world, nothing, body, ask.files, boundsIn(world, channel, settable.post));
  const same = body["enforce_nonce"] === true ? sameNonce(world, String(body["nonce"])) : undefined;
  if (same?.isDeleted) refuse(10008);
  if (same) return messageJson(world, same);
  channel.isArchived = false;
  return messageJson(world, addMessage(world, { channelId: channel.id }, content, body));
}

/** "In the past few minutes" (docs.discord.com/developers/resources/message#create-message-jsonform-params). */
const nonceMs = 5 * 60_000;

/** What the bot posted a moment ago by the same nonce, wherever; one that is gone is "Unknown Message" (discord-api-docs#6647). */
const sameNonce = (world: World, nonce: string): Message | undefined =>
  world.messages.find(
    (one) => one.authorId === world.app.id && one.nonce === nonce && world.now() - one.atMs < nonceMs,
  );

function checkMutual(world: World, { recipientId }: Channel): void {
  const user = recipientId ?? "";
  const isMutual = [...world.guilds.values()].some(({ members }) => members.has(user) && members.has(world.app.id));
  if (!isMutual && !world.users.get(user)?.isInstalled) refuse(50278);
}

/** A message that everyone in the channel sees. */
function messageFor(ask: Ask, needed: bigint): { readonly channel: Channel; readonly message: Message } {
  const channel = channelFor(ask.world, param(ask, "channel_id"), needed);
  const message = messageIn(ask.world, channel.id, param(ask, "message_id"));
  if (!message || message.onlyFor !== null) refuse(10008);
  return { channel, message };
}

function edit(ask: Ask): Json {
  const { world, limits } = ask;
  const { channel, message } = messageFor(ask, 0n);
  if (message.authorId !== world.app.id) refuse(50005);
  if (channel.isArchived) refuse(50083);
  const body = bodyJson(ask);
  checkParts(ask, channel, body);
  limits.takeOldEdit(channel, message);
  const content = written(world, message, body, ask.files, boundsIn(world, channel, settable.edit));
  return messageJson(world, writeOver(world, message, content, body));
}

/** Without the intent for it an app does not read what others wrote. */
const readable = (world: World, message: Message): Json => ({
  ...messageJson(world, message),
  ...(message.authorId !== world.app.id && { content: "", embeds: [], components: [], attachments: [] }),
});

export const messageRoutes: readonly Route[] = [
  { method: "POST", path: "/channels/{channel_id}/messages", answer: post },
  { method: "PATCH", path: "/channels/{channel_id}/messages/{message_id}", answer: edit },
  {
    method: "GET",
    path: "/channels/{channel_id}/messages/{message_id}",
    answer: (ask) => readable(ask.world, messageFor(ask, may.ReadMessageHistory).message),
  },
  {
    method: "GET",
    path: "/channels/{channel_id}/messages",
    answer(ask) {
      const channel = channelFor(ask.world, param(ask, "channel_id"), may.ReadMessageHistory);
      return ask.world.messages
        .filter((one) => one.channelId === channel.id && one.onlyFor === null && !one.isDeleted)
        .slice(-Number(ask.query.get("limit") ?? 50))
        .reverse()
        .map((one) => readable(ask.world, one));
    },
  },
  {
    method: "DELETE",
    path: "/channels/{channel_id}/messages/{message_id}",
    answer(ask) {
      const { channel, message } = messageFor(ask, 0n);
      const isOwn = message.authorId === ask.world.app.id;
      if (!isOwn && !(botPermissionsIn(ask.world, channel) & may.ManageMessages)) refuse(50013);
      message.isDeleted = true;
    },
  },
];
