import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** Slack's side of an installation, as far as it answers with tokens: what each code, and each refresh token, is good for. */
export interface OAuthServer {
  readonly apiUrl: string;
  /** What oauth.v2.access was asked, in order. */
  readonly asked: Readonly<Record<string, string>>[];
  close(): Promise<void>;
}

const base = {
  ok: true,
  app_id: "A1",
  token_type: "bot",
  scope: "chat:write,commands",
  bot_user_id: "UBOT",
  authed_user: { id: "U1" },
};
const team = { id: "T1", name: 'Red <b>"Team"</b>' };
const enterprise = { id: "E1", name: "The Org" };

const grants: Readonly<Record<string, object>> = {
  team: { ...base, access_token: "xoxb-canary-team", team, enterprise: null, is_enterprise_install: false },
  org: { ...base, access_token: "xoxb-canary-org", team: null, enterprise, is_enterprise_install: true },
  rotating: {
    ...base,
    access_token: "xoxe.xoxb-canary-1",
    refresh_token: "xoxe-canary-1",
    expires_in: 43_200,
    team,
    enterprise: null,
    is_enterprise_install: false,
  },
};
const refreshed = {
  ...base,
  access_token: "xoxe.xoxb-canary-2",
  refresh_token: "xoxe-canary-2",
  expires_in: 43_200,
  team,
  enterprise: null,
  is_enterprise_install: false,
};

export async function startOAuthServer(): Promise<OAuthServer> {
  const asked: Record<string, string>[] = [];
  const answer = (method: string, body: Record<string, string>): object => {
    if (method === "auth.test") return { ok: true, bot_id: "B1", url: "https://red.example/" };
    asked.push(body);
    if (body["client_secret"] !== "client-canary") return { ok: false, error: "bad_client_secret" };
    if (body["grant_type"] === "refresh_token")
      return body["refresh_token"] === "xoxe-canary-1" ? refreshed : { ok: false, error: "invalid_refresh_token" };
    return grants[body["code"] ?? ""] ?? { ok: false, error: "invalid_code" };
  };
  const server = createServer(async (request, response) => {
    const body = Object.fromEntries(new URLSearchParams(await text(request)));
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify(answer(request.url?.split("/").at(-1) ?? "", body)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
