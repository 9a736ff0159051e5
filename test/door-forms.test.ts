import { describe, expect, test } from "vitest";
import type { FormValues } from "../src/cards/card.ts";
import type { Answer } from "../src/chat/surface.ts";
import { channel } from "./jobs/services.ts";
import { useDoor } from "./open-door.ts";

const stand = useDoor();

/** Sends a form from the channel, or from somebody's own page. */
const send = (action: string, value: string, values: FormValues, id = channel.id): Promise<Answer> =>
  stand.ask({
    kind: "form",
    action,
    value,
    values,
    message: null,
    where: { channel: { ...channel, id } },
    who: stand.who,
  });
const trackers = () => stand.stage.tenant.trackers.list();
const idOf = async (key: string) => (await trackers()).find(({ subject }) => subject.key === key)?.id;

describe("a command that was typed alone", () => {
  test("opens its form, with suggestions where something is tracked already", async () => {
    const { form } = await stand.type("/track");
    expect(form).toMatchObject({ title: "/track", action: "command", value: "track", submit: "Track" });
    expect(form?.fields.map(({ name, kind }) => [name, kind])).toEqual([
      ["tag", "text"],
      ["on", "text"],
      ["every", "text"],
      ["alerts", "choice"],
    ]);
    expect((await stand.type("/live")).form?.fields[0]).toMatchObject({
      kind: "suggested",
      of: { command: "live", option: "tag" },
    });
    expect(stand.shown()).toEqual([]);
  });

  test("says what it lacks where no form can open", async () => {
    const where = { channel };
    const answer = await stand.ask({ kind: "command", text: "/track", formless: true, where, who: stand.who });
    expect(answer).toEqual({});
    expect(stand.said()).toMatch(/say which one/u);
  });

  test("does what its form says, and its rights are asked for then", async () => {
    expect(await send("command", "track", { tag: "#Cats #dogs", on: "", every: "", alerts: "strict" })).toEqual({});
    expect(stand.shown().map(([how]) => how)).toEqual(["post", "post"]);
    expect((await trackers()).map(({ subject, sensitivity }) => [subject.display, sensitivity])).toEqual([
      ["Cats", "strict"],
      ["dogs", "strict"],
    ]);
    stand.stage.surface.managed = false;
    await send("command", "track", { tag: "#birds" });
    expect(stand.said()).toMatch(/right to manage/u);
    expect(await trackers()).toHaveLength(2);
  });

  test("has what is wrong with its form said beside the field, and stays open", async () => {
    const answer = await send("command", "track", { tag: "#birds", every: "never" });
    expect(answer).toEqual({ language: "en", problems: { every: expect.stringContaining("1m to 24h") } });
    expect(Object.keys((await send("command", "track", {})).problems ?? {})).toEqual(["tag"]);
    expect(stand.shown()).toEqual([]);
  });

  test("asks for the channel on somebody's own page, and answers there", async () => {
    const own = { ...channel, id: stand.who.id };
    const { form } = await stand.ask({
      kind: "action",
      action: "command",
      value: "/track",
      message: null,
      where: { channel: own },
      who: stand.who,
    });
    expect(form?.fields.at(-1)).toMatchObject({ kind: "channel", name: "channel" });
    await send("command", "track", { tag: "#waves", channel: "C7" }, own.id);
    expect(stand.stage.surface.shown.at(-1)).toMatchObject({ how: "post", channel: "C7" });
    expect((await trackers()).at(-1)?.channel.id).toBe("C7");
  });
});

test("a button that carries a command does it as if it had been typed, with the same rights", async () => {
  await stand.press("command", "/track #button");
  expect(stand.shown()).toEqual([["post", expect.stringContaining("Tracking #button")]]);
  stand.stage.surface.managed = false;
  await stand.press("command", "/track #other");
  expect(stand.said()).toMatch(/right to manage/u);
  await stand.press("command", "rm -rf");
  expect(stand.said()).toMatch(/I answer to commands/u);
});

test("suggestions in a Discord server are this channel's subjects first, then the server's; elsewhere none but the channel's", async () => {
  await stand.type("/track #nearby #nearer");
  const suggest = async (surface: "discord" | "slack") => {
    const where = { channel: { ...channel, surface, id: "elsewhere" } };
    return (
      await stand.ask({ kind: "suggest", command: "chart", option: "tag", typed: "#near", where, who: stand.who })
    ).suggestions;
  };
  expect(await suggest("discord")).toEqual(["#nearby", "#nearer"]);
  expect(await suggest("slack")).toEqual([]);
});

test("suggestions are this channel's subjects, those that hold what was typed", async () => {
  await stand.type("/track #suggest1 #suggest2");
  const suggest = async (typed: string, option = "tag") => {
    const asked = { kind: "suggest", command: "chart", option, typed } as const;
    return (await stand.ask({ ...asked, where: { channel }, who: stand.who })).suggestions;
  };
  expect(await suggest("#SUGGEST")).toEqual(["#suggest1", "#suggest2"]);
  expect(await suggest("gest2")).toEqual(["#suggest2"]);
  expect(await suggest("nothing")).toEqual([]);
  expect(await suggest("", "__proto__")).toEqual([]);
  const elsewhere = { channel: { ...channel, id: "C9" } };
  const asked = { kind: "suggest", command: "chart", option: "tag", typed: "" } as const;
  expect((await stand.ask({ ...asked, where: elsewhere, who: stand.who })).suggestions).toEqual([]);
});

