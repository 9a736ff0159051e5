import { PermissionFlagsBits as may } from "discord.js";
import { textIn } from "./components.ts";
import { type Json, textsOf } from "./json.ts";
import { botPermissionsIn } from "./permissions.ts";
import type { Message, World } from "./world.ts";

/** Whom a message would really ping. */
export interface Pings {
  readonly everyone: boolean;
  readonly here: boolean;
  readonly roles: readonly string[];
  readonly users: readonly string[];
}

/** What `allowed_mentions` is where none came: in an interaction's answer only people are pinged. */
const byDefault = (message: Message): Json => ({
  parse: message.interaction ? ["users"] : ["users", "roles", "everyone"],
});

/** docs.discord.com/developers/resources/message#allowed-mentions-object. Code does not ping, nor do embeds. */
export function pingsOf(world: World, message: Message): Pings {
  const channel = world.channels.get(message.channelId);
  const guild = world.guilds.get(channel?.guildId ?? "");
  const text = `${message.content}\n${textIn(message.components)}`.replace(/```[\s\S]*?```|`[^`\n]*`/g, " ");
  const allowed = message.allowedMentions ?? byDefault(message);
  const parse = textsOf(allowed["parse"]);
  const mayAll = channel ? (botPermissionsIn(world, channel) & may.MentionEveryone) !== 0n : false;
  const mentioned = (pattern: RegExp, kind: "users" | "roles") =>
    [...new Set([...text.matchAll(pattern)].map(([, id]) => id ?? ""))].filter(
      (id) => parse.includes(kind) || textsOf(allowed[kind]).includes(id),
    );
  const isSeen = (id: string) => (message.onlyFor === null ? (guild?.members.has(id) ?? true) : message.onlyFor === id);
  const mayMention = (id: string) => guild?.roles.get(id)?.isMentionable === true || (mayAll && guild?.roles.has(id));
  const isAll = message.onlyFor === null && guild !== undefined && mayAll && parse.includes("everyone");
  return {
    everyone: isAll && text.includes("@everyone"),
    here: isAll && text.includes("@here"),
    roles: message.onlyFor === null ? mentioned(/<@&(\d+)>/g, "roles").filter(mayMention) : [],
    users: mentioned(/<@!?(\d+)>/g, "users").filter(isSeen),
  };
}
