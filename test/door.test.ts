import { describe, expect, test } from "vitest";
import type { Ask } from "../src/chat/surface.ts";
import { commands } from "../src/commands/index.ts";
import { UserError } from "../src/model/errors.ts";
import { told } from "../src/model/language.ts";
import { channel } from "./jobs/services.ts";
import { otherWorkspace, useDoor } from "./open-door.ts";

const stand = useDoor();

describe("a command", () => {
  test("is run, posted, remembered where it was posted, and goes on in the background", async () => {
    expect(await stand.type("/track #Opening")).toEqual({});
    expect(stand.shown()).toEqual([["post", "Tracking #Opening on Bluesky and Mastodon"]]);
    const tracker = await stand.stage.tenant.trackers.find(channel, { kind: "hashtag", key: "opening", display: "" });
    expect(tracker?.message).toEqual({ channel, id: stand.stage.surface.shown[0]?.id });
    const input = { workspace: channel.workspace, tracker: tracker?.id };
    expect(stand.stage.asked).toEqual([
      { name: "follow", input, how: "add", ms: 0 },
      // Should this process die while it is posted.
      { name: "welcome", input: { ...input, looks: 0, mends: true }, how: "add", ms: 30_000 },
      { name: "welcome", input: { ...input, looks: 0 }, how: "add", ms: 0 },
    ]);
  });

  test("is the same under the umbrella, with all its options", async () => {
    await stand.type("/hashtag track #umbrella on:mastodon");
    await stand.type("/HASHTAG   TRACK   #umbrella2");
    expect(stand.shown()).toEqual([
      ["post", "Tracking #umbrella on Mastodon"],
      ["post", "Tracking #umbrella2 on Bluesky and Mastodon"],
    ]);
  });

  test("has its slow part done where its card was posted", async () => {
    await stand.type("/track #slow");
    stand.stage.asked.length = 0;
    await stand.type("/chart #slow 24h");
    const { id } = stand.stage.surface.shown.at(-1) ?? {};
    expect(stand.stage.asked).toMatchObject([
      { name: "chart", how: "add", input: { message: { channel, id }, askedBy: stand.who } },
    ]);
  });

  test.each([
    ["/track help", "/track"],
    ["/track HELP ", "/track"],
    ["/hashtag alerts help", "/alerts"],
  ])("explains itself to the asker only: %s", async (text, title) => {
    stand.stage.surface.managed = false;
    await stand.type(text);
    expect(stand.shown()).toEqual([["whisper", title]]);
    expect(stand.said()).toContain(`For example: ${title} #worldcup`.slice(0, 20));
    expect(stand.stage.surface.shown[0]?.to).toEqual(stand.who);
  });

  test.each(["/hashtag", "/hashtag help"])("%s lists all commands", async (text) => {
    await stand.type(text);
    expect(stand.shown()).toEqual([["whisper", "What you can say"]]);
    for (const { name } of commands) expect(stand.said()).toContain(`/${name}`);
  });

  test.each([
    ["/tracking #cats", /There is no command \/tracking\. Did you mean \/track\?/u],
    ["/zzz", /There is no command \/zzz\. \/hashtag help lists them all\./u],
    ["hello", /I answer to commands/u],
    ["", /I answer to commands/u],
    ["/", /I answer to commands/u],
    ["/hashtag nonsense", /nonsense/u],
    [`/${"x".repeat(5_000)}`, /command/u],
    [`/track ${"x".repeat(5_000)}`, /at most 4000/u],
    ["/tags colour:blue", /colour:blue/u],
    ["/track #cats colour:blue", /colour:blue/u],
    ["/chart #nobodytracksthis", /not tracked in this channel/u],
  ])("that cannot be done is refused to the asker only: %j", async (text, hint) => {
    await stand.type(text);
    expect(stand.stage.surface.shown).toHaveLength(1);
    expect(stand.stage.surface.shown[0]).toMatchObject({ how: "whisper", to: stand.who, card: { tone: "quiet" } });
    expect(stand.said()).toMatch(hint);
    expect(stand.stage.log).toEqual([]);
  });
});

test("/track once more gives the card that could not be posted the first time", async () => {
  stand.stage.surface.nextFailure = new UserError(
    told(() => "I am not in that channel. Type /invite @groundswell there."),
  );
  await stand.type("/track #retried");
  expect(stand.shown()).toEqual([["whisper", "That did not work"]]);
  await stand.type("/track #retried");
  expect(stand.shown().at(-1)).toEqual(["post", expect.stringContaining("Tracking #retried")]);
  await stand.type("/track #retried");
  expect(stand.shown().at(-1)).toEqual(["whisper", "#retried is tracked here already"]);
});

