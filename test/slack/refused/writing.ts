import { edit, general, many, method, only, posted, type RefusalCase, say, section } from "./case.ts";

/** Of messages. */
export const writing: readonly RefusalCase[] = [
  {
    error: "channel_not_found",
    when: "in a channel that does not exist",
    page: method("chat.postMessage"),
    ask: say({ channel: "C0NOWHERE", text: "hi" }),
  },
  {
    error: "channel_not_found",
    when: "in a private channel that the bot is not in",
    page: method("chat.postMessage"),
    ask: say({ channel: "C0BOARD", text: "hi" }),
  },
  {
    error: "channel_not_found",
    when: "in another team's channel",
    page: method("chat.postMessage"),
    slack: only("chat:write"),
    ask: say({ channel: "C0QUAY", text: "hi" }),
  },
  {
    error: "not_in_channel",
    when: "in a public channel that the bot is not in, without chat:write.public",
    page: "https://docs.slack.dev/reference/scopes/chat.write.public",
    slack: {},
    ask: say({ channel: "C0RANDOM", text: "hi" }),
  },
  {
    error: "is_archived",
    when: "in an archived channel",
    page: method("chat.postMessage"),
    ask: say({ channel: "C0OLD", text: "hi" }),
  },
  { error: "no_text", when: "with nothing to say", page: method("chat.postMessage"), ask: say({ text: "" }) },
  {
    error: "markdown_text_conflict",
    when: "with text and markdown_text",
    page: method("chat.postMessage"),
    ask: say({ text: "a", markdown_text: "b" }),
  },
  {
    error: "msg_too_long",
    when: "with more than 12,000 characters of markdown_text",
    page: method("chat.postMessage"),
    ask: say({ markdown_text: "m".repeat(12_001) }),
  },
  {
    error: "too_many_attachments",
    when: "with more than 100 attachments",
    page: method("chat.postMessage"),
    ask: say({ text: "a", attachments: many(101, () => ({ text: "b" })) }),
  },
  {
    error: "invalid_blocks_format",
    when: "with blocks that are no list",
    page: method("chat.postMessage"),
    ask: say({ text: "a", blocks: "{" }),
  },
  {
    error: "invalid_metadata_schema",
    when: "with metadata that has no event_type",
    page: method("chat.postMessage"),
    ask: say({ text: "a", metadata: { event_payload: {} } }),
  },
  {
    error: "cannot_reply_to_message",
    when: "in the thread of a message that is not there",
    page: method("chat.postMessage"),
    ask: say({ text: "a", thread_ts: "1.000001" }),
  },
  {
    error: "msg_too_long",
    when: "in an edit with more than 4,000 characters",
    page: method("chat.update"),
    ask: edit({ text: "e".repeat(4_001) }),
  },
  {
    error: "message_not_found",
    when: "in an edit of a message that is not there",
    page: method("chat.update"),
    ask: ({ call }) => call("chat.update", { channel: general, ts: "1.000001", text: "b" }),
  },
  {
    error: "message_not_found",
    when: "in an edit of an ephemeral message",
    page: method("chat.postEphemeral"),
    async ask({ call }) {
      const { message_ts: ts } = await call("chat.postEphemeral", { channel: general, user: "U0MEMBER", text: "a" });
      return call("chat.update", { channel: general, ts, text: "b" });
    },
  },
  {
    error: "cant_update_message",
    when: "in an edit of somebody else's message",
    page: method("chat.update"),
    async ask({ slack, call }) {
      const { ts } = await slack.say({ user: "U0MEMBER", channel: general, text: "mine" });
      return call("chat.update", { channel: general, ts, text: "b" });
    },
  },
  {
    error: "is_inactive",
    when: "in an edit in a channel that was archived",
    page: method("chat.update"),
    async ask(asking) {
      const { ts } = await posted(asking);
      asking.slack.archive(general);
      return asking.call("chat.update", { channel: general, ts, text: "b" });
    },
  },
  {
    error: "invalid_blocks",
    when: "in an edit with blocks that break a limit",
    page: method("chat.update"),
    ask: edit({ blocks: [section("e".repeat(3_001))] }),
  },
  {
    error: "no_text",
    when: "in an edit that leaves nothing",
    page: method("chat.update"),
    ask: edit({ text: "", blocks: [] }),
  },
  {
    error: "channel_not_found",
    when: "in an edit that names a person in place of the direct channel",
    page: method("chat.update"),
    async ask({ call }) {
      const { ts } = await call("chat.postMessage", { channel: "U0MEMBER", text: "psst" });
      return call("chat.update", { channel: "U0MEMBER", ts, text: "hush" });
    },
  },
  {
    error: "file_not_found",
    when: "in an edit that attaches a file that there is not",
    page: method("chat.update"),
    ask: edit({ text: "b", file_ids: ["F0NONE"] }),
  },
  {
    error: "message_not_found",
    when: "in the deletion of a message that is gone",
    page: method("chat.delete"),
    async ask(asking) {
      const { ts } = await posted(asking);
      await asking.call("chat.delete", { channel: general, ts });
      return asking.call("chat.delete", { channel: general, ts });
    },
  },
  {
    error: "cant_delete_message",
    when: "in the deletion of somebody else's message",
    page: method("chat.delete"),
    async ask({ slack, call }) {
      const { ts } = await slack.say({ user: "U0MEMBER", channel: general, text: "mine" });
      return call("chat.delete", { channel: general, ts });
    },
  },
  {
    error: "user_not_in_channel",
    when: "as an ephemeral message for somebody who is not there",
    page: method("chat.postEphemeral"),
    ask: ({ call }) => call("chat.postEphemeral", { channel: general, user: "U0ELSE", text: "a" }),
  },
];
