import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PermissionFlagsBits as may } from "discord.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  isThread,
  missingIn,
  neededIn,
  permissions,
  permissionsAsked,
  permissionsOf,
  readChannel,
} from "../../../src/chat/discord/permissions.ts";
import { defaultGuild, harbor } from "../../discord/options.ts";
import { type FakeDiscord, openDiscord } from "../../discord/server.ts";
import { restOn } from "./loopback.ts";

const [guildId, owner, bot] = ["1", "2", "3"];
const [crew, admins] = ["11", "12"];
const [view, send, files] = [may.ViewChannel, may.SendMessages, may.AttachFiles];

interface Held {
  readonly userId?: string;
  readonly roles?: readonly string[];
  readonly everyone?: bigint;
  readonly crew?: bigint;
  readonly admins?: bigint;
  /** In the channel: by id, what is allowed and denied. */
  readonly overwrites?: readonly (readonly [id: string, allow: bigint, deny: bigint])[];
}

const held = ({ userId = bot, roles = [crew], everyone = view, overwrites = [], ...of }: Held): bigint =>
  permissionsOf({
    guild: {
      id: guildId,
      owner_id: owner,
      roles: [
        { id: guildId, permissions: everyone },
        { id: crew, permissions: of.crew ?? 0n },
        { id: admins, permissions: of.admins ?? may.Administrator },
      ],
    },
    userId,
    roles,
    channel: {
      id: "21",
      type: 0,
      permission_overwrites: overwrites.map(([id, allow, deny]) => ({ id, allow, deny })),
    },
  });

describe("what somebody may do in a channel", () => {
  // docs.discord.com/developers/topics/permissions#permission-overwrites
  test.each<readonly [string, Held, bigint]>([
    ["everyone's rights and those of their roles together", { crew: send }, view | send],
    ["nothing of a role that they do not have", { roles: [], crew: send }, view],
    ["nothing of a role that is only administrators'", { admins: send }, view],
    ["less where everyone is denied it", { everyone: view | send, overwrites: [[guildId, 0n, send]] }, view],
    ["more where everyone is allowed it", { overwrites: [[guildId, send, 0n]] }, view | send],
    [
      "what a role allows, though everyone is denied it",
      {
        everyone: view | send,
        overwrites: [
          [crew, send, 0n],
          [guildId, 0n, send],
        ],
      },
      view | send,
    ],
    [
      "what one role allows, though another denies it",
      {
        roles: [crew, admins],
        admins: 0n,
        overwrites: [
          [crew, send, 0n],
          [admins, 0n, send],
        ],
      },
      view | send,
    ],
    ["nothing that a role of others allows", { overwrites: [[admins, send, 0n]] }, view],
    [
      "less where they themselves are denied it, whatever their roles allow",
      {
        crew: send | files,
        overwrites: [
          [bot, 0n, send],
          [crew, send, 0n],
        ],
      },
      view | files,
    ],
    [
      "more where they themselves are allowed it, whatever their roles are denied",
      {
        overwrites: [
          [bot, send, 0n],
          [crew, 0n, send],
        ],
      },
      view | send,
    ],
    ["what is allowed, where one overwrite denies and allows it", { overwrites: [[crew, send, send]] }, view | send],
    ["nothing at all where they do not see it", { crew: send, overwrites: [[guildId, 0n, view]] }, 0n],
    [
      "again where it is hidden from all but them",
      {
        crew: send,
        overwrites: [
          [guildId, 0n, view],
          [bot, view, 0n],
        ],
      },
      view | send,
    ],
  ])("is %s", (_what, of, expected) => {
    expect(held(of)).toBe(expected);
  });

  const everything = permissionsAsked | may.ManageGuild | may.ManageChannels;
  test.each<readonly [string, Held]>([
    ["whose server it is", { userId: owner, roles: [] }],
    ["who has a role of administrators", { roles: [crew, admins] }],
    ["where everyone is an administrator", { roles: [], everyone: may.Administrator }],
  ])("is everything for somebody %s, whatever the channel says", (_who, of) => {
    const denied = [guildId, crew, admins, of.userId ?? bot].map((id) => [id, 0n, everything] as const);
    expect(held({ ...of, overwrites: denied }) & everything).toBe(everything);
  });
});

