import { ApplicationCommandOptionType, ApplicationCommandType, PermissionFlagsBits as may } from "discord.js";
import { z } from "zod";
import { inEvery, type Language, type Told } from "../../model/language.ts";
import type { DiscordRest } from "./rest.ts";

/** A command of the registry, as Discord is told of it. Names are lower case; helps have up to 100 characters. */
export interface DiscordCommand {
  readonly name: string;
  readonly names: Told;
  readonly help: Told;
  /** Whatever is chosen in it, it changes what the channel tracks. */
  readonly isWriting: boolean;
  readonly options: readonly DiscordOption[];
}

interface DiscordOption {
  readonly name: string;
  readonly names: Told;
  readonly help: Told;
  readonly required: boolean;
  readonly choices: readonly { readonly value: string; readonly names: Told }[];
  readonly suggests: boolean;
}

/** What is done with somebody's message: the action that its text is taken to. */
export const analyseMenu = "analyse";

const analyseNames = inEvery({
  en: "Analyse this post",
  de: "Beitrag untersuchen",
  fr: "Analyser ce message",
  es: "Analizar este mensaje",
  pt: "Analisar esta mensagem",
  ja: "この投稿を分析",
});

/** Discord's names of our languages (docs.discord.com/developers/reference#locales); English is what stands without one. */
const locales: Readonly<Record<Exclude<Language, "en">, readonly string[]>> = {
  de: ["de"],
  fr: ["fr"],
  es: ["es-ES", "es-419"],
  pt: ["pt-BR"],
  ja: ["ja"],
};

const localized = (told: Told): Record<string, string> =>
  Object.fromEntries(
    (Object.keys(locales) as (keyof typeof locales)[]).flatMap((language) =>
      locales[language].map((locale) => [locale, told[language]] as const),
    ),
  );

/** For whom commands are: in servers that have the bot (0), and by people who have it for themselves (1), as far as the application is set up so. */
export interface Reach {
  readonly integrationTypes: readonly number[];
  /** In one server only: there neither is said. */
  readonly isOneServer: boolean;
}

/** In servers, and in direct messages with the bot. */
const contexts = [0, 1];
const reachOf = ({ integrationTypes, isOneServer }: Reach) =>
  isOneServer ? {} : { contexts, integration_types: integrationTypes };

/**
 * The commands as they are registered (docs.discord.com/developers/interactions/application-commands). Who may not manage channels is
 * not even offered what changes them, unless the server says otherwise; the server's own settings have the last word there,
 * and ours when it is used.
 */
export function registrationOf(commands: readonly DiscordCommand[], reach: Reach): readonly object[] {
  const typed = commands.map(({ name, names, help, isWriting, options }) => ({
    type: ApplicationCommandType.ChatInput,
    name,
    name_localizations: localized(names),
    description: help.en,
    description_localizations: localized(help),
    default_member_permissions: isWriting ? may.ManageChannels.toString() : null,
    ...reachOf(reach),
    // What is required comes first.
    options: [...options].sort((a, b) => Number(b.required) - Number(a.required)).map(optionOf),
  }));
  return [
    ...typed,
    {
      type: ApplicationCommandType.Message,
      name: analyseNames.en,
      name_localizations: localized(analyseNames),
      default_member_permissions: null,
      ...reachOf(reach),
    },
  ];
}

const optionOf = ({ name, names, help, required, choices, suggests }: DiscordOption) => ({
  type: ApplicationCommandOptionType.String,
  name,
  name_localizations: localized(names),
  description: help.en,
  description_localizations: localized(help),
  required,
  ...(choices.length > 0
    ? {
        choices: choices.map(({ value, names }) => ({ name: names.en, name_localizations: localized(names), value })),
      }
    : {}),
  ...(suggests && choices.length === 0 ? { autocomplete: true } : {}),
});

const application = z.object({
  id: z.string(),
  integration_types_config: z.record(z.string(), z.unknown()).optional(),
});

/** Whose token it is, and where it may be installed (docs.discord.com/developers/resources/application#application-object). */
export async function applicationOf(rest: DiscordRest): Promise<{ id: string; integrationTypes: readonly number[] }> {
  const { id, integration_types_config: types } = application.parse(
    await rest.call({ method: "GET", path: "/applications/@me" }),
  );
  return { id, integrationTypes: types ? Object.keys(types).map(Number) : [0, 1] };
}

/**
 * Registers them where they differ from what is registered; whether it did. For everybody, or in one server only, where it shows at
 * once: for development.
 */
export async function register(
  rest: DiscordRest,
  { applicationId, guildId, commands }: { applicationId: string; guildId: string | null; commands: readonly object[] },
): Promise<boolean> {
  const path = `/applications/${applicationId}${guildId === null ? "" : `/guilds/${guildId}`}/commands` as const;
  const there = await rest.call({ method: "GET", path, query: { with_localizations: "true" } });
  if (Array.isArray(there) && listKey(there) === listKey(commands)) return false;
  await rest.call({ method: "PUT", path, body: commands });
  return true;
}

const listKey = (commands: readonly unknown[]): string => commands.map(keyOf).sort().join("\n");

/** What Discord adds to what it was told. */
const added = [
  "id",
  "application_id",
  "version",
  "guild_id",
  "dm_permission",
  "nsfw",
  "name_localized",
  "description_localized",
];

/** The same for the same command, in whatever order and with whatever defaults it comes. */
function keyOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const told = Object.entries(value)
    .filter(([name, one]) => !added.includes(name) && !isUnsaid(one))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${told.map(([name, one]) => `${JSON.stringify(name)}:${keyOf(one)}`).join()}}`;
}

const isUnsaid = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === false ||
  value === "" ||
  (Array.isArray(value) && value.length === 0);
