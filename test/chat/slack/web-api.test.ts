import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWebApi, Refused, type WebApi } from "../../../src/chat/slack/web-api.ts";
import { SourceError, UserError } from "../../../src/model/errors.ts";
import { secret } from "../../../src/model/secret.ts";
import { expectInEveryLanguage } from "../../every-language.ts";
import type { FakeSlack } from "../../slack/server.ts";
import { apiOn, calledOn, here, openLoopback } from "./loopback.ts";

let slack: FakeSlack;
let api: WebApi;

beforeAll(async () => {
  slack = await openLoopback();
  api = apiOn(slack);
});
afterAll(() => slack.close());

const post = (channel = here.id, on = api) =>
  on.call(here.workspace, (client) => client.chat.postMessage({ channel, text: "Hello" }));
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );
/** All that may ever be printed of an error. */
const printed = (error: unknown): string => inspect(error, { depth: 10, showHidden: true });

describe("what people can mend is said in their words", () => {
  test.each([
    ["not_in_channel", /\/invite @groundswell/u],
    ["channel_not_found", /private.*\/invite @groundswell/u],
    ["is_archived", /archived/u],
    ["is_inactive", /archived/u],
    ["restricted_action", /admins/u],
    ["restricted_action_read_only_channel", /admins/u],
    ["restricted_action_thread_only_channel", /threads only/u],
    ["missing_scope", /Install Groundswell there once more/u],
  ])("%s", async (code, hint) => {
    slack.failNext("chat.postMessage", code);
    const error = await failureOf(post());
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).hint.en).toMatch(hint);
    expectInEveryLanguage((error as UserError).hint);
    for (const said of Object.values((error as UserError).hint)) expect(said).not.toContain(code);
  });

  test("also where Slack itself finds it: a channel we are not in, an old one, and one that is hidden", async () => {
    for (const [channel, hint] of [
      ["C0RANDOM", /not in that channel/u],
      ["C0OLD", /archived/u],
      ["C0BOARD", /cannot see that channel/u],
    ] as const)
      await expect(post(channel)).rejects.toThrow(hint);
  });
});

describe("a token that is good for nothing any more", () => {
  test.each(["invalid_auth", "account_inactive", "token_revoked", "token_expired", "not_authed", "org_login_required"])(
    "is %s, and whoever reads it is told to install again",
    async (code) => {
      slack.failNext("chat.postMessage", code);
      const error = await failureOf(post());
      expect(error).toBeInstanceOf(UserError);
      expect((error as UserError).hint.en).toMatch(/not installed.*Install it again/u);
    },
  );

  test("is not asked for where nobody installed us", async () => {
    const before = slack.asked.length;
    const nowhere = openWebApi({ apiUrl: slack.apiUrl, tokenOf: async () => null });
    await expect(post(here.id, nowhere)).rejects.toThrow(/not installed/u);
    expect(slack.asked).toHaveLength(before);
  });

  test("is followed by the new one at once", async () => {
    let token = "xoxb-wrong";
    const renewed = openWebApi({ apiUrl: slack.apiUrl, tokenOf: async () => secret(token) });
    await expect(post(here.id, renewed)).rejects.toThrow(/not installed/u);
    token = slack.botToken("T0HARBOR");
    await expect(post(here.id, renewed)).resolves.toMatchObject({ ok: true });
  });
});

