import { createPublicKey, verify } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Client, Events, GatewayDispatchEvents, GatewayIntentBits, PermissionFlagsBits as may } from "discord.js";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { type App, openApp, board as shownBoard } from "./discord-app.ts";
import { isJson, type Json, listOf, parsed } from "./json.ts";
import { defaultGuild, harbor } from "./options.ts";
import { type FakeDiscord, openDiscord } from "./server.ts";

const eventually = (assertion: () => void) => vi.waitFor(assertion, { timeout: 10_000, interval: 20 });
const mia = { user: harbor.member, channel: harbor.general };
const tracked = { ...mia, name: "track", options: { tag: "cats" } };

let discord: FakeDiscord;
let app: App;

async function asked(method: string, path: string, body: unknown): Promise<Json> {
  const headers = { authorization: `Bot ${discord.app.token}`, "content-type": "application/json" };
  const response = await fetch(`${discord.api}/v10${path}`, { method, headers, body: JSON.stringify(body) });
  const answer: unknown = await response.json();
  expect(response.status, JSON.stringify(answer)).toBe(200);
  return isJson(answer) ? answer : {};
}

describe("an app of discord.js", () => {
  beforeEach(async () => {
    discord = await openDiscord({ answerWithinMs: 1_000, identifyWindowMs: 0 });
    app = await openApp(discord);
  });
  afterEach(async () => {
    await app.client.destroy();
    await discord.close();
    expect(app.errors).toEqual([]);
  });

  const newest = () => discord.messages(harbor.general).at(-1) ?? expect.fail("no message");
  const boarded = async () => {
    await discord.command(tracked);
    await eventually(() => expect(newest().attachments).toHaveLength(1));
    return newest();
  };
  const pictureOf = (message: ReturnType<typeof newest>) =>
    /"url":"([^"]+\/attachments\/[^"]+)"/.exec(JSON.stringify(discord.shown(message)["components"]))?.[1] ?? "";

  test("logs in, sees its server and registers its commands", () => {
    expect(app.client.user.id).toBe(discord.app.id);
    expect(app.client.guilds.cache.map(({ name }) => name)).toEqual(["Harbor"]);
    expect(app.client.channels.cache.get(harbor.adults)).toMatchObject({ nsfw: true });
    expect(discord.commands().map(({ name }) => name)).toEqual(["track", "sleep"]);
  });

  test("defers an answer, then shows a board with a picture that people can load", async () => {
    const { answer, complaint } = await discord.command(tracked);
    expect(complaint).toBeNull();
    expect(answer).toMatchObject({ type: 5 });
    const message = await boarded();
    expect(await (await fetch(pictureOf(message))).text()).toBe("bytes of first.png");
  });

  test("says nothing, and Discord says so", async () => {
    expect((await discord.command({ ...mia, name: "sleep" })).complaint).toBe("The application did not respond");
  });

  test("suggests while somebody types", async () => {
    const choices = await discord.autocomplete({ ...tracked, options: { tag: "ca" }, focused: "tag" });
    expect(choices).toEqual([{ name: "#ca", value: "ca" }]);
  });

  test("shows a form, and hears what was filled in", async () => {
    const { id } = await boarded();
    await discord.press({ ...mia, message: id, customId: "rename" });
    expect(discord.modalOf(harbor.member)).toMatchObject({ title: "Rename", customId: "form" });
    const short = discord.submitModal({ user: harbor.member, values: { name: "x" } });
    await expect(short).rejects.toThrow("does not allow");
    await discord.submitModal({ user: harbor.member, values: { name: "dogs" } });
    expect(newest().content).toBe("Renamed to dogs");
    expect(discord.modalOf(harbor.member)).toBeNull();
  });

  test("answers one person alone", async () => {
    const { id } = await boarded();
    await discord.press({ ...mia, message: id, customId: /^more$/ });
    expect(discord.ephemerals(harbor.member)).toMatchObject([{ content: "Only for you" }]);
    expect(discord.ephemerals(harbor.other)).toEqual([]);
    expect(discord.messages(harbor.general)).toHaveLength(1);
  });

  test("changes the message that a button is on", async () => {
    const { id } = await boarded();
    await discord.press({ ...mia, message: id, customId: "stop" });
    expect(newest()).toMatchObject({ id, components: [{ type: 10, content: "Stopped" }], attachments: [] });
  });

  test("replaces a picture only where it says which stay", async () => {
    const channel = await app.client.channels.fetch(harbor.general);
    if (!channel?.isSendable()) throw new Error("no channel");
    const message = await channel.send(shownBoard("a.png"));
    await message.edit(shownBoard("b.png"));
    expect(newest().attachments.map(({ name }) => name)).toEqual(["b.png"]);
    const plain = await channel.send({ content: "c", files: [{ name: "c.png", attachment: Buffer.from("c") }] });
    const form = new FormData();
    form.append("files[0]", new Blob(["d"]), "d.png");
    const url = `${discord.api}/v10/channels/${harbor.general}/messages/${plain.id}`;
    const headers = { authorization: `Bot ${discord.app.token}` };
    await fetch(url, { method: "PATCH", headers, body: form });
    expect(newest().attachments.map(({ name }) => name)).toEqual(["c.png", "d.png"]);
  });

  test("finds that a picture's address dies after a day, and that a new read has a new one", async () => {
    const message = await boarded();
    const old = pictureOf(message);
    discord.advance(86_400_000);
    expect((await fetch(old)).status).toBe(404);
    expect((await fetch(pictureOf(message))).status).toBe(200);
    expect((await fetch(pictureOf(message).replace(/hm=./, "hm=x"))).status).toBe(404);
  });

  test("waits by itself where Discord says that it was too fast", async () => {
    discord.limit("POST /channels/{channel_id}/messages", 2, 200);
    const channel = app.client.channels.cache.get(harbor.general);
    if (!channel?.isSendable()) throw new Error("no channel");
    await Promise.all(["1", "2", "3", "4", "5"].map((content) => channel.send(content)));
    expect(discord.messages(harbor.general)).toHaveLength(5);
  });

  test("resumes after a reconnect, and hears what happened meanwhile", async () => {
    discord.disconnect("reconnect");
    await eventually(() => expect(discord.opcodes).toContain(6));
    await eventually(() => expect(discord.connections()).toBe(1));
    discord.disconnect(4000);
    const { complaint } = await discord.command(tracked);
    expect(complaint).toBeNull();
    expect(discord.opcodes.filter((code) => code === 6)).toHaveLength(2);
    expect(discord.opcodes.filter((code) => code === 2)).toHaveLength(1);
  });

  test("identifies again where its session is gone", async () => {
    discord.disconnect("new session");
    await eventually(() => expect(discord.opcodes.filter((code) => code === 2)).toHaveLength(2));
    await eventually(() => expect(discord.connections()).toBe(1));
    expect((await discord.command(tracked)).complaint).toBeNull();
  });

  test("tells an outage from being removed", async () => {
    const heard: string[] = [];
    for (const event of [
      Events.GuildUnavailable,
      Events.GuildAvailable,
      Events.GuildDelete,
      Events.GuildCreate,
    ] as const)
      app.client.on(event, () => void heard.push(event));
    discord.leaveGuild(harbor.guild, { unavailable: true });
    discord.restoreGuild(harbor.guild);
    discord.leaveGuild(harbor.guild);
    discord.joinGuild(harbor.guild);
    discord.joinGuild({ id: "100000000000000002", members: [{ user: harbor.admin }] });
    await eventually(() =>
      expect(heard).toEqual(["guildUnavailable", "guildAvailable", "guildDelete", "guildCreate", "guildCreate"]),
    );
  });
});

