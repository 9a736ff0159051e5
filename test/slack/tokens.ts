import { type Json, textOf } from "./json.ts";
import { refuse } from "./refusal.ts";
import { type Install, randomHex, type Token, teamsOf, type World } from "./world.ts";

/** Who calls: a token that was found good. */
export interface Access {
  readonly token: Token;
  /** null = the app itself, by its app-level token. */
  readonly install: Install | null;
  readonly scopes: readonly string[];
  readonly teamIds: readonly string[];
}

/** docs.slack.dev/authentication/using-token-rotation */
const expiresInSeconds = 43_200;

/** The token's owner, or `not_authed`, `invalid_auth`, `token_expired`, `token_revoked`, `account_inactive`. */
export function accessOf(world: World, value: string): Access {
  if (value === "") refuse("not_authed");
  const token = world.tokens.get(value);
  if (!token || token.kind === "refresh") refuse("invalid_auth");
  if (token.dead !== null) refuse(token.dead);
  if (token.expiresAtMs !== null && token.expiresAtMs <= world.now()) refuse("token_expired");
  const { install } = token;
  return {
    token,
    install,
    scopes: install ? install.scopes : ["connections:write"],
    teamIds: install ? teamsOf(world, install) : [],
  };
}

/** Any one of `needed` does; none needed = all may. */
export function checkScope(access: Access, needed: readonly string[]): void {
  if (needed.length === 0 || needed.some((scope) => access.scopes.includes(scope))) return;
  refuse("missing_scope", { needed: needed[0], provided: access.scopes.join(",") });
}

/** A new bot token, with a refresh token where the app rotates them: two stay good at most. */
export function issue(world: World, install: Install): Json {
  const place = install.teamId ?? install.orgId;
  if (!world.app.rotatesTokens) {
    const value = `xoxb-${place}-${randomHex(12)}`;
    world.tokens.set(value, { value, kind: "bot", install, expiresAtMs: null, dead: null });
    return { access_token: value };
  }
  const earlier = [...world.tokens.values()].filter((token) => token.install === install && token.dead === null);
  const bots = earlier.filter((token) => token.kind === "bot" && token.expiresAtMs !== null);
  for (const token of bots.slice(0, Math.max(0, bots.length - 1))) token.dead = "token_revoked";
  const value = `xoxe.xoxb-1-${place}-${randomHex(12)}`;
  const refresh = `xoxe-1-${place}-${randomHex(12)}`;
  const expiresAtMs = world.now() + expiresInSeconds * 1_000;
  world.tokens.set(value, { value, kind: "bot", install, expiresAtMs, dead: null });
  world.tokens.set(refresh, { value: refresh, kind: "refresh", install, expiresAtMs: null, dead: null });
  return { access_token: value, refresh_token: refresh, expires_in: expiresInSeconds };
}

/** Takes a refresh token for new ones: it is dead from then on. */
export function rotate(world: World, refresh: string): { readonly install: Install; readonly tokens: Json } {
  const token = world.tokens.get(refresh);
  if (token?.kind !== "refresh" || token.dead !== null || !token.install) refuse("invalid_refresh_token");
  token.dead = "invalid_refresh_token";
  return { install: token.install, tokens: issue(world, token.install) };
}

/** Ends all tokens of an installation, and the installation. */
export function endInstall(world: World, install: Install): void {
  for (const token of world.tokens.values())
    if (token.install === install && token.dead === null)
      token.dead = token.kind === "refresh" ? "invalid_refresh_token" : "account_inactive";
  const place = install.teamId === null ? world.orgs.get(install.orgId ?? "") : world.teams.get(install.teamId);
  if (place) place.install = null;
}

/** The newest bot token that is good. */
export function botTokenOf(world: World, install: Install): string {
  const good = [...world.tokens.values()].filter(
    (token) => token.kind === "bot" && token.install === install && token.dead === null,
  );
  return textOf(good.at(-1)?.value);
}
