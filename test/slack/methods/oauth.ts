import { type Json, textOf } from "../json.ts";
import type { OAuth } from "../oauth.ts";
import { installFor } from "../open-world.ts";
import { refuse } from "../refusal.ts";
import { issue, rotate } from "../tokens.ts";
import type { Install, World } from "../world.ts";
import { checkClient } from "./apps.ts";
import type { Method } from "./method.ts";

/** A code or a refresh token for tokens (docs.slack.dev/reference/methods/oauth.v2.access). */
export const access = ({ grants }: OAuth): Method => ({
  tier: 4,
  scopes: [],
  token: "none",
  answer({ world, args, basic }) {
    checkClient(world, args, basic);
    const kind = textOf(args["grant_type"]) || "authorization_code";
    if (kind === "refresh_token") {
      const { install, tokens } = rotate(world, textOf(args["refresh_token"]));
      return { ...tokens, ...about(world, install) };
    }
    if (kind !== "authorization_code") refuse("invalid_grant_type");
    const code = textOf(args["code"]);
    const grant = grants.get(code);
    if (!grant || grant.expiresAtMs <= world.now()) refuse("invalid_code");
    const redirectUri = textOf(args["redirect_uri"]);
    if (redirectUri !== "" && redirectUri !== grant.redirectUri) refuse("bad_redirect_uri");
    grants.delete(code);
    const teamId = grant.orgId === null ? grant.teamId : null;
    const install = installFor(world, teamId, grant.orgId, grant.scopes, grant.user);
    return { ...issue(world, install), ...about(world, install), authed_user: { id: grant.user } };
  },
});

function about(world: World, install: Install): Json {
  const team = world.teams.get(install.teamId ?? "");
  const org = world.orgs.get(install.orgId ?? team?.orgId ?? "");
  return {
    token_type: "bot",
    scope: install.scopes.join(","),
    bot_user_id: install.botUserId,
    app_id: world.app.id,
    team: team ? { id: team.id, name: team.name } : null,
    enterprise: org ? { id: org.id, name: org.name } : null,
    is_enterprise_install: install.orgId !== null,
    authed_user: { id: install.installedBy },
  };
}
