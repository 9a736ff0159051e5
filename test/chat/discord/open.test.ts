import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { PermissionFlagsBits as may } from "discord.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Form } from "../../../src/cards/card.ts";
import { type Discord, type DiscordOptions, openDiscord as openProduct } from "../../../src/chat/discord/open.ts";
import type { DiscordCommand } from "../../../src/chat/discord/registration.ts";
import type { Answer, Ask, Surface } from "../../../src/chat/surface.ts";
import { systemClock } from "../../../src/model/clock.ts";
import { inEvery } from "../../../src/model/language.ts";
import { secret } from "../../../src/model/secret.ts";
import { usualSettings } from "../../../src/model/settings.ts";
import { textIn } from "../../discord/components.ts";
import { defaultGuild, harbor } from "../../discord/options.ts";
import { type FakeDiscord, openDiscord } from "../../discord/server.ts";
import { openMemory } from "../memory.ts";
import { askedOf, cardOf, picturedCard, workspace } from "./loopback.ts";

const same = (text: string) => inEvery({ en: text, de: text, fr: text, es: text, pt: text, ja: text });
const command = (name: string, more: Partial<DiscordCommand> = {}): DiscordCommand => ({
  name,
  names: { ...same(name), de: `${name}-de` },
  help: same(`Does ${name}`),
  isWriting: false,
  options: [{ name: "tag", names: same("tag"), help: same("Which"), required: true, choices: [], suggests: true }],
  ...more,
});
const commands = [command("chart"), command("track", { isWriting: true })];

interface Kept {
  readonly standing: Set<string>;
  readonly joined: (readonly [string, readonly string[]])[];
  readonly left: string[];
  readonly asks: Ask[];
  readonly errors: unknown[];
  answer: (ask: Ask, surface: Surface) => Promise<Answer>;
  opensForm: boolean;
}

let discord: FakeDiscord;
let kept: Kept;
let stops: (() => Promise<unknown>)[];

beforeEach(async () => {
  discord = await openDiscord({ identifyWindowMs: 50 });
  kept = {
    standing: new Set(),
    joined: [],
    left: [],
    asks: [],
    errors: [],
    answer: async () => ({}),
    opensForm: false,
  };
  stops = [() => discord.close()];
});
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
});

const holders = new Set<string>();
const locks = {
  async withLock<T>(name: string, run: (signal: AbortSignal) => Promise<T>) {
    const key = `${discord.url} ${name}`;
    if (holders.has(key)) return "taken" as const;
    holders.add(key);
    try {
      return await run(new AbortController().signal);
    } finally {
      holders.delete(key);
    }
  },
};

function product(options: Partial<DiscordOptions> = {}): Discord {
  const { gate, bytes } = openMemory();
  return openProduct({
    apiUrl: discord.api,
    token: secret(discord.app.token),
    by: { kind: "gateway" },
    install: null,
    commandsIn: null,
    store: {
      async ensure({ id }) {
        const isNew = !kept.standing.has(id);
        kept.standing.add(id);
        return isNew;
      },
      leave: async (id) => kept.standing.delete(id),
      list: async () => [...kept.standing],
    },
    gate,
    cache: bytes,
    locks,
    clock: systemClock,
    log: { info() {}, warn() {}, error: (facts) => kept.errors.push(facts) },
    pictureBytes: async () => null,
    settingsOf: async () => usualSettings,
    ...options,
  });
}

async function hear(options: Partial<DiscordOptions> = {}, list = commands) {
  const ears = await product(options).hear({
    door: async (ask, surface) => {
      kept.asks.push(ask);
      return kept.answer(ask, surface);
    },
    comings: {
      onJoined: async (id, welcomeIn) => void kept.joined.push([id, welcomeIn.map((channel) => channel.id)]),
      onLeft: async (id) => void kept.left.push(id),
    },
    commands: list,
    opensForm: () => kept.opensForm,
  });
  stops.push(ears.stop);
  return ears;
}

const patient = { timeout: 5_000, interval: 20 };
const type = (name = "chart", user: string = harbor.member, channel: string = harbor.general) =>
  discord.command({ user, channel, name, options: { tag: "#cats" } });
