import { isJson, type Json, listOf, textOf } from "./json.ts";
import type { AppOptions } from "./options.ts";

/** The app that a manifest makes (docs.slack.dev/reference/app-manifest): what it leaves out, Slack does not send or allow. */
export function appOf(manifest: unknown): Partial<AppOptions> {
  const features = inside(manifest, "features");
  const settings = inside(manifest, "settings");
  const commands = listOf(features["slash_commands"]);
  const shortcuts = listOf(features["shortcuts"]).filter(({ type }) => type === "message");
  const subscribed = inside(settings, "event_subscriptions")["bot_events"];
  const oauth = inside(manifest, "oauth_config");
  return {
    scopes: texts(inside(oauth, "scopes")["bot"]),
    redirectUris: texts(oauth["redirect_urls"]),
    commands: commands.map(({ command }) => textOf(command)),
    escapedCommands: commands.filter((one) => one["should_escape"] === true).map(({ command }) => textOf(command)),
    shortcuts: shortcuts.map((one) => textOf(one["callback_id"])),
    events: texts(subscribed),
    hasHomeTab: inside(features, "app_home")["home_tab_enabled"] === true,
    rotatesTokens: settings["token_rotation_enabled"] === true,
  };
}

function inside(value: unknown, key: string): Json {
  const inner = isJson(value) ? value[key] : undefined;
  return isJson(inner) ? inner : {};
}

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