describe("people", () => {
  const registered = (more: Json) =>
    asked("PUT", `/applications/${discord.app.id}/commands`, [{ name: "board", description: "d", ...more }]);
  const board = (where: { readonly user: string; readonly channel?: string }) =>
    discord.command({ ...where, name: "board" });

  beforeEach(async () => {
    discord = await openDiscord({ answerWithinMs: 20 });
  });
  afterEach(() => discord.close());

  test("use only commands that they are offered", async () => {
    await registered({ default_member_permissions: may.ManageGuild.toString() });
    await expect(board(mia)).rejects.toThrow("no permission");
    await expect(board({ ...mia, user: harbor.admin })).resolves.toMatchObject({ answer: null });
    await registered({ nsfw: true, contexts: [0] });
    await expect(board(mia)).rejects.toThrow("age-restricted");
    await expect(board({ ...mia, channel: harbor.adults })).resolves.toMatchObject({ answer: null });
    await expect(board({ user: harbor.member })).rejects.toThrow("not offered here");
    discord.overwrite(harbor.general, harbor.member, { deny: may.ViewChannel });
    await expect(board(mia)).rejects.toThrow("does not see");
  });

  test("select what is offered, as often as it is offered", async () => {
    const options = ["a", "b"].map((value) => ({ label: value, value }));
    const components = [{ type: 1, components: [{ type: 3, custom_id: "pick", options }] }];
    const { id } = await asked("POST", `/channels/${harbor.general}/messages`, { content: "c", components });
    const picked = { ...mia, message: String(id), customId: "pick" };
    const { interaction } = await discord.select({ ...picked, values: ["b"] });
    expect(interaction.payload).toMatchObject({ type: 3, data: { values: ["b"], component_type: 3 }, message: { id } });
    await expect(discord.select({ ...picked, values: ["c"] })).rejects.toThrow("not offered");
    await expect(discord.select({ ...picked, values: ["a", "b"] })).rejects.toThrow("select 1 to 1");
    await expect(discord.press(picked)).rejects.toThrow("something else");
  });

  test("use a command on what somebody wrote, which the app reads there and nowhere else", async () => {
    await registered({ type: 3, name: "Chart this", description: "" });
    const { id } = discord.say({ ...mia, text: "#cats" });
    const { interaction } = await discord.contextMenu({ ...mia, name: "Chart this", target: id });
    expect(interaction.payload["data"]).toMatchObject({
      target_id: id,
      resolved: { messages: { [id]: { content: "#cats" } } },
    });
    const url = `${discord.api}/v10/channels/${harbor.general}/messages/${id}`;
    const read: unknown = await (await fetch(url, { headers: { authorization: `Bot ${discord.app.token}` } })).json();
    expect(read).toMatchObject({ id, content: "" });
  });

  test("read a post in a forum, and in the thread of a message", async () => {
    const message = { content: "An idea", allowed_mentions: { parse: [] } };
    const post = await asked("POST", `/channels/${harbor.forum}/threads`, { name: "Idea", message });
    expect(post).toMatchObject({ type: 11, parent_id: harbor.forum, message: { content: "An idea" } });
    const { id } = await asked("POST", `/channels/${harbor.general}/messages`, { content: "c" });
    const thread = await asked("POST", `/channels/${harbor.general}/messages/${id}/threads`, { name: "About c" });
    expect(thread).toMatchObject({ id, type: 11, parent_id: harbor.general });
    await asked("POST", `/channels/${id}/messages`, { content: "below" });
    expect(discord.messages(String(id))).toMatchObject([{ content: "below" }]);
  });

  test("are pinged only as allowed_mentions and rights say", async () => {
    const everything = `@everyone <@${harbor.member}> <@&${harbor.crew}> <@&${harbor.admins}> \`<@${harbor.other}>\``;
    const posted = async (body: Json) => {
      await asked("POST", `/channels/${harbor.general}/messages`, body);
      return discord.pings(discord.messages(harbor.general).at(-1) ?? expect.fail("no message"));
    };
    const nobody = { everyone: false, here: false, roles: [], users: [] };
    const all = { everyone: true, here: false, roles: [harbor.crew, harbor.admins], users: [harbor.member] };
    expect(await posted({ content: everything })).toEqual(all);
    expect(await posted({ content: everything, allowed_mentions: { parse: [] } })).toEqual(nobody);
    const shown = { flags: 1 << 15, components: [{ type: 10, content: everything }] };
    expect(await posted(shown)).toEqual(all);
    const one = { users: [harbor.member] };
    expect(await posted({ ...shown, allowed_mentions: one })).toEqual({ ...nobody, ...one });
    discord.overwrite(harbor.general, "bot", { deny: may.MentionEveryone });
    expect(await posted({ content: everything })).toEqual({ ...all, everyone: false, roles: [harbor.crew] });
  });
});

