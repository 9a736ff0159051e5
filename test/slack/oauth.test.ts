import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { HTTPReceiver, type Installation, MemoryInstallationStore, webApi } from "@slack/bolt";
import { afterAll, beforeAll, expect, test } from "vitest";
import { quiet } from "./bolt-app.ts";
import { defaultTeam } from "./options.ts";
import { type FakeSlack, openSlack } from "./server.ts";

const stored: Installation[] = [];
let slack: FakeSlack;
let server: Server;
let base: string;
/** An InstallProvider, which Bolt gives only inside of a receiver. */
let installer: NonNullable<HTTPReceiver["installer"]>;

const clientOptions = () => ({ slackApiUrl: slack.apiUrl });

beforeAll(async () => {
  slack = await openSlack({
    app: { rotatesTokens: true, scopes: ["commands", "chat:write"] },
    orgs: [{ id: "E0FLEET", name: "Fleet" }],
    teams: [
      { ...defaultTeam, installed: false },
      { id: "T0SHIP", org: "E0FLEET", users: [{ id: "U0SHIP" }], channels: [{ id: "C0SHIP" }] },
    ],
  });
  const store = new MemoryInstallationStore();
  const receiver = new HTTPReceiver({
    signingSecret: slack.app.signingSecret,
    clientId: slack.app.clientId,
    clientSecret: slack.app.clientSecret,
    stateSecret: "a secret for states",
    installerOptions: {
      directInstall: true,
      authorizationUrl: slack.authorizationUrl,
      clientOptions: clientOptions(),
    },
    logger: quiet,
    installationStore: {
      storeInstallation(installation) {
        stored.push(structuredClone(installation) as Installation);
        return store.storeInstallation(installation);
      },
      fetchInstallation: (query) => store.fetchInstallation(query),
      deleteInstallation: (query) => store.deleteInstallation(query),
    },
  });
  if (!receiver.installer) throw new Error("the receiver has no installer");
  installer = receiver.installer;
  server = createServer(async (request, response) => {
    if (request.url?.startsWith("/slack/install"))
      await installer.handleInstallPath(
        request,
        response,
        {},
        { scopes: [...slack.app.scopes], redirectUri: `${base}/back` },
      );
    else await installer.handleCallback(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server?.close();
  await slack?.close();
});

/** A browser at the app's install page: where it is sent, and the cookie it keeps. */
async function visit() {
  const response = await fetch(`${base}/slack/install`, { redirect: "manual" });
  return {
    address: response.headers.get("location") ?? "",
    cookie: response.headers.get("set-cookie")?.split(";")[0] ?? "",
  };
}

test("the app is installed with InstallProvider, its cookie and a code", async () => {
  const { address, cookie } = await visit();
  expect(address).toContain(`${slack.url}/oauth/v2/authorize?`);
  const back = slack.approve(address, { user: "U0ADMIN" });
  expect((await fetch(back, { headers: { cookie: "" } })).status).not.toBe(200);
  expect(stored).toHaveLength(0);
  expect((await fetch(back, { headers: { cookie } })).status).toBe(200);
  expect(stored).toMatchObject([
    {
      team: { id: "T0HARBOR", name: "Harbor" },
      user: { id: "U0ADMIN" },
      bot: { id: "B0HARBOR", userId: "UB0HARBOR", scopes: ["commands", "chat:write"] },
      isEnterpriseInstall: false,
    },
  ]);
  const client = new webApi.WebClient(stored[0]?.bot?.token, clientOptions());
  expect(await client.auth.test()).toMatchObject({ ok: true, team_id: "T0HARBOR", bot_id: "B0HARBOR" });
  expect(await client.chat.postMessage({ channel: "C0GENERAL", text: "Here I am" })).toMatchObject({ ok: true });
});

test("a token that is about to expire is rotated, and the old refresh token is dead", async () => {
  const before = stored.at(-1);
  if (!before?.bot) throw new Error("not installed");
  const { refreshToken, token } = before.bot;
  await installer.installationStore.storeInstallation({ ...before, bot: { ...before.bot, expiresAt: 1 } });
  const { botToken } = await installer.authorize({
    teamId: "T0HARBOR",
    enterpriseId: undefined,
    isEnterpriseInstall: false,
  });
  expect(botToken).not.toBe(token);
  const client = new webApi.WebClient(botToken, clientOptions());
  expect((await client.auth.test()).ok).toBe(true);
  const { clientId: client_id, clientSecret: client_secret } = slack.app;
  const again = { client_id, client_secret, grant_type: "refresh_token" as const, refresh_token: refreshToken ?? "" };
  await expect(new webApi.WebClient(undefined, clientOptions()).oauth.v2.access(again)).rejects.toThrow(
    "invalid_refresh_token",
  );
});

test("a person who cancels sends the app an error in place of a code", async () => {
  const { address, cookie } = await visit();
  const back = slack.approve(address, { user: "U0ADMIN", allow: false });
  expect(back).toContain("error=access_denied");
  expect((await fetch(back, { headers: { cookie } })).status).not.toBe(200);
});

test("a whole organization installs the app at once", async () => {
  const { address, cookie } = await visit();
  await fetch(slack.approve(address, { user: "U0SHIP", forOrg: true }), { headers: { cookie } });
  const installation = stored.at(-1);
  expect(installation).toMatchObject({ enterprise: { id: "E0FLEET" }, isEnterpriseInstall: true });
  const client = new webApi.WebClient(installation?.bot?.token, clientOptions());
  expect(await client.chat.postMessage({ channel: "C0SHIP", text: "Ahoy" }).catch(String)).toContain("not_in_channel");
  slack.invite("C0SHIP", slack.botUser("T0SHIP"));
  expect(await client.chat.postMessage({ channel: "C0SHIP", text: "Ahoy" })).toMatchObject({ ok: true });
});

test("Slack's page does not let guests, strangers, other apps or other scopes through", async () => {
  const { address } = await visit();
  expect(() => slack.approve(address, { user: "U0GUEST" })).toThrow("guests cannot install apps");
  expect(() => slack.approve(address, { user: "U0SHIP", team: "T0HARBOR" })).toThrow("is not in T0HARBOR");
  expect(() => slack.approve(address.replace(slack.app.clientId, "1.2"), { user: "U0ADMIN" })).toThrow(
    "invalid_client_id",
  );
  expect(() => slack.approve(address.replace("chat", "admin"), { user: "U0ADMIN" })).toThrow("invalid_scope");
  const page = await (await fetch(address)).text();
  expect(page).toContain("Allow");
  const body = new URLSearchParams({ user_id: "U0ADMIN", answer: "allow" });
  const clicked = await fetch(address, { method: "POST", body, redirect: "manual" });
  expect(clicked.headers.get("location")).toMatch(/\/back\?code=T0HARBOR\.\w+&state=/);
});
