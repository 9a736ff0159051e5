import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { PermissionFlagsBits as may } from "discord.js";
import { type Json, textOf } from "./json.ts";
import type { InstallOptions } from "./options.ts";
import { permissionsIn } from "./permissions.ts";
import { Refusal, refuse, refuseHttp } from "./refusal.ts";
import { guildJson, isoOf, userJson } from "./render.ts";
import { type Ask, bodyJson, type Route } from "./routes/route.ts";
import type { Guild, World } from "./world.ts";

const tokenSeconds = 604_800;
const codeMs = 600_000;

interface Grant {
  readonly userId: string;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly guild: Guild | null;
  readonly atMs: number;
}

export interface Consent {
  readonly user: string;
  /** Where the bot is to go. */
  readonly guild?: string;
}

export interface OAuth {
  readonly routes: readonly Route[];
  /** What a browser sees at `/oauth2/authorize`. */
  page(response: ServerResponse, url: URL): void;
  /** A person agrees. Gives the address they are sent back to; null where the link names none. */
  approve(link: string, consent: Consent): string | null;
  /** A person says no. */
  deny(link: string): string;
}

/** docs.discord.com/developers/topics/oauth2#authorization-code-grant */
export function openOAuth(world: World, install: (guildId: string, options: InstallOptions) => void): OAuth {
  const codes = new Map<string, Grant>();
  const tokens = new Map<string, Grant>();
  const refreshes = new Map<string, Grant>();

  /** What is wrong with a link, or null. */
  const problemWith = ({ searchParams }: URL): string | null => {
    const redirectUri = searchParams.get("redirect_uri");
    if (searchParams.get("client_id") !== world.app.id) return "Unknown Application";
    if (redirectUri !== null && !world.app.redirectUris.includes(redirectUri)) return "Invalid OAuth2 redirect_uri";
    if (!searchParams.get("scope")) return "Invalid scope";
    const isCode = searchParams.get("response_type") === "code";
    return isCode !== (redirectUri !== null) ? "response_type and redirect_uri belong together" : null;
  };
  const checked = (link: string): URL => {
    const url = new URL(link);
    const problem = problemWith(url);
    if (problem) throw new Error(`Discord: ${problem}`);
    return url;
  };
  const back = (url: URL, more: Readonly<Record<string, string>>): string => {
    const to = new URL(url.searchParams.get("redirect_uri") ?? "");
    const state = url.searchParams.get("state");
    for (const [key, value] of Object.entries({ ...more, ...(state !== null && { state }) }))
      to.searchParams.set(key, value);
    return to.href;
  };

  const give = (grant: Grant): Json => {
    const [access, refresh] = [randomBytes(15).toString("base64url"), randomBytes(15).toString("base64url")];
    tokens.set(access, { ...grant, atMs: world.now() });
    refreshes.set(refresh, grant);
    return {
      token_type: "Bearer",
      access_token: access,
      expires_in: tokenSeconds,
      refresh_token: refresh,
      scope: grant.scopes.join(" "),
      ...(grant.guild && { guild: guildJson(grant.guild) }),
    };
  };
  const failed = (error: string, status = 400): never => {
    throw new Refusal(status, { error });
  };

  const exchange = (ask: Ask): Json => {
    if (!ask.contentType.startsWith("application/x-www-form-urlencoded")) failed("invalid_request");
    const form = bodyJson(ask);
    const basic = Buffer.from(/^Basic (.+)$/.exec(ask.authorization)?.[1] ?? "", "base64").toString();
    const client = basic || `${textOf(form["client_id"])}:${textOf(form["client_secret"])}`;
    if (client !== `${world.app.id}:${world.app.clientSecret}`) failed("invalid_client", 401);
    if (form["grant_type"] === "refresh_token") {
      const refresh = textOf(form["refresh_token"]);
      const grant = refreshes.get(refresh) ?? failed("invalid_grant");
      refreshes.delete(refresh);
      return give(grant);
    }
    if (form["grant_type"] !== "authorization_code") failed("unsupported_grant_type");
    const code = textOf(form["code"]);
    const grant = codes.get(code);
    codes.delete(code);
    const isGood = grant && grant.redirectUri === form["redirect_uri"] && world.now() - grant.atMs < codeMs;
    return isGood ? give(grant) : failed("invalid_grant");
  };

  /** Who a Bearer token is; it must have the scope. */
  const bearer = (ask: Ask, scope: string): Grant => {
    const grant = tokens.get(/^Bearer (.+)$/.exec(ask.authorization)?.[1] ?? "") ?? refuseHttp(401);
    if (world.now() - grant.atMs >= tokenSeconds * 1_000) refuseHttp(401);
    if (!grant.scopes.includes(scope)) refuse(50001);
    return grant;
  };
  const isBot = (ask: Ask): boolean => ask.authorization === `Bot ${world.app.token}`;
  const userOf = (id: string) => userJson(world.users.get(id) ?? refuse(10013));
  const guildsOf = (userId: string): readonly Json[] =>
    [...world.guilds.values()]
      .filter(({ members }) => members.has(userId))
      .map((guild) => ({
        id: guild.id,
        name: guild.name,
        icon: null,
        owner: guild.ownerId === userId,
        permissions: permissionsIn(world, guild, userId, null).toString(),
        features: [],
      }));

  return {
    routes: [
      { method: "POST", path: "/oauth2/token", auth: "own", answer: exchange },
      {
        method: "GET",
        path: "/users/@me",
        auth: "own",
        answer: (ask) => userOf(isBot(ask) ? world.app.id : bearer(ask, "identify").userId),
      },
      {
        method: "GET",
        path: "/users/@me/guilds",
        auth: "own",
        answer: (ask) => guildsOf(isBot(ask) ? world.app.id : bearer(ask, "guilds").userId),
      },
      {
        method: "GET",
        path: "/oauth2/@me",
        auth: "own",
        answer(ask) {
          const { userId, scopes, atMs } = bearer(ask, "identify");
          const expires = isoOf(atMs + tokenSeconds * 1_000);
          return { application: { id: world.app.id, name: world.app.name }, scopes, expires, user: userOf(userId) };
        },
      },
    ],
    page(response, url) {
      const problem = problemWith(url);
      const scopes = (url.searchParams.get("scope") ?? "").replace(/[^\w. ]/g, "");
      const shown = problem ?? `${world.app.name} wants: ${scopes}`;
      response.writeHead(problem ? 400 : 200, { "content-type": "text/html" }).end(`<!doctype html><p>${shown}</p>`);
    },
    approve(link, { user, guild: guildId }) {
      const url = checked(link);
      const scopes = (url.searchParams.get("scope") ?? "").split(/[ +]/);
      const guild = world.guilds.get(guildId ?? url.searchParams.get("guild_id") ?? "") ?? null;
      const isBotAsked = scopes.includes("bot") || scopes.includes("applications.commands");
      const isUserInstall = url.searchParams.get("integration_type") === "1";
      const person = world.users.get(user);
      if (!person) throw new Error(`Discord: there is nobody called ${user}`);
      const permissions = BigInt(url.searchParams.get("permissions") ?? "0");
      if (isBotAsked && isUserInstall) person.isInstalled = true;
      else if (isBotAsked) {
        if (!guild) throw new Error("Discord: select a server");
        if (!(permissionsIn(world, guild, user, null) & may.ManageGuild))
          throw new Error(`Discord: ${user} may not manage ${guild.id}`);
        install(guild.id, { scopes, permissions });
      }
      if (!url.searchParams.get("redirect_uri")) return null;
      const code = randomBytes(15).toString("base64url");
      const redirectUri = url.searchParams.get("redirect_uri") ?? "";
      codes.set(code, { userId: user, scopes, redirectUri, guild: isUserInstall ? null : guild, atMs: world.now() });
      const installed = isBotAsked && !isUserInstall && guild;
      return back(url, { code, ...(installed && { guild_id: guild.id, permissions: permissions.toString() }) });
    },
    deny(link) {
      const error_description = "The resource owner or authorization server denied the request";
      return back(checked(link), { error: "access_denied", error_description });
    },
  };
}