test("an app that beats its heart stays connected, and its invalid requests are counted", async () => {
  discord = await openDiscord({ heartbeatMs: 250 });
  app = await openApp(discord);
  try {
    await eventually(() => expect(discord.opcodes.filter((code) => code === 1).length).toBeGreaterThan(5));
    expect(discord.connections()).toBe(1);
    expect(discord.opcodes).not.toContain(6);
    expect(discord.invalidRequests()).toBe(0);
    await expect(app.client.channels.fetch(harbor.hidden, { force: true })).rejects.toMatchObject({ code: 50001 });
    discord.deleteChannel(harbor.adults);
    await expect(app.client.channels.fetch(harbor.adults, { force: true })).rejects.toMatchObject({
      code: 10003,
      status: 404,
    });
    expect(discord.invalidRequests()).toBe(1);
    expect(discord.asked.at(-1)).toMatchObject({ method: "GET", path: `/channels/${harbor.adults}`, status: 404 });
  } finally {
    await app.client.destroy();
    await discord.close();
  }
});

describe("an app with two shards", () => {
  /** Its id is the other shard's: (id >> 22) % 2. */
  const far = {
    id: "100000000004194305",
    name: "Lighthouse",
    owner: harbor.owner,
    members: [{ user: harbor.owner }, { user: harbor.member }],
    channels: [{ id: "200000000000000021", name: "lamps" }],
  };
  const guilds = [defaultGuild, far];
  let client: Client;
  /** What each shard heard, oldest first. */
  let heard: (readonly [shard: number, event: string, guild: string | null])[];

  beforeEach(async () => {
    discord = await openDiscord({ shards: 2, maxConcurrency: 2, guilds, answerWithinMs: 1_000 });
    heard = [];
    client = new Client({ intents: [GatewayIntentBits.Guilds], shards: "auto", rest: { api: discord.api } });
    const { GuildCreate, GuildDelete, InteractionCreate } = GatewayDispatchEvents;
    for (const event of [GuildCreate, GuildDelete])
      client.ws.on(event, ({ id }, shard) => void heard.push([shard, event, id]));
    client.ws.on(InteractionCreate, ({ guild_id = null }, shard) => void heard.push([shard, "command", guild_id]));
    client.on(Events.InteractionCreate, async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply("Heard");
    });
    const ready = new Promise((done) => client.once(Events.ClientReady, done));
    await client.login(discord.app.token);
    await ready;
    await asked("POST", `/applications/${discord.app.id}/commands`, { name: "hello", description: "d" });
  });
  afterEach(async () => {
    await client.destroy();
    await discord.close();
  });

  test("opens as many as Discord advises, and each is told of its own servers", () => {
    expect(discord.connections()).toBe(2);
    expect(discord.opcodes.filter((code) => code === 2)).toHaveLength(2);
    expect(heard.toSorted()).toEqual([
      [0, "GUILD_CREATE", harbor.guild],
      [1, "GUILD_CREATE", far.id],
    ]);
    expect(client.guilds.cache.map(({ id, shardId }) => [id, shardId]).toSorted()).toEqual([
      [harbor.guild, 0],
      [far.id, 1],
    ]);
  });

  test("hears each server's commands on its own shard, and direct messages on the first", async () => {
    heard = [];
    const channels = [harbor.general, "200000000000000021", undefined];
    for (const channel of channels) {
      const typed = { user: harbor.member, name: "hello", ...(channel && { channel }) };
      expect((await discord.command(typed)).complaint).toBeNull();
    }
    expect(heard).toEqual([
      [0, "command", harbor.guild],
      [1, "command", far.id],
      [0, "command", null],
    ]);
  });

  test("is told by a server's own shard that it was put out, and that it is back", async () => {
    heard = [];
    discord.leaveGuild(far.id);
    discord.joinGuild(far.id);
    await eventually(() =>
      expect(heard).toEqual([
        [1, "GUILD_DELETE", far.id],
        [1, "GUILD_CREATE", far.id],
      ]),
    );
  });
});

