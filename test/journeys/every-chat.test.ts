import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Chat, Shown } from "./chats/chat.ts";
import { type Chats, chatNames, openChats } from "./chats/open-chats.ts";

/** One product with every platform on; the same journey on each of them at once: same commands, same cards, each in its own dress. */
let chats: Chats;

beforeAll(async () => {
  chats = await openChats({ SIMULATOR_FIRST_BURST_SECONDS: "5" });
}, 90_000);
afterAll(() => chats?.close());

const soon = { timeout: 60_000, interval: 200 };
/** The simulated burst comes after some seconds, and is judged by whole minutes. */
const alertWithin = { timeout: 150_000, interval: 500 };

/** Waits until it is so. Tests that run beside one another have no expect.poll of their own. */
const until = (what: string, isSo: () => Promise<boolean>, patience = soon) =>
  vi.waitFor(async () => {
    if (!(await isSo())) throw new Error(`still not: ${what}`);
  }, patience);

/** Waits for the newest message with these words. */
async function found(chat: Chat, words: RegExp, patience = soon): Promise<Shown> {
  const find = async () => (await chat.shown()).findLast(({ text }) => words.test(text));
  await until(`${chat.name} shows ${words}`, async () => (await find()) !== undefined, patience);
  return (await find()) as Shown;
}
const again = async (chat: Chat, { id }: Shown) => (await chat.shown()).find((one) => one.id === id) as Shown;

describe("from the first word to the last", { timeout: 420_000 }, () => {
  test.concurrent.each(chatNames)("on %s", async (name) => {
    const chat = chats.chat(name);
    await chat.install();

    await chat.type("/track #worldcup");
    const tracking = await found(chat, /Tracking #worldcup on .*posts? in the last 24 hours/u);
    expect(tracking.buttons).toEqual(["Chart", "Settings", "Undo"]);

    await chat.type("/chart #worldcup 24h");
    const drawn = /#worldcup: posts over time, last 24 hours/u;
    await until("the chart is drawn", async () => (await found(chat, drawn)).pictures === 1);

    await chat.type("/live #worldcup 6h");
    const board = await found(chat, /Live: #worldcup, last 6 hours/u);
    const figures = async () => (await again(chat, board)).text;
    const first = await figures();
    await until("the board moves", async () => (await figures()) !== first, alertWithin);

    await chat.type("/tags");
    await until("the list comes", async () =>
      /Tracked in this channel: 1/u.test((await chat.whispered()).at(-1) ?? ""),
    );

    const alert = await found(chat, /#worldcup is (?:taking off|at its peak)/u, alertWithin);
    expect(alert.pictures).toBe(1);
    await chat.choose(alert, "Mute", "for 1 hour");
    const isMuted = async () => /Muted by/u.test((await again(chat, alert)).text);
    await until("it says who muted it", isMuted);
    await chat.press(await again(chat, alert), "Undo");
    await until("it is heard again", async () => !(await isMuted()));
    expect(
      (await chat.shown()).filter(({ text }) => /#worldcup is (?:taking off|at its peak)/u.test(text)),
    ).toHaveLength(1);

    await chat.press(await again(chat, alert), "Too noisy");
    const tuned = await found(chat, /#worldcup: alerts strict.*An alert was too noisy/u);
    const meant = /In the last 30 days|is not known/u;
    await until("it says what that would have meant", async () => meant.test((await again(chat, tuned)).text));
    await chat.press(await again(chat, tuned), "Undo");
    await found(chat, /#worldcup: settings as before/u);

    if (!chat.leave) return;
    await chat.leave();
    await until("nothing of it runs on", async () => {
      const [row] = await chats.installation.query<{ removed: boolean; listeners: number }>(`
        select removed_at is not null as removed,
          (select count(*)::int from listeners where workspace_id = w.id) as listeners
        from workspaces w where id = '${chat.workspace}'`);
      return row?.removed === true && row.listeners === 0;
    });
  });
});

test("the product says no token and ends cleanly", async () => {
  expect(await chats.product.stop()).toBe(0);
  expect(chats.product.output()).not.toMatch(/xox[bp]-|loopback-/u);
});
