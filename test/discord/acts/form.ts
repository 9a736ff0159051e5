import { componentsIn, kind } from "../components.ts";
import type { Reaction } from "../delivery.ts";
import { type Json, listOf, numberOf, textOf } from "../json.ts";
import { messageJson } from "../render.ts";
import { actorIn, impossible, interact, type Stage } from "./actor.ts";

export interface Filled {
  readonly user: string;
  /** By custom id; what is left out keeps what the form showed. */
  readonly values: Readonly<Record<string, string | readonly string[]>>;
}

/** Fills and sends the form that this person has open. */
export async function submitModal(stage: Stage, { user, values }: Filled): Promise<Reaction> {
  const { world } = stage;
  const modal = world.modals.get(user) ?? impossible(`${user} has no form open`);
  const inputs = componentsIn(modal.components).filter((one) => textOf(one["custom_id"]) !== "");
  const unknown = Object.keys(values).find((id) => !inputs.some((one) => one["custom_id"] === id));
  if (unknown !== undefined) impossible(`the form has no ${unknown}`);
  const components = modal.components.flatMap((one): readonly Json[] => {
    if (one["type"] === kind.label)
      return listOf([one["component"]]).map((input) => ({ type: kind.label, id: 1, component: filled(input, values) }));
    if (one["type"] !== kind.row) return [];
    return [{ type: kind.row, components: listOf(one["components"]).map((input) => filled(input, values)) }];
  });
  world.modals.delete(user);
  const source = world.messages.find(({ id, isDeleted }) => id === modal.interaction.sourceId && !isDeleted) ?? null;
  const actor = actorIn(world, { user, channel: modal.interaction.channelId });
  const data = { custom_id: modal.customId, components };
  return interact(stage, actor, 5, data, source, source ? { message: messageJson(world, source) } : {});
}

function filled(input: Json, values: Filled["values"]): Json {
  const id = textOf(input["custom_id"]);
  const given = values[id];
  const isRequired = input["required"] !== false;
  const same = { type: input["type"], id: numberOf(input["id"]), custom_id: id };
  if (input["type"] === kind.input) {
    const value = given === undefined ? textOf(input["value"]) : given;
    if (typeof value !== "string") impossible(`${id} is text`);
    if (isRequired && value === "") impossible(`${id} is required`);
    const max = numberOf(input["max_length"]) || 4_000;
    if (value !== "" && (value.length < numberOf(input["min_length"]) || value.length > max))
      impossible(`${id} does not allow that length`);
    return { ...same, value };
  }
  const options = listOf(input["options"]);
  const chosen = options.filter((option) => option["default"] === true).map((option) => textOf(option["value"]));
  const list = given === undefined ? chosen : typeof given === "string" ? [given] : given;
  if (isRequired && list.length === 0) impossible(`${id} is required`);
  if (list.length > (numberOf(input["max_values"]) || 1)) impossible(`${id} takes fewer`);
  if (options.length > 0 && !list.every((value) => options.some((option) => option["value"] === value)))
    impossible(`${id} does not offer ${list}`);
  return { ...same, values: list };
}
