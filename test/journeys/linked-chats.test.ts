import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { componentsIn } from "../discord/components.ts";
import { textOf } from "../discord/json.ts";
import { defaultGuild, harbor } from "../discord/options.ts";
import { type FakeDiscord, openDiscord } from "../discord/server.ts";
import { appOf } from "../slack/manifest.ts";
import { type FakeSlack, openSlack } from "../slack/server.ts";
import type { Chat, Shown } from "./chats/chat.ts";
import { discordChat } from "./chats/discord.ts";
import { slackChat } from "./chats/slack.ts";
import { freePort } from "./free-port.ts";
import { type Installation, openInstallation, type Product } from "./product.ts";

/** A Slack team and a Discord server that watch the same hashtag: what one says of its alert, the other sees on its own. */
let slack: FakeSlack;
let discord: FakeDiscord;
let installation: Installation;
let product: Product;
let inSlack: Chat;
let inDiscord: Chat;
const [slackOwner, slackChannel] = ["U0OWNER", "C0GENERAL"];

beforeAll(async () => {
  const publicUrl = `http://127.0.0.1:${await freePort()}`;
  const app = appOf(parse(readFileSync("manifest.yml", "utf8")));
  slack = await openSlack({ app: { ...app, redirectUris: [`${publicUrl}/slack/oauth_redirect`] } });
  slack.deliverTo(`${publicUrl}/slack/events`);
  discord = await openDiscord({
    app: { redirectUris: [`${publicUrl}/discord/oauth_redirect`] },
    guilds: [{ ...defaultGuild, installed: false }],
    identifyWindowMs: 50,
  });
  installation = openInstallation();
  product = await installation.start({
    env: {
      PORT: new URL(publicUrl).port,
      PUBLIC_URL: publicUrl,
      SLACK_API_URL: slack.apiUrl,
      SLACK_CLIENT_ID: slack.app.clientId,
      SLACK_CLIENT_SECRET: slack.app.clientSecret,
      SLACK_SIGNING_SECRET: slack.app.signingSecret,
      DISCORD_API_URL: discord.api,
      DISCORD_BOT_TOKEN: discord.app.token,
      DISCORD_CLIENT_SECRET: discord.app.clientSecret,
      PLAYGROUND: "off",
      SIMULATOR: "on",
      SIMULATOR_FIRST_BURST_SECONDS: "20",
    },
  });
  await product.said(/Discord is connected/u);
  [inSlack, inDiscord] = [slackChat(slack, publicUrl), discordChat(discord, publicUrl)];
  await inSlack.install();
  await inDiscord.install();
}, 90_000);
afterAll(async () => {
  await installation?.remove();
  await Promise.all([slack?.close(), discord?.close()]);
});

const soon = { timeout: 60_000, interval: 200 };
const alertWithin = { timeout: 150_000, interval: 500 };

async function found<T>(what: string, find: () => T | undefined | Promise<T | undefined>, patience = soon): Promise<T> {
  return vi.waitFor(async () => {
    const it = await find();
    if (it === undefined) throw new Error(`still no ${what}`);
    return it;
  }, patience);
}
const alertIn = (chat: Chat, words = /#worldcup is (?:taking off|at its peak)/u): Promise<Shown> =>
  found(
    `${words} on ${chat.name}`,
    async () => (await chat.shown()).findLast(({ text }) => words.test(text)),
    alertWithin,
  );
/** What an alert says now. */
const saying = async (chat: Chat, { id }: Shown, words: RegExp) =>
  (await chat.shown()).find((one) => one.id === id && words.test(one.text));

/** The action of a button of what Slack shows to its owner in private. */
const answerIn = (blocks: unknown): string =>
  /"action_id":"(link-confirm:\d+)"/u.exec(JSON.stringify(blocks))?.[1] ?? "";

test("what somebody is on in Slack shows in Discord, from the yes of both until one ends it", async () => {
  // An admin of the one makes a code, one of the other types it and says yes.
  await slack.command({ user: slackOwner, channel: slackChannel, text: "/hashtag link" });
  const code = await found(
    "code",
    () => /\/hashtag link ([\w-]{11})/u.exec(JSON.stringify(slack.ephemerals(slackOwner)))?.[1],
  );
  await inDiscord.type(`/hashtag link ${code}`);
  const pressed = await found("question in Discord", () => {
    const message = discord
      .ephemerals(harbor.owner)
      .findLast(({ components }) => JSON.stringify(components).includes("link-confirm"));
    const button =
      message && componentsIn(message.components).find((one) => textOf(one["custom_id"]).startsWith("link-confirm"));
    return message && button ? { message: message.id, customId: textOf(button["custom_id"]) } : undefined;
  });
  await discord.press({ user: harbor.owner, ...pressed });

  // Who made the code is asked in private, and answers there.
  const asked = await found("question in Slack", () => {
    const direct = slack.directOf(slackOwner);
    const message = direct && slack.messages(direct.id).findLast(({ blocks }) => answerIn(blocks) !== "");
    return message && direct ? { channel: direct.id, ts: message.ts, actionId: answerIn(message.blocks) } : undefined;
  });
  const { actionId, ...message } = asked;
  await slack.press({ user: slackOwner, message, actionId });
  await found("answer in its place", () =>
    JSON.stringify(slack.messages(message.channel).find(({ ts }) => ts === message.ts)).includes("Linked with")
      ? true
      : undefined,
  );

  // Both watch the same hashtag, and each has its own alert.
  await Promise.all([inSlack.type("/track #worldcup"), inDiscord.type("/track #worldcup")]);
  const [ours, theirs] = await Promise.all([alertIn(inSlack), alertIn(inDiscord)]);
  expect(ours.buttons).toContain("On it");
  await inSlack.press(ours, "On it");
  await found("acknowledgement in Slack", () => saying(inSlack, ours, /has been on it since/u));
  const seen = await found("acknowledgement in Discord", () =>
    saying(inDiscord, theirs, /Acknowledged by \S+ in .+ \(Slack\) at/u),
  );
  expect(seen.text).not.toMatch(/general|C0GENERAL|U0/u);

  // A mute there is said here, and mutes nothing here; Undo there takes it back here.
  await inDiscord.choose(theirs, "Mute", "for 1 hour");
  await found("mute in Slack", () => saying(inSlack, ours, /Muted in .+ \(Discord\) by .+ until/u));
  expect(await installation.query("select id from trackers where muted_until is not null")).toHaveLength(1);
  await inDiscord.press(await found("mute in Discord", () => saying(inDiscord, theirs, /Muted by/u)), "Undo");
  await found("end of the mute", async () => ((await saying(inSlack, ours, /Muted in/u)) ? undefined : true));

  // Either side ends it, and what came over is gone.
  await inDiscord.type("/hashtag unlink");
  const ending = await found("list in Discord", () => {
    const list = discord
      .ephemerals(harbor.owner)
      .findLast(({ components }) => JSON.stringify(components).includes("Linked workspaces"));
    const button = list && componentsIn(list.components).find((one) => textOf(one["custom_id"]).startsWith("unlink"));
    return list && button ? { message: list.id, customId: textOf(button["custom_id"]) } : undefined;
  });
  await discord.press({ user: harbor.owner, ...ending });
  await found("end in Discord", async () => ((await saying(inDiscord, theirs, /Acknowledged by/u)) ? undefined : true));
  expect(await installation.query("select from links")).toHaveLength(0);
  expect(await installation.query("select from echoes")).toHaveLength(0);
  expect(await product.stop()).toBe(0);
}, 420_000);
