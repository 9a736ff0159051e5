import { nested } from "../body.ts";
import { contentOf } from "../content.ts";
import { complete as completeFiles, fileJson } from "../files.ts";
import { type Json, listOf, textOf } from "../json.ts";
import { explained, refuse } from "../refusal.ts";
import type { Access } from "../tokens.ts";
import { randomHex, type StoredFile, type World } from "../world.ts";
import { authorIn, knownChannel } from "./chat.ts";
import { installOfAccess, type Method } from "./method.ts";

export const getUploadURLExternal: Method = {
  tier: 4,
  scopes: ["files:write"],
  required: ["filename"],
  answer({ world, access, args }) {
    const bytesExpected = Number(args["length"] ?? 0);
    if (bytesExpected === 0) refuse("missing_argument");
    if (!Number.isInteger(bytesExpected) || bytesExpected < 0)
      refuse("invalid_arguments", explained(["must be an integer [json-pointer:/length]"]));
    const altText = textOf(args["alt_txt"] ?? args["alt_text"]);
    if (altText.length > 1_000) refuse("alt_txt_too_large");
    if (args["snippet_type"] !== undefined && bytesExpected > 1_048_576) refuse("snippet_too_large");
    const id = world.id("F");
    const name = textOf(args["filename"]);
    const uploadUrl = `${world.url}/upload/v1/${id}-${randomHex(8)}`;
    world.files.set(id, {
      id,
      teamId: access.teamIds[0] ?? "",
      name,
      title: name,
      bytesExpected,
      altText,
      uploadUrl,
      bytes: null,
      isCompleted: false,
      mimetype: "",
      isShared: false,
      shares: [],
    });
    return { upload_url: uploadUrl, file_id: id };
  },
};

export const completeUploadExternal: Method = {
  tier: 4,
  scopes: ["files:write"],
  required: ["files"],
  async answer({ world, access, args }) {
    const wanted = listOf(nested(args["files"]));
    if (wanted.length === 0) refuse("invalid_arguments", explained(["must provide an array [json-pointer:/files]"]));
    const files = wanted.map(({ id, title }) => {
      const file = world.files.get(textOf(id));
      if (!file?.bytes || file.isCompleted || !access.teamIds.includes(file.teamId)) refuse("file_not_found");
      return { file, title: textOf(title) || file.name };
    });
    const channels = channelsOf(world, access, args);
    const comment = textOf(args["initial_comment"]);
    // A known fault of Slack's: github.com/slackapi/python-slack-sdk/issues/1756
    if (!comment && listOf(nested(args["blocks"])).some(({ type }) => type === "markdown")) refuse("internal_error");
    const { blocks } = comment ? { blocks: undefined } : await contentOf(world, { blocks: args["blocks"] }, null);
    const threadTs = textOf(args["thread_ts"]) || null;
    for (const { file, title } of files) file.title = title;
    const where = { ...authorOf(world, access, channels), channels, threadTs };
    const said = { text: comment, ...(blocks && { blocks }) };
    completeFiles(
      world,
      files.map(({ file }) => file),
      where,
      said,
    );
    return { files: files.map(({ file }) => fileJson(world, file)) };
  },
};

/** Where the files go: the bot must be a member there, whatever else it may post to. */
function channelsOf(world: World, access: Access, args: Json): readonly string[] {
  const ids = [...textOf(args["channels"]).split(","), textOf(args["channel_id"])].filter((id) => id !== "");
  if (ids.length > 100) refuse("channels_limit_exceeded");
  return ids.map((id) => {
    const channel = knownChannel(world, access, id);
    if (channel.isArchived) refuse("posting_to_channel_denied");
    if (!channel.members.has(installOfAccess(access).botUserId)) refuse("not_in_channel");
    return channel.id;
  });
}

function authorOf(world: World, access: Access, channels: readonly string[]) {
  const channel = world.channels.get(channels[0] ?? "");
  return channel ? authorIn(access, channel) : { install: installOfAccess(access), teamId: access.teamIds[0] ?? "" };
}

export const info: Method = {
  tier: 4,
  scopes: ["files:read"],
  required: ["file"],
  answer({ world, access, args }) {
    const file: StoredFile | undefined = world.files.get(textOf(args["file"]));
    if (!file?.isCompleted || !access.teamIds.includes(file.teamId)) refuse("file_not_found");
    return { file: fileJson(world, file), comments: [] };
  },
};
