import { ConfigError } from "../../model/errors.ts";
import { type Secret, secret } from "../../model/secret.ts";

/** How Slack reaches us (over a socket that we open, or by asking the public address), and for whom. */
export interface SlackConfig {
  readonly apiUrl: string;
  readonly by:
    | { readonly kind: "socket"; readonly appToken: Secret }
    | { readonly kind: "http"; readonly signingSecret: Secret; readonly publicUrl: string };
  /** One workspace whose token is given, or as many as install it. */
  readonly serves:
    | { readonly kind: "one"; readonly botToken: Secret }
    | { readonly kind: "many"; readonly clientId: string; readonly clientSecret: Secret; readonly publicUrl: string };
}

/** What of the environment is about Slack. */
interface Given {
  readonly SLACK_APP_TOKEN?: string | undefined;
  readonly SLACK_BOT_TOKEN?: string | undefined;
  readonly SLACK_CLIENT_ID?: string | undefined;
  readonly SLACK_CLIENT_SECRET?: string | undefined;
  readonly SLACK_SIGNING_SECRET?: string | undefined;
  readonly SLACK_API_URL: string;
  readonly PUBLIC_URL?: string | undefined;
}

/** Null where nothing is set; a ConfigError where something is missing. */
export function slackOf(data: Given): SlackConfig | null {
  const { SLACK_APP_TOKEN: app, SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: signing, PUBLIC_URL: publicUrl } = data;
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_API_URL: apiUrl } = data;
  if ([app, bot, signing, clientId, clientSecret].every((value) => value === undefined)) return null;
  const problems: string[] = [];
  const by = app
    ? ({ kind: "socket", appToken: secret(app) } as const)
    : signing && publicUrl
      ? ({ kind: "http", signingSecret: secret(signing), publicUrl } as const)
      : null;
  if (!by)
    problems.push(
      "Slack needs SLACK_APP_TOKEN (Socket Mode), or SLACK_SIGNING_SECRET with PUBLIC_URL. `groundswell setup slack` asks for what is missing.",
    );
  const serves = bot
    ? ({ kind: "one", botToken: secret(bot) } as const)
    : clientId && clientSecret && publicUrl
      ? ({ kind: "many", clientId, clientSecret: secret(clientSecret), publicUrl } as const)
      : null;
  if (!serves)
    problems.push(
      "Slack needs SLACK_BOT_TOKEN for one workspace, or SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and PUBLIC_URL for those that install it themselves.",
    );
  if (!by || !serves) throw new ConfigError(problems);
  return { apiUrl, by, serves };
}
