import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDiscord as openProduct } from "../../../src/chat/discord/open.ts";
import { isOfShard } from "../../../src/chat/discord/shard.ts";
import type { Ask } from "../../../src/chat/surface.ts";
import { systemClock } from "../../../src/model/clock.ts";
import { inEvery } from "../../../src/model/language.ts";
import { secret } from "../../../src/model/secret.ts";
import { usualSettings } from "../../../src/model/settings.ts";
import { textIn } from "../../discord/components.ts";
import { defaultGuild, type GuildOptions, harbor } from "../../discord/options.ts";
import { type FakeDiscord, openDiscord } from "../../discord/server.ts";
import { openMemory } from "../memory.ts";
import { cardOf, workspace } from "./loopback.ts";

/** Its id is the other shard's: (id >> 22) % 2. */
const far: GuildOptions = {
  id: "100000000004194305",
  name: "Lighthouse",
  owner: harbor.owner,
  members: [{ user: harbor.owner }, { user: harbor.other }],
  channels: [{ id: "200000000000000021", name: "lamps" }],
};
const lamps = "200000000000000021";
const farWorkspace = `discord:${far.id}`;
/** Nobody has the bot there any more: one of each shard. */
const gone = ["discord:100000000000000002", "discord:100000000004194306"];

describe("a server is told of", () => {
  test.each([
    [harbor.guild, [true, false]],
    [far.id, [false, true]],
    // docs.discord.com/developers/events/gateway#sharding: all bits above the lowest 22 count.
    ["4194303", [true, false]],
    ["4194304", [false, true]],
    ["8388608", [true, false]],
  ])("by one of two shards: %s", (id, told) => {
    expect([0, 1].map((shard) => isOfShard(id, { id: shard, of: 2 }))).toEqual(told);
  });

  test("by the only one there is", () => {
    expect([harbor.guild, far.id].every((id) => isOfShard(id, { id: 0, of: 1 }))).toBe(true);
  });
});

describe("with two shards", () => {
  const same = (text: string) => inEvery({ en: text, de: text, fr: text, es: text, pt: text, ja: text });
  const tags = { name: "tags", names: same("tags"), help: same("Lists"), isWriting: false, options: [] };
  const patient = { timeout: 5_000, interval: 20 };

  let discord: FakeDiscord;
  let standing: Set<string>;
  let joined: string[];
  let left: string[];
  let asks: Ask[];
  let errors: unknown[];
  let stop: () => Promise<void>;

  async function hear(): Promise<void> {
    const { gate, bytes } = openMemory();
    const product = openProduct({
      apiUrl: discord.api,
      token: secret(discord.app.token),
      by: { kind: "gateway" },
      install: null,
      commandsIn: null,
      store: {
        async ensure({ id }) {
          const isNew = !standing.has(id);
          standing.add(id);
          return isNew;
        },
        leave: async (id) => standing.delete(id),
        list: async () => [...standing],
      },
      gate,
      cache: bytes,
      locks: { withLock: (_name, run) => run(new AbortController().signal) },
      clock: systemClock,
      log: { info() {}, warn() {}, error: (facts) => errors.push(facts) },
      pictureBytes: async () => null,
      settingsOf: async () => usualSettings,
    });
    const ears = await product.hear({
      async door(ask, surface) {
        asks.push(ask);
        await surface.whisper(ask.where, ask.who, cardOf(`heard in ${ask.where.channel.id}`));
        return {};
      },
      comings: {
        onJoined: async (id) => void joined.push(id),
        onLeft: async (id) => void left.push(id),
      },
      commands: [tags],
      opensForm: () => false,
    });
    stop = ears.stop;
  }

  beforeEach(async () => {
    discord = await openDiscord({ shards: 2, maxConcurrency: 2, guilds: [defaultGuild, far] });
    [standing, joined, left, asks, errors] = [new Set(), [], [], [], []];
    stop = async () => {};
  });
  afterEach(async () => {
    await stop();
    await discord.close();
    expect(errors).toEqual([]);
  });

  const whispered = (user: string) => discord.ephemerals(user).flatMap((one) => textIn(one.components) || []);
  const sorted = (ids: Iterable<string>) => [...ids].toSorted();

  test("the servers of both are met", async () => {
    await hear();
    expect(discord.connections()).toBe(2);
    await expect.poll(() => sorted(joined), patient).toEqual(sorted([workspace, farWorkspace]));
    expect(left).toEqual([]);
  });

  test("commands are answered in the servers of both, and in direct messages", async () => {
    await hear();
    const places = [
      { user: harbor.member, channel: harbor.general },
      { user: harbor.other, channel: lamps },
    ] as const;
    for (const place of places) {
      expect((await discord.command({ ...place, name: "tags" })).complaint).toBeNull();
      await expect.poll(() => whispered(place.user), patient).toEqual([`### heard in ${place.channel}`]);
    }
    expect(asks.map(({ where }) => where.channel.workspace)).toEqual([workspace, farWorkspace]);
    expect((await discord.command({ user: harbor.member, name: "tags" })).complaint).toBeNull();
    await expect.poll(() => asks.at(-1)?.where.channel.workspace, patient).toBe(`discord:user-${harbor.member}`);
  });

  test("what one of them is told at the start never takes the other's servers for gone", async () => {
    standing = new Set([workspace, farWorkspace, ...gone]);
    await hear();
    await expect.poll(() => sorted(left), patient).toEqual(sorted(gone));
    expect(sorted(standing)).toEqual(sorted([workspace, farWorkspace]));
    expect(joined).toEqual([]);
  });

  test("one that starts anew by itself never takes the other's servers for gone either", async () => {
    await hear();
    await expect.poll(() => joined.length, patient).toBe(2);
    const identified = () => discord.opcodes.filter((code) => code === 2).length;
    discord.disconnect("new session");
    await expect.poll(identified, { timeout: 15_000, interval: 50 }).toBe(4);
    await expect.poll(() => discord.connections(), patient).toBe(2);
    discord.leaveGuild(far.id);
    await expect.poll(() => left, patient).toEqual([farWorkspace]);
    expect([...standing]).toEqual([workspace]);
  });
});
