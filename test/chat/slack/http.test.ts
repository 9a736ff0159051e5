import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { httpReceiving } from "../../../src/chat/slack/http.ts";
import { minuteMs, secondMs, systemClock } from "../../../src/model/clock.ts";
import { secret } from "../../../src/model/secret.ts";
import { startWeb, type Web } from "../../../src/web/server.ts";
import { eventually } from "../../eventually.ts";
import { encoded, type Forged, type Sent } from "../../slack/delivery.ts";
import type { FakeSlack } from "../../slack/server.ts";
import { type Ears, openEars } from "./ears.ts";
import { here, member, openLoopback } from "./loopback.ts";

let slack: FakeSlack;
let ears: Ears;
let web: Web;
/** A command as Slack sent it; nothing in it is good for once only. */
let sample: Sent;

beforeAll(async () => {
  slack = await openLoopback();
  ears = await openEars(slack, async ({ memory: { gate }, log }) => {
    const signingSecret = secret(slack.app.signingSecret);
    const { receiver, routes } = httpReceiving({ signingSecret, gate, clock: systemClock, log });
    web = await startWeb({ port: 0, pages: [{ routes, guardThemselves: true }], log });
    return receiver;
  });
  slack.deliverTo(`${web.url}/slack/events`);
  await slack.command({ user: member.id, channel: here.id, text: "/tags" });
  const [first] = slack.sent;
  if (!first) throw new Error("nothing was sent");
  sample = first;
});
afterAll(async () => {
  await ears?.stop();
  await web?.close();
  await slack?.close();
});

/** What was asked before is forgotten, what came before is not. */
beforeEach(() => {
  ears.asks.length = 0;
  ears.logged.length = 0;
});

const seconds = (afterMs = 0) => Math.floor((Date.now() + afterMs) / secondMs);
let count = 0;
/** The same command, and never the same bytes twice. */
const fresh = (): Sent => ({ ...sample, payload: { ...sample.payload, text: `${++count}` } });
/** docs.slack.dev/authentication/verifying-requests-from-slack */
const signatureOf = (body: string, timestamp: number): string =>
  `v0=${createHmac("sha256", slack.app.signingSecret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
const send = async (sent: Sent, forged: Forged = {}) => {
  const { status } = await slack.resend(sent, forged);
  return { status, asked: ears.asks.length };
};

test("what Slack signed comes to the door", async () => {
  expect(await send(fresh())).toEqual({ status: 200, asked: 1 });
  expect(ears.asks).toMatchObject([{ kind: "command", where: { channel: here }, who: member }]);
});

describe("a request is refused before any work", () => {
  const wrong = `v0=${"0".repeat(64)}`;
  test.each<[string, () => Forged]>([
    ["with a wrong signature", () => ({ signature: wrong })],
    ["with half a signature", () => ({ signature: "v0=" })],
    ["with a signature of another kind", () => ({ signature: wrong.replace("v0", "v1") })],
    ["signed with another secret", () => ({ secret: "another" })],
    ["without its signature", () => ({ signature: null })],
    ["without its time", () => ({ timestamp: null })],
    ["with a time that is none", () => ({ timestamp: Number.NaN })],
    ["of six minutes ago", () => ({ timestamp: seconds(-6 * minuteMs) })],
    ["of in six minutes", () => ({ timestamp: seconds(6 * minuteMs) })],
  ])("%s", async (_, forged) => {
    expect(await send(fresh(), forged())).toEqual({ status: 401, asked: 0 });
  });

  test("with a signature that was given to another body", async () => {
    const timestamp = seconds();
    const signature = signatureOf(encoded("commands", fresh().payload), timestamp);
    expect(await send(fresh(), { timestamp, signature })).toEqual({ status: 401, asked: 0 });
  });

  test("with five megabytes", async () => {
    const { payload } = sample;
    const huge = { ...sample, payload: { ...payload, text: "x".repeat(5 * 1024 * 1024) } };
    const status = await send(huge).then(
      (answer) => answer.status,
      () => "closed",
    );
    expect([413, "closed"]).toContain(status);
    expect(ears.asks).toEqual([]);
    expect(await send(fresh())).toEqual({ status: 200, asked: 1 });
  });

  test("and what is said of it in the log holds no signature and no secret", async () => {
    await send(fresh(), { signature: wrong });
    expect(ears.logged.join()).not.toContain(wrong);
    expect(ears.logged.join()).not.toContain(slack.app.signingSecret);
  });
});

describe("a request that comes again", () => {
  test("is answered, and nothing is done twice", async () => {
    const [sent, timestamp] = [fresh(), seconds()];
    expect(await send(sent, { timestamp })).toEqual({ status: 200, asked: 1 });
    expect(await send(sent, { timestamp })).toEqual({ status: 200, asked: 1 });
    expect(await send(sent, { timestamp: timestamp - 1 })).toEqual({ status: 200, asked: 2 });
  });

  test("is known by whatever is added to its signature", async () => {
    const body = encoded("commands", fresh().payload);
    const timestamp = seconds();
    for (const added of ["", "=", "=again"]) {
      const signature = `${signatureOf(body, timestamp)}${added}`;
      const { status } = await slack.send(body, { kind: "commands", timestamp, signature });
      expect([status, ears.asks.length]).toEqual([200, 1]);
    }
  });

  test("is known for longer than its signature is good", async () => {
    const [sent, timestamp] = [fresh(), seconds(4.5 * minuteMs)];
    await send(sent, { timestamp });
    ears.memory.pass(10 * minuteMs);
    expect(await send(sent, { timestamp })).toEqual({ status: 200, asked: 1 });
  });
});

test("Slack's question whether we are there is answered with its challenge", async () => {
  expect(await slack.verifyUrl()).toBe(true);
  expect(ears.asks).toEqual([]);
});

test("a check of our certificate gives nobody's words to the door", async () => {
  const body = new URLSearchParams({ ssl_check: "1", payload: JSON.stringify(sample.payload) }).toString();
  const { status } = await slack.send(body, { kind: "commands", signature: null });
  expect([status, ears.asks]).toEqual([200, []]);
});

test("a door that never answers leaves a command acknowledged at once", async () => {
  ears.answer = () => new Promise(() => {});
  try {
    const { complaint, afterMs } = await slack.command({ user: member.id, channel: here.id, text: "/tags" });
    expect(complaint).toBeNull();
    expect(afterMs).toBeLessThan(1_000);
  } finally {
    ears.answer = async () => ({});
  }
});

test("an event that Slack tells again is acknowledged and worked on once", async () => {
  const sent = await slack.mention({ user: member.id, channel: here.id, text: "tags" });
  const again = { "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout" };
  expect((await slack.resend(sent, { timestamp: seconds() - 2, headers: again })).status).toBe(200);
  await eventually(() => expect(ears.asks).toHaveLength(1));
  expect(ears.asks).toHaveLength(1);
});
