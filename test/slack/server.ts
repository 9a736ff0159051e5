import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Stage } from "./acts/actor.ts";
import { type CommandReaction, type Typed, typeCommand } from "./acts/command.ts";
import {
  event,
  mention,
  type Order,
  openHome,
  type Said,
  say,
  shortcut,
  tellUninstalled,
  uninstall,
} from "./acts/event.ts";
import { dismiss, type SubmitReaction, type Submitted, submit } from "./acts/form.ts";
import {
  type Pressed,
  type PressReaction,
  press,
  type Selected,
  type Suggested,
  type Suggestion,
  select,
  suggest,
} from "./acts/press.ts";
import { brokenIn } from "./chat.ts";
import { type Delivery, encoded, type Forged, openDelivery, type Reaction, type Sent } from "./delivery.ts";
import { giveFile, takeUpload } from "./files.ts";
import { type Json, textOf } from "./json.ts";
import { openLimits } from "./limits.ts";
import { requireInstall } from "./methods/apps.ts";
import { methodsOf } from "./methods/index.ts";
import { homeOf } from "./methods/views.ts";
import { type Approval, openOAuth } from "./oauth.ts";
import { openWorld } from "./open-world.ts";
import type { AppOptions, Destination, SlackOptions } from "./options.ts";
import { openResponseUrls } from "./response-url.ts";
import { type Acknowledged, openSockets, type Sockets } from "./socket.ts";
import { botTokenOf } from "./tokens.ts";
import { modalsOf } from "./views.ts";
import { openWebApi } from "./web-api.ts";
import { type Call, type Channel, type Message, type StoredFile, settle, type User, type View } from "./world.ts";

export type { Call, Channel, Message, StoredFile, User, View } from "./world.ts";
export type { Acknowledged, AppOptions, Approval, Destination, Forged, Reaction, Sent, SlackOptions };

/**
 * A Slack on this machine, for a real Bolt app, WebClient and InstallProvider. It knows no mercy: what Slack refuses it
 * refuses, with Slack's own error, and what people cannot do in Slack's clients throws.
 */
export interface FakeSlack {
  /** Of the server, without a slash at its end. */
  readonly url: string;
  /** For `slackApiUrl` and `clientOptions`. */
  readonly apiUrl: string;
  /** For `installerOptions.authorizationUrl`. */
  readonly authorizationUrl: string;
  readonly app: AppOptions;
  /** Every call of the Web API so far, in order. */
  readonly asked: readonly Call[];
  /** Everything that went to the app so far. */
  readonly sent: readonly Sent[];
  readonly acknowledged: readonly Acknowledged[];
  readonly users: ReadonlyMap<string, User>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly files: ReadonlyMap<string, StoredFile>;

  /** The team's newest good bot token. */
  botToken(team: string): string;
  botUser(team: string): string;
  /** What everyone in a channel sees, oldest first. */
  messages(channel: string): readonly Message[];
  /** What this person alone sees, in all channels or in one. */
  ephemerals(user: string, channel?: string): readonly Message[];
  modalOf(user: string): View | null;
  homeOf(user: string): View | null;
  /** The direct channel of a person and the bot; null = nobody opened it yet. */
  directOf(user: string): Channel | null;
  /** Files that people see as "file not found" in the messages of a channel. */
  brokenImages(channel: string): readonly { readonly ts: string; readonly file: string }[];

  deliverTo(destination: Destination): void;
  failNext(method: string, error: string, times?: number): void;
  limit(method: string, perMinute: number): void;
  /** Open socket connections of the app. */
  connections(): number;
  disconnect: Sockets["disconnect"];
  cut(): void;
  /** Resolves once nothing that was sent waits for an answer. */
  idle(): Promise<void>;

  /** Changes a channel or a person, as an admin may. */
  archive(channel: string, isArchived?: boolean): void;
  kick(channel: string, member: string): void;
  invite(channel: string, member: string): void;

  command(typed: Typed): Promise<CommandReaction>;
  press(pressed: Pressed): Promise<PressReaction>;
  select(selected: Selected): Promise<PressReaction>;
  suggest(suggested: Suggested): Promise<Suggestion>;
  submit(submitted: Submitted): Promise<SubmitReaction>;
  dismiss(closed: Omit<Submitted, "values">): Promise<Reaction | null>;
  shortcut(used: Parameters<typeof shortcut>[1]): ReturnType<typeof shortcut>;
  say(said: Said): Promise<Message>;
  mention(said: Said): Promise<Sent>;
  openHome(opened: Parameters<typeof openHome>[1]): Promise<Sent>;
  event(team: string, type: string, fields?: Json): Promise<Sent>;
  uninstall(team: string, order?: Order): Promise<readonly Sent[]>;
  /** A person opens the authorization address and answers: gives where Slack sends their browser. */
  approve(address: string, approval: Approval): string;
  /** Asks the events' address to prove itself: did it give the challenge back? */
  verifyUrl(): Promise<boolean>;
  /** Any payload, well signed, by the way that the app uses: for ones that no person here could make. */
  deliver: Delivery["deliver"];
  /** A raw request to the app over HTTP, good or forged. */
  send: Delivery["send"];
  /** The same over HTTP with something that went out before. */
  resend(sent: Sent, forged?: Forged): Promise<Response>;
  close(): Promise<void>;
}