/** Without what is still a placeholder. */
const whispered = (user: string = harbor.member) =>
  discord.ephemerals(user).flatMap((one) => textIn(one.components) || []);

describe("what is registered", () => {
  test("is told to Discord when it differs, in the languages it has, and by who may do it", async () => {
    await hear();
    expect(discord.commands().map(({ name }) => name)).toEqual(["chart", "track", "Analyse this post"]);
    const [chart, track] = discord.commands();
    expect(chart).toMatchObject({ name_localizations: { de: "chart-de" }, default_member_permissions: null });
    expect(track).toMatchObject({ default_member_permissions: may.ManageChannels.toString() });
    await hear();
    expect(askedOf(discord, "PUT", /commands/u)).toHaveLength(1);
    await hear({}, [...commands, command("live")]);
    expect(askedOf(discord, "PUT", /commands/u)).toHaveLength(2);
  });

  test("stands in one server alone while it is developed", async () => {
    await hear({ commandsIn: harbor.guild });
    expect(discord.commands()).toEqual([]);
    expect(discord.commands(harbor.guild)).toHaveLength(3);
  });
});

describe("what somebody types", () => {
  test("is acknowledged before any work, and what was for one person alone is said to them", async () => {
    await hear();
    let working = () => {};
    const begun = new Promise<void>((resolve) => {
      working = resolve;
    });
    kept.answer = async ({ where, who }, surface) => {
      await begun;
      await surface.whisper(where, who, cardOf("only for you"));
      await surface.whisper(where, who, cardOf("and this"));
      return {};
    };
    const { answer, complaint } = await type();
    expect([answer?.["type"], complaint]).toEqual([5, null]);
    working();
    await expect.poll(() => whispered(), patient).toEqual(["### only for you", "### and this"]);
    expect(kept.asks).toMatchObject([
      {
        kind: "form",
        action: "command",
        value: "chart",
        values: { tag: "#cats" },
        where: { channel: { surface: "discord", workspace, id: harbor.general } },
        who: { id: harbor.member, name: "mia" },
        language: "en",
      },
    ]);
  });

  test("shows a picture to whoever asked, unless it is larger than Discord takes there", async () => {
    const pictureBytes = async (key: string) => Buffer.alloc(key.startsWith("a") ? 100 : 3_000, 1);
    await discord.close();
    discord = await openDiscord({
      identifyWindowMs: 50,
      guilds: [{ ...defaultGuild, attachmentBytesMax: 2_000 }],
    });
    await hear({ apiUrl: discord.api, pictureBytes });
    kept.answer = async ({ where, who }, surface) => {
      await surface.whisper(where, who, picturedCard("small", "a"));
      await surface.whisper(where, who, picturedCard("large", "b"));
      return {};
    };
    await type();
    await expect.poll(() => whispered().length, patient).toBe(2);
    expect(discord.ephemerals(harbor.member).map(({ attachments }) => attachments.length)).toEqual([1, 0]);
    expect(whispered()[1]).toContain("Picture b");
  });

  test("is done though the answer to its acknowledgement was lost", async () => {
    await hear();
    discord.failNext("POST /interactions/{interaction_id}/{interaction_token}/callback", 503);
    await type();
    await expect.poll(() => kept.asks.length, patient).toBe(1);
  });

  test("that fails before it is done is said to have failed", async () => {
    const store = {
      ensure: async () => Promise.reject(new Error("the database is away")),
      leave: async () => false,
      list: async () => [],
    };
    await hear({ store });
    await type();
    await expect.poll(() => whispered().join(), patient).toContain("Something broke on our side");
    expect(kept.asks).toEqual([]);
  });

  test("in a thread of a channel that the bot does not see is heard all the same", async () => {
    const thread = "200000000000000078";
    discord.joinGuild({
      id: "100000000000000004",
      members: [{ user: harbor.owner }, { user: harbor.member }],
      channels: [
        { id: "200000000000000079", botDenied: may.ViewChannel },
        { id: thread, kind: "thread", parent: "200000000000000079" },
      ],
    });
    await hear();
    await type("chart", harbor.member, thread);
    await expect.poll(() => kept.asks.length, patient).toBe(1);
  });

  test("leaves no placeholder where the answer stands in the channel", async () => {
    await hear();
    kept.answer = async ({ where }, surface) => {
      await surface.post(where, cardOf("for all"));
      return {};
    };
    await type();
    await expect
      .poll(() => discord.messages(harbor.general).map((one) => textIn(one.components)), patient)
      .toEqual(["### for all"]);
    await expect.poll(() => discord.ephemerals(harbor.member), patient).toEqual([]);
    expect(kept.errors).toEqual([]);
  });

  test("in a thread is about its channel, and answered in the thread", async () => {
    await hear();
    await type("chart", harbor.member, harbor.thread);
    await expect.poll(() => kept.asks.length, patient).toBe(1);
    expect(kept.asks[0]?.where).toMatchObject({ channel: { id: harbor.general }, thread: { id: harbor.thread } });
  });

  test("in a forum's post is about that post: in the forum itself nothing can be said", async () => {
    const post = "200000000000000077";
    discord.joinGuild({
      id: "100000000000000003",
      members: [{ user: harbor.owner }, { user: harbor.member }],
      channels: [
        { id: "200000000000000076", kind: "forum" },
        { id: post, kind: "thread", parent: "200000000000000076" },
      ],
    });
    await hear();
    await type("chart", harbor.member, post);
    await expect.poll(() => kept.asks.length, patient).toBe(1);
    expect(kept.asks[0]?.where).toEqual({
      channel: { surface: "discord", workspace: "discord:100000000000000003", id: post },
    });
  });

  test("opens a window where one is the answer, and says what is wrong with what was sent in it", async () => {
    await hear();
    kept.opensForm = true;
    const form: Form = {
      title: "Settings",
      action: "settings-save",
      value: "12",
      submit: "Save",
      fields: [{ kind: "text", name: "every", label: "Read every", value: "15m" }],
    };
    kept.answer = async () => ({ form });
    const { answer } = await type();
    expect(answer?.["type"]).toBe(9);
    expect(discord.modalOf(harbor.member)).toMatchObject({ title: "Settings" });
    kept.opensForm = false;
    kept.answer = async () => ({ problems: { every: "That is no time." } });
    await discord.submitModal({ user: harbor.member, values: { every: "soon" } });
    await expect.poll(() => whispered().join(), patient).toContain("That is no time.");
    expect(kept.asks.at(-1)).toMatchObject({
      kind: "form",
      action: "settings-save",
      value: "12",
      values: { every: "soon" },
    });
  });

  test("is answered in time too where the window takes too long", async () => {
    await hear();
    kept.opensForm = true;
    kept.answer = () =>
      new Promise((resolve) =>
        setTimeout(resolve, 2_800, { form: { title: "x", action: "a", value: "", submit: "s", fields: [] } }),
      );
    const { complaint } = await type();
    expect(complaint).toBeNull();
    await expect.poll(() => whispered().join(), patient).toContain("too long");
  });

  test("is suggested to while it is typed", async () => {
    await hear();
    kept.answer = async () => ({ suggestions: ["#cats", "#dogs"] });
    const suggested = await discord.autocomplete({
      user: harbor.member,
      channel: harbor.general,
      name: "chart",
      focused: "tag",
      options: { tag: "#c" },
    });
    expect(suggested).toEqual([
      { name: "#cats", value: "#cats" },
      { name: "#dogs", value: "#dogs" },
    ]);
    expect(kept.asks).toMatchObject([{ kind: "suggest", command: "chart", option: "tag", typed: "#c" }]);
  });
});

