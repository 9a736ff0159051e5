import { ConfigError } from "../../model/errors.ts";
import { type Secret, secret } from "../../model/secret.ts";

/** How Discord reaches us: over its gateway, or by asking the public address. */
export interface DiscordConfig {
  readonly apiUrl: string;
  readonly token: Secret;
  readonly by: { readonly kind: "gateway" } | { readonly kind: "http"; readonly publicKey: string };
  readonly install: { readonly clientSecret: Secret; readonly publicUrl: string } | null;
  /** The one server that commands are registered in; null = everywhere. */
  readonly commandsIn: string | null;
}

/** What of the environment is about Discord. */
interface Given {
  readonly DISCORD_BOT_TOKEN?: string | undefined;
  readonly DISCORD_CLIENT_SECRET?: string | undefined;
  readonly DISCORD_PUBLIC_KEY?: string | undefined;
  readonly DISCORD_GUILD_ID?: string | undefined;
  readonly DISCORD_API_URL: string;
  readonly PUBLIC_URL?: string | undefined;
}

/** Null where nothing is set; a ConfigError where something is missing. */
export function discordOf(data: Given): DiscordConfig | null {
  const { DISCORD_BOT_TOKEN: token, DISCORD_PUBLIC_KEY: publicKey, DISCORD_CLIENT_SECRET: clientSecret } = data;
  const { DISCORD_GUILD_ID: guild, DISCORD_API_URL: apiUrl, PUBLIC_URL: publicUrl } = data;
  if ([token, publicKey, clientSecret, guild].every((value) => value === undefined)) return null;
  const problems: string[] = [];
  if (!token) problems.push("Discord needs DISCORD_BOT_TOKEN. `groundswell setup discord` asks for what is missing.");
  if (publicKey && !publicUrl) problems.push("DISCORD_PUBLIC_KEY needs PUBLIC_URL: where Discord is to ask.");
  if (clientSecret && !publicUrl) problems.push("DISCORD_CLIENT_SECRET needs PUBLIC_URL: where people come back to.");
  if (!token || problems.length > 0) throw new ConfigError(problems);
  return {
    apiUrl,
    token: secret(token),
    by: publicKey ? { kind: "http", publicKey } : { kind: "gateway" },
    install: clientSecret && publicUrl ? { clientSecret: secret(clientSecret), publicUrl } : null,
    commandsIn: guild ?? null,
  };
}
