import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type App, HTTPReceiver, type Receiver, type ReceiverEvent } from "@slack/bolt";
import { Hono } from "hono";
import { type Clock, minuteMs, secondMs } from "../../model/clock.ts";
import type { Secret } from "../../model/secret.ts";
import type { Gate } from "../shared.ts";
import { slackPaths } from "./manifest.ts";
import { type ReceiveLog, warnings } from "./receive.ts";

export interface HttpReceivingOptions {
  readonly signingSecret: Secret;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly log: ReceiveLog;
}

/** What Slack's answer is part of: a form that is sent says what is wrong with it, and a menu gets its options. */
const answered = ["view_submission", "view_closed", "block_suggestion"];
const waitsForAnswer = ({ body }: ReceiverEvent): boolean => answered.includes(String(body["type"]));

/** How far a request's time may be from ours, both ways (docs.slack.dev/authentication/verifying-requests-from-slack). */
const skewMaxMs = 5 * minuteMs;
/** Longer than a request stays good. */
const oncePerSignature = { requests: 1, windowMs: 3 * skewMaxMs };
const bodyBytesMax = 1024 * 1024;

/**
 * Slack's requests over HTTP. Bolt verifies what Slack signed, but takes times to come and the same request twice; that is
 * refused here, before any work.
 */
export function httpReceiving({ signingSecret, gate, clock, log }: HttpReceivingOptions): {
  readonly receiver: Receiver;
  readonly routes: Hono;
} {
  const http = new HTTPReceiver({
    signingSecret: signingSecret.reveal(),
    endpoints: slackPaths.events,
    bodyLimit: bodyBytesMax,
    // Bolt compares what stands between the first "=" and the next: what follows would make the same request look like another.
    customPropertiesExtractor: ({ headers }) => ({ signature: String(headers["x-slack-signature"]).split("=")[1] }),
    logger: warnings(log),
  });
  const isFirst = async ({ customProperties }: ReceiverEvent): Promise<boolean> => {
    const signature = String(customProperties?.["signature"]).slice(0, 100);
    return (await gate.enter(`slack:signature:${signature}`, oncePerSignature)).allowed;
  };
  let isHeard = false;
  const receiver: Receiver = {
    init(app) {
      isHeard = true;
      const processEvent: App["processEvent"] = async (event) => {
        // Before anything is asked of a database that others keep busy.
        const isAcknowledged = !waitsForAnswer(event);
        if (isAcknowledged) await event.ack();
        if (await isFirst(event)) await app.processEvent(isAcknowledged ? { ...event, ack: async () => {} } : event);
        else if (!isAcknowledged) await event.ack();
      };
      http.init({ processEvent } as App);
    },
    start: async () => {},
    stop: async () => {},
  };
  const routes = new Hono();
  routes.post(slackPaths.events, (c) => {
    // Nobody would acknowledge it: Slack sends events again, and says so to whoever typed.
    if (!isHeard) return c.text("", 503);
    const sentMs = Number(c.req.header("x-slack-request-timestamp")) * secondMs;
    if (!(Math.abs(clock.now().getTime() - sentMs) <= skewMaxMs)) return c.text("", 401);
    const { incoming, outgoing } = c.env as HttpBindings;
    http.requestListener(incoming, outgoing);
    return RESPONSE_ALREADY_SENT;
  });
  return { receiver, routes };
}
