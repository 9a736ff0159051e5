import { nested } from "../body.ts";
import { addMessage, editMessage, messageJson } from "../chat.ts";
import { checkSomething, contentOf } from "../content.ts";
import { textOf } from "../json.ts";
import { refuse } from "../refusal.ts";
import type { Access } from "../tokens.ts";
import { type Channel, directChannel, type Message, messageAt, type World } from "../world.ts";
import { installOfAccess, type Method } from "./method.ts";

/** docs.slack.dev/reference/methods/chat.update: `msg_too_long`. */
const updateCharactersMax = 4_000;
const ephemeralCharactersMax = 40_000;

export const postMessage: Method = {
  tier: "post",
  scopes: ["chat:write"],
  required: ["channel"],
  async answer({ world, access, args }) {
    const channel = channelToPost(world, access, textOf(args["channel"]));
    const content = await contentOf(world, args, null);
    checkSomething(content);
    const threadTs = threadOf(world, channel, textOf(args["thread_ts"]));
    const message = addMessage(
      world,
      authorIn(access, channel),
      { channel: channel.id, threadTs },
      { ...content, args },
    );
    return { channel: channel.id, ts: message.ts, message: messageJson(message), ...content.warnings };
  },
};

export const postEphemeral: Method = {
  tier: 4,
  scopes: ["chat:write"],
  required: ["channel", "user"],
  async answer({ world, access, args }) {
    const channel = channelToPost(world, access, textOf(args["channel"]));
    const onlyFor = textOf(args["user"]);
    if (!channel.members.has(onlyFor)) refuse("user_not_in_channel");
    const content = await contentOf(world, args, ephemeralCharactersMax);
    checkSomething(content);
    const place = { channel: channel.id, threadTs: threadOf(world, channel, textOf(args["thread_ts"])), onlyFor };
    const message = addMessage(world, authorIn(access, channel), place, { ...content, args });
    return { message_ts: message.ts, ...content.warnings };
  },
};

export const update: Method = {
  tier: 3,
  scopes: ["chat:write"],
  required: ["channel", "ts"],
  async answer({ world, access, args }) {
    const channel = knownChannel(world, access, textOf(args["channel"]));
    const message = ownMessage(world, access, channel, textOf(args["ts"]), "cant_update_message");
    if (channel.isArchived) refuse("is_inactive");
    const content = await contentOf(world, args, updateCharactersMax);
    checkSomething({
      ...content,
      text: content.text ?? message.text,
      blocks: content.blocks ?? (content.text === undefined ? message.blocks : []),
      attachments: content.attachments ?? message.attachments,
    });
    const fileIds = nested(args["file_ids"]);
    if (Array.isArray(fileIds)) message.files = fileIds.map((id) => sharedFile(world, access, String(id)));
    editMessage(world, message, content);
    return {
      channel: channel.id,
      ts: message.ts,
      text: message.text,
      message: messageJson(message),
      ...content.warnings,
    };
  },
};

export const remove: Method = {
  tier: 3,
  scopes: ["chat:write"],
  required: ["channel", "ts"],
  answer({ world, access, args }) {
    const channel = knownChannel(world, access, textOf(args["channel"]));
    const message = ownMessage(world, access, channel, textOf(args["ts"]), "cant_delete_message");
    message.isDeleted = true;
    return { channel: channel.id, ts: message.ts };
  },
};

/** A channel that the bot may know of: `channel_not_found` for others' and for private ones it is not in. */
export function knownChannel(world: World, access: Access, id: string): Channel {
  const channel = world.channels.get(id);
  const { botUserId } = installOfAccess(access);
  const isOurs = channel && [channel.teamId, ...channel.sharedWith].some((team) => access.teamIds.includes(team));
  if (!channel || !isOurs || (channel.kind !== "public" && !channel.members.has(botUserId)))
    refuse("channel_not_found");
  return channel;
}

/** Only public channels have names for `chat.postMessage`. */
const namedChannel = (world: World, access: Access, name: string): Channel | undefined =>
  [...world.channels.values()].find(
    (channel) =>
      channel.kind === "public" && access.teamIds.includes(channel.teamId) && channel.name === name.replace(/^#/, ""),
  );

/** The same, where the bot may also write. A person's id stands for the direct channel with them. */
function channelToPost(world: World, access: Access, id: string): Channel {
  const { botUserId } = installOfAccess(access);
  const user = world.users.get(id);
  if (user) {
    if (user.isDeleted || !access.teamIds.includes(user.teamId)) refuse("channel_not_found");
    return directChannel(world, user.teamId, [user.id, botUserId]);
  }
  const channel = knownChannel(world, access, namedChannel(world, access, id)?.id ?? id);
  if (channel.isArchived) refuse("is_archived");
  if (!channel.members.has(botUserId) && !access.scopes.includes("chat:write.public")) refuse("not_in_channel");
  return channel;
}

/** The parent's ts, also where a reply's was given. Slack has no thread under a message that nobody else sees. */
function threadOf(world: World, channel: Channel, ts: string): string | null {
  if (ts === "") return null;
  const parent = messageAt(world, channel.id, ts);
  if (!parent || parent.onlyFor !== null) refuse("cannot_reply_to_message");
  return parent.threadTs ?? parent.ts;
}

function ownMessage(world: World, access: Access, channel: Channel, ts: string, error: string): Message {
  const message = messageAt(world, channel.id, ts);
  if (!message || message.onlyFor !== null) refuse("message_not_found");
  if (message.botId !== installOfAccess(access).botId) refuse(error);
  return message;
}

/** Our bot, as a member of the team in whose channel it writes. */
export function authorIn(access: Access, channel: Channel) {
  const teamId = access.teamIds.includes(channel.teamId) ? channel.teamId : (access.teamIds[0] ?? "");
  return { install: installOfAccess(access), teamId };
}

/** Files that an edit attaches, which is another way than naming them in a block. */
function sharedFile(world: World, access: Access, id: string): string {
  const file = world.files.get(id);
  if (!file?.isCompleted || !access.teamIds.includes(file.teamId)) refuse("file_not_found");
  file.isShared = true;
  return id;
}
