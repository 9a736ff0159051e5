import { botScopes, events } from "./scopes.ts";

export interface ManifestOptions {
  readonly commands: readonly ManifestCommand[];
  /** Where Slack reaches us, e.g. "https://groundswell.example.org"; null = it does not: we connect to it (Socket Mode). */
  readonly publicUrl: string | null;
}

export interface ManifestCommand {
  /** Without the slash. */
  readonly name: string;
  readonly help: string;
  /** "#tag [7d]"; empty where there is nothing to say. */
  readonly usage: string;
}

/** What Slack asks of us over HTTP, under the public address. */
export const slackPaths = {
  /** Commands, controls, options and events. */
  events: "/slack/events",
  install: "/slack/install",
  redirect: "/slack/oauth_redirect",
} as const;

/** What the message shortcut is called when it comes in. */
export const analyseShortcut = "analyse";

/** Slack's app manifest (docs.slack.dev/reference/app-manifest): nothing asked for that is not used. */
export function slackManifest({ commands, publicUrl }: ManifestOptions): object {
  const at = (path: string) => (publicUrl === null ? null : new URL(path, publicUrl).href);
  const eventsUrl = at(slackPaths.events);
  const redirectUrl = at(slackPaths.redirect);
  const requestUrl = eventsUrl === null ? {} : { request_url: eventsUrl };
  return {
    _metadata: { major_version: 2, minor_version: 0 },
    display_information: {
      name: "Groundswell",
      description: "Follows hashtags across social networks, with live boards, charts and spike alerts.",
      background_color: "#0b3d5c",
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: "groundswell", always_online: true },
      shortcuts: [
        {
          name: "Analyse this post",
          type: "message",
          callback_id: analyseShortcut,
          description: "Finds the hashtags of a message, ready to track",
        },
      ],
      slash_commands: commands.map(({ name, help, usage }) => ({
        command: `/${name}`,
        ...(eventsUrl === null ? {} : { url: eventsUrl }),
        description: help,
        ...(usage === "" ? {} : { usage_hint: usage }),
        // A hashtag that is also a channel's name would come as a reference to the channel.
        should_escape: false,
      })),
    },
    oauth_config: {
      ...(redirectUrl === null ? {} : { redirect_urls: [redirectUrl] }),
      scopes: { bot: [...botScopes] },
    },
    settings: {
      event_subscriptions: { ...requestUrl, bot_events: Object.keys(events) },
      interactivity: {
        is_enabled: true,
        ...requestUrl,
        ...(eventsUrl === null ? {} : { message_menu_options_url: eventsUrl }),
      },
      // A whole organisation can be served only where each workspace has its own token.
      org_deploy_enabled: publicUrl !== null,
      socket_mode_enabled: publicUrl === null,
      // It cannot be turned off again; where an operator turns it on, tokens are renewed.
      token_rotation_enabled: false,
    },
  };
}

/** Opens Slack's "create an app" with all of it filled in. */
export const newAppLink = (manifest: object): string =>
  `https://api.slack.com/apps?new_app=1&manifest_json=${encodeURIComponent(JSON.stringify(manifest))}`;
