import { afterAll, beforeAll, expect, test } from "vitest";
import { openDiscord } from "../discord/server.ts";
import type { Chat } from "./chats/chat.ts";
import { discordChat } from "./chats/discord.ts";
import { type Installation, openInstallation, type Product } from "./product.ts";

/** Killed after Discord has a message, and before we know its id: neither a second one nor one that is forgotten. */
let discord: Awaited<ReturnType<typeof openDiscord>>;
let installation: Installation;
let product: Product;
let chat: Chat;

const posting = "POST /channels/{channel_id}/messages";
const start = async () => {
  product = await installation.start({
    env: {
      DISCORD_API_URL: discord.api,
      DISCORD_BOT_TOKEN: discord.app.token,
      PLAYGROUND: "off",
      SIMULATOR: "on",
      SIMULATOR_FIRST_BURST_SECONDS: "5",
    },
  });
  await product.said(/Discord is connected/u);
};

beforeAll(async () => {
  discord = await openDiscord({ identifyWindowMs: 50 });
  installation = openInstallation();
  await start();
  chat = discordChat(discord, "");
}, 90_000);
afterAll(async () => {
  await installation?.remove();
  await discord?.close();
});

const patient = { timeout: 90_000, interval: 200 };
const texts = async (words: RegExp) => (await chat.shown()).map(({ text }) => text).filter((text) => words.test(text));

/** Does what posts one message, and dies as soon as Discord has it. */
async function dieWhilePosting(words: RegExp, act: () => Promise<void>, within = patient): Promise<void> {
  discord.loseNext(posting);
  await act();
  await expect.poll(async () => (await texts(words)).length, within).toBe(1);
  await product.kill();
  await start();
}

test("the answer to /track gets its numbers, and a board moves, each once", { timeout: 240_000 }, async () => {
  await dieWhilePosting(/Tracking #worldcup on/u, () => chat.type("/track #worldcup"));
  await dieWhilePosting(/Live: #worldcup/u, () => chat.type("/live #worldcup"));
  await expect.poll(() => texts(/Tracking #worldcup on.*posts? in the last 24 hours/u), patient).toHaveLength(1);
  await expect.poll(() => texts(/Live: #worldcup.*Last hour/u), patient).toHaveLength(1);
  expect(await texts(/Tracking #worldcup/u)).toHaveLength(1);
  expect(await texts(/Live: #worldcup/u)).toHaveLength(1);
});

test("an alert is said once", { timeout: 300_000 }, async () => {
  const alerts = /#worldcup is (?:taking off|at its peak)/u;
  await dieWhilePosting(alerts, async () => {}, { ...patient, timeout: 150_000 });
  const noted = () =>
    installation.query<{ message: unknown }>(
      "select message_id as message from incidents where message_id is not null",
    );
  await expect.poll(async () => (await noted()).length, { ...patient, timeout: 120_000 }).toBe(1);
  expect(await texts(alerts)).toHaveLength(1);
});
