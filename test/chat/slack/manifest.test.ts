import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { newAppLink, slackManifest } from "../../../src/chat/slack/manifest.ts";
import { botScopes, events } from "../../../src/chat/slack/scopes.ts";
import { manifestCommands } from "../../../src/cli/declared.ts";
import { commands } from "../../../src/commands/index.ts";

const root = join(import.meta.dirname, "../../..");
const schema = join(root, "../shared/specs/slack-manifest.schema.2.0.0.json");
const publicUrl = "https://groundswell.example";

interface Manifest {
  readonly features: {
    readonly app_home: object;
    readonly shortcuts: readonly object[];
    readonly slash_commands: readonly {
      readonly command: string;
      readonly url?: string;
      readonly description: string;
      readonly usage_hint?: string;
      readonly should_escape: boolean;
    }[];
  };
  readonly oauth_config: {
    readonly redirect_urls?: readonly string[];
    readonly scopes: { readonly bot: readonly string[] };
  };
  readonly settings: {
    readonly event_subscriptions: { readonly request_url?: string; readonly bot_events: readonly string[] };
    readonly interactivity: object;
    readonly org_deploy_enabled: boolean;
    readonly socket_mode_enabled: boolean;
  };
}
const socket = slackManifest({ commands: manifestCommands(), publicUrl: null }) as Manifest;
const http = slackManifest({ commands: manifestCommands(), publicUrl }) as Manifest;

test("manifest.yml is the one for Socket Mode, word for word", () => {
  expect(parse(readFileSync(join(root, "manifest.yml"), "utf8"))).toEqual(socket);
});

describe.each([
  ["Socket Mode", socket],
  ["HTTP", http],
])("the manifest for %s", (_, manifest) => {
  test.skipIf(!existsSync(schema))("is valid by Slack's own schema (needs ../shared/specs)", () => {
    const validate = new Ajv({ strict: false, allErrors: true }).compile(
      JSON.parse(readFileSync(schema, "utf8")) as object,
    );
    validate(manifest);
    expect(validate.errors ?? []).toEqual([]);
  });

  test("offers every command, with its hint, and takes hashtags as they were typed", () => {
    const { slash_commands } = manifest.features;
    expect(slash_commands.map(({ command }) => command)).toEqual(commands.map(({ name }) => `/${name}`));
    expect(slash_commands.filter(({ should_escape }) => should_escape)).toEqual([]);
    expect(slash_commands.find(({ command }) => command === "/track")?.usage_hint).toContain("#tag");
    expect(slash_commands.filter(({ usage_hint }) => usage_hint === "")).toEqual([]);
  });

  test("offers the message shortcut, the home page and messages", () => {
    expect(manifest.features.shortcuts).toEqual([
      expect.objectContaining({ type: "message", callback_id: "analyse", name: "Analyse this post" }),
    ]);
    expect(manifest.features.app_home).toMatchObject({ home_tab_enabled: true, messages_tab_enabled: true });
  });

  test("spells scopes and events as Slack does, which the schema does not check", () => {
    expect(manifest.oauth_config.scopes.bot.filter((scope) => !slackScopes.includes(scope))).toEqual([]);
    expect(manifest.oauth_config.scopes.bot).toEqual(botScopes);
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(Object.keys(events));
    const types = join(root, "node_modules/@slack/types/dist/events");
    const known = readdirSync(types)
      .filter((file) => file.endsWith(".d.ts"))
      .flatMap((file) => [...readFileSync(join(types, file), "utf8").matchAll(/^\s+type: '(\w+)';/gmu)])
      .map(([, type]) => type);
    expect(known).toContain("message");
    expect(known).not.toContain("app_uninstaled");
    expect(manifest.settings.event_subscriptions.bot_events.filter((event) => !known.includes(event))).toEqual([]);
  });
});

test("in Socket Mode no address is named", () => {
  expect(JSON.stringify(socket)).not.toMatch(/https?:|_url/u);
  expect(socket.settings).toMatchObject({ socket_mode_enabled: true, org_deploy_enabled: false });
});

test("over HTTP every address is ours, and options are asked for there too", () => {
  const url = `${publicUrl}/slack/events`;
  expect(http.settings).toMatchObject({
    socket_mode_enabled: false,
    org_deploy_enabled: true,
    event_subscriptions: { request_url: url },
    interactivity: { is_enabled: true, request_url: url, message_menu_options_url: url },
  });
  expect(new Set(http.features.slash_commands.map((command) => command.url))).toEqual(new Set([url]));
  expect(http.oauth_config.redirect_urls).toEqual([`${publicUrl}/slack/oauth_redirect`]);
});

test("the link to a new app carries the whole manifest", () => {
  const link = new URL(newAppLink(http));
  expect([link.origin, link.pathname, link.searchParams.get("new_app")]).toEqual([
    "https://api.slack.com",
    "/apps",
    "1",
  ]);
  expect(JSON.parse(link.searchParams.get("manifest_json") ?? "")).toEqual(http);
  expect(link.href).toMatch(/^[\x21-\x7e]+$/u);
});

/** What a bot may ask for, of those that we could come to use (docs.slack.dev/reference/scopes). */
const slackScopes = [
  "app_mentions:read",
  "channels:history",
  "channels:join",
  "channels:read",
  "chat:write",
  "chat:write.customize",
  "chat:write.public",
  "commands",
  "emoji:read",
  "files:read",
  "files:write",
  "groups:history",
  "groups:read",
  "im:history",
  "im:read",
  "im:write",
  "links:read",
  "links:write",
  "mpim:read",
  "pins:write",
  "reactions:read",
  "reactions:write",
  "team:read",
  "usergroups:read",
  "users:read",
  "users:read.email",
];
