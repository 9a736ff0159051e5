import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { actorIn, impossible, type Stage, type Where } from "./acts/actor.ts";
import { autocomplete, contextMenu, type Suggesting, type Typed, typeCommand, type Used } from "./acts/command.ts";
import { type Pressed, press, type Selected, select } from "./acts/component.ts";
import { type Filled, submitModal } from "./acts/form.ts";
import { nothing } from "./content.ts";
import { openDelivery, type Reaction } from "./delivery.ts";
import { giveFile } from "./files.ts";
import { openGateway } from "./gateway.ts";
import type { Json } from "./json.ts";
import { openLimits } from "./limits.ts";
import { addMessage } from "./messages.ts";
import { type Consent, openOAuth } from "./oauth.ts";
import { addGuild, install, openWorld } from "./open-world.ts";
import type { AppOptions, DiscordOptions, GuildOptions, InstallOptions } from "./options.ts";
import { type Pings, pingsOf } from "./pings.ts";
import { channelJson, guildCreateJson, messageJson } from "./render.ts";
import { openRest } from "./rest.ts";
import { commandRoutes } from "./routes/commands.ts";
import { interactionRoutes } from "./routes/interactions.ts";
import { messageRoutes } from "./routes/messages.ts";
import { readRoutes } from "./routes/reads.ts";
import { threadRoutes } from "./routes/threads.ts";
import type { Call, Channel, Command, Guild, Message, Modal, User } from "./world.ts";

/** Discord on this machine: REST, the gateway, files and the people who use it. */
export interface FakeDiscord {
  readonly url: string;
  /** For discord.js: `new Client({ rest: { api } })`. */
  readonly api: string;
  readonly authorizationUrl: string;
  readonly app: AppOptions;
  /** Of the app, as hex, for its HTTP endpoint. */
  readonly publicKey: string;
  /** The app's requests, oldest first. */
  readonly asked: readonly Call[];
  readonly users: ReadonlyMap<string, User>;
  readonly guilds: ReadonlyMap<string, Guild>;
  readonly channels: ReadonlyMap<string, Channel>;

  /** What everyone in the channel sees, oldest first. */
  messages(channel: string): readonly Message[];
  /** What only this person sees. */
  ephemerals(user: string, channel?: string): readonly Message[];
  modalOf(user: string): Modal | null;
  /** Those of one guild, or the global ones. */
  commands(guild?: string): readonly Command[];
  /** A message as REST gives it. */
  shown(message: Message): Json;
  /** Whom this message pings, by its text and its `allowed_mentions`. */
  pings(message: Message): Pings;

  command(typed: Typed): Promise<Reaction>;
  autocomplete(typed: Suggesting): Promise<readonly Json[]>;
  contextMenu(used: Used): Promise<Reaction>;
  press(pressed: Pressed): Promise<Reaction>;
  select(selected: Selected): Promise<Reaction>;
  submitModal(filled: Filled): Promise<Reaction>;
  /** A person writes: gives the message. */
  say(said: Where & { readonly text: string }): Message;
  /** A moderator deletes it. */
  remove(message: string): void;

  /** The bot is added to a guild that is there, or to a new one. */
  joinGuild(guild: string | GuildOptions, options?: InstallOptions): void;
  /** Kicked; or, `unavailable`, only out of reach until `restoreGuild`. */
  leaveGuild(guild: string, how?: { readonly unavailable?: boolean }): void;
  restoreGuild(guild: string): void;
  /** Sets what a role, a member or `bot` is allowed and denied in a channel. */
  overwrite(channel: string, who: string, bits: { readonly allow?: bigint; readonly deny?: bigint }): void;
  archive(thread: string): void;
  deleteChannel(channel: string): void;

  readonly oauth: {
    /** A person agrees to a link. Gives the address they are sent back to; null where the link names none. */
    approve(link: string, consent: Consent): string | null;
    deny(link: string): string;
  };

  /** Interactions from now on: an HTTP endpoint, or null = the gateway. */
  deliverTo(endpoint: string | null): void;
  /** Would Discord accept the endpoint: a PING answered, a forged one refused? */
  verifyEndpoint(): Promise<boolean>;
  /** Gateway connections that are identified. */
  connections(): number;
  /** Opcodes that came over the gateway. */
  readonly opcodes: readonly number[];
  disconnect(how: "reconnect" | "invalid session" | "new session" | number): void;
  /** Moves Discord's clock on. */
  advance(ms: number): void;
  /** Overrides a rate limit; the route as `POST /channels/{channel_id}/messages`. */
  limit(route: string, requests: number, perMs: number): void;
  failNext(route: string, status: number, times?: number): void;
  /** What they ask is done, but no answer comes, as when a connection breaks. */
  loseNext(route: string, times?: number): void;
  /** 401, 403 and 429 of the last 10 minutes. */
  invalidRequests(): number;
  close(): Promise<void>;
}

