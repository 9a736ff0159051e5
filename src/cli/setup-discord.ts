import { parseArgs } from "node:util";
import { secret } from "../model/secret.ts";
import { registeredCommands } from "./declared.ts";
import { openEnvFile } from "./env-file.ts";
import { askFor, type Pasted } from "./pasted.ts";
import { publicUrlOf, setPublicUrl } from "./public-url.ts";
import { ShellError } from "./shell-error.ts";
import type { Io } from "./verb.ts";

export const discordUsage = "discord [--guild ID] [--public-url URL [--http]]";

const token: Pasted = {
  name: "DISCORD_BOT_TOKEN",
  where: "Bot → Reset Token (Discord shows it once)",
  shape: /^[\w-]{20,}\.[\w-]{4,}\.[\w-]{20,}$/u,
  looksLike: "three parts with dots between",
};
const clientSecret: Pasted = {
  name: "DISCORD_CLIENT_SECRET",
  where: "OAuth2 → Client Secret → Reset Secret",
  shape: /^[\w-]{20,}$/u,
  looksLike: "32 letters, digits, - and _",
};
const publicKey: Pasted = {
  name: "DISCORD_PUBLIC_KEY",
  where: "General Information → Public Key",
  shape: /^[0-9a-f]{64}$/u,
  looksLike: "64 of 0-9 and a-f",
};

/**
 * `path` is the .env file. What stands there stays, but for what the person at the terminal replaces. Once the token is known, the
 * commands are registered where they differ from what Discord has, and the invitations are printed.
 */
export async function setUpDiscord(args: readonly string[], io: Io, path: string): Promise<void> {
  const file = await openEnvFile(path);
  const { publicUrl, isHttp, guild } = wishOf(args);
  // Its library is large, and the list of verbs needs none of it.
  const { discordPaths, personalInvitation, serverInvitation } = await import("../chat/discord/invitation.ts");
  if (publicUrl !== null) setPublicUrl(file, publicUrl, io);
  if (guild !== null) file.set("DISCORD_GUILD_ID", guild);
  await file.save();

  io.out("1. Open https://discord.com/developers/applications and press New Application; no intent need be turned on.");
  if (publicUrl !== null) {
    io.out(`   OAuth2 → Redirects → Add: ${new URL(discordPaths.redirect, publicUrl).href}`);
    if (isHttp)
      io.out(
        `   General Information → Interactions Endpoint URL: ${new URL(discordPaths.interactions, publicUrl).href} (Discord tries it when you save: do so once Groundswell runs)`,
      );
  }
  io.out(`2. Then these go into ${path}:`);
  const wanted = [token, ...(publicUrl === null ? [] : [clientSecret]), ...(isHttp ? [publicKey] : [])];
  const missing = await askFor(wanted, { file, path, io });
  const given = file.get(token.name) ?? io.env[token.name]?.trim();
  if (missing.includes(token.name) || !given) {
    io.out("3. Run this again once the token is there: it registers the commands and prints the invitation.");
    return;
  }
  const apiUrl = file.get("DISCORD_API_URL") ?? io.env["DISCORD_API_URL"]?.trim();
  const guildId = file.get("DISCORD_GUILD_ID") ?? null;
  const applicationId = await registered({ token: given, guildId, ...(apiUrl ? { apiUrl } : {}) }, io);
  io.out(`3. Add it to a server: ${serverInvitation({ applicationId })}`);
  io.out(`   Or to yourself, for direct messages: ${personalInvitation({ applicationId })}`);
  if (publicUrl !== null) io.out(`   Others can add it at ${new URL(discordPaths.install, publicUrl).href}`);
  io.out("4. npm start; in Discord: /track tag:#worldcup");
}

interface Registering {
  readonly token: string;
  readonly guildId: string | null;
  readonly apiUrl?: string;
}

/** The application's id. */
async function registered(
  { token, guildId, apiUrl = "https://discord.com/api" }: Registering,
  io: Io,
): Promise<string> {
  const { openDiscordRest } = await import("../chat/discord/rest.ts");
  const { applicationOf, register, registrationOf } = await import("../chat/discord/registration.ts");
  const rest = openDiscordRest({ apiUrl, token: secret(token), log: { warn() {} } });
  try {
    const { id: applicationId, integrationTypes } = await applicationOf(rest);
    const commands = registrationOf(registeredCommands(), { integrationTypes, isOneServer: guildId !== null });
    const isNew = await register(rest, { applicationId, guildId, commands });
    const where = guildId === null ? "" : ` in server ${guildId}`;
    io.out(isNew ? `Commands are registered${where}.` : `Commands are registered${where} already.`);
    return applicationId;
  } catch (error) {
    throw new ShellError(
      `Discord did not take that (${error instanceof Error ? error.message : error}). Everything is written; run this again later.`,
    );
  }
}

function wishOf(args: readonly string[]): { publicUrl: string | null; isHttp: boolean; guild: string | null } {
  const { "public-url": url, http: isHttp = false, guild = null } = parsed(args);
  if (isHttp && url === undefined)
    throw new ShellError(
      "--http needs the address under which Discord reaches you: --public-url https://groundswell.example.org",
    );
  if (guild !== null && !/^\d{15,20}$/u.test(guild))
    throw new ShellError(
      `--guild takes a server's id, a long number, not “${guild}”. Developer Mode lets you copy it.`,
    );
  return { publicUrl: url === undefined ? null : publicUrlOf(url), isHttp, guild };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { "public-url": { type: "string" }, http: { type: "boolean" }, guild: { type: "string" } },
    }).values;
  } catch (error) {
    throw new ShellError(`${error instanceof Error ? error.message : error} Usage: setup ${discordUsage}`);
  }
}
