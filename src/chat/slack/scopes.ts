/** What a Slack app may ask for at installation, each as docs.slack.dev/reference/scopes spells it. */
export type BotScope =
  | "app_mentions:read"
  | "chat:write"
  | "commands"
  | "files:read"
  | "files:write"
  | "im:write"
  | "users:read";

/** Every Web API method that is called with a workspace's token, and the scope it needs (docs.slack.dev/reference/methods); null = none. */
export const methods = {
  "auth.test": null,
  "chat.delete": "chat:write",
  "chat.postEphemeral": "chat:write",
  // A person's id for a channel reaches their Messages tab, so nothing more is needed to write to one person.
  "chat.postMessage": "chat:write",
  "chat.update": "chat:write",
  "files.completeUploadExternal": "files:write",
  "files.getUploadURLExternal": "files:write",
  "files.info": "files:read",
  "users.info": "users:read",
  "views.open": null,
  "views.publish": null,
  "views.push": null,
  "views.update": null,
} as const satisfies Readonly<Record<string, BotScope | null>>;

/** Called without a workspace's token: with the app's own secrets. */
export const appMethods = ["apps.connections.open", "oauth.v2.access"] as const;

/** Every event that is subscribed to (docs.slack.dev/reference/events). */
export const events = {
  app_home_opened: null,
  app_mention: "app_mentions:read",
  app_uninstalled: null,
  tokens_revoked: null,
} as const satisfies Readonly<Record<string, BotScope | null>>;

/** What the manifest's features need. */
export const features = {
  slash_commands: "commands",
  shortcuts: "commands",
} as const satisfies Readonly<Record<string, BotScope>>;

/** All that is asked for: nothing that is not used. */
export const botScopes: readonly BotScope[] = [
  ...new Set(
    [...Object.values(features), ...Object.values(methods), ...Object.values(events)].filter(
      (scope): scope is NonNullable<typeof scope> => scope !== null,
    ),
  ),
].sort();