describe("who may not manage the channel", () => {
  const tracked = async () => {
    await stand.type("/track #rights");
    const undo = stand.valueOf("undo");
    stand.stage.surface.shown.length = 0;
    stand.stage.asked.length = 0;
    stand.stage.surface.managed = false;
    return undo;
  };

  test.each(["/track #other", "/untrack #rights", "/alerts #rights off", "/live #rights"])(
    "cannot change anything: %s",
    async (text) => {
      await tracked();
      const before = await stand.stage.tenant.trackers.list(channel);
      await stand.type(text);
      expect(stand.shown()).toEqual([["whisper", "That did not work"]]);
      expect(stand.said()).toContain("needs the right to manage this channel");
      expect(await stand.stage.tenant.trackers.list(channel)).toEqual(before);
      expect(stand.stage.asked).toEqual([]);
    },
  );

  test.each(["/tags", "/alerts", "/alerts #rights", "/chart #rights"])("can read: %s", async (text) => {
    await tracked();
    await stand.type(text);
    expect(stand.stage.surface.shown).toHaveLength(1);
    expect(stand.shown()[0]?.[1]).not.toBe("That did not work");
  });

  test("cannot press what changes something, nor open or send its form", async () => {
    const undo = await tracked();
    const tracker = await stand.stage.tenant.trackers.find(channel, { kind: "hashtag", key: "rights", display: "" });
    const pressed = [
      await stand.press("undo", undo),
      await stand.press("mute", `${tracker?.id}:forever`),
      await stand.press("settings", `${tracker?.id}`),
      await stand.ask({
        kind: "form",
        action: "settings-save",
        value: `${tracker?.id}`,
        values: { alerts: "off", networks: ["bluesky"], pace: "60000" },
        message: null,
        where: { channel },
        who: stand.who,
      }),
    ];
    expect(pressed).toEqual([{}, {}, {}, {}]);
    expect(stand.shown()).toEqual(Array(4).fill(["whisper", "That did not work"]));
    expect(await stand.stage.tenant.trackers.get(tracker?.id ?? 0)).toEqual(tracker);
  });

  test("can press what only reads", async () => {
    await tracked();
    const tracker = await stand.stage.tenant.trackers.find(channel, { kind: "hashtag", key: "rights", display: "" });
    await stand.press("chart", `${tracker?.id}:7d`);
    expect(stand.shown()).toMatchObject([["post", expect.stringContaining("#rights")]]);
  });
});

describe("a press", () => {
  test("replaces the message whose control it was", async () => {
    await stand.type("/track #takeback");
    const [posted] = stand.stage.surface.shown;
    const message = { channel, id: posted?.id ?? "" };
    await stand.press("undo", stand.valueOf("undo"), message);
    expect(stand.shown().at(-1)).toEqual(["update", "No longer tracking #takeback"]);
    expect(stand.stage.surface.shown.at(-1)?.id).toBe(message.id);
  });

  test("without a message of its own posts one", async () => {
    await stand.type("/track #takeback2");
    await stand.press("undo", stand.valueOf("undo"));
    expect(stand.shown().at(-1)).toEqual(["post", "No longer tracking #takeback2"]);
  });

  test("can open a form, and the form's answer is said to all", async () => {
    await stand.type("/track #formed");
    const value = stand.valueOf("settings");
    const { form } = await stand.press("settings", value);
    expect(form).toMatchObject({ action: "settings-save", value, title: "Settings for #formed" });
    expect(stand.stage.surface.shown).toHaveLength(1);
    const values = { alerts: "strict", networks: ["bluesky"], pace: "900000" };
    const ask: Ask = {
      kind: "form",
      action: "settings-save",
      value,
      values,
      message: null,
      where: { channel },
      who: stand.who,
    };
    expect(await stand.ask(ask)).toEqual({});
    expect(stand.shown().at(-1)).toEqual(["post", "#formed: alerts strict; on Bluesky; read every 15 minutes"]);
  });

  test("of a control that is no more says so", async () => {
    await stand.press("colour", "1");
    expect(stand.said()).toContain("does nothing any more");
  });

  test("with another workspace's number finds nothing there", async () => {
    await stand.type("/track #elsewhere", otherWorkspace);
    const value = stand.valueOf("settings");
    stand.stage.surface.shown.length = 0;
    expect(await stand.press("settings", value)).toEqual({});
    expect(stand.said()).toContain("no longer tracked in this channel");
  });
});
