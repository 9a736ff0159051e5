import { general, method, png, type RefusalCase, show } from "./case.ts";

/** Of files. */
export const files: readonly RefusalCase[] = [
  {
    error: "missing_argument",
    when: "as a file of no bytes",
    page: method("files.getUploadURLExternal"),
    ask: ({ call }) => call("files.getUploadURLExternal", { filename: "a.png", length: 0 }),
  },
  {
    error: "alt_txt_too_large",
    when: "as a file whose alt text has 1,001 characters",
    page: method("files.getUploadURLExternal"),
    ask: ({ call }) => call("files.getUploadURLExternal", { filename: "a.png", length: 3, alt_txt: "a".repeat(1_001) }),
  },
  {
    error: "file_not_found",
    when: "in the completion of a file whose bytes never came",
    page: method("files.completeUploadExternal"),
    async ask({ call }) {
      const { file_id: id } = await call("files.getUploadURLExternal", { filename: "a.png", length: 3 });
      return call("files.completeUploadExternal", { files: [{ id }] });
    },
  },
  {
    error: "not_in_channel",
    when: "for a channel that the bot is not in",
    page: method("files.completeUploadExternal"),
    async ask(asking) {
      const { call } = asking;
      const { file_id: id, upload_url: url } = await call("files.getUploadURLExternal", {
        filename: "a.png",
        length: 3,
      });
      await fetch(String(url), { method: "POST", body: "abc" });
      return call("files.completeUploadExternal", { files: [{ id }], channel_id: "C0RANDOM" });
    },
  },
  {
    error: "internal_error",
    when: "in a completion with a markdown block, a fault of Slack's",
    page: "https://github.com/slackapi/python-slack-sdk/issues/1756",
    async ask({ call }) {
      const { file_id: id, upload_url: url } = await call("files.getUploadURLExternal", {
        filename: "a.png",
        length: 3,
      });
      await fetch(String(url), { method: "POST", body: "abc" });
      const shown = [{ type: "markdown", text: "a" }];
      return call("files.completeUploadExternal", { files: [{ id }], channel_id: general, blocks: shown });
    },
  },
  {
    error: "file_not_found",
    when: "for a file that Slack does not know",
    page: method("files.info"),
    ask: ({ call }) => call("files.info", { file: "F0NONE" }),
  },
  {
    error: "invalid_blocks",
    when: "as an image of Slack's that is not processed yet",
    page: "https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object",
    slack: { processedAfterMs: 5_000 },
    async ask(asking) {
      const id = await asking.upload("a.png", png);
      return show({ type: "image", slack_file: { id }, alt_text: "a" })(asking);
    },
  },
  {
    error: "invalid_blocks",
    when: "as an image of Slack's that there is not",
    page: "https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object",
    ask: show({ type: "image", slack_file: { id: "F0NONE" }, alt_text: "a" }),
  },
  {
    error: "invalid_blocks",
    when: "as an image whose address gives none",
    page: "https://github.com/slackapi/python-slack-sdk/issues/1782",
    ask: (asking) => show({ type: "image", image_url: `${asking.slack.url}/none.png`, alt_text: "a" })(asking),
  },
];