describe("rights", () => {
  const may_ = async (user: string) => {
    kept.answer = async ({ where, who }, surface) => {
      const rights = [await surface.mayManage(where, who, "channel"), await surface.mayManage(where, who, "workspace")];
      await surface.whisper(where, who, cardOf(JSON.stringify(rights)));
      return {};
    };
    await type("chart", user);
    await expect.poll(() => whispered(user).length, patient).toBe(1);
    return whispered(user)[0]?.replaceAll("\\", "");
  };

  test("come with what was done: who manages the server, who the channel, and who neither", async () => {
    await hear();
    expect(await may_(harbor.admin)).toContain("[true,true]");
    expect(await may_(harbor.member)).toContain("[false,false]");
    discord.overwrite(harbor.general, harbor.other, { allow: may.ManageChannels });
    expect(await may_(harbor.other)).toContain("[true,false]");
  });
});

describe("presses and messages", () => {
  test("a press says which message it was on; what was whispered has none", async () => {
    await hear();
    const card = cardOf("x", {
      parts: [{ kind: "actions", controls: [{ kind: "button", action: "chart", value: "1:7d", label: "Chart" }] }],
    });
    kept.answer = async ({ where, who }, surface) => {
      await surface.post(where, card);
      await surface.whisper(where, who, card);
      return {};
    };
    await type();
    await expect.poll(() => whispered().length, patient).toBe(1);
    kept.answer = async () => ({});
    const [message] = discord.messages(harbor.general);
    await discord.press({ user: harbor.member, message: message?.id ?? "", customId: /^chart/u });
    await discord.press({
      user: harbor.member,
      message: discord.ephemerals(harbor.member)[0]?.id ?? "",
      customId: /^chart/u,
    });
    await expect.poll(() => kept.asks.length, patient).toBe(3);
    expect(kept.asks.slice(1)).toMatchObject([
      { kind: "action", action: "chart", value: "1:7d", message: { id: message?.id } },
      { kind: "action", action: "chart", value: "1:7d", message: null },
    ]);
  });

  test("a message somebody points at is analysed by its text", async () => {
    await hear();
    const said = discord.say({ user: harbor.other, channel: harbor.general, text: "look, #cats" });
    await discord.contextMenu({
      user: harbor.member,
      channel: harbor.general,
      name: "Analyse this post",
      target: said.id,
    });
    await expect.poll(() => kept.asks, patient).toMatchObject([{ action: "analyse", values: { text: "look, #cats" } }]);
  });
});

