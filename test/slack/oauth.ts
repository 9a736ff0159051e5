import type { IncomingMessage, ServerResponse } from "node:http";
import { bytesOf, fieldsOf } from "./body.ts";
import { type Json, textOf } from "./json.ts";
import { randomHex, type World } from "./world.ts";

/** A person's yes that was not yet exchanged for tokens. */
export interface Grant {
  readonly teamId: string;
  /** Set where the app goes to the whole organization. */
  readonly orgId: string | null;
  readonly user: string;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly expiresAtMs: number;
}

/** docs.slack.dev/authentication/installing-with-oauth: a code is good for ten minutes, once. */
const codeMs = 600_000;

export interface Approval {
  readonly user: string;
  /** Default: the user's team. */
  readonly team?: string;
  /** Install for the whole organization of the team? */
  readonly forOrg?: boolean;
  /** false = the person clicks "Cancel". */
  readonly allow?: boolean;
}

/** Slack's page where a person says whether the app may be installed, and their answer. */
export function openOAuth(world: World) {
  const grants = new Map<string, Grant>();

  /** What is wrong with the address that sent the person here; null = nothing. */
  const problemWith = (query: URLSearchParams): string | null => {
    const { clientId, redirectUris, scopes } = world.app;
    const redirectUri = query.get("redirect_uri") ?? redirectUris[0] ?? "";
    if (query.get("client_id") !== clientId) return "invalid_client_id";
    if (redirectUri === "") return "bad_redirect_uri";
    if (redirectUris.length > 0 && !redirectUris.some((known) => redirectUri.startsWith(known)))
      return "bad_redirect_uri";
    const asked = scopesOf(query);
    if (asked.length === 0 && !query.get("user_scope")) return "no_scopes";
    return asked.every((scope) => scopes.includes(scope)) ? null : "invalid_scope";
  };

  /** Where the person's browser goes next. Throws what Slack's page would say instead. */
  const decide = (query: URLSearchParams, { user: userId, team, forOrg = false, allow = true }: Approval): URL => {
    const problem = problemWith(query);
    if (problem) throw new Error(`Slack: ${problem}`);
    const user = world.users.get(userId);
    const teamId = team ?? query.get("team") ?? user?.teamId ?? "";
    if (!user || user.isDeleted || user.teamId !== teamId) throw new Error(`Slack: ${userId} is not in ${teamId}`);
    if (user.rank.includes("guest")) throw new Error("Slack: guests cannot install apps");
    const orgId = world.teams.get(teamId)?.orgId ?? null;
    if (forOrg && orgId === null) throw new Error(`Slack: ${teamId} belongs to no organization`);
    const others = [...world.teams.values()].some((other) => other.install && other.id !== teamId);
    if (others && !world.app.isDistributed) throw new Error("Slack: invalid_team_for_non_distributed_app");
    const redirectUri = query.get("redirect_uri") ?? world.app.redirectUris[0] ?? "";
    const to = new URL(redirectUri);
    if (allow) {
      const code = `${teamId}.${randomHex(16)}`;
      const expiresAtMs = world.now() + codeMs;
      const scopes = scopesOf(query);
      grants.set(code, { teamId, orgId: forOrg ? orgId : null, user: user.id, scopes, redirectUri, expiresAtMs });
      to.searchParams.set("code", code);
    } else to.searchParams.set("error", "access_denied");
    to.searchParams.set("state", query.get("state") ?? "");
    return to;
  };

  return {
    grants,
    /** A person opens this address of ours and clicks: gives the address of the app that Slack sends them to. */
    approve: (address: string, approval: Approval): string => decide(new URL(address).searchParams, approval).href,
    async page(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
      if (request.method === "POST") return click(request, response, url);
      const problem = problemWith(url.searchParams);
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.end(problem ? `<title>Slack</title><p>Something went wrong: ${problem}</p>` : form(world, url));
    },
  };

  async function click(request: IncomingMessage, response: ServerResponse, url: URL) {
    const fields: Json = fieldsOf((await bytesOf(request)).toString());
    const user = textOf(fields["user_id"]);
    try {
      const to = decide(url.searchParams, { user, allow: fields["answer"] !== "cancel" });
      response.writeHead(302, { location: to.href }).end();
    } catch (error) {
      response.writeHead(200, { "content-type": "text/plain" }).end(error instanceof Error ? error.message : "");
    }
  }
}

export type OAuth = ReturnType<typeof openOAuth>;

const scopesOf = (query: URLSearchParams): readonly string[] =>
  (query.get("scope") ?? "").split(/[\s,]+/).filter((scope) => scope !== "");

function form(world: World, url: URL): string {
  const people = [...world.users.values()].map(({ id, name }) => `<option value="${id}">${name}</option>`).join("");
  return `<!doctype html><title>Install | Slack</title>
<form method="post" action="${`${url.pathname}${url.search}`.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}">
<label>You are <select name="user_id">${people}</select></label>
<button name="answer" value="allow">Allow</button> <button name="answer" value="cancel">Cancel</button>
</form>`;
}