describe("somebody's own page", () => {
  const open = () => stand.ask({ kind: "home", where: { channel: { ...channel, id: stand.who.id } }, who: stand.who });
  const words = (answer: Answer) => JSON.stringify(answer.home);

  test("shows what they set up, in every channel, and only counts what others did", async () => {
    await stand.type("/track #theirs");
    stand.who = { id: `${stand.who.id}X`, name: "Ben" };
    await stand.type("/track #mine");
    const said = words(await open());
    expect(said).toContain("#mine");
    expect(said).not.toContain("#theirs");
    expect(said).toMatch(/\d+ more set up by others/u);
    expect(said).toContain("Workspace settings");
    stand.stage.surface.managed = false;
    expect(words(await open())).not.toContain("Workspace settings");
  });

  test("lets them set what is theirs from there, and nobody else's", async () => {
    await stand.type("/track #ownpage");
    const id = await idOf("ownpage");
    const own = { ...channel, id: stand.who.id };
    const press = (who = stand.who) =>
      stand.ask({ kind: "action", action: "settings", value: `${id}`, message: null, where: { channel: own }, who });
    expect((await press()).form?.title).toBe("Settings for #ownpage");
    const other = { id: "UOTHER", name: "Other" };
    const foreign = { channel: { ...channel, id: other.id } };
    const asked = { kind: "action", action: "settings", value: `${id}`, message: null } as const;
    expect(await stand.ask({ ...asked, where: foreign, who: other })).toEqual({});
    expect(stand.said()).toMatch(/no longer tracked/u);
  });
});

describe("the settings of a tracker", () => {
  const values = { alerts: "strict", networks: ["bluesky"], pace: "60000" };

  test("say beside the field what is wrong", async () => {
    await stand.type("/track #fields");
    const value = `${await idOf("fields")}`;
    expect((await send("settings-save", value, { ...values, networks: [] })).problems).toEqual({
      networks: expect.stringContaining("at least one"),
    });
    expect(Object.keys((await send("settings-save", value, { ...values, pace: "x" })).problems ?? {})).toEqual([
      "pace",
    ]);
  });

  test("move it to another channel, with Undo there, and end its board here", async () => {
    await stand.type("/track #mover");
    await stand.type("/live #mover");
    const value = `${await idOf("mover")}`;
    await send("settings-save", value, { ...values, channel: "C8" });
    const [moved] = (await trackers()).filter(({ subject }) => subject.key === "mover");
    expect(moved).toMatchObject({ channel: { id: "C8" }, sensitivity: "strict", message: null });
    const last = stand.stage.surface.shown.at(-1);
    expect([last?.channel, last?.card.title]).toEqual(["C8", "#mover: tracked in this channel from now on"]);
    expect(await stand.stage.tenant.boards.list(channel)).toEqual([]);
    const undo = stand.valueOf("undo");
    await stand.ask({
      kind: "action",
      action: "undo",
      value: undo,
      message: null,
      where: { channel: { ...channel, id: "C8" } },
      who: stand.who,
    });
    expect((await trackers()).find(({ subject }) => subject.key === "mover")?.channel.id).toBe(channel.id);
  });

  test("move it only where whoever sends them may manage, and back only so", async () => {
    const { unmanaged } = stand.stage.surface;
    await stand.type("/track #kept");
    const value = `${await idOf("kept")}`;
    unmanaged.add("C9");
    expect((await send("settings-save", value, { ...values, channel: "C9" })).problems).toEqual({
      channel: expect.stringContaining("right to manage"),
    });
    unmanaged.clear();
    await send("settings-save", value, { ...values, channel: "C9" });
    const undo = stand.valueOf("undo");
    unmanaged.add(channel.id);
    const where = { channel: { ...channel, id: "C9" } };
    await stand.ask({ kind: "action", action: "undo", value: undo, message: null, where, who: stand.who });
    unmanaged.clear();
    expect(stand.said()).toMatch(/right to manage the channel it came from/u);
    expect((await trackers()).find(({ subject }) => subject.key === "kept")?.channel.id).toBe("C9");
  });

  test("refuse a channel that tracks it already", async () => {
    await stand.type("/track #twice");
    const value = `${await idOf("twice")}`;
    await stand.ask({
      kind: "command",
      text: "/track #twice",
      where: { channel: { ...channel, id: "C8" } },
      who: stand.who,
    });
    expect((await send("settings-save", value, { ...values, channel: "C8" })).problems).toEqual({
      channel: expect.stringContaining("already"),
    });
  });
});

test("who may change what is tracked is set by those who manage the workspace", async () => {
  expect((await stand.type("/hashtag settings")).form).toMatchObject({ action: "workspace-save" });
  await send("workspace-save", "1", { manage: "admins" });
  expect(await stand.stage.tenant.settings.get()).toEqual({ manage: "admins", language: "en" });
  expect((await send("workspace-save", "1", { manage: "cats" })).problems).toHaveProperty("manage");
  stand.stage.surface.managed = false;
  await send("workspace-save", "1", { manage: "anyone" });
  expect(stand.said()).toMatch(/manage this whole workspace/u);
  expect(await stand.stage.tenant.settings.get()).toEqual({ manage: "admins", language: "en" });
});
