import { z } from "zod";
import type { Channel, MessageRef, Person, Place } from "../../model/place.ts";
import type { Ask } from "../surface.ts";
import { suggestedOf, valuesOf } from "./form.ts";
import { analyseShortcut } from "./manifest.ts";
import { actionOf } from "./render.ts";

/** What people did in Slack, as asks. What Slack sends is read here and nowhere else; throws ZodError where it is not as documented. */

const team = z.object({ id: z.string() });
const user = z.object({
  id: z.string(),
  name: z.string().optional(),
  username: z.string().optional(),
  team_id: z.string().optional(),
});

/** Of an app that a whole organisation has, `team` is null: then it is the person's, as Bolt takes it too. Never the organisation. */
const workspaceIn = (by: z.infer<typeof user>, team: { readonly id: string } | null | undefined): string =>
  `slack:${team?.id ?? by.team_id ?? "unknown"}`;
const personOf = ({ id, name, username }: z.infer<typeof user>): Person => ({ id, name: name ?? username ?? id });
const channelOf = (workspace: string, id: string): Channel => ({ surface: "slack", workspace, id });

const command = z.object({
  team_id: z.string(),
  channel_id: z.string(),
  user_id: z.string(),
  user_name: z.string().optional(),
  command: z.string(),
  text: z.string().optional(),
});

/** docs.slack.dev/interactivity/implementing-slash-commands */
export function commandAsk(payload: unknown): Ask {
  const read = command.parse(payload);
  const channel = channelOf(`slack:${read.team_id}`, read.channel_id);
  return {
    kind: "command",
    text: `${read.command} ${read.text ?? ""}`,
    where: { channel },
    who: { id: read.user_id, name: read.user_name ?? read.user_id },
  };
}

const mention = z.object({
  team_id: z.string().optional(),
  authorizations: z.array(z.object({ user_id: z.string().optional() })).optional(),
  event: z.object({
    user: z.string(),
    text: z.string(),
    channel: z.string(),
    ts: z.string(),
    thread_ts: z.string().optional(),
    team: z.string().optional(),
  }),
});

/**
 * docs.slack.dev/reference/events/app_mention. "<@U0BOT> chart #cats" is "/chart #cats", answered where it was said; no window opens
 * from there. A message is escaped, unlike a command.
 */
export function mentionAsk(payload: unknown): Ask {
  const { event, ...envelope } = mention.parse(payload);
  const channel = channelOf(`slack:${envelope.team_id ?? event.team ?? "unknown"}`, event.channel);
  const bot = envelope.authorizations?.[0]?.user_id;
  const said = unescaped(afterMention(event.text, bot)).trim();
  return {
    kind: "command",
    text: `/${said.replace(/^[/／]/u, "") || "help"}`,
    formless: true,
    where: event.thread_ts ? { channel, thread: { channel, id: event.thread_ts } } : { channel },
    who: { id: event.user, name: event.user },
  };
}

/** What stands after the mention of the bot; of whoever is mentioned first where it is not known which the bot is. */
function afterMention(text: string, bot: string | undefined): string {
  const mentions = [...text.matchAll(/<@([A-Z0-9]+)(?:\|[^>]*)?>/gu)];
  const mention = mentions.find(([, id]) => id === bot) ?? mentions[0];
  return mention ? text.slice(mention.index + mention[0].length) : text;
}

/**
 * What somebody wrote, from what Slack made of it (docs.slack.dev/messaging/formatting-message-text). A hashtag that is also a channel's name
 * comes as a reference to the channel.
 */
