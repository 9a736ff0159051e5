import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { openSlack as open, type SlackOptions } from "../../../src/chat/slack/open.ts";
import { botScopes } from "../../../src/chat/slack/scopes.ts";
import type { Ask } from "../../../src/chat/surface.ts";
import { hourMs, minuteMs, systemClock } from "../../../src/model/clock.ts";
import { ConfigError } from "../../../src/model/errors.ts";
import type { Installations, Tokens } from "../../../src/model/installation.ts";
import { secret } from "../../../src/model/secret.ts";
import { newKeyText, readKeys } from "../../../src/model/secret-keys.ts";
import { usualSettings } from "../../../src/model/settings.ts";
import { openInstallations } from "../../../src/store/installations.ts";
import { openSeals } from "../../../src/store/seal.ts";
import { startWeb } from "../../../src/web/server.ts";
import { defaultTeam } from "../../slack/options.ts";
import type { FakeSlack } from "../../slack/server.ts";
import { type OpenTenants, openTenants } from "../../store/open-tenants.ts";
import { sampleInstallation } from "../../store/sample-installation.ts";
import { openMemory } from "../memory.ts";
import { calledOn, cardOf, here, member, openLoopback, png } from "./loopback.ts";

let slack: FakeSlack;
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** What was told and done, in order. */
let told: string[];
let asks: Ask[];
beforeEach(() => {
  told = [];
  asks = [];
});
const comings = {
  onInstalled: async (workspace: string, installer: string | null) =>
    void told.push(`installed ${workspace} by ${installer}`),
  onRevoked: async (workspace: string) => void told.push(`revoked ${workspace}`),
};
const write = () => {};
const log = { info: write, warn: write, error: write };
const door = async (ask: Ask) => {
  asks.push(ask);
  return {};
};
const eventually = (assertion: () => void) => vi.waitFor(assertion, { timeout: 5_000, interval: 10 });
const openSlack = async (options: Parameters<typeof openLoopback>[0] = {}) => {
  const opened = await openLoopback(options);
  ends.push(() => opened.close());
  return opened;
};
const orders = ["app_uninstalled first", "tokens_revoked first"] as const;

/** What all ways of being set up have in common. */
const common = (): Omit<SlackOptions, "by" | "serves"> => {
  const { gate, bytes } = openMemory();
  return {
    apiUrl: slack.apiUrl,
    publicUrl: null,
    gate,
    cache: bytes,
    clock: systemClock,
    log,
    pictureBytes: async () => png,
    settingsOf: async () => usualSettings,
  };
};

describe("one workspace, whose token was set by hand, over a socket", () => {
  const openOne = (botToken = slack.botToken("T0HARBOR"), apiUrl = slack.apiUrl) =>
    open({
      ...common(),
      apiUrl,
      by: { kind: "socket", appToken: secret(slack.app.appToken ?? "") },
      serves: {
        kind: "one",
        botToken: secret(botToken),
        ensure: async ({ id, name }) => told.push(`ensured ${id} (${name})`) > 0,
        leave: async (workspace) => void told.push(`left ${workspace}`),
      },
    });
  const hear = async () => {
    const opened = openOne();
    const ears = await opened.hear(door, comings);
    ends.push(() => ears.stop());
    return opened;
  };
  const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => null,
      (error: unknown) => error,
    );

  beforeEach(async () => {
    slack = await openSlack();
  });

  test("is found by its token and known before anybody is heard", async () => {
    const { surface, routes } = await hear();
    expect(told).toEqual(["ensured slack:T0HARBOR (Harbor)", "installed slack:T0HARBOR by null"]);
    await slack.command({ user: member.id, channel: here.id, text: "/tags" });
    expect(asks).toMatchObject([{ kind: "command", where: { channel: here } }]);
    await surface.post({ channel: here }, cardOf("Hello"));
    expect(slack.messages(here.id)).toHaveLength(1);
    expect(routes).toEqual([]);
  });

  test("posts without hearing, as a worker does", async () => {
    await openOne().surface.post({ channel: here }, cardOf("Hello"));
    expect(slack.messages(here.id)).toHaveLength(1);
    expect([slack.connections(), told]).toEqual([0, []]);
  });

  test("of a token that Slack does not take is a setting to mend, said without the token", async () => {
    const error = await failureOf(openOne("xoxb-canary-wrong").hear(door, comings));
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).problems).toEqual([expect.stringMatching(/SLACK_BOT_TOKEN.*OAuth & Permissions/u)]);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("canary");
    expect([told, slack.connections()]).toEqual([[], 0]);
  });

  test("of a token that cannot be asked about is not told to copy it again", async () => {
    slack.failNext("auth.test", "HTTP 503", 3);
    const error = await failureOf(openOne().hear(door, comings));
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).problems).toEqual([expect.stringMatching(/SLACK_BOT_TOKEN.*Start again later/u)]);
    expect((error as ConfigError).message).not.toContain("Copy");
  });

  test.each(orders)("that takes us out is left, in either order: %s", async (order) => {
    await hear();
    told.length = 0;
    await slack.uninstall("T0HARBOR", order);
    await eventually(() => expect(told).toHaveLength(4));
    expect(new Set(told)).toEqual(new Set(["left slack:T0HARBOR", "revoked slack:T0HARBOR"]));
  });

  test("is not left where a person takes back their own token only", async () => {
    await hear();
    told.length = 0;
    await slack.event("T0HARBOR", "tokens_revoked", { tokens: { oauth: ["U0MEMBER"], bot: [] } });
    await slack.event("T0HARBOR", "tokens_revoked", { tokens: { oauth: ["U0MEMBER"] } });
    await slack.command({ user: member.id, channel: here.id, text: "/tags" });
    await eventually(() => expect(asks).toHaveLength(1));
    expect(told).toEqual([]);
  });
});

