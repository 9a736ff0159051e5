import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { LogLevel, webApi } from "@slack/bolt";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { drivenClock } from "../../src/model/clock.ts";
import { appOf } from "./manifest.ts";
import { defaultTeam, type SlackOptions } from "./options.ts";
import { type FakeSlack, openSlack } from "./server.ts";

const app = createServer((request, response) => request.resume().on("end", () => response.end()));
beforeAll(() => new Promise<void>((listening) => app.listen(0, "127.0.0.1", listening)));
afterAll(() => app.close());

const scopes = "commands chat:write users:read im:write files:write".split(" ");
const channel = "C0GENERAL";
const mia = { user: "U0MEMBER", channel };
let slack: FakeSlack;
afterEach(() => slack.close());

async function open(options: SlackOptions = {}) {
  slack = await openSlack({
    teams: [{ ...defaultTeam, installed: { scopes } }],
    deliverTo: `http://127.0.0.1:${(app.address() as AddressInfo).port}/`,
    ...options,
  });
  return clientOf("T0HARBOR");
}
const clientOf = (team: string) =>
  new webApi.WebClient(slack.botToken(team), {
    slackApiUrl: slack.apiUrl,
    logLevel: LogLevel.ERROR,
    retryConfig: { retries: 0 },
  });

const plain = (text: string) => ({ type: "plain_text" as const, text });
const section = (text: string) => ({ type: "section" as const, text: plain(text) });

test("what is just within the limits is taken", async () => {
  const client = await open();
  const blocks = [
    { type: "header" as const, text: plain("h".repeat(150)) },
    { type: "section" as const, text: plain("s".repeat(3_000)) },
    ...Array.from({ length: 48 }, () => ({ type: "divider" as const })),
  ];
  const { ts = "" } = await client.chat.postMessage({ channel, text: "t", blocks });
  expect(slack.messages(channel)[0]?.blocks).toHaveLength(50);
  await client.chat.update({ channel, ts, text: "u".repeat(4_000) });
  expect(slack.messages(channel)).toMatchObject([{ ts, text: "u".repeat(4_000), before: [{ text: "t" }] }]);
  const home = Array.from({ length: 100 }, () => section("a"));
  await client.views.publish({ user_id: "U0MEMBER", view: { type: "home", blocks: home } });
  expect(slack.homeOf("U0MEMBER")?.content["blocks"]).toHaveLength(100);
});

test("an edit with a text alone takes the blocks away, one without a text leaves them", async () => {
  const client = await open();
  const { ts = "" } = await client.chat.postMessage({ channel, text: "a", blocks: [section("b")] });
  const [message] = slack.messages(channel);
  await client.chat.update({ channel, ts, blocks: [section("c")] } as never);
  expect(message).toMatchObject({ text: "a", blocks: [{ text: { text: "c" } }], edited: null });
  await client.chat.update({ channel, ts, metadata: { event_type: "board", event_payload: {} } } as never);
  expect(message).toMatchObject({ blocks: [{ text: { text: "c" } }], metadata: { event_type: "board" } });
  await client.chat.update({ channel, ts, text: "d" });
  expect(message).toMatchObject({ text: "d", blocks: [], edited: { user: "UB0HARBOR" } });
});

test("a text over 40,000 characters is cut, with a warning", async () => {
  const client = await open();
  const { response_metadata } = await client.chat.postMessage({ channel, text: "l".repeat(40_001) });
  expect(response_metadata?.warnings).toEqual(["message_truncated"]);
  expect(slack.messages(channel)[0]?.text).toHaveLength(40_000);
});