export async function openSlack(options: SlackOptions = {}): Promise<FakeSlack> {
  const world = openWorld(options);
  const tickets = new Set<string>();
  const sockets = openSockets(world, tickets);
  const delivery = openDelivery(world, sockets);
  const oauth = openOAuth(world);
  const responseUrls = openResponseUrls(world);
  const limits = openLimits(world);
  const stage: Stage = { world, delivery, responseUrls, suggested: new Map() };
  const onUninstalled = (install: Parameters<typeof tellUninstalled>[1]) =>
    void tellUninstalled(stage, install, "app_uninstalled first");
  const webApi = openWebApi(world, methodsOf({ oauth, tickets, onUninstalled }), limits);

  const serve = (request: IncomingMessage, response: ServerResponse): Promise<unknown> | undefined => {
    const url = new URL(request.url ?? "/", world.url);
    const [, first = "", second = "", third = ""] = url.pathname.split("/");
    if (first === "api") return webApi.answer(request, response, url, second);
    if (url.pathname === "/oauth/v2/authorize") return oauth.page(request, response, url);
    if (first === "upload") return takeUpload(world, request, response, third.split("-")[0] ?? "");
    if (first === "actions") return responseUrls.take(request, response, url.pathname);
    if (first === "files-pri") giveFile(world, request, response, second.split("-")[1] ?? "");
    else response.writeHead(404).end();
    return undefined;
  };

  const server = createServer((request, response) => {
    serve(request, response)?.catch((error: unknown) => {
      console.error(error);
      response.writeHead(500).end(String(error));
    });
  });
  server.on("upgrade", sockets.upgrade);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clockwork = setInterval(() => settle(world), 20);
  clockwork.unref();

  const channelOf = (id: string) => {
    const channel = world.channels.get(id);
    if (!channel) throw new Error(`this Slack has no channel ${id}`);
    return channel;
  };
  const seen = ({ isDeleted }: Message) => !isDeleted;

  return {
    url: world.url,
    apiUrl: `${world.url}/api/`,
    authorizationUrl: `${world.url}/oauth/v2/authorize`,
    app: world.app,
    asked: world.asked,
    sent: delivery.sent,
    acknowledged: sockets.acknowledged,
    users: world.users,
    channels: world.channels,
    files: world.files,

    botToken: (team) => botTokenOf(world, requireInstall(world, team)),
    botUser: (team) => requireInstall(world, team).botUserId,
    messages: (channel) => world.messages.filter((one) => one.channel === channel && one.onlyFor === null).filter(seen),
    ephemerals: (user, channel) =>
      world.messages
        .filter((one) => one.onlyFor === user && (channel === undefined || one.channel === channel))
        .filter(seen),
    modalOf: (user) => modalsOf(world, user).at(-1) ?? null,
    homeOf: (user) => homeOf(world, user) ?? null,
    directOf: (user) =>
      [...world.channels.values()].find(({ kind, members }) => kind === "dm" && members.has(user)) ?? null,
    brokenImages: (channel) =>
      world.messages
        .filter((one) => one.channel === channel && seen(one))
        .flatMap((one) => brokenIn(world, one).map((file) => ({ ts: one.ts, file }))),

    deliverTo: delivery.deliverTo,
    failNext: webApi.failNext,
    limit: limits.limit,
    connections: sockets.open,
    disconnect: sockets.disconnect,
    cut: sockets.cut,
    idle: delivery.idle,

    archive(channel, isArchived = true) {
      channelOf(channel).isArchived = isArchived;
    },
    kick: (channel, member) => void channelOf(channel).members.delete(member),
    invite: (channel, member) => void channelOf(channel).members.add(member),

    command: (typed) => typeCommand(stage, typed),
    press: (pressed) => press(stage, pressed),
    select: (selected) => select(stage, selected),
    suggest: (suggested) => suggest(stage, suggested),
    submit: (submitted) => submit(stage, submitted),
    dismiss: (closed) => dismiss(stage, closed),
    shortcut: (used) => shortcut(stage, used),
    say: (said) => say(stage, said),
    mention: (said) => mention(stage, said),
    openHome: (opened) => openHome(stage, opened),
    event: (team, type, fields) => event(stage, team, type, fields),
    uninstall: (team, order) => uninstall(stage, team, order),
    approve: oauth.approve,
    async verifyUrl() {
      const challenge = world.id("challenge");
      const body = { token: "deprecated-verification-token", challenge, type: "url_verification" };
      const response = await delivery.send(JSON.stringify(body));
      const text = await response.text();
      return response.ok && textOf(text).includes(challenge);
    },
    deliver: delivery.deliver,
    send: delivery.send,
    resend: ({ kind, payload }, forged) => delivery.send(encoded(kind, payload), { kind, ...forged }),
    async close() {
      clearInterval(clockwork);
      world.due.length = 0;
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}
