import { PermissionFlagsBits as may } from "discord.js";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Surface } from "../../../src/chat/surface.ts";
import { SourceError, UserError } from "../../../src/model/errors.ts";
import { textIn } from "../../discord/components.ts";
import { harbor } from "../../discord/options.ts";
import { type FakeDiscord, openDiscord } from "../../discord/server.ts";
import { type Memory, openMemory } from "../memory.ts";
import { askedOf, cardOf, here, member, picturedCard, pictureOf, surfaceOn, workspace } from "./loopback.ts";

let discord: FakeDiscord;
let memory: Memory;
let surface: Surface;

beforeAll(async () => {
  discord = await openDiscord();
  discord.limit("POST /channels/{channel_id}/messages", 1_000, 1_000);
  discord.limit("PATCH /channels/{channel_id}/messages/{message_id}", 1_000, 1_000);
});
afterAll(() => discord.close());
beforeEach(() => {
  memory = openMemory();
  surface = surfaceOn(discord, memory);
});

const shown = (channel: string = harbor.general) => discord.messages(channel).at(-1);
const edits = () => askedOf(discord, "PATCH", /\/messages\//u).length;
const thread = (id: string) => ({ channel: here, thread: { channel: here, id } });

describe("a message", () => {
  test("is ordinary, shows its card with the picture for Discord's dark ground, and pings nobody", async () => {
    const asked: string[] = [];
    const pictureBytes = async (key: string) => {
      asked.push(key);
      return Buffer.from("picture");
    };
    const ref = await surfaceOn(discord, memory, { pictureBytes }).post(
      { channel: here },
      picturedCard("@everyone", "a"),
    );
    expect(ref).toEqual({ channel: here, id: shown()?.id });
    expect(asked).toEqual([pictureOf("a").dark]);
    expect(shown()?.attachments.map(({ description }) => description)).toEqual(["Picture a"]);
    expect(shown()?.allowedMentions).toEqual({ parse: [] });
    expect(shown() && discord.pings(shown() as never).everyone).toBe(false);
  });

  test("is in words where its picture is not kept any more", async () => {
    await surfaceOn(discord, memory, { pictureBytes: async () => null }).post(
      { channel: here },
      picturedCard("x", "a"),
    );
    expect(shown()?.attachments).toEqual([]);
    expect(textIn(shown()?.components ?? [])).toContain("Picture a");
  });

  test("asked for twice under one name is posted once", async () => {
    const first = await surface.post({ channel: here }, cardOf("one"), "incident:1");
    const again = await surfaceOn(discord, openMemory()).post({ channel: here }, cardOf("one"), "incident:1");
    expect(again).toEqual(first);
    const other = await surface.post({ channel: here }, cardOf("one"), "incident:2");
    expect(other.id).not.toBe(first.id);
  });

  test("asked for again after somebody deleted it is posted anew", async () => {
    const first = await surface.post({ channel: here }, cardOf("one"), "tracker:1:5");
    discord.remove(first.id);
    const again = await surface.post({ channel: here }, cardOf("one"), "tracker:1:5");
    expect(again.id).not.toBe(first.id);
    expect(shown()?.id).toBe(again.id);
  });

  test("comes once though the answer is lost on the way", async () => {
    const before = discord.messages(harbor.general).length;
    discord.failNext("POST /channels/{channel_id}/messages", 502, 1);
    await surface.post({ channel: here }, cardOf("unnamed"));
    expect(discord.messages(harbor.general)).toHaveLength(before + 1);
    const nonces = askedOf(discord, "POST", /\/channels\/\d+\/messages$/u).slice(-2);
    expect(new Set(nonces.map(({ body }) => (body as { nonce: string }).nonce)).size).toBe(1);
  });

  test("of an incident's thread is said beside it where it stands in a thread itself", async () => {
    const inPost = { ...here, id: harbor.thread };
    const parent = await surface.post({ channel: inPost }, cardOf("#cats is taking off"));
    const follow = await surface.post({ channel: inPost, thread: parent }, cardOf("it peaked"));
    expect(follow.channel.id).toBe(harbor.thread);
  });

  test("goes into a thread that is there, and into one of a message, which is opened for it", async () => {
    const there = await surface.post(thread(harbor.thread), cardOf("in a thread"));
    expect(there.channel.id).toBe(harbor.thread);
    const parent = await surface.post({ channel: here }, cardOf("#cats is taking off"));
    const follow = await surface.post(thread(parent.id), cardOf("it peaked"));
    const second = await surface.post(thread(parent.id), cardOf("it is over"));
    expect([follow.channel.id, second.channel.id]).toEqual([parent.id, parent.id]);
    expect(discord.channels.get(parent.id)).toMatchObject({ kind: "thread", name: "it peaked" });
    expect(discord.messages(parent.id)).toHaveLength(2);
  });
});

describe("an edit", () => {
  test("that would change nothing is not sent, whoever asks", async () => {
    const ref = await surface.post({ channel: here }, picturedCard("same", "a"));
    const before = edits();
    await surfaceOn(discord, memory).update(ref, picturedCard("same", "a"));
    expect(edits()).toBe(before);
  });

  test("keeps the file it shows, and takes a new one in its place", async () => {
    const ref = await surface.post({ channel: here }, picturedCard("1", "a"));
    const file = shown()?.attachments[0]?.id;
    await surface.update(ref, picturedCard("2", "a"));
    expect(shown()?.attachments.map(({ id }) => id)).toEqual([file]);
    await surface.update(ref, picturedCard("3", "b"));
    expect(shown()?.attachments).toHaveLength(1);
    expect(shown()?.attachments[0]).toMatchObject({ description: "Picture b" });
    await surface.update(ref, cardOf("4"));
    expect(shown()?.attachments).toEqual([]);
  });

  test("of messages older than an hour waits its turn, three in six seconds for the whole channel", async () => {
    const refs = [];
    for (const title of ["a", "b", "c", "d"]) refs.push(await surface.post({ channel: here }, cardOf(title)));
    const later = surfaceOn(discord, memory, { now: () => new Date(Date.now() + 3_700_000) });
    for (const ref of refs.slice(0, 3)) await later.update(ref, cardOf("edited"));
    const before = edits();
    const failed = later.update(refs[3] as never, cardOf("edited"));
    await expect(failed).rejects.toMatchObject({ failure: "rate-limited" });
    await expect(failed.catch(({ retryAfterMs }: SourceError) => retryAfterMs)).resolves.toBeLessThanOrEqual(6_000);
    expect(edits()).toBe(before);
    memory.pass(6_000);
    await expect(later.update(refs[3] as never, cardOf("edited"))).resolves.toEqual(refs[3]);
  });

  test("of a message that somebody deleted posts it anew, once", async () => {
    const ref = await surface.post({ channel: here }, cardOf("board"));
    discord.remove(ref.id);
    const count = discord.messages(harbor.general).length;
    const anew = await surface.update(ref, cardOf("board 2"));
    expect(anew.id).not.toBe(ref.id);
    expect(await surface.update(ref, cardOf("board 3"))).toEqual(anew);
    expect(discord.messages(harbor.general)).toHaveLength(count + 1);
  });

  test("in a thread that was archived meanwhile goes on in a message of its own", async () => {
    const ref = await surface.post(thread(harbor.thread), cardOf("war room"));
    discord.archive(harbor.thread);
    const anew = await surface.update(ref, cardOf("war room 2"));
    expect(anew.channel.id).toBe(harbor.thread);
    expect(anew.id).not.toBe(ref.id);
  });
});

describe("what stands in the way", () => {
  test("is named: the permission that is missing, in the channel where it is", async () => {
    discord.overwrite(harbor.general, "bot", { deny: may.AttachFiles });
    const post = surface.post({ channel: here }, picturedCard("x", "c"));
    await expect(post).rejects.toThrow(UserError);
    await expect(post).rejects.toThrow(/Attach Files/u);
    discord.overwrite(harbor.general, "bot", {});
    const hidden = { ...here, id: harbor.hidden };
    await expect(surface.post({ channel: hidden }, cardOf("x"))).rejects.toThrow(/View Channels/u);
    expect(await surface.check({ channel: hidden })).toMatchObject([
      { what: { en: "View Channels" }, fix: { en: expect.stringContaining("View Channels") } },
    ]);
    expect(await surface.check({ channel: here })).toEqual([]);
  });

  test("a channel that is gone, and a server that put us out, are said in words", async () => {
    const gone = { ...here, id: "299999999999999999" };
    await expect(surface.post({ channel: gone }, cardOf("x"))).rejects.toThrow(/gone/u);
  });

  test("Discord itself may be away: that is waited for", async () => {
    discord.failNext("POST /channels/{channel_id}/messages", 503, 5);
    const post = surface.post({ channel: here }, cardOf("x"));
    await expect(post).rejects.toMatchObject({ failure: "unavailable", retryAfterMs: 30_000 });
    discord.failNext("POST /channels/{channel_id}/messages", 503, 0);
  });

  test("a long wait that Discord asks for is a refusal with its time, a short one is waited", async () => {
    const other = await openDiscord();
    other.limit("POST /channels/{channel_id}/messages", 1, 30_000);
    const limited = surfaceOn(other, openMemory());
    await limited.post({ channel: here }, cardOf("first"));
    const error = await limited.post({ channel: here }, cardOf("second")).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(SourceError);
    expect((error as SourceError).retryAfterMs).toBeGreaterThan(2_000);
    await other.close();
  });
});

describe("for one person", () => {
  test("it is said in their direct messages", async () => {
    await surface.tell(workspace, member, cardOf("paused"));
    await surface.tell(workspace, member, cardOf("paused again"));
    const direct = [...discord.channels.values()].find(({ recipientId }) => recipientId === harbor.member);
    expect(discord.messages(direct?.id ?? "")).toHaveLength(2);
    expect(askedOf(discord, "POST", /\/users\/@me\/channels/u)).toHaveLength(1);
  });

  test("elsewhere Discord is asked what somebody may do, and nothing of another server is taken for ours", async () => {
    const may_ = (user: string, channel: string) =>
      surface.mayManage({ channel: { ...here, id: channel } }, { id: user, name: "x" }, "channel");
    expect(await may_(harbor.owner, harbor.general)).toBe(true);
    expect(await may_(harbor.member, harbor.general)).toBe(false);
    discord.overwrite(harbor.general, harbor.member, { allow: may.ManageChannels });
    expect(await may_(harbor.member, harbor.general)).toBe(true);
    expect(await may_(harbor.member, harbor.adults)).toBe(false);
    discord.overwrite(harbor.general, harbor.member, {});
    discord.joinGuild({
      id: "100000000000000009",
      members: [{ user: harbor.owner }],
      channels: [{ id: "200000000000000099" }],
    });
    const foreign = { ...here, id: "200000000000000099" };
    expect(await surface.mayManage({ channel: foreign }, { id: harbor.owner, name: "x" }, "channel")).toBe(false);
    expect(await surface.check({ channel: foreign })).toHaveLength(1);
    const own = { surface: "discord", workspace: `discord:user-${harbor.member}`, id: harbor.general } as const;
    expect(await surface.check({ channel: own })).toHaveLength(1);
  });

  test("whose workspace it is may manage it; a stranger may not", async () => {
    const own = { surface: "discord", workspace: `discord:user-${harbor.member}`, id: "1" } as const;
    expect(await surface.mayManage({ channel: own }, member, "workspace")).toBe(true);
    expect(await surface.mayManage({ channel: here }, member, "channel")).toBe(false);
  });
});

describe("posts that are marked sensitive", () => {
  const posts = [
    {
      network: "Bluesky",
      author: "ann",
      text: "hidden words",
      url: null,
      at: new Date(0),
      figures: "",
      sensitive: true,
    },
  ];
  const card = cardOf("posts", { parts: [{ kind: "posts", posts }] });

  test("show their words behind a spoiler in an age-restricted channel, and nowhere else", async () => {
    await surface.post({ channel: here }, card);
    expect(textIn(shown()?.components ?? [])).not.toContain("hidden words");
    await surface.post({ channel: { ...here, id: harbor.adults } }, card);
    expect(textIn(shown(harbor.adults)?.components ?? [])).toContain("||hidden words||");
  });
});
