import { PermissionFlagsBits as may } from "discord.js";
import { defaultGuild, harbor } from "../options.ts";
import {
  channelPage,
  edit,
  errorsPage,
  many,
  messagePage,
  messagesOf,
  permissionsPage,
  type RefusalCase,
  referencePage,
  row,
  say,
  text,
  v2,
} from "./case.ts";

const page = messagePage;
const denied = (bits: bigint) => ({
  guilds: [{ ...defaultGuild, channels: [{ id: harbor.general, name: "general", botDenied: bits }] }],
});
const small = { guilds: [{ ...defaultGuild, attachmentBytesMax: 10 }] };

/** Of messages and their files. */
export const messages: readonly RefusalCase[] = [
  { error: 50006, when: "for a message that says nothing", page: errorsPage, ask: say({}) },
  {
    error: 50035,
    when: "for a message of 2,001 characters",
    page,
    reason: "BASE_TYPE_MAX_LENGTH",
    ask: say({ content: "c".repeat(2_001) }),
  },
  {
    error: 50035,
    when: "for a text that is no text",
    page,
    reason: "SCHEMA",
    ask: say({ content: 7 }),
  },
  {
    error: 50035,
    when: "for 11 embeds",
    page,
    reason: "SCHEMA",
    ask: say({ embeds: many(11, () => ({ description: "e" })) }),
  },
  {
    error: 50035,
    when: "for embeds of more than 6,000 characters together",
    page,
    reason: "MAX_EMBED_SIZE_EXCEEDED",
    ask: say({ embeds: many(2, () => ({ description: "e".repeat(3_001) })) }),
  },
  {
    error: 50035,
    when: "for content beside Components V2",
    page,
    reason: "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ask: say({ flags: v2, content: "c", components: [text()] }),
  },
  {
    error: 50035,
    when: "for embeds beside Components V2",
    page,
    reason: "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ask: say({ flags: v2, embeds: [{ description: "e" }], components: [text()] }),
  },
  {
    error: 50035,
    when: "for an edit to Components V2 that keeps the content",
    page,
    reason: "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ask: edit({ content: "c" }, { flags: v2, components: [text()] }),
  },
  {
    error: 50035,
    when: "for an edit that writes content into Components V2",
    page,
    reason: "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ask: edit({ flags: v2, components: [text()] }, { content: "c" }),
  },
  {
    error: 50035,
    when: "for allowed_mentions that parse users and name some",
    page,
    reason: "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    ask: say({ content: "c", allowed_mentions: { parse: ["users"], users: [harbor.member] } }),
  },
  {
    error: 50035,
    when: "for allowed_mentions of 101 users",
    page,
    reason: "SCHEMA",
    ask: say({ content: "c", allowed_mentions: { users: many(101, (n) => String(1_000 + n)) } }),
  },
  {
    error: 40005,
    when: "for a file over the limit of the server",
    page: referencePage,
    discordOptions: small,
    ask: say({ content: "c" }, [["a.png", 11]]),
  },
  {
    error: 50035,
    when: "for 11 files",
    page,
    reason: "BASE_TYPE_MAX_LENGTH",
    ask: say(
      { content: "c" },
      many(11, (n) => [`${n}.png`, 1]),
    ),
  },
  {
    error: 50035,
    when: "for a gallery of a file that was not attached",
    page: referencePage,
    reason: "ATTACHMENT_NOT_FOUND",
    ask: say({ flags: v2, components: [{ type: 12, items: [{ media: { url: "attachment://no.png" } }] }] }),
  },
  {
    error: 50035,
    when: "for an edit that keeps a file that is not there",
    page,
    reason: "ATTACHMENT_NOT_FOUND",
    ask: edit({ content: "c" }, { attachments: [{ id: "123" }] }),
  },
  {
    error: 50005,
    when: "for an edit of what somebody else wrote",
    page,
    ask: ({ discord, call }) => {
      const { id } = discord.say({ user: harbor.member, channel: harbor.general, text: "mine" });
      return call("PATCH", `${messagesOf()}/${id}`, { content: "ours" });
    },
  },
  {
    error: 50013,
    when: "for deleting what somebody else wrote",
    page,
    ask: ({ discord, call }) => {
      const { id } = discord.say({ user: harbor.member, channel: harbor.general, text: "mine" });
      return call("DELETE", `${messagesOf()}/${id}`);
    },
  },
  {
    error: 10008,
    when: "for an edit of a message that a moderator deleted",
    page: errorsPage,
    async ask(asking) {
      const { id } = await say({ content: "c" })(asking);
      asking.discord.remove(String(id));
      return asking.call("PATCH", `${messagesOf()}/${id}`, { content: "d" });
    },
  },
  { error: 10003, when: "for a channel that is not there", page: errorsPage, ask: say({ content: "c" }, [], "123") },
  {
    error: 50001,
    when: "for a channel that the bot does not see",
    page: permissionsPage,
    ask: say({ content: "c" }, [], harbor.hidden),
  },
  {
    error: 50001,
    when: "for a channel of a server that the bot was kicked from",
    page: permissionsPage,
    ask(asking) {
      asking.discord.leaveGuild(harbor.guild);
      return say({ content: "c" })(asking);
    },
  },
  ...(
    [
      ["SEND_MESSAGES", may.SendMessages, { content: "c" }, []],
      ["EMBED_LINKS", may.EmbedLinks, { embeds: [{ description: "e" }] }, []],
      ["ATTACH_FILES", may.AttachFiles, { content: "c" }, [["a.png", 1]]],
    ] as const
  ).map(
    ([name, bits, body, files]): RefusalCase => ({
      error: 50013,
      when: `without ${name}`,
      page: permissionsPage,
      discordOptions: denied(bits),
      ask: say(body, files),
    }),
  ),
  {
    error: 50008,
    when: "for a message straight into a forum",
    page: errorsPage,
    ask: say({ content: "c" }, [], harbor.forum),
  },
  {
    error: 50278,
    when: "for a direct message to somebody without a server in common",
    page: errorsPage,
    discordOptions: { users: [{ id: "777" }], guilds: [] },
    async ask(asking) {
      const { id } = await asking.call("POST", "/users/@me/channels", { recipient_id: "777" });
      return say({ content: "c" }, [], String(id))(asking);
    },
  },
  {
    error: 50083,
    when: "for an edit in an archived thread",
    page: errorsPage,
    async ask(asking) {
      const { id } = await say({ content: "c" }, [], harbor.thread)(asking);
      asking.discord.archive(harbor.thread);
      return asking.call("PATCH", `${messagesOf(harbor.thread)}/${id}`, { content: "d" });
    },
  },
  {
    error: 160004,
    when: "for a second thread on a message",
    page: channelPage,
    async ask(asking) {
      const { id } = await say({ content: "c" })(asking);
      await asking.call("POST", `${messagesOf()}/${id}/threads`, { name: "one" });
      return asking.call("POST", `${messagesOf()}/${id}/threads`, { name: "two" });
    },
  },
  {
    error: 50024,
    when: "for a thread in a thread",
    page: channelPage,
    ask: ({ call }) => call("POST", `/channels/${harbor.thread}/threads`, { name: "deeper", type: 11 }),
  },
  {
    error: 50013,
    when: "for a thread without CREATE_PUBLIC_THREADS",
    page: channelPage,
    discordOptions: denied(may.CreatePublicThreads),
    ask: ({ call }) => call("POST", `/channels/${harbor.general}/threads`, { name: "a", type: 11 }),
  },
  {
    error: 50035,
    when: "for a thread whose name has 101 characters",
    page: channelPage,
    reason: "SCHEMA",
    ask: ({ call }) => call("POST", `/channels/${harbor.general}/threads`, { name: "n".repeat(101), type: 11 }),
  },
  {
    error: 50035,
    when: "for a forum post that says nothing",
    page: channelPage,
    ask: ({ call }) => call("POST", `/channels/${harbor.forum}/threads`, { name: "a" }),
  },
  {
    error: 50035,
    when: "for six rows of buttons",
    page: messagePage,
    reason: "BASE_TYPE_BAD_LENGTH",
    ask: say({ content: "c", components: many(6, (n) => row({ type: 2, style: 1, label: "a", custom_id: `${n}` })) }),
  },
];
