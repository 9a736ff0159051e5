import { expect } from "vitest";
import type { FakeSlack, Message } from "../slack/server.ts";

export const patient = { timeout: 30_000, interval: 100 };

/** All the words of a message, its blocks as JSON. */
export const said = (message: Message | undefined): string =>
  message ? `${message.text} ${JSON.stringify(message.blocks)}` : "";

/** What everybody sees in a channel of a Slack that may still be being set up. */
export function channelOf(slack: () => FakeSlack, here: string) {
  const find = (pattern: RegExp, channel = here): Message | undefined =>
    slack()
      .messages(channel)
      .findLast((message) => pattern.test(said(message)));
  return {
    find,
    /** Waits for it. */
    async found(pattern: RegExp, { channel = here, timeout = patient.timeout } = {}): Promise<Message> {
      await expect.poll(() => find(pattern, channel) !== undefined, { ...patient, timeout }).toBe(true);
      return find(pattern, channel) as Message;
    },
  };
}