describe("servers come and go", () => {
  const other = "100000000000000002";

  test("one that is joined is met once, with the channels it may be greeted in; a restart is no joining", async () => {
    const ears = await hear();
    await expect.poll(() => kept.joined, patient).toHaveLength(1);
    discord.joinGuild({
      id: other,
      channels: [{ id: "200000000000000091", name: "forum", kind: "forum" }, { id: "200000000000000092" }],
      members: [{ user: harbor.owner }],
    });
    await expect.poll(() => kept.joined, patient).toHaveLength(2);
    expect(kept.joined[1]).toEqual([`discord:${other}`, ["200000000000000092"]]);
    await ears.stop();
    await hear();
    await expect.poll(() => discord.connections(), patient).toBe(1);
    expect(kept.joined).toHaveLength(2);
  });

  test("one that puts the bot out has left; one that Discord cannot reach has not", async () => {
    await hear();
    await expect.poll(() => kept.joined, patient).toHaveLength(1);
    discord.leaveGuild(harbor.guild, { unavailable: true });
    discord.restoreGuild(harbor.guild);
    discord.leaveGuild(harbor.guild);
    await expect.poll(() => kept.left, patient).toEqual([workspace]);
    expect(kept.joined).toHaveLength(1);
    discord.joinGuild(harbor.guild);
    await expect.poll(() => kept.joined, patient).toHaveLength(2);
  });

  test("one that left while nobody listened is found missing", async () => {
    kept.standing.add(`discord:${other}`).add("discord:user-300000000000000003");
    await hear();
    await expect.poll(() => kept.left, patient).toEqual([`discord:${other}`]);
    expect(kept.standing).toContain("discord:user-300000000000000003");
  });
});

test("of two processes one hears; the other takes over when it ends", async () => {
  const first = await hear();
  await hear();
  expect(discord.connections()).toBe(1);
  await type();
  await expect.poll(() => kept.asks.length, patient).toBe(1);
  await first.stop();
  await expect.poll(() => discord.connections(), patient).toBe(1);
  await type();
  await expect.poll(() => kept.asks.length, patient).toBe(2);
});

