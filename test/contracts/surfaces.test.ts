import { describe, expect, onTestFinished, test } from "vitest";
import { playgroundChannel } from "../../src/chat/playground/log.ts";
import { createPlayground } from "../../src/chat/playground/surface.ts";
import type { Surface } from "../../src/chat/surface.ts";
import { languages } from "../../src/model/language.ts";
import type { Channel, Person } from "../../src/model/place.ts";
import { hostileCasts } from "../cards/hostile-cast.ts";
import { now, samplesOf, usualCast } from "../cards/samples.ts";
import { here as discordHere, surfaceOn as discordSurfaceOn } from "../chat/discord/loopback.ts";
import { openMemory } from "../chat/memory.ts";
import { memoryLog } from "../chat/playground/memory-log.ts";
import { openLoopback, surfaceOn } from "../chat/slack/loopback.ts";
import { textIn } from "../discord/components.ts";
import { harbor } from "../discord/options.ts";
import { openDiscord } from "../discord/server.ts";

/** What every surface is held to; a new one adds a line that says how it is made and what a person sees of it. */
interface Stage {
  readonly surface: Surface;
  readonly channel: Channel;
  readonly ana: Person;
  readonly ben: Person;
  /** Titles of the cards `viewer` sees, oldest first. */
  seenBy(viewer: Person): Promise<readonly string[]>;
}

const stages: readonly (readonly [string, () => Promise<Stage>])[] = [
  ["playground", playgroundStage],
  ["slack", slackStage],
  ["discord", discordStage],
];

async function playgroundStage(): Promise<Stage> {
  const log = memoryLog();
  return {
    surface: createPlayground({ log, clock: { now: () => now } }),
    channel: playgroundChannel,
    ana,
    ben,
    async seenBy({ id }) {
      const messages = await log.list(playgroundChannel.workspace, playgroundChannel.id, id, 200);
      return messages.map(({ content }) => ("title" in content ? content.title : content.said));
    },
  };
}

/** A loopback Slack, which refuses what Slack refuses; that edits are limited is none of this file's. */
async function slackStage(): Promise<Stage> {
  const channels = [{ id: "C0GENERAL" }];
  const slack = await openLoopback({
    teams: [{ id: "T0HARBOR", users: [{ id: "u1" }, { id: "u2" }], channels, installed: true }],
  });
  onTestFinished(() => slack.close());
  const gate = { enter: async () => ({ allowed: true }) as const };
  const channel: Channel = { surface: "slack", workspace: "slack:T0HARBOR", id: "C0GENERAL" };
  return {
    surface: surfaceOn(slack, openMemory(), { gate }),
    channel,
    ana,
    ben,
    async seenBy({ id }) {
      const seen = [...slack.messages(channel.id), ...slack.ephemerals(id, channel.id)];
      return seen.sort((a, b) => Number(a.ts) - Number(b.ts)).map(({ text }) => text);
    },
  };
}

/** A loopback Discord, which refuses what Discord refuses; what one person is told outside of an answer, it tells in private. */
async function discordStage(): Promise<Stage> {
  const discord = await openDiscord();
  onTestFinished(() => discord.close());
  for (const route of ["POST /channels/{channel_id}/messages", "PATCH /channels/{channel_id}/messages/{message_id}"])
    discord.limit(route, 1_000_000, 1_000);
  const gate = { enter: async () => ({ allowed: true }) as const };
  return {
    surface: discordSurfaceOn(discord, openMemory(), { gate }),
    channel: discordHere,
    ana: { ...ana, id: harbor.member },
    ben: { ...ben, id: harbor.other },
    async seenBy({ id }) {
      const direct = [...discord.channels.values()].find(({ recipientId }) => recipientId === id);
      const seen = [...discord.messages(discordHere.id), ...(direct ? discord.messages(direct.id) : [])];
      const titleOf = (text: string) => text.split("\n")[0]?.replace(/^#+ /u, "") ?? "";
      return seen.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1)).map((one) => titleOf(textIn(one.components)));
    },
  };
}

const ana: Person = { id: "u1", name: "Ana" };
const ben: Person = { id: "u2", name: "Ben" };
const card = (title: string) => ({ title, tone: "neutral" as const, summary: title, parts: [] });

describe.each(stages)("%s", (name, make) => {
  test("knows its name and edits at a pace a platform bears", async () => {
    const { surface } = await make();
    expect(surface.name).toBe(name);
    expect(surface.editPaceMs).toBeGreaterThanOrEqual(1_000);
  });

  test("posts for everybody and whispers to one", async () => {
    const { surface, channel, ana, ben, seenBy } = await make();
    const message = await surface.post({ channel }, card("to all"));
    await surface.whisper({ channel }, ana, card("to Ana"));
    expect(message.channel).toEqual(channel);
    expect(await seenBy(ana)).toEqual(["to all", "to Ana"]);
    expect(await seenBy(ben)).toEqual(["to all"]);
  });

  test("edits in place, and says where a message that is gone stands now", async () => {
    const { surface, channel, ana, ben, seenBy } = await make();
    const message = await surface.post({ channel }, card("first"));
    expect(await surface.update(message, card("second"))).toEqual(message);
    expect(await seenBy(ana)).toEqual(["second"]);
    const moved = await surface.update({ channel, id: "999999" }, card("anew"));
    expect(moved.id).not.toBe("999999");
    expect(await seenBy(ben)).toEqual(["second", "anew"]);
  });

  test("takes every card there is, hostile ones too", async () => {
    const { surface, channel } = await make();
    // Each card with one of the hostile casts in turn; rendering is tried with all of them elsewhere.
    const hostile = hostileCasts.map(([, cast]) => samplesOf(cast));
    const inTurn = hostile[0]?.map((sample, i) => hostile[i % hostile.length]?.[i] ?? sample) ?? [];
    for (const sample of [...samplesOf(usualCast), ...inTurn]) {
      const message = await surface.post({ channel }, sample.card);
      await surface.update(message, sample.card);
      await surface.update(message, { ...sample.card, summary: `${sample.card.summary} Again.` });
    }
  }, 120_000);

  test("answers about rights, problems and languages without throwing", async () => {
    const { surface, channel, ana } = await make();
    expect(typeof (await surface.mayManage({ channel }, ana, "channel"))).toBe("boolean");
    expect(await surface.check({ channel })).toEqual([]);
    expect([...languages, null]).toContain(await surface.languageOf(channel.workspace, ana));
    expect(await surface.languageOf(channel.workspace, { id: "U0NOBODY", name: "x" })).toBeNull();
  });
});
