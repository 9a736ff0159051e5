import { checkComponents, filesShown, flag } from "./components.ts";
import { type Json, listOf, numberOf, textOf, textsOf } from "./json.ts";
import { invalidForm, refuse } from "./refusal.ts";
import type { Attachment, World } from "./world.ts";

export interface Upload {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** What a message shows. */
export interface Content {
  readonly content: string;
  readonly embeds: readonly Json[];
  readonly components: readonly Json[];
  readonly attachments: readonly Attachment[];
  readonly flags: number;
}

export const nothing: Content = { content: "", embeds: [], components: [], attachments: [], flags: 0 };

export interface Bounds {
  readonly fileBytesMax: number;
  /** Others are ignored. */
  readonly flagsSettable: number;
}

/** docs.discord.com/developers/resources/message#create-message, #edit-message, and of a first response. */
export const settable = {
  post: flag.suppressEmbeds | flag.quiet | flag.components,
  edit: flag.suppressEmbeds | flag.components,
  answer: flag.suppressEmbeds | flag.quiet | flag.components | flag.ephemeral,
} as const;

const charactersMax = 2_000;
const embedCharactersMax = 6_000;
const filesMax = 10;

/**
 * What a message shows after this body was written over it. Left out is kept; `attachments` names all that stay and all
 * that come, else files are appended (docs.discord.com/developers/resources/message#edit-message).
 */
export function written(
  world: World,
  before: Content,
  body: Json,
  files: ReadonlyMap<string, Upload>,
  { fileBytesMax, flagsSettable }: Bounds,
): Content {
  const asked = body["flags"] === undefined ? before.flags & flag.suppressEmbeds : numberOf(body["flags"]);
  const flags = (asked & flagsSettable) | (before.flags & ~(flag.suppressEmbeds | flag.loading));
  const content: Content = {
    content: body["content"] === undefined ? before.content : textOf(body["content"]),
    embeds: body["embeds"] === undefined ? before.embeds : listOf(body["embeds"]),
    components: body["components"] === undefined ? before.components : listOf(body["components"]),
    attachments: attached(world, before.attachments, body["attachments"], files, fileBytesMax),
    flags,
  };
  checkMentions(body["allowed_mentions"]);
  checkContent(content);
  return content;
}

function attached(
  world: World,
  before: readonly Attachment[],
  named: unknown,
  files: ReadonlyMap<string, Upload>,
  fileBytesMax: number,
): readonly Attachment[] {
  for (const { bytes } of files.values()) if (bytes.length > fileBytesMax) refuse(40005);
  const make = ({ name, type, bytes }: Upload, description: string | null): Attachment => ({
    id: world.id(),
    name: name.replace(/[^\w.-]+/g, "_"),
    type,
    bytes,
    description,
  });
  const after = Array.isArray(named)
    ? listOf(named).map((one, index) => {
        const id = String(one["id"]);
        const description = textOf(one["description"]) || null;
        const upload = files.get(id);
        if (upload) return make({ ...upload, name: textOf(one["filename"]) || upload.name }, description);
        const kept = before.find((attachment) => attachment.id === id);
        if (!kept) invalidForm(`attachments.${index}.id`, "ATTACHMENT_NOT_FOUND", `There is no file ${id}`);
        return description ? { ...kept, description } : kept;
      })
    : [...before, ...[...files.values()].map((file) => make(file, null))];
  if (after.length > filesMax) invalidForm("attachments", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.");
  return after;
}

/** `parse` excludes the lists of the same kind (docs.discord.com/developers/resources/message#allowed-mentions-object). */
function checkMentions(allowed: unknown): void {
  const [mentions] = listOf([allowed]);
  for (const one of ["users", "roles"])
    if (textsOf(mentions?.["parse"]).includes(one) && textsOf(mentions?.[one]).length > 0)
      invalidForm(
        "allowed_mentions",
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
        `parse:["${one}"] and ${one}: [ids...] are mutually exclusive.`,
      );
}

/** What Discord refuses in a message and its OpenAPI does not. */
function checkContent({ content, embeds, components, attachments, flags }: Content): void {
  const isNew = (flags & flag.components) !== 0;
  if (isNew)
    for (const [field, isUsed] of [
      ["content", content !== ""],
      ["embeds", embeds.length > 0],
    ] as const)
      if (isUsed)
        invalidForm(
          field,
          "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
          `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
        );
  if ([...content].length > charactersMax)
    invalidForm("content", "BASE_TYPE_MAX_LENGTH", `Must be ${charactersMax} or fewer in length.`);
  if (embedCharacters(embeds) > embedCharactersMax)
    invalidForm("embeds", "MAX_EMBED_SIZE_EXCEEDED", `Embed size exceeds maximum size of ${embedCharactersMax}`);
  checkComponents(components, isNew);
  const names = new Set(attachments.map(({ name }) => name));
  const missing = filesShown(components).find((name) => !names.has(name));
  if (missing !== undefined)
    invalidForm("components", "ATTACHMENT_NOT_FOUND", `The referenced attachment ${missing} was not found`);
  const isEmpty = isNew
    ? components.length === 0
    : content.trim() === "" && embeds.length + attachments.length + components.length === 0;
  if (isEmpty) refuse(50006);
}

const embedCharacters = (embeds: readonly Json[]): number =>
  embeds
    .flatMap((embed) => [
      embed["title"],
      embed["description"],
      ...listOf([embed["footer"]]).map((footer) => footer["text"]),
      ...listOf([embed["author"]]).map((author) => author["name"]),
      ...listOf(embed["fields"]).flatMap((field) => [field["name"], field["value"]]),
    ])
    .reduce<number>((sum, text) => sum + textOf(text).length, 0);
