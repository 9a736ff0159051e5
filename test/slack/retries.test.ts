import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { drivenClock, minuteMs } from "../../src/model/clock.ts";
import { defaultTeam } from "./options.ts";
import { openSlack } from "./server.ts";

const answers: { status: number; headers?: Record<string, string>; afterMs?: number }[] = [];
const got: { retry: string | undefined; reason: string | undefined; body: string }[] = [];
const app = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    const { "x-slack-retry-num": retry, "x-slack-retry-reason": reason } = request.headers;
    got.push({ retry: retry?.toString(), reason: reason?.toString(), body });
    const { status, headers, afterMs = 0 } = answers.shift() ?? { status: 200 };
    setTimeout(() => response.writeHead(status, headers).end(), afterMs);
  });
});
beforeAll(() => new Promise<void>((listening) => app.listen(0, "127.0.0.1", listening)));
afterAll(() => app.close());

async function open() {
  const clock = drivenClock(new Date());
  const slack = await openSlack({
    now: clock.now,
    ackWithinMs: 400,
    deliverTo: `http://127.0.0.1:${(app.address() as AddressInfo).port}/`,
    teams: [{ ...defaultTeam, installed: { scopes: ["users:read"] } }],
  });
  got.length = 0;
  return { slack, wait: (ms: number) => clock.advanceTo(new Date(clock.now().getTime() + ms)) };
}

const eventually = (assertion: () => void) => vi.waitFor(assertion, { timeout: 5_000, interval: 10 });

test("an event that is not taken comes again: at once, after a minute, after five, and then no more", async () => {
  const { slack, wait } = await open();
  answers.push({ status: 500 }, { status: 200, afterMs: 800 }, { status: 500 }, { status: 500 });
  await slack.event("T0HARBOR", "team_join", { user: { id: "U0NEW" } });
  await eventually(() => expect(got).toHaveLength(2));
  await eventually(() => expect(slack.sent[0]?.tries).toHaveLength(2));
  expect(slack.sent[0]?.tries[1]?.problem).toBe("operation_timeout");
  wait(minuteMs - 1);
  await new Promise((later) => setTimeout(later, 100));
  expect(got).toHaveLength(2);
  wait(1);
  await eventually(() => expect(slack.sent[0]?.tries).toHaveLength(3));
  wait(5 * minuteMs - 1);
  await new Promise((later) => setTimeout(later, 100));
  expect(got).toHaveLength(3);
  wait(1);
  await eventually(() => expect(slack.sent[0]?.tries).toHaveLength(4));
  wait(60 * minuteMs);
  await new Promise((later) => setTimeout(later, 100));
  expect(got.map(({ retry, reason }) => [retry, reason])).toEqual([
    [undefined, undefined],
    ["1", "http_error"],
    ["2", "http_timeout"],
    ["3", "http_error"],
  ]);
  expect(new Set(got.map(({ body }) => body)).size).toBe(1);
  await slack.close();
});

test("an event does not come again where the app says so, nor where it was taken", async () => {
  const { slack, wait } = await open();
  answers.push({ status: 500, headers: { "x-slack-no-retry": "1" } }, { status: 200 });
  await slack.event("T0HARBOR", "team_join");
  await slack.event("T0HARBOR", "team_join");
  wait(10 * minuteMs);
  await new Promise((later) => setTimeout(later, 100));
  expect(got).toHaveLength(2);
  await slack.close();
});

test("an event is not sent without its scope", async () => {
  const { slack } = await open();
  await expect(slack.event("T0HARBOR", "app_mention")).rejects.toThrow(
    "app_mention is not sent without app_mentions:read",
  );
  await slack.close();
});
