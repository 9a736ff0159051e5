import { problemsIn } from "./block-kit.ts";
import { nested } from "./body.ts";
import { isJson, type Json, listOf, objectsIn, textOf } from "./json.ts";
import { explained, Refusal, refuse } from "./refusal.ts";
import type { World } from "./world.ts";

/** What a message says, checked. undefined = the call did not speak of it. */
export interface Content {
  readonly text: string | undefined;
  readonly blocks: readonly Json[] | undefined;
  readonly attachments: readonly Json[] | undefined;
  readonly metadata: Json | null | undefined;
  /** What Slack did to it and says so. */
  readonly warnings: Json;
}

/** docs.slack.dev/reference/methods/chat.postMessage#truncating: longer texts are cut, with a warning. */
const truncatedAtCharacters = 40_000;
/** docs.slack.dev/reference/methods/chat.postMessage: `markdown_text`. */
const markdownCharactersMax = 12_000;
/** Of all blocks together: about 13,200 characters. */
const tooLong = "msg_blocks_too_long";

/** Reads text, blocks, attachments and metadata of a call or of a response to `response_url`. */
export async function contentOf(world: World, args: Json, textCharactersMax: number | null): Promise<Content> {
  const { text, warnings } = readText(args, textCharactersMax);
  const blocks = readList(args["blocks"], "invalid_blocks_format");
  const attachments = readList(args["attachments"], "invalid_attachments");
  const markdown = textOf(args["markdown_text"]);
  if (markdown && (text || blocks)) refuse("markdown_text_conflict");
  if (markdown.length > markdownCharactersMax) refuse("msg_too_long");
  if (attachments && attachments.length > 100) refuse("too_many_attachments");
  if (blocks) {
    checkBlocks(blocks);
    await checkImages(world, blocks, "/blocks");
  }
  const said = markdown || text;
  const metadata = readMetadata(args["metadata"]);
  return { text: said, blocks: blocks && named(blocks), attachments, metadata, warnings };
}

/** `no_text` unless there is something to show. */
export function checkSomething({ text, blocks, attachments }: Content): void {
  if (!text?.trim() && !blocks?.length && !attachments?.length) refuse("no_text");
}

function readText(args: Json, max: number | null) {
  const value = args["text"];
  const text = value === undefined ? undefined : String(value);
  if (max !== null && text !== undefined && text.length > max) refuse("msg_too_long");
  if (text === undefined || text.length <= truncatedAtCharacters) return { text, warnings: {} };
  const message =
    "[WARN] Your message was truncated but still posted. The `text` field accepts up to 40,000 characters.";
  const metadata = { warnings: ["message_truncated"], messages: [message] };
  return { text: text.slice(0, truncatedAtCharacters), warnings: { response_metadata: metadata } };
}

function readList(value: unknown, error: string): readonly Json[] | undefined {
  if (value === undefined || value === "" || value === null) return undefined;
  const read = nested(value);
  if (!Array.isArray(read) || !read.every(isJson)) refuse(error);
  return read;
}

function readMetadata(value: unknown): Json | null | undefined {
  if (value === undefined || value === "") return undefined;
  const read = nested(value);
  if (!isJson(read)) refuse("invalid_metadata_format");
  if (Object.keys(read).length === 0) return null;
  if (typeof read["event_type"] !== "string" || !isJson(read["event_payload"])) refuse("invalid_metadata_schema");
  return read;
}

/** A message without text is no refusal of Slack's, so one stands in for it. */
function checkBlocks(blocks: readonly Json[]): void {
  const problems = problemsIn("message", { text: "–", blocks });
  const wrong = problems.filter((problem) => !problem.includes(tooLong));
  if (wrong.length > 0) refuse("invalid_blocks", { errors: wrong, ...explained(wrong) });
  if (problems.length > 0) refuse(tooLong);
}