test("JSON, forms and GET are understood; a token in a JSON body is not", async () => {
  await open();
  const token = slack.botToken("T0HARBOR");
  const headers = { "content-type": "application/json; charset=utf-8" };
  const post = async (init: RequestInit) =>
    (await fetch(`${slack.apiUrl}auth.test`, { method: "POST", ...init })).json();
  expect(await post({ body: new URLSearchParams({ token }) })).toMatchObject({ ok: true });
  expect(await post({ body: "{}", headers: { ...headers, authorization: `Bearer ${token}` } })).toMatchObject({
    ok: true,
  });
  expect(await post({ body: JSON.stringify({ token }), headers })).toEqual({ ok: false, error: "not_authed" });
  expect(await post({ body: "{", headers })).toMatchObject({ error: "invalid_json" });
  expect(await post({ body: "a", headers: { "content-type": "text/csv" } })).toMatchObject({
    error: "invalid_post_type",
  });
  const got = await fetch(`${slack.apiUrl}users.info?user=U0OWNER&token=${token}`);
  expect(await got.json()).toMatchObject({
    ok: true,
    user: { is_owner: true, is_admin: true, is_primary_owner: true },
  });
  expect(got.headers.get("x-oauth-scopes")).toBe(scopes.join(","));
  expect(got.headers.get("x-accepted-oauth-scopes")).toBe("users:read");
});

test("people have ranks, zones and, when asked for, languages", async () => {
  const client = await open();
  const { user: otto } = await client.users.info({ user: "U0OTHER", include_locale: true });
  expect(otto).toMatchObject({ tz: "America/New_York", locale: "en-US", is_admin: false, is_restricted: false });
  expect(otto?.tz_offset).toBeLessThan(0);
  const { user: gus } = await client.users.info({ user: "U0GUEST" });
  expect(gus).toMatchObject({ is_restricted: true, is_ultra_restricted: false });
  expect(gus).not.toHaveProperty("locale");
});

test("a direct channel is one, however it is opened", async () => {
  const client = await open();
  const { channel: direct } = await client.conversations.open({ users: "U0MEMBER" });
  const { channel: same } = await client.chat.postMessage({ channel: "U0MEMBER", text: "psst" });
  expect(same).toBe(direct?.id);
  expect(slack.directOf("U0MEMBER")?.id).toBe(same);
  expect(slack.messages(same ?? "")).toMatchObject([{ text: "psst" }]);
  await expect(slack.say({ user: "U0OTHER", channel: same ?? "", text: "hi" })).rejects.toThrow("does not see");
});

describe("limits", () => {
  test("a client that is slowed down waits and then gets through", async () => {
    const client = new webApi.WebClient((await open()).token, { slackApiUrl: slack.apiUrl, logLevel: LogLevel.ERROR });
    slack.limit("chat.postMessage", 1_000);
    slack.failNext("chat.postMessage", "ratelimited");
    const started = performance.now();
    await client.chat.postMessage({ channel, text: "later" });
    expect(performance.now() - started).toBeGreaterThan(900);
    expect(slack.asked.map(({ status }) => status)).toEqual([429, 200]);
    expect(slack.messages(channel)).toHaveLength(1);
  });

  test("time gives back what was used up, and each team has its own", async () => {
    const clock = drivenClock(new Date());
    const quay = { id: "T0QUAY", users: [{ id: "U0QUAY" }], channels: [{ id: "C0QUAY" }], installed: { scopes } };
    await open({ now: clock.now, teams: [{ ...defaultTeam, installed: { scopes } }, quay] });
    slack.limit("users.info", 2);
    const look = (team: string, user: string) =>
      fetch(`${slack.apiUrl}users.info?user=${user}&token=${slack.botToken(team)}`).then(({ status, headers }) => ({
        status,
        retryAfter: headers.get("retry-after"),
      }));
    const taken = { status: 200, retryAfter: null };
    expect(await look("T0HARBOR", "U0MEMBER")).toEqual(taken);
    clock.advanceTo(new Date(clock.now().getTime() + 20_000));
    expect(await look("T0HARBOR", "U0MEMBER")).toEqual(taken);
    expect(await look("T0HARBOR", "U0MEMBER")).toEqual({ status: 429, retryAfter: "40" });
    expect(await look("T0QUAY", "U0QUAY")).toEqual(taken);
    clock.advanceTo(new Date(clock.now().getTime() + 40_000));
    expect(await look("T0HARBOR", "U0MEMBER")).toEqual(taken);
  });

  test("a method fails as often as it is told to, with Slack's word or with HTTP", async () => {
    const client = await open();
    slack.failNext("chat.postMessage", "fatal_error", 2);
    slack.failNext("chat.postMessage", "HTTP 503");
    const say = () => client.chat.postMessage({ channel, text: "a" }).then(() => "ok", String);
    expect(await say()).toContain("fatal_error");
    expect(await say()).toContain("fatal_error");
    expect(await say()).toContain("503");
    expect(await say()).toBe("ok");
  });
});

