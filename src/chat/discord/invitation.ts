import { permissionsAsked } from "./permissions.ts";

export const discordPaths = {
  interactions: "/discord/interactions",
  install: "/discord/install",
  redirect: "/discord/oauth_redirect",
} as const;

/** Where Discord asks people; its own page. */
export const usualAuthorizationUrl = "https://discord.com/oauth2/authorize";

interface Invitation {
  readonly applicationId: string;
  readonly authorizationUrl?: string;
  /** A code comes back to there, with the state. */
  readonly back?: { readonly redirectUri: string; readonly state: string };
}

const scopes = "bot applications.commands";

/** Puts the bot into a server, with what it needs there and nothing else (docs.discord.com/developers/topics/oauth2#bot-authorization-flow). */
export const serverInvitation = (invitation: Invitation): string =>
  linkOf(invitation, { scope: scopes, permissions: permissionsAsked.toString(), integration_type: "0" });

/** Gives somebody the commands for themselves, in direct messages. */
export const personalInvitation = (invitation: Invitation): string =>
  linkOf(invitation, { scope: "applications.commands", integration_type: "1" });

function linkOf(
  { applicationId, authorizationUrl = usualAuthorizationUrl, back }: Invitation,
  asked: Readonly<Record<string, string>>,
): string {
  const link = new URL(authorizationUrl);
  link.searchParams.set("client_id", applicationId);
  for (const [name, value] of Object.entries(asked)) link.searchParams.set(name, value);
  if (back) {
    link.searchParams.set("response_type", "code");
    link.searchParams.set("redirect_uri", back.redirectUri);
    link.searchParams.set("state", back.state);
  }
  return link.href;
}