describe("over HTTP", () => {
  let tenants: OpenTenants;
  let installations: Installations;
  beforeAll(async () => {
    tenants = await openTenants([]);
    installations = openInstallations(tenants.database, openSeals(readKeys(newKeyText())), systemClock);
  });
  afterAll(() => tenants?.close());

  const publicUrl = "https://groundswell.example";
  const openMany = () =>
    open({
      ...common(),
      publicUrl,
      by: { kind: "http", signingSecret: secret(slack.app.signingSecret), publicUrl },
      serves: {
        kind: "many",
        clientId: slack.app.clientId,
        clientSecret: secret(slack.app.clientSecret),
        publicUrl,
        installations,
      },
    });
  const hear = async () => {
    const opened = openMany();
    const pages = opened.routes.map((routes) => ({ routes, guardThemselves: true as const }));
    const web = await startWeb({ port: 0, pages, log });
    ends.push(() => web.close());
    const ears = await opened.hear(door, comings);
    ends.push(() => ears.stop());
    slack.deliverTo(`${web.url}/slack/events`);
    return opened;
  };
  /** As it is once somebody installed us in a workspace, or in a whole organisation that `team` is of. */
  const install = (id: string, { team = id, tokens = {} }: { team?: string; tokens?: Partial<Tokens> } = {}) =>
    installations.save(
      sampleInstallation(`slack:${id}`, {
        botUserId: slack.botUser(team),
        installedAt: new Date(Date.now() - minuteMs),
        tokens: { bot: secret(slack.botToken(team)), refresh: null, expiresAt: null, ...tokens },
      }),
    );
  const other = { surface: "slack", workspace: "slack:T0OTHER", id: "C0OTHER" } as const;
  const north = { surface: "slack", workspace: "slack:T0NORTH", id: "C0NORTH" } as const;

  describe("many workspaces", () => {
    beforeEach(async () => {
      slack = await openSlack({
        teams: [
          defaultTeam,
          { id: "T0OTHER", users: [{ id: "U0ELSE" }], channels: [{ id: "C0OTHER" }], installed: true },
        ],
      });
      await install("T0HARBOR");
      await install("T0OTHER");
    });

    test("are each spoken to with their own token, and heard as themselves", async () => {
      const { surface } = await hear();
      await surface.post({ channel: here }, cardOf("To Harbor"));
      await surface.post({ channel: other }, cardOf("To Other"));
      expect([slack.messages(here.id), slack.messages(other.id)].map((all) => all.map(({ text }) => text))).toEqual([
        ["To Harbor"],
        ["To Other"],
      ]);
      await slack.command({ user: "U0ELSE", channel: other.id, text: "/tags" });
      await eventually(() => expect(asks).toMatchObject([{ where: { channel: other }, who: { id: "U0ELSE" } }]));
    });

    test("in which nobody installed us are not spoken to", async () => {
      await installations.revoke("slack:T0OTHER");
      await expect(openMany().surface.post({ channel: other }, cardOf("Hello"))).rejects.toThrow(/not installed/u);
      expect(slack.asked).toEqual([]);
    });

    test.each(orders)("one of which takes us out is left alone, the others stay: %s", async (order) => {
      const { surface } = await hear();
      await slack.uninstall("T0HARBOR", order);
      await eventually(() => expect(told).toEqual(["revoked slack:T0HARBOR", "revoked slack:T0HARBOR"]));
      expect(await installations.get("slack:T0HARBOR")).toBeNull();
      await expect(surface.post({ channel: here }, cardOf("Hello"))).rejects.toThrow(/not installed/u);
      await surface.post({ channel: other }, cardOf("Hello"));
      expect(slack.messages(other.id)).toHaveLength(1);
    });
  });

  test.each(orders)(
    "a whole organisation is served where it speaks to us, and left everywhere at once: %s",
    async (order) => {
      slack = await openSlack({
        orgs: [{ id: "E0ORG", installed: true }],
        teams: [{ id: "T0NORTH", org: "E0ORG", users: [{ id: "U0NORTH" }], channels: [{ id: "C0NORTH" }] }],
      });
      await install("E0ORG", { team: "T0NORTH" });
      const { surface } = await hear();
      await slack.command({ user: "U0NORTH", channel: north.id, text: "/tags" });
      await eventually(() => expect(asks).toMatchObject([{ where: { channel: north } }]));
      expect(told).toEqual(["installed slack:T0NORTH by null"]);
      await surface.post({ channel: north }, cardOf("Hello"));
      expect(slack.messages(north.id)).toHaveLength(1);

      await slack.uninstall("T0NORTH", order);
      const org = "revoked slack:E0ORG";
      const all = new Set([org, "revoked slack:T0NORTH"]);
      await eventually(() => expect(told.slice(1).filter((said) => said === org)).toHaveLength(2));
      expect(new Set(told.slice(1))).toEqual(all);
      for (const workspace of ["slack:E0ORG", "slack:T0NORTH"]) expect(await installations.get(workspace)).toBeNull();
      await expect(surface.post({ channel: north }, cardOf("Hello"))).rejects.toThrow(/not installed/u);
    },
  );

  /** A yes of somebody's, exchanged for tokens as Slack gives them. */
  const grantOn = async () => {
    const redirect = `${publicUrl}/slack/oauth_redirect`;
    const { clientId, clientSecret } = slack.app;
    const query = new URLSearchParams({ client_id: clientId, scope: botScopes.join(","), redirect_uri: redirect });
    const back = new URL(slack.approve(`${slack.authorizationUrl}?${query}`, { user: "U0OWNER" }));
    const asked = { client_id: clientId, client_secret: clientSecret, redirect_uri: redirect };
    const body = new URLSearchParams({ ...asked, code: back.searchParams.get("code") ?? "" });
    const answer = await fetch(`${slack.apiUrl}oauth.v2.access`, { method: "POST", body });
    return (await answer.json()) as { readonly access_token: string; readonly refresh_token: string };
  };

  test.each([
    ["is about to end is renewed before anything is posted in the background, once", 1, 1],
    ["has ended is renewed too", -1, 1],
    ["lasts for hours is used as it is", 10 * 60, 0],
  ])("a token that %s", async (_, minutes, renewals) => {
    let aheadMs = 0;
    slack = await openSlack({ app: { rotatesTokens: true }, now: () => new Date(Date.now() + aheadMs) });
    const { access_token: bot, refresh_token: refresh } = await grantOn();
    const asked = calledOn(slack, "oauth.v2.access").length;
    const expiresAt = new Date(Date.now() + minutes * minuteMs);
    await install("T0HARBOR", { tokens: { bot: secret(bot), refresh: secret(refresh), expiresAt } });
    // Slack gave it for twelve hours.
    if (minutes < 0) aheadMs = 13 * hourMs;
    const { surface } = openMany();
    for (const title of ["one", "two"]) await surface.post({ channel: here }, cardOf(title));
    expect(slack.messages(here.id).map(({ text }) => text)).toEqual(["one", "two"]);
    expect(calledOn(slack, "oauth.v2.access").length - asked).toBe(renewals);
    const kept = await installations.get("slack:T0HARBOR");
    expect(kept?.tokens.bot.reveal() === bot).toBe(renewals === 0);
    expect(kept?.tokens.bot.reveal()).toBe(slack.botToken("T0HARBOR"));
    expect(calledOn(slack, "chat.postMessage").map(({ answer }) => answer["ok"])).toEqual([true, true]);
  });
});