describe("what waiting mends", () => {
  test("Slack's limit says for how long, and is not asked again meanwhile", async () => {
    slack.limit("chat.delete", 1);
    const remove = () => api.call(here.workspace, (client) => client.chat.delete({ channel: here.id, ts: "1.1" }));
    await failureOf(remove());
    const error = await failureOf(remove());
    expect(error).toMatchObject({ failure: "rate-limited" });
    const { retryAfterMs = 0 } = error as SourceError;
    expect(retryAfterMs).toBeGreaterThan(50_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
    expect(calledOn(slack, "chat.delete")).toHaveLength(2);
  });

  test("an outage is tried three times, then is one of Slack's", async () => {
    const before = calledOn(slack, "users.info").length;
    slack.failNext("users.info", "HTTP 503", 3);
    const error = await failureOf(api.call(here.workspace, (client) => client.users.info({ user: "U0MEMBER" })));
    expect(error).toBeInstanceOf(SourceError);
    expect(error).toMatchObject({ source: "Slack", failure: "unavailable", retryAfterMs: 30_000 });
    expect(calledOn(slack, "users.info")).toHaveLength(before + 3);
  });

  test("a short outage is not noticed", async () => {
    slack.failNext("users.info", "HTTP 503", 2);
    await expect(api.call(here.workspace, (client) => client.users.info({ user: "U0MEMBER" }))).resolves.toMatchObject({
      ok: true,
    });
  });

  test("nobody at that address is an outage too", async () => {
    const closed = createServer();
    await new Promise<void>((done) => closed.listen(0, "127.0.0.1", done));
    const { port } = closed.address() as AddressInfo;
    await new Promise((done) => closed.close(done));
    const nobody = openWebApi({ apiUrl: `http://127.0.0.1:${port}/api/`, tokenOf: async () => secret("xoxb-canary") });
    const error = await failureOf(post(here.id, nobody));
    expect(error).toMatchObject({ source: "Slack", failure: "unavailable" });
    expect(printed(error)).not.toContain("canary");
  });
});

describe("everything else that Slack says no to", () => {
  test("is Refused with Slack's word and with what it found", async () => {
    const error = await failureOf(
      api.call(here.workspace, (client) =>
        client.chat.postMessage({ channel: here.id, text: "x", blocks: [{ type: "header" }] as never }),
      ),
    );
    expect(error).toBeInstanceOf(Refused);
    expect(error).toMatchObject({ code: "invalid_blocks" });
    expect((error as Refused).message).toMatch(/Slack refused: invalid_blocks; .*blocks.0 lacks text/u);
  });

  test("is no failure that anybody foresees", async () => {
    slack.failNext("chat.postMessage", "fatal_error");
    const error = await failureOf(post());
    expect(error).toBeInstanceOf(Refused);
    expect(error).not.toBeInstanceOf(UserError);
    expect(error).not.toBeInstanceOf(SourceError);
  });

  test("what our own code throws comes through as it is", async () => {
    const mine = new Error("mine");
    const throws = () => api.call(here.workspace, () => Promise.reject(mine));
    expect(await failureOf(throws())).toBe(mine);
  });
});

describe("a token", () => {
  let strange: Server;
  let answer: { readonly status: number; readonly body: string };
  beforeAll(async () => {
    strange = createServer((request, response) => {
      const echoed = answer.body.replace("ECHO", request.headers.authorization ?? "");
      response.writeHead(answer.status, { "content-type": "application/json" }).end(echoed);
    });
    await new Promise<void>((done) => strange.listen(0, "127.0.0.1", done));
  });
  afterAll(() => new Promise((done) => strange.close(done)));

  test.each([
    ["an error of Slack's", { status: 200, body: '{"ok":false,"error":"invalid_auth"}' }],
    ["an error nobody knows", { status: 200, body: '{"ok":false,"error":"what_is_this"}' }],
    ["a page that is no JSON", { status: 200, body: "<html>" }],
    ["a refusal of HTTP's", { status: 403, body: "no" }],
  ])("stands in nothing that is thrown: %s", async (_, given) => {
    answer = given;
    const { port } = strange.address() as AddressInfo;
    const of = openWebApi({ apiUrl: `http://127.0.0.1:${port}/api/`, tokenOf: async () => secret("xoxb-canary-1") });
    const error = await failureOf(post(here.id, of));
    expect(error).toBeInstanceOf(Error);
    expect(printed(error)).not.toContain("canary");
  });

  test("goes to no other host, whatever a method is called", async () => {
    const { port } = strange.address() as AddressInfo;
    const before = slack.asked.length;
    answer = { status: 200, body: '{"ok":true}' };
    const elsewhere = `http://127.0.0.1:${port}/api/steal`;
    await failureOf(api.call(here.workspace, (client) => client.apiCall(elsewhere)));
    expect(slack.asked.at(before)?.method ?? "").not.toBe("steal");
    await expect(api.call(here.workspace, (client) => client.apiCall(elsewhere))).rejects.toThrow();
  });
});
