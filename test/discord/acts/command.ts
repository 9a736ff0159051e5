import { PermissionFlagsBits as may } from "discord.js";
import type { Reaction } from "../delivery.ts";
import { isJson, type Json, listOf, numberOf, textOf } from "../json.ts";
import { channelJson, memberJson, messageJson, userJson } from "../render.ts";
import type { Command, World } from "../world.ts";
import { type Actor, actorIn, impossible, interact, ownersOf, type Stage, type Where } from "./actor.ts";

type Value = string | number | boolean;

export interface Typed extends Where {
  /** With its subcommands: `alert mute`. */
  readonly name: string;
  readonly options?: Readonly<Record<string, Value>>;
}

export interface Suggesting extends Typed {
  /** The option they are typing in; the rest of `options` may be unfinished. */
  readonly focused: string;
}

export interface Used extends Where {
  readonly name: string;
  /** A message's id or a user's. */
  readonly target: string;
}

/** A command that this person sees there (docs.discord.com/developers/interactions/application-commands#contexts). */
function commandFor(world: World, actor: Actor, name: string, types: readonly number[]): Command {
  const { guild, channel, permissions } = actor;
  const own = world.commands.get(guild?.id ?? "-") ?? [];
  const found = [...own, ...(world.commands.get("") ?? [])].find(
    (one) => one["name"] === name && types.includes(numberOf(one["type"])),
  );
  if (!found) impossible(`there is no command ${name}`);
  const owners = ownersOf(actor);
  const kinds = Array.isArray(found["integration_types"]) ? found["integration_types"] : [0];
  if (!kinds.some((kind) => owners[String(kind)] !== undefined)) impossible(`the app is not installed for ${name}`);
  const contexts = found["contexts"];
  if (Array.isArray(contexts) && !contexts.includes(guild ? 0 : 1)) impossible(`${name} is not offered here`);
  if (guild && !(permissions & may.UseApplicationCommands)) impossible("no permission to use application commands");
  const needed = found["default_member_permissions"];
  if (guild && typeof needed === "string") {
    const bits = BigInt(needed);
    const isAdmin = (permissions & may.Administrator) !== 0n;
    if (!isAdmin && (bits === 0n || (permissions & bits) !== bits)) impossible(`no permission to use ${name}`);
  }
  if (found["nsfw"] === true && guild && !channel.isAgeRestricted) impossible(`${name} is age-restricted`);
  return found;
}

export async function typeCommand(stage: Stage, typed: Typed): Promise<Reaction> {
  const actor = actorIn(stage.world, typed);
  return interact(stage, actor, 2, commandData(stage.world, actor, typed, null));
}

/** Gives what was suggested: names and values. */
export async function autocomplete(stage: Stage, typed: Suggesting): Promise<readonly Json[]> {
  const actor = actorIn(stage.world, typed);
  const data = commandData(stage.world, actor, typed, typed.focused);
  const { answer } = await interact(stage, actor, 4, data);
  const given = answer?.["data"];
  return isJson(given) ? listOf(given["choices"]) : [];
}

function commandData(world: World, actor: Actor, { name, options = {} }: Typed, focused: string | null): Json {
  const [first = "", ...path] = name.split(" ");
  const command = commandFor(world, actor, first, [1]);
  let level: Json = command;
  const groups: Json[] = [];
  for (const part of path) {
    level = listOf(level["options"]).find((one) => one["name"] === part) ?? impossible(`/${name} is not there`);
    groups.push(level);
  }
  const declared = listOf(level["options"]);
  if (declared.some(({ type }) => numberOf(type) <= 2)) impossible(`/${name} needs a subcommand`);
  const unknown = Object.keys(options).find((key) => !declared.some((one) => one["name"] === key));
  if (unknown !== undefined) impossible(`/${name} has no option ${unknown}`);
  const resolved: Record<string, Record<string, Json>> = {};
  let given: readonly Json[] = declared.flatMap((option) => {
    const key = textOf(option["name"]);
    const value = options[key];
    if (key === focused && option["autocomplete"] !== true) impossible(`${key} suggests nothing`);
    if (value === undefined) {
      if (focused === null && option["required"] === true) impossible(`/${name}: the option ${key} is required`);
      return key === focused ? [{ name: key, type: option["type"], value: "", focused: true }] : [];
    }
    if (focused === null) checkValue(option, value);
    if (focused === null) resolve(world, actor, numberOf(option["type"]), String(value), resolved);
    return [{ name: key, type: option["type"], value, ...(key === focused && { focused: true }) }];
  });
  for (const group of groups.reverse()) given = [{ name: group["name"], type: group["type"], options: given }];
  const guild_id = command["guild_id"];
  return {
    id: command["id"],
    name: command["name"],
    type: 1,
    options: given,
    ...(guild_id !== undefined && { guild_id }),
    ...(Object.keys(resolved).length > 0 && { resolved }),
  };
}

const jsTypes: Readonly<Record<number, string>> = { 3: "string", 4: "number", 5: "boolean", 10: "number" };

function checkValue(option: Json, value: Value): void {
  const name = textOf(option["name"]);
  if (typeof value !== (jsTypes[numberOf(option["type"])] ?? "string")) impossible(`${name} is of another type`);
  const choices = listOf(option["choices"]);
  if (choices.length > 0 && !choices.some((choice) => choice["value"] === value))
    impossible(`${name} does not offer ${value}`);
  const isWithin = (size: number, min: unknown, max: unknown) =>
    (typeof min !== "number" || size >= min) && (typeof max !== "number" || size <= max);
  if (typeof value === "number" && !isWithin(value, option["min_value"], option["max_value"]))
    impossible(`${name} does not allow ${value}`);
  if (typeof value === "string" && !isWithin(value.length, option["min_length"], option["max_length"] ?? 6_000))
    impossible(`${name} does not allow that length`);
}

/** What ids in options stand for. */
function resolve(
  world: World,
  { guild }: Actor,
  type: number,
  id: string,
  into: Record<string, Record<string, Json>>,
): void {
  const put = (kind: string, json: Json) => {
    into[kind] = { ...into[kind], [id]: json };
  };
  if (type === 6 || type === 9) {
    const user = world.users.get(id);
    if (user) put("users", userJson(user));
    if (user && guild?.members.has(id)) {
      const { user: _, ...member } = memberJson(world, guild, id);
      put("members", { ...member, permissions: "0" });
    }
  }
  if (type === 7) {
    const channel = world.channels.get(id);
    if (!channel || channel.guildId !== guild?.id) impossible(`there is no channel ${id}`);
    put("channels", { ...channelJson(world, channel), permissions: "0" });
  }
}

/** A right click on a message or a person. */
export async function contextMenu(stage: Stage, used: Used): Promise<Reaction> {
  const { world } = stage;
  const actor = actorIn(world, used);
  const message = world.messages.find(({ id, isDeleted }) => id === used.target && !isDeleted);
  const command = commandFor(world, actor, used.name, message ? [3] : [2]);
  const user = world.users.get(used.target);
  const resolved = message
    ? { messages: { [message.id]: messageJson(world, message) } }
    : { users: { [used.target]: userJson(user ?? impossible(`there is nothing called ${used.target}`)) } };
  const data = { id: command["id"], name: command["name"], type: command["type"], target_id: used.target, resolved };
  return interact(stage, actor, 2, data);
}
