import { createServer } from "node:net";
import { createEmulator } from "emulate";
import { botScopes } from "../../../src/chat/slack/scopes.ts";

export type Json = Readonly<Record<string, unknown>>;

/** A Slack that others wrote. It has one workspace, in which the app is to be installed. */
export interface Emulated {
  readonly url: string;
  readonly apiUrl: string;
  readonly app: typeof app;
  /** People by their name: "admin" is the one who may do everything. */
  readonly people: Readonly<Record<string, string>>;
  /** The channel in which everybody is. */
  readonly channel: string;
  /** The Web API in the name of `token`. Default: a person who may read everything. */
  ask(method: string, args?: Json, token?: string): Promise<Json>;
  /** The words on a page for developers, where one sees what cannot be asked for. */
  inspect(tab: "views" | "messages", channel?: string): Promise<string>;
  close(): Promise<void>;
}

const app = {
  client_id: "1234567890.9876543210",
  client_secret: "c1e0f5d2a7b84936",
  app_id: "A0GROUNDSWELL",
  name: "Groundswell",
  bot_name: "groundswell",
} as const;
export const signingSecret = "8f742231b10e8888abcd99yyyzzz85a5";
/** A bot's token that allows nothing at all. */
export const powerless = "xoxb-powerless";
const reader = "xoxp-reader";
const mayRead = ["channels:read", "channels:history", "im:read", "im:history", "users:read", "files:read"];

/** Every method asks for its scopes, as Slack does. */
export async function openEmulated(redirectUri: string): Promise<Emulated> {
  const port = await freePort();
  const emulator = await createEmulator({
    service: "slack",
    port,
    seed: {
      slack: {
        team: { name: "Harbor", domain: "harbor" },
        users: [{ name: "mia", profile: { tz: "Europe/Berlin" } }],
        channels: [{ name: "harbor" }],
        oauth_apps: [{ ...app, redirect_uris: [redirectUri], scopes: [...botScopes] }],
        tokens: [
          { token: reader, type: "user", user: "admin", scopes: mayRead },
          { token: powerless, type: "bot", user: "mia", scopes: [], app_id: app.app_id },
        ],
        strict_scopes: true,
        signing_secret: signingSecret,
      },
    },
  });
  const url = `http://127.0.0.1:${port}`;
  const ask = async (method: string, args: Json = {}, token = reader): Promise<Json> => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const answer = await fetch(`${url}/api/${method}`, { method: "POST", headers, body: JSON.stringify(args) });
    return (await answer.json()) as Json;
  };
  const { members } = (await ask("users.list")) as unknown as { members: { id: string; name: string }[] };
  const { channels } = (await ask("conversations.list")) as unknown as { channels: { id: string; name: string }[] };
  return {
    url,
    apiUrl: `${url}/api/`,
    app,
    people: Object.fromEntries(members.map(({ id, name }) => [name, id])),
    channel: channels.find(({ name }) => name === "harbor")?.id ?? "",
    ask,
    async inspect(tab, channel = "") {
      const page = await (await fetch(`${url}/?${new URLSearchParams({ tab, channel })}`)).text();
      return page.replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/gu, " ").replace(/\s+/gu, " ");
    },
    close: () => emulator.close(),
  };
}

/** It does not say which port it got, so it is told one. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