test("of two shards that identify at once, only as many are taken as Discord allows", async () => {
  discord = await openDiscord({ shards: 2 });
  const identify = async (shard: number): Promise<number> => {
    const socket = new WebSocket(`${discord.url.replace("http", "ws")}/?v=10&encoding=json`);
    const opcode = new Promise<number>((answered) =>
      socket.on("message", (raw: Buffer) => {
        const payload = parsed(raw.toString());
        if (isJson(payload) && payload["op"] !== 10) answered(Number(payload["op"]));
      }),
    );
    await new Promise((opened) => socket.once("open", opened));
    const d = { token: discord.app.token, intents: 1, properties: {}, shard: [shard, 2] };
    socket.send(JSON.stringify({ op: 2, d }));
    return opcode;
  };
  try {
    expect([await identify(0), await identify(1)]).toEqual([0, 9]);
  } finally {
    await discord.close();
  }
});

test("an app over HTTP hears signed interactions, and its endpoint is accepted only if it checks them", async () => {
  let isChecking = true;
  const endpoint = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => {
      text += chunk;
    });
    request.on("end", () => {
      const prefix = Buffer.from("302a300506032b6570032100", "hex");
      const key = Buffer.concat([prefix, Buffer.from(discord.publicKey, "hex")]);
      const signature = Buffer.from(String(request.headers["x-signature-ed25519"]), "hex");
      const signed = Buffer.from(`${request.headers["x-signature-timestamp"]}${text}`);
      const isGood = verify(null, signed, createPublicKey({ key, format: "der", type: "spki" }), signature);
      const body = parsed(text);
      const isPing = isJson(body) && body["type"] === 1;
      response.writeHead(isGood || !isChecking ? 200 : 401, { "content-type": "application/json" });
      response.end(JSON.stringify(isPing ? { type: 1 } : { type: 4, data: { content: "Over HTTP", flags: 64 } }));
    });
  });
  await new Promise<void>((listening) => endpoint.listen(0, "127.0.0.1", listening));
  discord = await openDiscord({ deliverTo: `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/` });
  try {
    expect(await discord.verifyEndpoint()).toBe(true);
    isChecking = false;
    expect(await discord.verifyEndpoint()).toBe(false);
    await asked("POST", `/applications/${discord.app.id}/commands`, { name: "hello", description: "d" });
    expect((await discord.command({ ...mia, name: "hello" })).complaint).toBeNull();
    expect(discord.ephemerals(harbor.member)).toMatchObject([{ content: "Over HTTP" }]);
  } finally {
    endpoint.closeAllConnections();
    endpoint.close();
    await discord.close();
  }
});

