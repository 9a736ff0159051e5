import { PermissionFlagsBits as may } from "discord.js";
import { nothing, settable, written } from "../content.ts";
import { isJson, type Json, textOf } from "../json.ts";
import { addMessage } from "../messages.ts";
import { channelFor } from "../permissions.ts";
import { invalidForm, refuse } from "../refusal.ts";
import { channelJson, messageJson } from "../render.ts";
import { checkShape } from "../schema.ts";
import { type Channel, messageIn, type World } from "../world.ts";
import { boundsIn, checkParts } from "./messages.ts";
import { type Ask, bodyJson, param, type Route } from "./route.ts";

function openThread(world: World, parent: Channel, id: string, name: unknown): Channel {
  if (textOf(name) === "") invalidForm("name", "BASE_TYPE_REQUIRED", "This field is required");
  const thread: Channel = {
    id,
    guildId: parent.guildId,
    name: textOf(name),
    kind: "thread",
    parentId: parent.id,
    isAgeRestricted: parent.isAgeRestricted,
    overwrites: new Map(),
    recipientId: null,
    isArchived: false,
  };
  world.channels.set(id, thread);
  world.dispatch(parent.guildId, "THREAD_CREATE", { ...channelJson(world, thread), newly_created: true });
  return thread;
}

function post(ask: Ask): Json {
  const { world } = ask;
  const body = bodyJson(ask);
  const id = param(ask, "channel_id");
  const isForum = world.channels.get(id)?.kind === "forum";
  const parent = channelFor(world, id, isForum ? may.SendMessages : may.CreatePublicThreads);
  if (parent.kind === "thread" || parent.kind === "dm") refuse(50024);
  if (!isForum) return channelJson(world, openThread(world, parent, world.id(), body["name"]));
  const first = body["message"];
  if (!isJson(first)) invalidForm("message", "BASE_TYPE_REQUIRED", "This field is required");
  // The OpenAPI's union takes it for a thread without a message.
  checkShape("POST", "/channels/{channel_id}/messages", first);
  checkParts(ask, parent, first);
  const content = written(world, nothing, first, ask.files, boundsIn(world, parent, settable.post));
  const thread = openThread(world, parent, world.id(), body["name"]);
  const message = addMessage(world, { channelId: thread.id }, content, first);
  return { ...channelJson(world, thread), message: messageJson(world, message) };
}

export const threadRoutes: readonly Route[] = [
  { method: "POST", path: "/channels/{channel_id}/threads", answer: post },
  {
    method: "POST",
    path: "/channels/{channel_id}/messages/{message_id}/threads",
    answer(ask) {
      const { world } = ask;
      const parent = channelFor(world, param(ask, "channel_id"), may.CreatePublicThreads);
      if (parent.kind !== "text" && parent.kind !== "announcement") refuse(50024);
      const message = messageIn(world, parent.id, param(ask, "message_id")) ?? refuse(10008);
      if (world.channels.has(message.id)) refuse(160004);
      return channelJson(world, openThread(world, parent, message.id, bodyJson(ask)["name"]));
    },
  },
];