test.each(["reconnect", 4000] as const)(
  "what was typed while the connection was lost (%s) is heard when it is back",
  async (how) => {
    await hear();
    await expect.poll(() => kept.joined, patient).toHaveLength(1);
    discord.disconnect(how);
    await expect.poll(() => discord.connections(), { ...patient, timeout: 15_000 }).toBe(1);
    await type();
    await expect.poll(() => kept.asks.length, patient).toBe(1);
    expect(kept.joined).toHaveLength(1);
    expect(kept.left).toEqual([]);
  },
);

test("a connection that Discord closes for good is opened anew", async () => {
  await hear();
  discord.disconnect(4004);
  await expect.poll(() => kept.errors.length, patient).toBe(1);
  await expect.poll(() => discord.connections(), { ...patient, timeout: 20_000 }).toBe(1);
  await type();
  await expect.poll(() => kept.asks.length, patient).toBe(1);
}, 30_000);

test("a token that Discord does not take is said at the start", async () => {
  await expect(hear({ token: secret("a.b.c") })).rejects.toThrow(/DISCORD_BOT_TOKEN/u);
});

describe("over HTTP", () => {
  async function serve(options: Partial<DiscordOptions> = {}): Promise<string> {
    const opened = product({ by: { kind: "http", publicKey: discord.publicKey }, ...options });
    const [routes] = opened.routes;
    const server: Server = createServer(
      getRequestListener((request, env) => routes?.fetch(request, env as object) ?? new Response()),
    );
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    stops.push(() => new Promise((closed) => server.close(closed)));
    const ears = await opened.hear({
      door: async (ask, surface) => {
        kept.asks.push(ask);
        return kept.answer(ask, surface);
      },
      comings: {
        onJoined: async (id) => void kept.joined.push([id, []]),
        onLeft: async (id) => void kept.left.push(id),
      },
      commands,
      opensForm: () => kept.opensForm,
    });
    stops.push(ears.stop);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/discord/interactions`;
    discord.deliverTo(url);
    return url;
  }

  test("Discord takes the endpoint: it answers a ping, and refuses what is not signed by Discord", async () => {
    await serve();
    expect(await discord.verifyEndpoint()).toBe(true);
  });

  test("commands are answered as over the gateway, and nothing connects", async () => {
    await serve();
    kept.answer = async ({ where, who }, surface) => {
      await surface.whisper(where, who, cardOf("heard"));
      return {};
    };
    expect((await type()).complaint).toBeNull();
    await expect.poll(() => whispered(), patient).toEqual(["### heard"]);
    expect(discord.connections()).toBe(0);
    expect(kept.standing).toContain(workspace);
  });

  test("servers that left are found by asking", async () => {
    kept.standing.add("discord:100000000000000002");
    await serve();
    await expect.poll(() => kept.left, patient).toEqual(["discord:100000000000000002"]);
  });

  test("what is unsigned, signed for another time, or too large is refused before any work", async () => {
    const url = await serve();
    const send = (headers: Record<string, string>, body = "{}") => fetch(url, { method: "POST", headers, body });
    expect((await send({})).status).toBe(401);
    const signed = {
      "x-signature-ed25519": "0".repeat(128),
      "x-signature-timestamp": `${Math.floor(Date.now() / 1_000)}`,
    };
    expect((await send(signed)).status).toBe(401);
    expect((await send(signed, "x".repeat(2_000_000))).status).toBe(413);
    expect(kept.asks).toEqual([]);
  });
});

describe("somebody who has it for themselves", () => {
  test("is a workspace of their own in direct messages", async () => {
    await discord.close();
    discord = await openDiscord({
      identifyWindowMs: 50,
      users: [{ id: harbor.member, name: "mia", isInstalled: true }],
    });
    await hear();
    await discord.command({ user: harbor.member, name: "chart", options: { tag: "#cats" } });
    await expect.poll(() => kept.asks.length, patient).toBe(1);
    expect(kept.asks[0]?.where.channel.workspace).toBe(`discord:user-${harbor.member}`);
    expect(kept.standing).toContain(`discord:user-${harbor.member}`);
  });
});