test("a person who may manage a server adds the app to it, and others may not", async () => {
  const redirect = "https://groundswell.example/discord/callback";
  const guild = { ...defaultGuild, installed: false };
  discord = await openDiscord({ app: { redirectUris: [redirect] }, guilds: [guild] });
  try {
    const scope = "bot applications.commands identify guilds";
    const asked = { client_id: discord.app.id, redirect_uri: redirect, response_type: "code", scope, state: "s" };
    const link = `${discord.authorizationUrl}?${new URLSearchParams({ ...asked, permissions: "3072" })}`;
    expect(await (await fetch(link)).text()).toContain("Groundswell wants: bot");
    expect((await fetch(link.replace("groundswell.example", "evil.example"))).status).toBe(400);
    expect(() => discord.oauth.approve(link, { user: harbor.member, guild: guild.id })).toThrow("may not manage");
    expect(new URL(discord.oauth.deny(link)).searchParams.get("error")).toBe("access_denied");
    const back = new URL(discord.oauth.approve(link, { user: harbor.admin, guild: guild.id }) ?? "");
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      state: "s",
      guild_id: guild.id,
      permissions: "3072",
    });
    const basic = Buffer.from(`${discord.app.id}:${discord.app.clientSecret}`).toString("base64");
    const code = back.searchParams.get("code") ?? "";
    const response = await fetch(`${discord.api}/v10/oauth2/token`, {
      method: "POST",
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: "authorization_code", code, redirect_uri: redirect }),
    });
    const token: unknown = await response.json();
    expect(token).toMatchObject({ token_type: "Bearer", scope, guild: { id: guild.id } });
    const headers = { authorization: `Bearer ${isJson(token) ? token["access_token"] : ""}` };
    const guilds: unknown = await (await fetch(`${discord.api}/v10/users/@me/guilds`, { headers })).json();
    expect(listOf(guilds)).toMatchObject([{ id: guild.id, owner: false }]);
    expect(discord.guilds.get(guild.id)?.members.has(discord.app.id)).toBe(true);
  } finally {
    await discord.close();
  }
});
