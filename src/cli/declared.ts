import type { DiscordCommand } from "../chat/discord/registration.ts";
import type { ManifestCommand } from "../chat/slack/manifest.ts";
import type { Command } from "../commands/command.ts";
import { commands } from "../commands/index.ts";
import { choiceName, type Option } from "../commands/option.ts";
import { languages, type Told } from "../model/language.ts";
import { usageOf } from "./usage.ts";

/** The commands there are, as Slack is told of them. */
export const manifestCommands = (): readonly ManifestCommand[] =>
  commands.map((command) => ({ name: command.name, help: command.help.en, usage: usageOf(command) }));

/** The same, as Discord is told of them. */
export const registeredCommands = (): readonly DiscordCommand[] =>
  commands.map((command) => ({
    name: command.name,
    names: command.names,
    help: command.help,
    isWriting: alwaysWrites(command),
    options: Object.entries(command.options).map(([name, option]) => ({
      name,
      names: option.names,
      help: option.help,
      required: option.required,
      choices: (option.choices ?? []).map((value) => ({ value, names: namesOf(option, value) })),
      suggests: option.suggest !== undefined,
    })),
  }));

const namesOf = (option: Option, choice: string): Told =>
  Object.fromEntries(languages.map((language) => [language, choiceName(option, choice, language)])) as Told;

/** Whether it changes what the channel tracks even where nothing is chosen that may be left out. */
const alwaysWrites = ({ options, writes }: Command): boolean =>
  true ===
  writes(
    Object.fromEntries(
      Object.entries(options).map(([name, option]) => [name, option.required ? null : option.parse([])]),
    ),
  );
