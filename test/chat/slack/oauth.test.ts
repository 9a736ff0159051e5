import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { stateLifeMs } from "../../../src/chat/one-time-states.ts";
import { openSlackInstall, type SlackInstall } from "../../../src/chat/slack/oauth.ts";
import { botScopes } from "../../../src/chat/slack/scopes.ts";
import { type DrivenClock, drivenClock, secondMs } from "../../../src/model/clock.ts";
import type { Installations, Installed } from "../../../src/model/installation.ts";
import { secret } from "../../../src/model/secret.ts";
import { newKeyText, readKeys } from "../../../src/model/secret-keys.ts";
import { openInstallations } from "../../../src/store/installations.ts";
import { openSeals } from "../../../src/store/seal.ts";
import { startWeb, type Web } from "../../../src/web/server.ts";
import { type OpenTenants, openTenants } from "../../store/open-tenants.ts";
import { type OAuthServer, startOAuthServer } from "./oauth-server.ts";

const publicUrl = "https://groundswell.example";

let slack: OAuthServer;
let tenants: OpenTenants;
let installations: Installations;
let clock: DrivenClock;
let install: SlackInstall;
let web: Web;
let greeted: Installed[];
let greet: () => void;
let logged: string[];
const webs: Web[] = [];

beforeAll(async () => {
  slack = await startOAuthServer();
  tenants = await openTenants([]);
  installations = openInstallations(tenants.database, openSeals(readKeys(newKeyText())), tenants.clock);
});
afterAll(async () => {
  for (const { close } of webs) await close();
  await tenants?.close();
  await slack?.close();
});

const memoryGate = () => {
  const entered = new Map<string, number>();
  return {
    async enter(key: string, { requests }: { requests: number }) {
      entered.set(key, (entered.get(key) ?? 0) + 1);
      const isIn = (entered.get(key) ?? 0) <= requests;
      return isIn ? ({ allowed: true } as const) : ({ allowed: false, waitMs: 1 } as const);
    },
  };
};

async function open(url = publicUrl) {
  const log = (facts: object, message: string) => void logged.push(JSON.stringify([facts, message]));
  install = openSlackInstall({
    clientId: "1.2",
    clientSecret: secret("client-canary"),
    publicUrl: url,
    installations,
    gate: memoryGate(),
    clock,
    log: { info: log, error: log },
    async onInstalled(installation) {
      greeted.push(installation);
      greet();
    },
    apiUrl: slack.apiUrl,
  });
  const log2 = { info: log, warn: log, error: log };
  web = await startWeb({ port: 0, pages: [{ routes: install.routes }], log: log2 });
  webs.push(web);
}

beforeEach(async () => {
  clock = drivenClock(tenants.clock.now());
  greeted = [];
  greet = () => {};
  logged = [];
  slack.asked.length = 0;
  for (const id of ["slack:T1", "slack:E1"]) await installations.revoke(id);
  await open();
});

const get = (path: string, cookie?: string) =>
  fetch(new URL(path, web.url), { redirect: "manual", ...(cookie === undefined ? {} : { headers: { cookie } }) });

/** Goes to Slack, and knows what to come back with. */
async function begin() {
  const response = await get("/slack/install");
  const location = new URL(response.headers.get("location") ?? "");
  const setCookie = response.headers.getSetCookie()[0] ?? "";
  const cookie = setCookie.split(";")[0] ?? "";
  return { response, location, setCookie, cookie, state: location.searchParams.get("state") ?? "" };
}

const back = async (query: Readonly<Record<string, string>>, cookie?: string) => {
  const response = await get(`/slack/oauth_redirect?${new URLSearchParams(query)}`, cookie);
  return { response, status: response.status, page: await response.text() };
};

const expectNothingInstalled = async () => {
  expect(slack.asked).toEqual([]);
  expect(await installations.list()).toEqual([]);
  expect(greeted).toEqual([]);
};

