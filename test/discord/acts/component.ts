import { componentsIn, kind } from "../components.ts";
import type { Reaction } from "../delivery.ts";
import { type Json, listOf, numberOf, textOf } from "../json.ts";
import { messageJson, userJson } from "../render.ts";
import type { Message, World } from "../world.ts";
import { actorIn, impossible, interact, type Stage } from "./actor.ts";

export interface Pressed {
  readonly user: string;
  /** The message's id. */
  readonly message: string;
  /** The whole, or a pattern that one custom id fits. */
  readonly customId: string | RegExp;
}

export interface Selected extends Pressed {
  readonly values: readonly string[];
}

function messageFor(world: World, user: string, id: string): Message {
  const message = world.messages.find((one) => one.id === id && !one.isDeleted);
  if (!message || (message.onlyFor !== null && message.onlyFor !== user)) impossible(`${user} sees no message ${id}`);
  return message;
}

function componentFor(message: Message, customId: string | RegExp, isSelect: boolean): Json {
  const fits = (one: Json) => {
    const id = textOf(one["custom_id"]);
    return id !== "" && (typeof customId === "string" ? id === customId : customId.test(id));
  };
  const found = componentsIn(message.components).find(fits) ?? impossible(`nothing there is called ${customId}`);
  if (isSelect === (found["type"] === kind.button)) impossible(`${customId} is something else`);
  if (found["disabled"] === true) impossible(`${customId} is disabled`);
  return found;
}

function act(stage: Stage, { user, message: id }: Pressed, component: Json, more: Json): Promise<Reaction> {
  const message = messageFor(stage.world, user, id);
  const data = {
    id: numberOf(component["id"]),
    custom_id: component["custom_id"],
    component_type: component["type"],
    ...more,
  };
  const actor = actorIn(stage.world, { user, channel: message.channelId });
  return interact(stage, actor, 3, data, message, { message: messageJson(stage.world, message) });
}

export async function press(stage: Stage, pressed: Pressed): Promise<Reaction> {
  const message = messageFor(stage.world, pressed.user, pressed.message);
  return act(stage, pressed, componentFor(message, pressed.customId, false), {});
}

/** Of options, or ids of users, roles and channels. */
export async function select(stage: Stage, selected: Selected): Promise<Reaction> {
  const { world } = stage;
  const { user, values } = selected;
  const component = componentFor(messageFor(world, user, selected.message), selected.customId, true);
  const options = listOf(component["options"]).map((option) => option["value"]);
  const isOffered = (value: string) => component["type"] !== kind.select || options.includes(value);
  if (!values.every(isOffered)) impossible(`${values} is not offered`);
  const min = component["min_values"] === undefined ? 1 : numberOf(component["min_values"]);
  const max = component["max_values"] === undefined ? 1 : numberOf(component["max_values"]);
  if (values.length < min || values.length > max) impossible(`select ${min} to ${max}`);
  const users = values.flatMap((id) => {
    const found = component["type"] === 5 ? world.users.get(id) : undefined;
    return found ? [[id, userJson(found)] as const] : [];
  });
  return act(stage, selected, component, { values, resolved: { users: Object.fromEntries(users) } });
}