export async function openDiscord(options: DiscordOptions = {}): Promise<FakeDiscord> {
  let aheadMs = 0;
  const base = options.now ?? (() => new Date());
  const world = openWorld(options, () => base().getTime() + aheadMs);
  const gateway = openGateway(world);
  world.dispatch = (guildId, event, data) => void gateway.dispatch(guildId, event, data);
  const delivery = openDelivery(world, gateway);
  const limits = openLimits(world);
  const stage: Stage = { world, delivery };

  const guildOf = (id: string): Guild => world.guilds.get(id) ?? impossible(`there is no guild ${id}`);
  const channelOf = (id: string): Channel => world.channels.get(id) ?? impossible(`there is no channel ${id}`);
  const join = (id: string, how: InstallOptions) => {
    const guild = guildOf(id);
    install(world, guild, how);
    if (guild.members.has(world.app.id)) world.dispatch(id, "GUILD_CREATE", guildCreateJson(world, guild));
  };
  const leave = (id: string) => {
    const guild = guildOf(id);
    guild.members.delete(world.app.id);
    guild.install = null;
    world.commands.delete(id);
    world.dispatch(id, "GUILD_DELETE", { id });
  };

  const oauth = openOAuth(world, join);
  const rest = openRest(world, limits, [
    ...oauth.routes,
    ...readRoutes(leave),
    ...messageRoutes,
    ...threadRoutes,
    ...interactionRoutes,
    ...commandRoutes,
  ]);

  const serve = (request: IncomingMessage, response: ServerResponse): Promise<void> | undefined => {
    const url = new URL(request.url ?? "/", world.url);
    if (url.pathname.startsWith("/api/")) return rest.answer(request, response, url);
    if (url.pathname === "/oauth2/authorize") oauth.page(response, url);
    else if (url.pathname.startsWith("/attachments/")) giveFile(world, response, url);
    else response.writeHead(404).end();
    return undefined;
  };
  const server = createServer((request, response) => {
    serve(request, response)?.catch((error: unknown) => {
      console.error(error);
      response.writeHead(500).end(String(error));
    });
  });
  server.on("upgrade", gateway.upgrade);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url: world.url,
    api: `${world.url}/api`,
    authorizationUrl: `${world.url}/oauth2/authorize`,
    app: world.app,
    publicKey: delivery.publicKey,
    asked: world.asked,
    users: world.users,
    guilds: world.guilds,
    channels: world.channels,

    messages: (channel) =>
      world.messages.filter((one) => one.channelId === channel && one.onlyFor === null && !one.isDeleted),
    ephemerals: (user, channel) =>
      world.messages.filter(
        (one) => one.onlyFor === user && !one.isDeleted && (channel === undefined || one.channelId === channel),
      ),
    modalOf: (user) => world.modals.get(user) ?? null,
    commands: (guild = "") => world.commands.get(guild) ?? [],
    shown: (message) => messageJson(world, message),
    pings: (message) => pingsOf(world, message),

    command: (typed) => typeCommand(stage, typed),
    autocomplete: (typed) => autocomplete(stage, typed),
    contextMenu: (used) => contextMenu(stage, used),
    press: (pressed) => press(stage, pressed),
    select: (selected) => select(stage, selected),
    submitModal: (filled) => submitModal(stage, filled),
    say({ text, ...where }) {
      const { channel, user } = actorIn(world, where);
      return addMessage(world, { channelId: channel.id, authorId: user.id }, { ...nothing, content: text }, {});
    },
    remove(id) {
      const message = world.messages.find((one) => one.id === id) ?? impossible(`there is no message ${id}`);
      message.isDeleted = true;
    },

    joinGuild(guild, how = {}) {
      if (typeof guild !== "string") addGuild(world, { ...guild, installed: false });
      join(typeof guild === "string" ? guild : guild.id, how);
    },
    leaveGuild(id, { unavailable = false } = {}) {
      if (!unavailable) return leave(id);
      guildOf(id).isUnavailable = true;
      world.dispatch(id, "GUILD_DELETE", { id, unavailable: true });
    },
    restoreGuild(id) {
      guildOf(id).isUnavailable = false;
      world.dispatch(id, "GUILD_CREATE", guildCreateJson(world, guildOf(id)));
    },
    overwrite(id, who, { allow = 0n, deny = 0n }) {
      const channel = channelOf(id);
      channel.overwrites.set(who === "bot" ? world.app.id : who, { allow, deny });
      world.dispatch(channel.guildId, "CHANNEL_UPDATE", channelJson(world, channel));
    },
    archive(id) {
      const thread = channelOf(id);
      thread.isArchived = true;
      world.dispatch(thread.guildId, "THREAD_UPDATE", channelJson(world, thread));
    },
    deleteChannel(id) {
      const channel = channelOf(id);
      world.channels.delete(id);
      const event = channel.kind === "thread" ? "THREAD_DELETE" : "CHANNEL_DELETE";
      world.dispatch(channel.guildId, event, channelJson(world, channel));
    },

    oauth: { approve: oauth.approve, deny: oauth.deny },
    deliverTo: delivery.deliverTo,
    async verifyEndpoint() {
      const ping = { id: world.id(), application_id: world.app.id, type: 1, token: "ping", version: 1 };
      const [good, forged] = [await delivery.post(ping), await delivery.post(ping, true)];
      const type = typeof good.json === "object" && good.json !== null && "type" in good.json ? good.json.type : null;
      return good.status === 200 && type === 1 && forged.status === 401;
    },
    connections: gateway.connections,
    opcodes: gateway.heard,
    disconnect: gateway.disconnect,
    advance(ms) {
      aheadMs += ms;
    },
    limit: limits.limit,
    failNext: (route, status, times = 1) => rest.failNext(route, status, times),
    loseNext: (route, times = 1) => rest.loseNext(route, times),
    invalidRequests: limits.invalid,
    async close() {
      gateway.close();
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}
