import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { afterAll, beforeAll } from "vitest";
import type { Json } from "./json.ts";
import type { SlackOptions } from "./options.ts";
import { type FakeSlack, openSlack } from "./server.ts";

/** Tests cause what Bolt would log. */
export const quiet: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => LogLevel.ERROR,
};

export const plain = (text: string) => ({ type: "plain_text" as const, text });
export const section = (text: string) => ({ type: "section" as const, text: { type: "mrkdwn" as const, text } });

export const scopes =
  "commands chat:write files:write files:read users:read im:write im:history app_mentions:read".split(" ");

const form = {
  type: "modal" as const,
  callback_id: "track",
  title: plain("Track"),
  submit: plain("Follow"),
  blocks: [
    {
      type: "input" as const,
      block_id: "tag",
      label: plain("Hashtag"),
      element: { type: "plain_text_input" as const, action_id: "text", max_length: 20 },
    },
    {
      type: "input" as const,
      block_id: "network",
      optional: true,
      label: plain("Network"),
      element: { type: "external_select" as const, action_id: "network", min_query_length: 1 },
    },
  ],
};

/** A small app of real Bolt, over HTTP or a socket, on its own Slack: one of each kind of thing an app hears. */
export function openBoltApp(by: "http" | "socket", options: SlackOptions = {}) {
  let slack: FakeSlack;
  let app: App;
  const heard: string[] = [];

  const begin = async () => {
    slack = await openSlack(options);
    const clientOptions = { slackApiUrl: slack.apiUrl };
    const { signingSecret, appToken } = slack.app;
    const receiver =
      by === "http"
        ? new HTTPReceiver({ signingSecret, logger: quiet })
        : new SocketModeReceiver({
            appToken: appToken ?? "",
            clientPingTimeout: 150,
            logger: quiet,
            installerOptions: { clientOptions },
          } as ConstructorParameters<typeof SocketModeReceiver>[0]);
    const token = slack.botToken("T0HARBOR");
    app = new App({ token, receiver, clientOptions, logger: quiet });
    listen(app, heard);
    const server = await app.start(0);
    if (by === "http") slack.deliverTo(`http://127.0.0.1:${portOf(server)}/slack/events`);
  };

  beforeAll(begin);
  afterAll(async () => {
    await app?.stop();
    await slack?.close();
  });
  return { slack: () => slack, app: () => app, heard };
}

const portOf = (server: unknown): number => (server as { address(): { port: number } }).address().port;

function listen(app: App, heard: string[]): void {
  app.command("/track", async ({ ack, command, respond, client }) => {
    if (command.text === "slow") return;
    if (command.text === "loud") return ack({ response_type: "in_channel", text: "Everyone hears this" });
    await ack();
    if (command.text === "form") await client.views.open({ trigger_id: command.trigger_id, view: form });
    else if (command.text === "quiet")
      await respond({ text: "Only you see this", blocks: [section("Only you"), buttons] });
    else
      await client.chat.postMessage({ channel: command.channel_id, text: command.text, blocks: board(command.text) });
  });
  app.action("stop", async ({ ack, body, client, respond }) => {
    await ack();
    const { message, channel } = body as { message?: { ts: string }; channel?: { id: string } };
    if (message && channel)
      await client.chat.update({ channel: channel.id, ts: message.ts, text: "Stopped", blocks: [] });
    else await respond({ replace_original: true, text: "Stopped" });
  });
  app.action("pace", async ({ ack, action }) => {
    heard.push(JSON.stringify((action as unknown as Json)["selected_option"]));
    await ack();
  });
  app.options("network", async ({ ack, options }) => {
    const names = ["bluesky", "mastodon"].filter((name) => name.startsWith(options.value));
    await ack({ options: names.map((name) => ({ text: plain(name), value: name })) });
  });
  app.view("track", async ({ ack, view }) => {
    const tag = view.state.values["tag"]?.["text"]?.value ?? "";
    if (!tag.startsWith("#")) return ack({ response_action: "errors", errors: { tag: "A hashtag begins with #" } });
    heard.push(`${tag} on ${view.state.values["network"]?.["network"]?.selected_option?.value ?? "any"}`);
    await ack();
  });
  app.event("app_home_opened", async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: { type: "home", blocks: [section("Your hashtags")] } });
  });
  app.event("app_mention", async ({ event, say }) => {
    await say({ text: "You called?", thread_ts: event.ts });
  });
  app.shortcut("why", async ({ ack, shortcut, respond }) => {
    await ack();
    if (shortcut.type === "message_action") await respond({ text: `About ${shortcut.message.text ?? ""}` });
  });
}

const buttons = {
  type: "actions" as const,
  elements: [
    { type: "button" as const, action_id: "stop", text: plain("Stop"), value: "1" },
    {
      type: "static_select" as const,
      action_id: "pace",
      placeholder: plain("Pace"),
      options: ["5m", "15m"].map((value) => ({ text: plain(value), value })),
    },
  ],
};
const board = (text: string) => [section(text), buttons];
