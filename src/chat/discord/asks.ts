import { ApplicationCommandType, InteractionType } from "discord.js";
import { z } from "zod";
import { commandAction, type FormValues } from "../../cards/card.ts";
import { languageOf } from "../../model/language.ts";
import type { MessageRef, Place } from "../../model/place.ts";
import type { Rank } from "../../model/settings.ts";
import type { Ask } from "../surface.ts";
import { formOfCustomId } from "./form.ts";
import { isThread, rankOf } from "./permissions.ts";
import { channelIn, guildWorkspace, personWorkspace } from "./places.ts";
import { analyseMenu } from "./registration.ts";
import { pressedOf } from "./render.ts";
import { valuesOf } from "./values.ts";

/** What people did in Discord, as asks. What Discord sends is read here and nowhere else; throws ZodError where it is not as documented. */

const user = z.object({ id: z.string(), username: z.string(), global_name: z.string().nullish() });
const option = z.object({
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
});
const message = z.object({ id: z.string(), content: z.string().optional(), flags: z.number().optional() });

/** docs.discord.com/developers/interactions/receiving-and-responding#interaction-object */
const interaction = z.object({
  id: z.string(),
  application_id: z.string(),
  token: z.string(),
  type: z.number(),
  guild_id: z.string().optional(),
  channel: z
    .object({
      id: z.string(),
      type: z.number(),
      parent_id: z.string().nullish(),
      nsfw: z.boolean().optional(),
    })
    .optional(),
  member: z.object({ user, permissions: z.string().optional() }).optional(),
  user: user.optional(),
  locale: z.string().optional(),
  guild_locale: z.string().optional(),
  attachment_size_limit: z.number().optional(),
  authorizing_integration_owners: z.record(z.string(), z.string()).optional(),
  message: message.optional(),
  data: z
    .object({
      name: z.string().optional(),
      type: z.number().optional(),
      options: z.array(option).optional(),
      target_id: z.string().optional(),
      resolved: z.object({ messages: z.record(z.string(), message).optional() }).optional(),
      custom_id: z.string().optional(),
      values: z.array(z.string()).optional(),
      components: z.unknown().optional(),
    })
    .optional(),
});

export type Interaction = z.infer<typeof interaction>;

/** What somebody did, and all that answering it needs. */
export interface Asked {
  readonly id: string;
  readonly applicationId: string;
  readonly token: string;
  readonly ask: Ask;
  /** What the person is there. */
  readonly rank: Rank;
  /** Their own control was on a message: the answer needs no placeholder. */
  readonly isPress: boolean;
  readonly guildLocale: string | null;
  /** Of each file in what answers it; null = as anywhere. */
  readonly fileBytesMax: number | null;
  /** Groundswell is theirs alone, and not in the server they typed in: nothing can be posted there. */
  readonly isElsewhere: boolean;
}

/** Null for what asks nothing of us. */
export function askedBy(payload: unknown): Asked | null {
  const read = interaction.parse(payload);
  const by = read.member?.user ?? read.user;
  if (!by || !read.channel) return null;
  const isHere = read.guild_id === undefined || read.authorizing_integration_owners?.["0"] === read.guild_id;
  const workspace = read.guild_id !== undefined && isHere ? guildWorkspace(read.guild_id) : personWorkspace(by.id);
  const asked = askIn(read, placeOf(workspace, read.channel));
  if (!asked) return null;
  const language = languageOf(read.locale);
  const base = { who: { id: by.id, name: by.global_name ?? by.username }, ...(language ? { language } : {}) };
  return {
    id: read.id,
    applicationId: read.application_id,
    token: read.token,
    ask: { ...base, ...asked } as Ask,
    rank: read.guild_id === undefined ? "admin" : rankOf(BigInt(read.member?.permissions ?? "0")),
    isPress: read.message !== undefined,
    guildLocale: read.guild_locale ?? null,
    fileBytesMax: read.attachment_size_limit ?? null,
    isElsewhere: !isHere,
  };
}

/** A thread's trackers are its channel's; what is said goes into the thread. */
function placeOf(workspace: string, { id, type, parent_id }: NonNullable<Interaction["channel"]>): Place {
  if (!isThread({ type }) || !parent_id) return { channel: channelIn(workspace, id) };
  const channel = channelIn(workspace, parent_id);
  return { channel, thread: { channel, id } };
}

type Wish = { readonly where: Place } & Record<string, unknown>;

function askIn(read: Interaction, where: Place): Wish | null {
  switch (read.type) {
    case InteractionType.ApplicationCommand:
      return read.data?.type === ApplicationCommandType.Message ? analysis(read, where) : command(read, where);
    case InteractionType.ApplicationCommandAutocomplete:
      return suggestion(read, where);
    case InteractionType.MessageComponent:
      return press(read, where);
    case InteractionType.ModalSubmit:
      return form(read, where);
    default:
      return null;
  }
}

/** What was typed stands in the command's own options: it is its form, filled in. */
function command({ data }: Interaction, where: Place): Wish {
  const typed = (data?.options ?? []).flatMap(({ name, value }) => (value === undefined ? [] : [[name, `${value}`]]));
  const values: FormValues = Object.fromEntries(typed);
  return { kind: "form", action: commandAction, value: data?.name ?? "", values, message: null, where };
}

function analysis({ data }: Interaction, where: Place): Wish {
  const text = data?.resolved?.messages?.[data.target_id ?? ""]?.content ?? "";
  return { kind: "form", action: analyseMenu, value: "", values: { text }, message: null, where };
}

function suggestion({ data }: Interaction, where: Place): Wish | null {
  const focused = data?.options?.find((one) => one.focused);
  if (!focused || data?.name === undefined) return null;
  return { kind: "suggest", command: data.name, option: focused.name, typed: `${focused.value ?? ""}`, where };
}

function press({ data, message }: Interaction, where: Place): Wish | null {
  const pressed = pressedOf(data?.custom_id ?? "");
  if (!pressed) return null;
  const value = data?.values?.[0] ?? pressed.value;
  return { kind: "action", action: pressed.action, value, message: refOf(message, where), where };
}

function form({ data, message }: Interaction, where: Place): Wish | null {
  const of = formOfCustomId(data?.custom_id ?? "");
  if (!of) return null;
  const values = valuesOf(data?.components);
  return { kind: "form", ...of, values, message: refOf(message, where), where };
}

/** Only for whom it was said a message that is theirs alone can be edited, and only through what asked for it. */
const ephemeral = 1 << 6;

/** A message's own channel is the thread it stands in. */
function refOf(message: Interaction["message"], { channel, thread }: Place): MessageRef | null {
  if (!message || (message.flags ?? 0) & ephemeral) return null;
  return { channel: { ...channel, id: thread?.id ?? channel.id }, id: message.id };
}
