import { type Json, listOf, numberOf, textOf } from "../json.ts";
import { invalidForm, refuse } from "../refusal.ts";
import type { Command, World } from "../world.ts";
import { type Ask, bodyJson, param, type Route } from "./route.ts";

const dayMs = 86_400_000;
const createsPerDay = 200;
/** By command type: chat input, user, message (docs.discord.com/developers/interactions/application-commands). */
const commandsMax: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 };
const charactersMax = 8_000;
const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

const typeOf = (command: Json): number => numberOf(command["type"]) || 1;

/** The app's own application, and a guild that gave it `applications.commands`. */
function placeOf(ask: Ask): string {
  if (param(ask, "application_id") !== ask.world.app.id) refuse(50001);
  const id = ask.params["guild_id"];
  if (id === undefined) return "";
  if (!ask.world.guilds.get(id)?.install?.scopes.includes("applications.commands")) refuse(50001);
  return id;
}

const commandsIn = (world: World, place: string): readonly Command[] => world.commands.get(place) ?? [];

function overwrite(ask: Ask): readonly Command[] {
  const place = placeOf(ask);
  return save(ask.world, place, listOf(ask.body));
}

function create(ask: Ask): Command {
  const place = placeOf(ask);
  const body = bodyJson(ask);
  const others = commandsIn(ask.world, place).filter(
    (one) => one["name"] !== body["name"] || typeOf(one) !== typeOf(body),
  );
  const saved = save(ask.world, place, [...others, body]);
  return saved.at(-1) ?? {};
}

function save(world: World, place: string, commands: readonly Json[]): readonly Command[] {
  const before = commandsIn(world, place);
  const seen = new Set<string>();
  commands.forEach((command, index) => {
    checkCommand(command, String(index));
    const key = `${typeOf(command)} ${textOf(command["name"])}`;
    if (seen.has(key))
      invalidForm(`${index}`, "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique");
    seen.add(key);
  });
  for (const [type, max] of Object.entries(commandsMax))
    if (commands.filter((one) => typeOf(one) === Number(type)).length > max) refuse(30032);
  const saved = commands.map((command): Command => {
    const same = before.find((one) => one["name"] === command["name"] && typeOf(one) === typeOf(command));
    return {
      description: "",
      ...command,
      type: typeOf(command),
      id: same?.["id"] ?? world.id(),
      application_id: world.app.id,
      version: world.id(),
      default_member_permissions: command["default_member_permissions"] ?? null,
      ...(place && { guild_id: place }),
    };
  });
  const created = saved.filter(({ id }) => !before.some((one) => one["id"] === id)).length;
  const recent = (world.commandsCreatedAtMs.get(place) ?? []).filter((atMs) => atMs > world.now() - dayMs);
  if (recent.length + created > createsPerDay) refuse(30034);
  world.commandsCreatedAtMs.set(place, [...recent, ...Array.from({ length: created }, () => world.now())]);
  world.commands.set(place, saved);
  return saved;
}

function checkCommand(command: Json, at: string): void {
  const isTyped = typeOf(command) === 1;
  if (isTyped) checkName(command, at);
  if (isTyped === (textOf(command["description"]) === ""))
    invalidForm(
      `${at}.description`,
      isTyped ? "BASE_TYPE_REQUIRED" : "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_SIZE",
      isTyped ? "This field is required" : "Context menu commands cannot have description",
    );
  if (!isTyped && listOf(command["options"]).length > 0)
    invalidForm(`${at}.options`, "APPLICATION_COMMAND_INVALID_OPTIONS", "Context menu commands have no options");
  checkOptions(listOf(command["options"]), `${at}.options`);
  if (characters(command) > charactersMax)
    invalidForm(at, "APPLICATION_COMMAND_TOO_LARGE", `Command exceeds maximum size (${charactersMax})`);
}

function checkName(named: Json, at: string): void {
  const name = textOf(named["name"]);
  if (!namePattern.test(name) || name !== name.toLowerCase())
    invalidForm(`${at}.name`, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
}

function checkOptions(options: readonly Json[], at: string): void {
  const names = new Set<string>();
  let isOptionalSeen = false;
  options.forEach((option, index) => {
    const here = `${at}.${index}`;
    checkName(option, here);
    const name = textOf(option["name"]);
    if (names.has(name))
      invalidForm(here, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists");
    names.add(name);
    const isGroup = numberOf(option["type"]) <= 2;
    if (isGroup !== numberOf(options[0]?.["type"]) <= 2)
      invalidForm(
        here,
        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        "Sub-command option types cannot be mixed with others",
      );
    if (option["required"] === true && isOptionalSeen)
      invalidForm(
        here,
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        "Required options must be placed before non-required options",
      );
    if (option["required"] !== true) isOptionalSeen = true;
    if (option["autocomplete"] === true && listOf(option["choices"]).length > 0)
      invalidForm(here, "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES", "Autocomplete excludes choices");
    if (isGroup) checkOptions(listOf(option["options"]), `${here}.options`);
  });
}

/** Of names, descriptions and values, at any depth. */
function characters(one: Json): number {
  const own = [one["name"], one["description"], one["value"]].reduce<number>(
    (sum, text) => sum + textOf(text).length,
    0,
  );
  return [...listOf(one["options"]), ...listOf(one["choices"])].reduce((sum, inner) => sum + characters(inner), own);
}

export const commandRoutes: readonly Route[] = ["", "/guilds/{guild_id}"].flatMap((of): readonly Route[] => {
  const path = `/applications/{application_id}${of}/commands`;
  const one = `${path}/{command_id}`;
  const found = (ask: Ask) =>
    commandsIn(ask.world, placeOf(ask)).find(({ id }) => id === param(ask, "command_id")) ?? refuse(10063);
  return [
    { method: "GET", path, answer: (ask) => commandsIn(ask.world, placeOf(ask)) },
    { method: "PUT", path, answer: overwrite },
    { method: "POST", path, answer: create },
    { method: "GET", path: one, answer: found },
    {
      method: "DELETE",
      path: one,
      answer(ask) {
        const gone = found(ask);
        const place = placeOf(ask);
        ask.world.commands.set(
          place,
          commandsIn(ask.world, place).filter((other) => other !== gone),
        );
      },
    },
  ];
});