describe("on the way to Slack", () => {
  test("somebody is asked for what the manifest asks for, and comes back to our own address", async () => {
    const { response, location } = await begin();
    expect([response.status, location.origin + location.pathname]).toEqual([
      302,
      "https://slack.com/oauth/v2/authorize",
    ]);
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      client_id: "1.2",
      scope: botScopes.join(","),
      redirect_uri: `${publicUrl}/slack/oauth_redirect`,
    });
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("the browser gets a cookie that no script and no other site's form can use, for ten minutes", async () => {
    const { setCookie, state } = await begin();
    expect(setCookie).toBe(`__Host-groundswell-slack=${state}; Max-Age=600; Path=/; HttpOnly; Secure; SameSite=Lax`);
    await open("http://localhost:3000");
    const plain = await begin();
    expect(plain.setCookie).toBe(`groundswell-slack=${plain.state}; Max-Age=600; Path=/; HttpOnly; SameSite=Lax`);
  });

  test("no two get the same state", async () => {
    const states = await Promise.all(Array.from({ length: 5 }, async () => (await begin()).state));
    expect(new Set(states).size).toBe(5);
  });
});

describe("back from Slack", () => {
  test("it is installed, whoever did it is greeted, and the page says what to type next", async () => {
    const { state, cookie } = await begin();
    const { response, status, page } = await back({ code: "team", state }, cookie);
    expect(status).toBe(200);
    expect(page).toContain("/track #worldcup");
    expect(page).toContain("Red &lt;b&gt;&quot;Team&quot;&lt;/b&gt;");
    expect(slack.asked[0]).toMatchObject({ code: "team", redirect_uri: `${publicUrl}/slack/oauth_redirect` });
    const installed = await installations.get("slack:T1");
    expect(installed).toMatchObject({
      team: { id: "T1" },
      enterprise: null,
      isOrgWide: false,
      botUserId: "UBOT",
      botId: "B1",
      scopes: ["chat:write", "commands"],
      installedBy: "U1",
    });
    expect(installed?.tokens.bot.reveal()).toBe("xoxb-canary-team");
    expect(greeted.map(({ workspace, installedBy }) => [workspace, installedBy])).toEqual([["slack:T1", "U1"]]);
    const { headers } = response;
    expect(headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-groundswell-slack=; Max-Age=0; .*Secure/u)]);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("cache-control")).toBe("no-store");
    for (const hidden of ["canary", state, "xoxb"]) expect(page).not.toContain(hidden);
    expect(logged.join()).not.toContain("canary");
    expect((await get("/landing.css")).headers.get("content-type")).toContain("text/css");
  });

  test("a whole organisation's is one installation that serves each of its workspaces", async () => {
    const { state, cookie } = await begin();
    const { page } = await back({ code: "org", state }, cookie);
    expect(page).toContain("The Org");
    expect(page).toContain("admin of the organisation");
    expect(await installations.list()).toMatchObject([{ workspace: "slack:E1", isOrgWide: true, team: null }]);
    const whose = { teamId: "T7", enterpriseId: "E1", isEnterpriseInstall: true };
    expect(await install.authorize(whose)).toMatchObject({
      botToken: "xoxb-canary-org",
      teamId: "T7",
      enterpriseId: "E1",
    });
    expect(await installations.get("slack:T7")).toMatchObject({ workspace: "slack:E1" });
    await expect(install.authorize({ ...whose, enterpriseId: "E2", teamId: "T8" })).rejects.toThrow("not installed");
    expect(await installations.find("slack:T8")).toBeNull();
  });

  test("a token that rotates is renewed before it ends, and the new one is kept", async () => {
    const { state, cookie } = await begin();
    await back({ code: "rotating", state }, cookie);
    const whose = { teamId: "T1", enterpriseId: undefined, isEnterpriseInstall: false };
    expect(await install.authorize(whose)).toMatchObject({ botToken: "xoxe.xoxb-canary-1" });
    const first = await installations.get("slack:T1");
    if (!first) throw new Error("not installed");
    expect(first.tokens.refresh?.reveal()).toBe("xoxe-canary-1");
    const soon = new Date(Date.now() + 60 * secondMs);
    await installations.renew("slack:T1", first.installedAt, { ...first.tokens, expiresAt: soon });
    expect(await install.authorize(whose)).toMatchObject({ botToken: "xoxe.xoxb-canary-2" });
    const renewed = await installations.get("slack:T1");
    expect([renewed?.tokens.bot.reveal(), renewed?.tokens.refresh?.reveal()]).toEqual([
      "xoxe.xoxb-canary-2",
      "xoxe-canary-2",
    ]);
    expect(renewed?.tokens.expiresAt?.getTime()).toBeGreaterThan(Date.now() + 11 * 3_600_000);
    expect(renewed).toMatchObject({ installedAt: first.installedAt, installedBy: "U1", team: { id: "T1" } });
  });

  test("a greeting that fails is logged, and the installation stands", async () => {
    greet = () => {
      throw new Error("no DM today");
    };
    const { state, cookie } = await begin();
    expect((await back({ code: "team", state }, cookie)).status).toBe(200);
    expect(logged.join()).toContain("could not be greeted");
    expect(await installations.get("slack:T1")).not.toBeNull();
  });
});

