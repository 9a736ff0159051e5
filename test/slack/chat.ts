import type { Content } from "./content.ts";
import { filesIn } from "./content.ts";
import type { Json } from "./json.ts";
import type { Install, Message, World } from "./world.ts";

/** Whose message it is: a person's, or our bot's. */
export type Author = { readonly install: Install; readonly teamId: string } | { readonly user: string };

/** Puts a message into a channel; what its blocks show counts as shared from now on. */
export function addMessage(
  world: World,
  author: Author,
  place: { readonly channel: string; readonly threadTs?: string | null; readonly onlyFor?: string | null },
  said: Partial<Content> & { readonly files?: readonly string[]; readonly args?: Json },
): Message {
  const isBot = "install" in author;
  const message: Message = {
    ts: world.ts(),
    channel: place.channel,
    threadTs: place.threadTs ?? null,
    onlyFor: place.onlyFor ?? null,
    user: isBot ? author.install.botUserId : author.user,
    teamId: isBot ? author.teamId : (world.users.get(author.user)?.teamId ?? ""),
    botId: isBot ? author.install.botId : null,
    args: said.args ?? {},
    text: said.text ?? "",
    blocks: said.blocks ?? [],
    attachments: said.attachments ?? [],
    metadata: said.metadata ?? null,
    files: said.files ?? [],
    edited: null,
    before: [],
    isDeleted: false,
  };
  world.messages.push(message);
  for (const id of filesIn(message.blocks)) markShared(world, id);
  return message;
}

/**
 * A text alone takes the blocks away; what else the edit does not speak of stays as it was. Where there are blocks, people
 * are not told that the message was edited (docs.slack.dev/reference/methods/chat.update).
 */
export function editMessage(world: World, message: Message, said: Partial<Content>): void {
  message.before.push({ text: message.text, blocks: message.blocks });
  message.blocks = said.blocks ?? (said.text === undefined ? message.blocks : []);
  message.text = said.text ?? message.text;
  message.attachments = said.attachments ?? message.attachments;
  message.metadata = said.metadata === undefined ? message.metadata : said.metadata;
  message.edited = message.blocks.length > 0 ? null : { user: message.user, ts: world.ts() };
}

function markShared(world: World, id: string): void {
  const file = world.files.get(id);
  if (file) file.isShared = true;
}

/**
 * The images of a message that people see as "file not found": files that an edit brought in and nothing had shared before
 * (github.com/slackapi/java-slack-sdk/issues/1441, slackapi/bolt-python/issues/1295).
 */
export const brokenIn = (world: World, message: Message): readonly string[] =>
  filesIn(message.blocks).filter((id) => !world.files.get(id)?.isShared);

/** A message as Slack tells it. */
export function messageJson(message: Message): Json {
  const { ts, text, user, teamId, botId, blocks, attachments, metadata, edited, threadTs, files } = message;
  return {
    type: "message",
    ...(files.length > 0 && { subtype: "file_share", files: files.map((id) => ({ id })) }),
    user,
    ts,
    ...(botId !== null && { bot_id: botId }),
    text,
    team: teamId,
    ...(threadTs !== null && { thread_ts: threadTs }),
    ...(blocks.length > 0 && { blocks }),
    ...(attachments.length > 0 && { attachments }),
    ...(metadata !== null && { metadata }),
    ...(edited !== null && { edited }),
  };
}
