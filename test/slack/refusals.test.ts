import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { webApi } from "@slack/bolt";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drivenClock } from "../../src/model/clock.ts";
import { parsed } from "./body.ts";
import { quiet } from "./bolt-app.ts";
import { isJson, type Json, textOf } from "./json.ts";
import { defaultTeam } from "./options.ts";
import { refusals } from "./refusals.ts";
import type { Asking } from "./refused/case.ts";
import { type FakeSlack, openSlack } from "./server.ts";

/** An app that takes whatever comes. */
const app = createServer((request, response) => request.resume().on("end", () => response.end()));
beforeAll(() => new Promise<void>((listening) => app.listen(0, "127.0.0.1", listening)));
afterAll(() => app.close());

const scopes = "commands chat:write files:write files:read users:read im:write mpim:write".split(" ");

function asking(slack: FakeSlack, wait: (ms: number) => void): Asking {
  const call = async (method: string, args: Json, token = slack.botToken("T0HARBOR")): Promise<Json> => {
    const client = new webApi.WebClient(token || undefined, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: quiet,
    });
    return { ...(await client.apiCall(method, args)) };
  };
  return {
    slack,
    call,
    wait,
    async post(url, body) {
      const headers = { "content-type": "application/json" };
      const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
      const answer = parsed(await response.text());
      if (isJson(answer)) throw Object.assign(new Error("refused"), { data: answer });
    },
    async upload(filename, bytes) {
      const { file_id: id, upload_url } = await call("files.getUploadURLExternal", { filename, length: bytes.length });
      await fetch(String(upload_url), { method: "POST", body: new Uint8Array(bytes) });
      await call("files.completeUploadExternal", { files: [{ id }] });
      return textOf(id);
    },
  };
}

/** Slack's own word for what went wrong. */
async function errorOf(refused: Promise<unknown>): Promise<string> {
  try {
    return `accepted: ${JSON.stringify(await refused)}`;
  } catch (error) {
    if (!isJson(error)) throw error;
    if (error["code"] === "slack_webapi_rate_limited_error") return "ratelimited";
    const data = error["data"];
    if (!isJson(data)) throw error;
    return textOf(data["error"]);
  }
}

test.each(refusals.map((one) => [`${one.error} ${one.when}`, one] as const))(
  "%s",
  async (_, { slack, ask, error, page }) => {
    expect(page).toMatch(/^https:\/\/(docs\.slack\.dev|github\.com\/slackapi)\//);
    const start = new Date();
    const clock = drivenClock(start);
    const opened = await openSlack({
      now: clock.now,
      deliverTo: `http://127.0.0.1:${(app.address() as AddressInfo).port}/`,
      teams: [{ ...defaultTeam, installed: { scopes } }],
      ...slack,
    });
    try {
      const wait = (ms: number) => clock.advanceTo(new Date(clock.now().getTime() + ms));
      expect(await errorOf(ask(asking(opened, wait)))).toBe(error);
    } finally {
      await opened.close();
    }
  },
);
