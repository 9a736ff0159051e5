import { messageJson } from "../chat.ts";
import type { Reaction } from "../delivery.ts";
import { type Chosen, chosenJson, elementOf, type Found } from "../elements.ts";
import { isJson, type Json, listOf, textOf } from "../json.ts";
import { addTrigger, viewJson } from "../views.ts";
import { type Message, messageAt, type View } from "../world.ts";
import { type Actor, actorAtHome, actorIn, actorJson, channelOf, impossible, placeName, type Stage } from "./actor.ts";

/** Where an element is: in a message, or in a view (its id) that the person has before them. */
export type Where =
  | { readonly message: { readonly channel: string; readonly ts: string } }
  | { readonly view: string | { readonly id: string } };

export type Pressed = Where & {
  readonly user: string;
  readonly actionId: string;
  /** Which one, where several elements have that action id. */
  readonly value?: string;
};

export type Selected = Where & { readonly user: string; readonly actionId: string; readonly value: Chosen };

export interface PressReaction extends Reaction {
  readonly triggerId: string;
  /** null in views. */
  readonly responseUrl: string | null;
}

/** A click on a button. */
export async function press(stage: Stage, pressed: Pressed): Promise<PressReaction> {
  const shown = shownTo(stage, pressed, pressed.user);
  const found = elementOf(shown.blocks, pressed.actionId, pressed.value);
  const type = textOf(found.element["type"]);
  if (!["button", "icon_button", "feedback_buttons", "workflow_button"].includes(type))
    impossible(`${pressed.actionId} is a ${type}: people select there`);
  const { text, value, style, url } = found.element;
  return send(stage, shown, found, { text, value, style, url });
}

/** A choice in a menu, a date, checkboxes. */
export async function select(stage: Stage, selected: Selected): Promise<PressReaction> {
  const shown = shownTo(stage, selected, selected.user);
  const found = elementOf(shown.blocks, selected.actionId);
  if (found.element["type"] === "button") impossible(`${selected.actionId} is a button: people press it`);
  const suggested = stage.suggested.get(`${selected.user} ${selected.actionId}`) ?? [];
  return send(stage, shown, found, chosenJson(found.element, selected.value, suggested));
}

export interface Shown {
  readonly actor: Actor;
  readonly blocks: readonly Json[];
  readonly message: Message | null;
  readonly view: View | null;
}

/** What a person has before their eyes, or that they have not. */
export function shownTo({ world }: Stage, where: Where, userId: string): Shown {
  if ("view" in where) {
    const id = typeof where.view === "string" ? where.view : where.view.id;
    const view = world.views.get(id);
    if (view?.user !== userId) impossible(`${userId} has no view ${id} before them`);
    return { actor: actorAtHome(world, userId), blocks: listOf(view.content["blocks"]), message: null, view };
  }
  const { channel, ts } = where.message;
  const message = messageAt(world, channel, ts);
  if (!message || (message.onlyFor !== null && message.onlyFor !== userId))
    impossible(`${userId} sees no message ${ts} in ${channel}`);
  if (message.botId === null) impossible(`${ts} is a person's message`);
  if (channelOf(world, channel).isArchived) impossible(`#${channel} is archived: its buttons are dead`);
  // The app that wrote the message hears of it, whichever team the person is of.
  return { actor: actorIn(world, userId, channel, message.teamId), blocks: blocksOf(message), message, view: null };
}

const blocksOf = ({ blocks, attachments }: Message): readonly Json[] => [
  ...blocks,
  ...attachments.flatMap((attachment) => listOf(attachment["blocks"])),
];

async function send(stage: Stage, shown: Shown, found: Found, chosen: Json): Promise<PressReaction> {
  const { world, delivery, responseUrls } = stage;
  const { actor, message, view } = shown;
  const { block, element } = found;
  if (block["type"] === "input" && block["dispatch_action"] !== true)
    impossible(`${textOf(element["action_id"])} is an input without dispatch_action: nothing is sent`);
  const triggerId = addTrigger(world, actor.user.id, actor.teamId);
  const { install, teamId } = actor;
  const responseUrl =
    message && responseUrls.make({ install, teamId, channel: message.channel, user: actor.user.id, source: message });
  const action: Json = {
    type: element["type"],
    action_id: element["action_id"],
    block_id: block["block_id"],
    ...chosen,
    action_ts: world.ts(),
  };
  const payload: Json = {
    type: "block_actions",
    ...actorJson(world, actor),
    trigger_id: triggerId,
    ...whereJson(stage, shown),
    ...(responseUrl && { response_url: responseUrl }),
    ...(message && { state: { values: {} } }),
    ...(view && { view: viewJson(world, view) }),
    actions: [Object.fromEntries(Object.entries(action).filter(([, value]) => value !== undefined))],
  };
  return { ...(await delivery.deliver("interactivity", payload)), triggerId, responseUrl };
}

/** Of an ephemeral message Slack tells where it was, not what it said. */
export function whereJson({ world }: Stage, { message, view }: Shown): Json {
  if (view) return { container: { type: "view", view_id: view.id } };
  if (!message) return {};
  const isEphemeral = message.onlyFor !== null;
  const channel = channelOf(world, message.channel);
  return {
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs !== null && { thread_ts: message.threadTs }),
    },
    channel: { id: channel.id, name: placeName(channel) },
    ...(!isEphemeral && { message: messageJson(message) }),
  };
}

export type Suggested = Where & { readonly user: string; readonly actionId: string; readonly typed: string };

/** docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select */
const suggestionsMax = 100;
const queryLengthDefault = 3;

export interface Suggestion extends Reaction {
  /** null where what came is not what Slack takes. */
  readonly options: readonly Json[] | null;
}

/** A person types into a menu whose options the app gives. */
export async function suggest(stage: Stage, suggested: Suggested): Promise<Suggestion> {
  const shown = shownTo(stage, suggested, suggested.user);
  const { block, element } = elementOf(shown.blocks, suggested.actionId);
  if (!textOf(element["type"]).endsWith("external_select"))
    impossible(`${suggested.actionId} asks the app for nothing`);
  const least = typeof element["min_query_length"] === "number" ? element["min_query_length"] : queryLengthDefault;
  if (suggested.typed.length < least) impossible(`Slack asks the app from ${least} characters on`);
  const payload: Json = {
    type: "block_suggestion",
    ...actorJson(stage.world, shown.actor),
    ...whereJson(stage, shown),
    ...(shown.view && { view: viewJson(stage.world, shown.view) }),
    action_id: element["action_id"],
    block_id: block["block_id"],
    value: suggested.typed,
  };
  const reaction = await stage.delivery.deliver("options", payload);
  const options = optionsFrom(reaction.body);
  if (options) stage.suggested.set(`${suggested.user} ${suggested.actionId}`, options);
  return { ...reaction, options };
}

function optionsFrom(body: unknown): readonly Json[] | null {
  if (!isJson(body) || (body["options"] === undefined && body["option_groups"] === undefined)) return null;
  const options = [
    ...listOf(body["options"]),
    ...listOf(body["option_groups"]).flatMap((group) => listOf(group["options"])),
  ];
  const isGood = ({ text, value }: Json) =>
    isJson(text) &&
    text["type"] === "plain_text" &&
    textOf(text["text"]).length >= 1 &&
    textOf(text["text"]).length <= 75 &&
    textOf(value).length >= 1 &&
    textOf(value).length <= 150;
  return options.length <= suggestionsMax && options.every(isGood) ? options : null;
}
