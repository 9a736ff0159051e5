import type { Json } from "../json.ts";
import type { FakeSlack } from "../server.ts";
import { type Asking, client, method, type RefusalCase, rotationPage, team } from "./case.ts";

export const install = async ({ slack, call }: Asking, more: Json = {}): Promise<Json> => {
  const { code, redirect_uri } = allowed(slack);
  return call("oauth.v2.access", { ...client, code, redirect_uri, ...more }, "");
};

function allowed(slack: FakeSlack) {
  const redirect_uri = "http://127.0.0.1:1/slack/oauth_redirect";
  const query = new URLSearchParams({ client_id: client.client_id, scope: "commands", redirect_uri, state: "s" });
  const back = new URL(slack.approve(`${slack.authorizationUrl}?${query}`, { user: "U0MEMBER" }));
  return { code: back.searchParams.get("code"), redirect_uri };
}

/** Of installing and uninstalling. */
export const installing: readonly RefusalCase[] = [
  {
    error: "invalid_client_id",
    when: "to another app",
    page: method("oauth.v2.access"),
    ask: (asking) => install(asking, { client_id: "1.2" }),
  },
  {
    error: "bad_client_secret",
    when: "with a wrong client secret",
    page: method("oauth.v2.access"),
    ask: (asking) => install(asking, { client_secret: "guess" }),
  },
  {
    error: "invalid_code",
    when: "with a code that Slack never gave",
    page: method("oauth.v2.access"),
    ask: (asking) => install(asking, { code: "T0HARBOR.guess" }),
  },
  {
    error: "invalid_code",
    when: "with a code a second time",
    page: method("oauth.v2.access"),
    async ask({ slack, call }) {
      const grant = allowed(slack);
      await call("oauth.v2.access", { ...client, ...grant }, "");
      return call("oauth.v2.access", { ...client, ...grant }, "");
    },
  },
  {
    error: "invalid_code",
    when: "with a code ten minutes later",
    page: "https://docs.slack.dev/authentication/installing-with-oauth",
    async ask({ slack, call, wait }) {
      const grant = allowed(slack);
      wait(600_000);
      return call("oauth.v2.access", { ...client, ...grant }, "");
    },
  },
  {
    error: "bad_redirect_uri",
    when: "with another redirect address than the one that the code was given for",
    page: method("oauth.v2.access"),
    ask: (asking) => install(asking, { redirect_uri: "http://127.0.0.1:2/" }),
  },
  {
    error: "invalid_grant_type",
    when: "with a grant that there is not",
    page: method("oauth.v2.access"),
    ask: (asking) => install(asking, { grant_type: "wish" }),
  },
  {
    error: "invalid_refresh_token",
    when: "with a refresh token a second time",
    page: rotationPage,
    slack: { app: { rotatesTokens: true }, ...team({}) },
    async ask(asking) {
      const { refresh_token } = await install(asking);
      const again = { ...client, grant_type: "refresh_token", refresh_token };
      await asking.call("oauth.v2.access", again, "");
      return asking.call("oauth.v2.access", again, "");
    },
  },
  {
    error: "bad_client_secret",
    when: "to uninstall the app with a wrong secret",
    page: method("apps.uninstall"),
    ask: ({ call }) => call("apps.uninstall", { ...client, client_secret: "guess" }),
  },
];