/** Slack gives each block and each element the id that the app left out. */
export function named(blocks: readonly Json[]): readonly Json[] {
  let count = 0;
  const id = () => `s${(++count).toString(36)}Q${blocks.length.toString(36)}x`;
  const element = (value: unknown): unknown => {
    if (!isJson(value) || !interactive.has(textOf(value["type"]))) return value;
    return { action_id: id(), ...value };
  };
  return blocks.map((block) => ({
    block_id: id(),
    ...block,
    ...(Array.isArray(block["elements"]) && { elements: block["elements"].map(element) }),
    ...(isJson(block["accessory"]) && { accessory: element(block["accessory"]) }),
    ...(isJson(block["element"]) && { element: element(block["element"]) }),
  }));
}

/** Elements that people act on (docs.slack.dev/reference/block-kit/block-elements). */
const interactive: ReadonlySet<string> = new Set([
  "button",
  "overflow",
  "static_select",
  "multi_static_select",
  "external_select",
  "multi_external_select",
  "users_select",
  "multi_users_select",
  "conversations_select",
  "multi_conversations_select",
  "channels_select",
  "multi_channels_select",
  "radio_buttons",
  "checkboxes",
  "datepicker",
  "timepicker",
  "datetimepicker",
  "plain_text_input",
  "number_input",
  "email_text_input",
  "url_text_input",
  "rich_text_input",
  "file_input",
]);

/** The ids of Slack's own files that these blocks show. */
export const filesIn = (blocks: readonly Json[]): readonly string[] =>
  [...objectsIn(blocks)].flatMap(({ slack_file: file }) =>
    isJson(file) ? [textOf(file["id"]) || (/\/(F[A-Z0-9]+)/.exec(textOf(file["url"]))?.[1] ?? "")] : [],
  );

/**
 * An image that Slack cannot load, a file that it does not know or has not processed yet: `invalid_blocks`
 * (github.com/slackapi/python-slack-sdk/issues/1782 and 1797; docs.slack.dev/reference/block-kit/composition-objects/slack-file-object).
 */
async function checkImages(world: World, blocks: readonly Json[], pointer: string): Promise<void> {
  const problems: string[] = [];
  for (const [index, block] of blocks.entries()) {
    for (const id of filesIn([block])) {
      const file = world.files.get(id);
      if (!file?.mimetype.startsWith("image/"))
        problems.push(`invalid slack file [json-pointer:${pointer}/${index}/slack_file]`);
    }
    for (const { image_url: url } of objectsIn(block))
      if (typeof url === "string" && !(await canLoad(world, url)))
        problems.push(`downloading image failed [json-pointer:${pointer}/${index}/image_url]`);
  }
  if (problems.length > 0) refuse("invalid_blocks", { errors: problems, ...explained(problems) });
}

async function canLoad(world: World, url: string): Promise<boolean> {
  if (world.options.canLoad) return world.options.canLoad(url);
  if (!/^https?:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url)) return true;
  try {
    const { ok, headers } = await fetch(url, { signal: AbortSignal.timeout(3_000) });
    return ok && (headers.get("content-type") ?? "").startsWith("image/");
  } catch {
    return false;
  }
}

/** A view's own checks: `invalid_arguments` with what is wrong, and `view_too_large` above 250 kB. */
export async function viewOf(world: World, value: unknown, type: "modal" | "home"): Promise<Json> {
  const size = Buffer.byteLength(typeof value === "string" ? value : JSON.stringify(value ?? ""));
  if (size > 250_000) refuse("view_too_large");
  const view = nested(value);
  if (!isJson(view)) refuse("invalid_arguments", explained(["must provide an object [json-pointer:/view]"]));
  const problems = view["type"] === type ? problemsIn(type, view) : [`must be ${type} [json-pointer:/view/type]`];
  if (problems.length > 0) refuse("invalid_arguments", explained(problems));
  const blocks = listOf(view["blocks"]);
  try {
    await checkImages(world, blocks, "/view/blocks");
  } catch (error) {
    if (error instanceof Refusal) refuse("invalid_arguments", error.more);
    throw error;
  }
  return { ...view, blocks: named(blocks) };
}
