import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { newAppLink, slackManifest, slackPaths } from "../chat/slack/manifest.ts";
import { newKeyText, readKeys } from "../model/secret-keys.ts";
import { ownKeysFile } from "../store/own-keys.ts";
import { manifestCommands } from "./declared.ts";
import { type EnvFile, openEnvFile } from "./env-file.ts";
import { askFor, type Pasted } from "./pasted.ts";
import { publicUrlOf, setPublicUrl } from "./public-url.ts";
import { ShellError } from "./shell-error.ts";
import type { Io } from "./verb.ts";

export const slackUsage = "slack [--public-url URL] [--socket|--http]";

const hex32 = /^[0-9a-f]{32}$/u;
const pasted: Readonly<Record<"socket" | "http", readonly Pasted[]>> = {
  socket: [
    {
      name: "SLACK_APP_TOKEN",
      where: "Basic Information → App-Level Tokens → Generate, with the scope connections:write",
      shape: /^xapp-[\w-]{20,}$/u,
      looksLike: "xapp-…",
    },
    {
      name: "SLACK_BOT_TOKEN",
      where: "Install App → Install to your workspace → Bot User OAuth Token",
      shape: /^xoxb-[\w-]{20,}$/u,
      looksLike: "xoxb-…",
    },
  ],
  http: [
    {
      name: "SLACK_CLIENT_ID",
      where: "Basic Information → App Credentials → Client ID",
      shape: /^\d+\.\d+$/u,
      looksLike: "two numbers with a dot between",
    },
    {
      name: "SLACK_CLIENT_SECRET",
      where: "Basic Information → App Credentials → Client Secret",
      shape: hex32,
      looksLike: "32 of 0-9 and a-f",
    },
    {
      name: "SLACK_SIGNING_SECRET",
      where: "Basic Information → App Credentials → Signing Secret",
      shape: hex32,
      looksLike: "32 of 0-9 and a-f",
    },
  ],
};

/** `path` is the .env file. What stands there stays, but for what the person at the terminal replaces. */
export async function setUpSlack(args: readonly string[], io: Io, path: string): Promise<void> {
  const file = await openEnvFile(path);
  const { mode, publicUrl } = wishOf(args, file, io);
  await ensureKeys(file, io, path);
  if (publicUrl !== null) setPublicUrl(file, publicUrl, io);
  await file.save();

  const link = newAppLink(slackManifest({ commands: manifestCommands(), publicUrl }));
  io.out("1. Open this address, choose your workspace and press Create:");
  io.out(`\n   ${link}\n`);
  io.out(`2. Then these go into ${path}:`);
  await askFor(pasted[mode], { file, path, io });
  io.out(
    mode === "socket"
      ? "3. npm start; in Slack: /invite @groundswell, then /track #worldcup"
      : `3. npm start; then open ${new URL(slackPaths.install, publicUrl ?? "").href} to add it to workspaces`,
  );
}

function wishOf(args: readonly string[], file: EnvFile, io: Io): { mode: "socket" | "http"; publicUrl: string | null } {
  const { values } = parsed(args);
  const { socket = false, http = false } = values;
  const asked = values["public-url"];
  if (socket && (http || asked !== undefined))
    throw new ShellError("--socket needs no public address, and goes with neither --http nor --public-url.");
  if (socket) return { mode: "socket", publicUrl: null };
  const known = file.get("PUBLIC_URL") ?? io.env["PUBLIC_URL"]?.trim();
  if (asked === undefined && !http) return { mode: "socket", publicUrl: null };
  const given = asked ?? known;
  if (!given)
    throw new ShellError(
      "--http needs the address under which Slack reaches you: --public-url https://groundswell.example.org",
    );
  return { mode: "http", publicUrl: publicUrlOf(given) };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { "public-url": { type: "string" }, socket: { type: "boolean" }, http: { type: "boolean" } },
    });
  } catch (error) {
    throw new ShellError(`${error instanceof Error ? error.message : error} Usage: setup ${slackUsage}`);
  }
}

/** Where tokens were sealed before with the key of the data folder, that key goes on. */
async function ensureKeys(file: EnvFile, io: Io, path: string): Promise<void> {
  if (file.get("SECRET_KEYS") || io.env["SECRET_KEYS"]?.trim()) return;
  const own = ownKeysFile(file.get("DATA_DIR") ?? io.env["DATA_DIR"]?.trim() ?? ".data");
  const there = await readFile(own, "utf8").catch(() => null);
  if (there !== null) readKeys(there.trim(), own);
  file.set("SECRET_KEYS", there?.trim() ?? newKeyText());
  const made = there === null ? "was made and written to" : `was copied from ${own} to`;
  io.out(`SECRET_KEYS ${made} ${path}. Keep a copy elsewhere: without it, stored tokens cannot be read.`);
}