test("a shared channel brings people of two teams together, but commands stay with their own team", async () => {
  const shared = { id: "C0SHARED", members: ["U0MEMBER", "U0QUAY"], sharedWith: ["T0QUAY"] };
  const harbor = { ...defaultTeam, channels: [shared], installed: { scopes } };
  const client = await open({ teams: [harbor, { id: "T0QUAY", users: [{ id: "U0QUAY" }] }] });
  const button = { type: "button" as const, action_id: "stop", text: plain("Stop"), value: "1" };
  const blocks = [{ type: "actions" as const, elements: [button] }];
  const { ts = "" } = await client.chat.postMessage({ channel: "C0SHARED", text: "board", blocks });
  await slack.press({ user: "U0QUAY", message: { channel: "C0SHARED", ts }, actionId: "stop" });
  expect(slack.sent.at(-1)?.payload).toMatchObject({
    type: "block_actions",
    team: { id: "T0HARBOR" },
    user: { id: "U0QUAY", team_id: "T0QUAY" },
  });
  const typed = slack.command({ user: "U0QUAY", channel: "C0SHARED", text: "/track #cats" });
  await expect(typed).rejects.toThrow("not a valid command");
  expect((await client.users.info({ user: "U0QUAY" })).user).toMatchObject({ team_id: "T0QUAY" });
});

test("an app that uninstalls itself hears of it", async () => {
  const client = await open();
  const { clientId: client_id, clientSecret: client_secret } = slack.app;
  await client.apps.uninstall({ client_id, client_secret });
  await expect.poll(() => slack.sent.length).toBe(2);
  await slack.idle();
  expect(slack.sent.map(({ payload }) => payload["event"])).toMatchObject([
    { type: "app_uninstalled" },
    { type: "tokens_revoked", tokens: { bot: ["UB0HARBOR"] } },
  ]);
});

test("the app is what its manifest says, no more", async () => {
  const manifest = {
    features: {
      app_home: { home_tab_enabled: false },
      slash_commands: [{ command: "/track", should_escape: true }, { command: "/tags" }],
    },
    oauth_config: { scopes: { bot: ["commands"] } },
  };
  const client = await open({ app: appOf(manifest), teams: [{ ...defaultTeam, installed: true }] });
  await slack.command({ ...mia, text: "/track #general #cats @mia" });
  expect(slack.sent.at(-1)?.payload["text"]).toBe("<#C0GENERAL|general> #cats <@U0MEMBER|mia>");
  await slack.command({ ...mia, text: "/tags #general" });
  expect(slack.sent.at(-1)?.payload["text"]).toBe("#general");
  await expect(slack.command({ ...mia, text: "/live #cats" })).rejects.toThrow("/live is not a valid command");
  await expect(slack.openHome({ user: "U0MEMBER" })).rejects.toThrow("no home");
  await expect(slack.event("T0HARBOR", "app_home_opened")).rejects.toThrow("did not subscribe");
  await expect(client.chat.postMessage({ channel, text: "a" })).rejects.toThrow("missing_scope");
});