describe("nothing is installed", () => {
  const refused = (answer: { status: number; page: string }) => {
    expect(answer.status).toBe(400);
    expect(answer.page).toContain("This link does not work any more");
    expect(answer.page).toContain('href="/slack/install"');
  };

  test("with a state that was used already, even with its cookie", async () => {
    const { state, cookie } = await begin();
    await back({ code: "team", state }, cookie);
    await installations.revoke("slack:T1");
    slack.asked.length = 0;
    greeted = [];
    refused(await back({ code: "team", state }, cookie));
    await expectNothingInstalled();
  });

  test("with one state at the same moment more than once", async () => {
    const { state, cookie } = await begin();
    const answers = await Promise.all(Array.from({ length: 4 }, () => back({ code: "team", state }, cookie)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
    expect(slack.asked).toHaveLength(1);
  });

  test("without a state, or without a code", async () => {
    const { state, cookie } = await begin();
    refused(await back({ code: "team" }, cookie));
    refused(await back({ state }, cookie));
    refused(await back({}, cookie));
    await expectNothingInstalled();
  });

  test("without the cookie, or in the browser of somebody else", async () => {
    const [mine, theirs] = [await begin(), await begin()];
    refused(await back({ code: "team", state: mine.state }));
    refused(await back({ code: "team", state: mine.state }, theirs.cookie));
    await expectNothingInstalled();
    expect((await back({ code: "team", state: theirs.state }, theirs.cookie)).status).toBe(200);
  });

  test("with a state that we did not make, or whose time was changed", async () => {
    const { state } = await begin();
    const [text = "", signature = ""] = state.split(".");
    const later = text.replace(/-.*/u, `-${(clock.now().getTime() + 1).toString(36)}`);
    for (const forged of ["x", ".", `${text}.`, `${text}.AAAA`, `${later}.${signature}`, `${text}x.${signature}`])
      refused(await back({ code: "team", state: forged }, `__Host-groundswell-slack=${forged}`));
    await expectNothingInstalled();
  });

  test("with a state that is older than ten minutes", async () => {
    const [slow, late] = [await begin(), await begin()];
    clock.advanceTo(new Date(clock.now().getTime() + stateLifeMs));
    expect((await back({ code: "nope", state: slow.state }, slow.cookie)).status).toBe(502);
    slack.asked.length = 0;
    clock.advanceTo(new Date(clock.now().getTime() + 1));
    refused(await back({ code: "team", state: late.state }, late.cookie));
    await expectNothingInstalled();
  });

  test("where somebody said no", async () => {
    const { state, cookie } = await begin();
    const { status, page } = await back({ error: "access_denied", state }, cookie);
    expect([status, page.includes("was not added")]).toEqual([200, true]);
    await expectNothingInstalled();
  });

  test("where Slack takes the code for wrong; the page and the log share a reference, and show no code", async () => {
    const { state, cookie } = await begin();
    const { status, page } = await back({ code: "<script>wrong-canary", state }, cookie);
    expect(status).toBe(502);
    const reference = /<code>([0-9a-f]{8})<\/code>/u.exec(page)?.[1];
    expect(logged.join()).toContain(reference);
    expect(page + logged.join()).not.toContain("canary");
    expect(await installations.list()).toEqual([]);
  });
});
