import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { defaultGuild, defaultUsers } from "../../discord/options.ts";
import { openDiscord } from "../../discord/server.ts";
import { appOf } from "../../slack/manifest.ts";
import { openSlack } from "../../slack/server.ts";
import { freePort } from "../free-port.ts";
import { type Installation, openInstallation, type Product } from "../product.ts";
import type { Chat } from "./chat.ts";
import { directChat, discordChat } from "./discord.ts";
import { playgroundChat } from "./playground.ts";
import { slackChat } from "./slack.ts";

/** One product with every platform on, and somebody on each of them. */
export interface Chats {
  readonly installation: Installation;
  readonly product: Product;
  /** By its name. */
  chat(name: string): Chat;
  close(): Promise<void>;
}

export const chatNames = ["slack", "discord", "direct messages", "playground"] as const;

export async function openChats(env: Readonly<Record<string, string>> = {}): Promise<Chats> {
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const app = appOf(parse(readFileSync("manifest.yml", "utf8")));
  const slack = await openSlack({ app: { ...app, redirectUris: [`${publicUrl}/slack/oauth_redirect`] } });
  slack.deliverTo(`${publicUrl}/slack/events`);
  const discord = await openDiscord({
    app: { redirectUris: [`${publicUrl}/discord/oauth_redirect`] },
    guilds: [{ ...defaultGuild, installed: false }],
    users: [...defaultUsers, { id: "300000000000000009", name: "dora", isInstalled: true }],
    identifyWindowMs: 50,
  });
  const installation = openInstallation();
  const close = async () => {
    await installation.remove();
    await slack.close();
    await discord.close();
  };
  try {
    const product = await installation.start({
      env: {
        PORT: `${port}`,
        PUBLIC_URL: publicUrl,
        SLACK_API_URL: slack.apiUrl,
        SLACK_CLIENT_ID: slack.app.clientId,
        SLACK_CLIENT_SECRET: slack.app.clientSecret,
        SLACK_SIGNING_SECRET: slack.app.signingSecret,
        DISCORD_API_URL: discord.api,
        DISCORD_BOT_TOKEN: discord.app.token,
        DISCORD_CLIENT_SECRET: discord.app.clientSecret,
        PLAYGROUND: "on",
        SIMULATOR: "on",
        ...env,
      },
    });
    await product.said(/Discord is connected/u);
    const all = [
      slackChat(slack, publicUrl),
      discordChat(discord, publicUrl),
      directChat(discord, "300000000000000009"),
      playgroundChat(product.url),
    ];
    const chat = (name: string) => {
      const found = all.find((one) => one.name === name);
      if (!found) throw new Error(`there is no chat ${name}`);
      return found;
    };
    return { installation, product, chat, close };
  } catch (error) {
    await close();
    throw error;
  }
}