describe("what the bot lacks", () => {
  let discord: FakeDiscord;
  beforeEach(async () => {
    discord = await openDiscord();
  });
  afterEach(() => discord.close());

  const missing = (channelId: string, guildId: string = harbor.guild) =>
    missingIn(restOn(discord), { guildId, channelId, userId: discord.app.id });

  test("is nothing where it has what it asks for, in a thread too", async () => {
    expect(await missing(harbor.general)).toEqual([]);
    expect(await missing(harbor.thread)).toEqual([]);
  });

  test.each(permissions.filter(({ bit }) => bit !== may.ViewChannel && bit !== may.SendMessagesInThreads))(
    "is named as Discord's settings name it: $name",
    async ({ name, bit }) => {
      discord.overwrite(harbor.general, "bot", { deny: bit });
      expect(await missing(harbor.general)).toEqual([name]);
    },
  );

  test("is the sight of a channel that is hidden from it, and of one that is gone", async () => {
    expect(await missing(harbor.hidden)).toEqual(["View Channels"]);
    discord.deleteChannel(harbor.general);
    expect(await missing(harbor.general)).toEqual(["View Channels"]);
  });

  test("in a thread is what its channel denies, and there other rights count for writing", async () => {
    discord.overwrite(harbor.general, "bot", { deny: may.SendMessagesInThreads | may.AttachFiles });
    expect(await missing(harbor.thread)).toEqual(["Attach Files", "Send Messages in Threads"]);
    expect(await missing(harbor.general)).toEqual(["Attach Files"]);
    discord.overwrite(harbor.general, "bot", { deny: may.SendMessages });
    expect(await missing(harbor.thread)).toEqual([]);
    expect(await missing(harbor.general)).toEqual(["Send Messages"]);
  });

  test("is nothing where an administrator's role was given to it", async () => {
    await discord.close();
    const installed = { permissions: may.Administrator };
    discord = await openDiscord({ guilds: [{ ...defaultGuild, installed }] });
    discord.overwrite(harbor.general, "bot", { deny: permissionsAsked });
    expect(await missing(harbor.general)).toEqual([]);
  });

  test("is not known where Discord says nothing of the server", async () => {
    expect(await missing(harbor.general, "100000000000000002")).toBeNull();
    discord.failNext("GET /guilds/{guild_id}/members/{user_id}", 503, 2);
    expect(await missing(harbor.general)).toBeNull();
  });
});

describe("what is asked for", () => {
  test("is one number of all of them, each once", () => {
    expect(new Set(permissions.map(({ bit }) => bit)).size).toBe(permissions.length);
    expect(permissions.every(({ bit }) => (permissionsAsked & bit) === bit)).toBe(true);
    expect(permissionsAsked.toString(2).replaceAll("0", "")).toHaveLength(permissions.length);
  });

  test("is enough for a new server: all that is needed in a channel and in a thread", () => {
    const needed = [...neededIn(false), ...neededIn(true)].reduce((bits, { bit }) => bits | bit, 0n);
    expect(needed).toBe(permissionsAsked);
  });

  test("is no right to manage, to read back, or to ping everyone", () => {
    const tooMuch = may.Administrator | may.ManageChannels | may.ManageGuild | may.ManageMessages | may.MentionEveryone;
    expect(permissionsAsked & (tooMuch | may.ReadMessageHistory)).toBe(0n);
  });

  const page = fileURLToPath(new URL("../../../docs/discord.md", import.meta.url));
  test.skipIf(!existsSync(page))("is what docs/discord.md says, with the same reasons", () => {
    const [, after = ""] = readFileSync(page, "utf8").split(/^\| *permission *\| *why *\|\n/mu);
    const [rows = ""] = after.split("\n\n");
    const told = rows
      .split("\n")
      .slice(1)
      .map((row) =>
        row
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    expect(told).toEqual(permissions.map(({ name, why }) => [name, why]));
  });
});

test("a thread is told by its type", () => {
  // docs.discord.com/developers/resources/channel#channel-object-channel-types
  const types = [0, 1, 2, 4, 5, 10, 11, 12, 13, 14, 15, 16];
  expect(types.filter((type) => isThread(readChannel({ id: "1", type })))).toEqual([10, 11, 12]);
});
