import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Chat, Shown } from "./chats/chat.ts";
import { type Chats, chatNames, openChats } from "./chats/open-chats.ts";

/** A digest on every platform at once: looked at, set, sent when its hour comes, and stopped. */
let chats: Chats;

beforeAll(async () => {
  chats = await openChats();
}, 90_000);
afterAll(() => chats?.close());

const soon = { timeout: 90_000, interval: 300 };

async function found(chat: Chat, words: RegExp): Promise<Shown> {
  let shown: Shown | undefined;
  await vi.waitFor(async () => {
    shown = (await chat.shown()).findLast(({ text }) => words.test(text));
    if (!shown) throw new Error(`${chat.name} does not show ${words}`);
  }, soon);
  return shown as Shown;
}

const one = async <T extends object>(question: string) => (await chats.installation.query<T>(question))[0];

describe("a digest", { timeout: 420_000 }, () => {
  test.concurrent.each(chatNames)(
    "is looked at, set, sent once when its hour comes, and stopped on %s",
    async (name) => {
      const chat = chats.chat(name);
      await chat.install();
      await chat.type("/track #worldcup");
      await found(chat, /Tracking #worldcup on .*posts? in the last 24 hours/u);

      await chat.type("/digest preview");
      await vi.waitFor(async () => {
        expect((await chat.whispered()).at(-1)).toMatch(/Daily digest: \w+day .*#worldcup.*only you see it/u);
      }, soon);

      await chat.type("/digest daily 09:00 tz:UTC");
      const set = await found(chat, /Daily digest at 09:00 Next: .*by the clocks of UTC/u);
      expect(set.buttons).toEqual(["Preview", "Undo", "Stop digest"]);

      // Its hour is not waited for: it is one that was set three days ago, of which the last was never looked at.
      const its = `workspace_id = '${chat.workspace}'`;
      await one(`update digests set since = now() - interval '3 days', next_at = now() where ${its}`);
      const sent = await found(chat, /Daily digest: \w+day \d/u);
      expect(sent.text).toMatch(/#worldcup.*simulated data/u);
      expect(sent.text).toMatch(/next /u);
      await vi.waitFor(async () => {
        const row = await one<{ sent: boolean }>(
          `select last_on is not null and next_at > now() as sent from digests where ${its}`,
        );
        expect(row?.sent).toBe(true);
      }, soon);
      await one(`update digests set next_at = now() where ${its}`);
      await vi.waitFor(async () => {
        expect(await one<{ seen: boolean }>(`select next_at > now() as seen from digests where ${its}`)).toEqual({
          seen: true,
        });
      }, soon);
      expect((await chat.shown()).filter(({ text }) => /Daily digest: \w+day \d/u.test(text))).toHaveLength(1);

      await chat.press(sent, "Stop digest");
      const stopped = await found(chat, /Digest stopped/u);
      expect(await one(`select stopped_at is not null as stopped from digests where ${its}`)).toEqual({
        stopped: true,
      });
      await chat.press(stopped, "Undo");
      await found(chat, /Taken back by/u);
      expect(await one(`select stopped_at is not null as stopped from digests where ${its}`)).toEqual({
        stopped: false,
      });
    },
  );
});