const unescaped = (text: string): string =>
  text
    .replace(/<#[A-Z0-9]+\|([^<>]+)>/gu, "#$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

const press = z.object({
  team: team.nullish(),
  user,
  channel: z.object({ id: z.string() }).optional(),
  container: z
    .object({
      message_ts: z.string().optional(),
      thread_ts: z.string().optional(),
      is_ephemeral: z.boolean().optional(),
    })
    .optional(),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        value: z.string().optional(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});

/** docs.slack.dev/reference/interaction-payloads/block_actions-payload. On somebody's Home there is no channel but themselves. */
export function pressAsk(payload: unknown): Ask {
  const { user: by, channel: at, container, message, actions, ...rest } = press.parse(payload);
  const channel = channelOf(workspaceIn(by, rest.team), at?.id ?? by.id);
  const [action] = actions;
  const isKept = message !== undefined && at !== undefined && container?.is_ephemeral !== true;
  return {
    kind: "action",
    action: actionOf(action?.action_id ?? ""),
    value: action?.selected_option?.value ?? action?.value ?? "",
    message: isKept ? { channel, id: message.ts } : null,
    where: placeOf(channel, message?.ts ?? container?.message_ts, message?.thread_ts ?? container?.thread_ts),
    who: personOf(by),
  };
}

/** The first message of a thread stands in the channel. */
const placeOf = (channel: Channel, ts: string | undefined, threadTs: string | undefined): Place =>
  threadTs && threadTs !== ts ? { channel, thread: { channel, id: threadTs } } : { channel };

const shortcut = z.object({
  callback_id: z.literal(analyseShortcut),
  team: team.nullish(),
  user,
  channel: z.object({ id: z.string() }),
  message: z.object({ text: z.string().optional() }),
});

/** docs.slack.dev/interactivity/implementing-shortcuts: a message's own text, which its author wrote. */
export function shortcutAsk(payload: unknown): Ask {
  const { callback_id, user: by, channel, message, ...rest } = shortcut.parse(payload);
  return {
    kind: "form",
    action: callback_id,
    value: "",
    values: { text: unescaped(message.text ?? "") },
    message: null,
    where: { channel: channelOf(workspaceIn(by, rest.team), channel.id) },
    who: personOf(by),
  };
}

/** What a window remembers of where it was opened, as its private_metadata. */
interface Opened {
  readonly channel: string;
  readonly thread: string | null;
  readonly message: string | null;
  readonly value: string;
}

const opened = z.object({
  channel: z.string(),
  thread: z.string().nullable(),
  message: z.string().nullable(),
  value: z.string(),
}) satisfies z.ZodType<Opened>;

const metadata = z
  .string()
  .transform((text, { addIssue }): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      addIssue("should be JSON");
      return z.NEVER;
    }
  })
  .pipe(opened);

export const metadataOf = (ask: Ask, value: string): string =>
  JSON.stringify({
    channel: ask.where.channel.id,
    thread: ask.where.thread?.id ?? null,
    message: ("message" in ask && ask.message?.id) || null,
    value,
  } satisfies Opened);

const view = z.object({
  team: team.nullish(),
  user,
  view: z.object({
    callback_id: z.string(),
    private_metadata: metadata,
    state: z.object({ values: z.unknown() }),
  }),
});

/** docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export function formAsk(payload: unknown): Ask & { readonly kind: "form" } {
  const { user: by, view: sent, ...rest } = view.parse(payload);
  const at = sent.private_metadata;
  const channel = channelOf(workspaceIn(by, rest.team), at.channel);
  const ref = (id: string | null): MessageRef | null => (id === null ? null : { channel, id });
  const thread = ref(at.thread);
  return {
    kind: "form",
    action: sent.callback_id,
    value: at.value,
    values: valuesOf(sent.state.values),
    message: ref(at.message),
    where: thread ? { channel, thread } : { channel },
    who: personOf(by),
  };
}

const suggestion = z.object({
  team: team.nullish(),
  user,
  action_id: z.string(),
  value: z.string(),
  view: z.object({ private_metadata: metadata }).optional(),
});

/** docs.slack.dev/reference/interaction-payloads/block_suggestion-payload; null where it asks for nothing of ours. */
export function suggestAsk(payload: unknown): Ask | null {
  const { user: by, action_id, value, view: within, ...rest } = suggestion.parse(payload);
  const of = suggestedOf(action_id);
  if (!of || !within) return null;
  const { channel } = within.private_metadata;
  return {
    kind: "suggest",
    ...of,
    typed: value,
    where: { channel: channelOf(workspaceIn(by, rest.team), channel) },
    who: personOf(by),
  };
}

const homeOpened = z.object({
  team_id: z.string(),
  event: z.object({ user: z.string(), tab: z.string().optional() }),
});

/** docs.slack.dev/reference/events/app_home_opened; null for its other tab. */
export function homeAsk(payload: unknown): Ask | null {
  const { team_id, event } = homeOpened.parse(payload);
  if (event.tab !== "home") return null;
  return {
    kind: "home",
    where: { channel: channelOf(`slack:${team_id}`, event.user) },
    who: { id: event.user, name: event.user },
  };
}
