import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Chat, Shown } from "./chats/chat.ts";
import { type Chats, chatNames, openChats } from "./chats/open-chats.ts";

/** Posts themselves on every platform at once: they come, no more than an hour has room for, until somebody stops them. */
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

describe("posts", { timeout: 420_000 }, () => {
  test.concurrent.each(chatNames)(
    "come below one message, as many as the hour has room for, and no more once they are stopped, on %s",
    async (name) => {
      const chat = chats.chat(name);
      await chat.install();
      await chat.type("/track #worldcup");
      await found(chat, /Tracking #worldcup on .*posts? in the last 24 hours/u);

      await chat.type("/follow #worldcup max:4/h");
      const anchor = await found(chat, /Following #worldcup: each post, at most 4 an hour/u);
      expect(anchor.buttons).toEqual(["Stop"]);

      // The next ones are not waited for: it is one that was set up two hours ago.
      const its = `workspace_id = '${chat.workspace}'`;
      await one(`update relays set since = now() - interval '2 hours', looked_at = null, next_at = now() where ${its}`);
      await vi.waitFor(async () => {
        expect((await chat.below(anchor)).some((text) => /#worldcup: [1-4] posts?/u.test(text))).toBe(true);
      }, soon);
      await vi.waitFor(async () => {
        const row = await one<{ shown: number; beyond: number }>(
          `select count(batch)::int as shown, count(*) filter (where batch is null)::int as beyond from relay_posts where ${its}`,
        );
        expect(row?.shown).toBe(4);
        expect(row?.beyond).toBeGreaterThan(0);
      }, soon);

      await chat.press(anchor, "Stop");
      const stopped = await found(chat, /#worldcup: posts no longer come/u);
      await found(chat, /#worldcup: no more posts come/u);
      await chat.press(stopped, "Undo");
      await found(chat, /#worldcup: posts come again/u);
      await found(chat, /Following #worldcup: each post, at most 4 an hour/u);
      expect(await one(`select stopped_at is null as stands from relays where ${its}`)).toEqual({ stands: true });
    },
  );
});
