import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { SlackSurfaceOptions } from "../../../src/chat/slack/surface.ts";
import type { Surface } from "../../../src/chat/surface.ts";
import { dayMs, minuteMs } from "../../../src/model/clock.ts";
import { SourceError, UserError } from "../../../src/model/errors.ts";
import type { MessageRef, Person } from "../../../src/model/place.ts";
import { type Settings, usualSettings } from "../../../src/model/settings.ts";
import type { FakeSlack, Message } from "../../slack/server.ts";
import { type Memory, openMemory } from "../memory.ts";
import { calledOn, cardOf, here, member, openLoopback, picturedCard, surfaceOn } from "./loopback.ts";

let slack: FakeSlack;
let memory: Memory;
let surface: Surface;

beforeEach(async () => {
  slack = await openLoopback();
  memory = openMemory();
  surface = surfaceOn(slack, memory);
});
afterEach(() => slack.close());

/** As another process has it. */
const another = (options: Partial<SlackSurfaceOptions> = {}): Surface => surfaceOn(slack, memory, options);
const publicUrl = "https://groundswell.example";

const all = () => slack.messages(here.id);
const titles = () => all().map(titleOf);
const titleOf = ({ text }: Message) => text;
const at = ({ id }: MessageRef): Message | undefined => all().find(({ ts }) => ts === id);
const imagesIn = (message: Message | undefined) =>
  (message?.blocks ?? []).filter(({ type }) => type === "image") as unknown as readonly {
    readonly slack_file?: { readonly id: string };
    readonly image_url?: string;
    readonly alt_text: string;
  }[];
const edits = () => calledOn(slack, "chat.update").length;
const moving = (title: string, key: string) => picturedCard(title, key, { moves: true, sparkline: "▁▅█" });
const inThread = ({ id }: MessageRef) => all().filter(({ threadTs }) => threadTs === id);
/** A message in whose thread others are. */
const say = () => slack.say({ user: member.id, channel: here.id, text: "hello" });

describe("a post", () => {
  test("comes as one message, says where it is, and shows nothing of the pages it links to", async () => {
    const message = await surface.post({ channel: here }, cardOf("Hello", { tone: "alert" }));
    expect(message).toEqual({ channel: here, id: all()[0]?.ts });
    expect(all()).toHaveLength(1);
    expect(all()[0]).toMatchObject({ text: "Alert: Hello", args: { unfurl_links: "false", unfurl_media: "false" } });
  });

  test("with a picture is one message with the picture in it", async () => {
    const message = await surface.post({ channel: here }, picturedCard("Posts", "a"));
    expect(all()).toHaveLength(1);
    expect(imagesIn(at(message))).toMatchObject([{ alt_text: "Picture a", slack_file: { id: expect.any(String) } }]);
    expect(slack.brokenImages(here.id)).toEqual([]);
  });

  test("waits for the picture until Slack can show it", async () => {
    await slack.close();
    slack = await openLoopback({ processedAfterMs: 500 });
    surface = surfaceOn(slack, memory);
    const message = await surface.post({ channel: here }, picturedCard("Posts", "a"));
    expect(imagesIn(at(message))).toHaveLength(1);
    expect(slack.brokenImages(here.id)).toEqual([]);
  });

  test("of a picture that is not kept any more says in words what it showed", async () => {
    const message = await another({ pictureBytes: async () => null }).post(
      { channel: here },
      picturedCard("Posts", "a"),
    );
    expect(imagesIn(at(message))).toEqual([]);
    expect(JSON.stringify(at(message)?.blocks)).toContain("Picture a");
  });

  test("says what it has to say without its picture where Slack takes no file", async () => {
    slack.failNext("files.getUploadURLExternal", "not_allowed_token_type");
    const message = await surface.post({ channel: here }, picturedCard("Posts", "a"));
    expect(imagesIn(at(message))).toEqual([]);
    expect(JSON.stringify(at(message)?.blocks)).toContain("Picture a");
  });

  test("and an edit say it in words where Slack cannot fetch the picture", async () => {
    const remote = another({ publicUrl });
    slack.failNext("chat.postMessage", "invalid_blocks");
    const message = await remote.post({ channel: here }, moving("Board", "a"));
    expect(imagesIn(at(message))).toEqual([]);
    slack.failNext("chat.update", "invalid_blocks");
    await remote.update(message, moving("Board", "b"));
    expect(JSON.stringify(at(message)?.blocks)).toContain("Picture b");
    expect(imagesIn(at(message))).toEqual([]);
  });

  test("stands in its thread", async () => {
    const root = await say();
    const thread = { channel: here, id: root.ts };
    const message = await surface.post({ channel: here, thread }, cardOf("Hello"));
    expect(inThread(thread).map(({ ts }) => ts)).toEqual([message.id]);
  });

  test("where we may not is told to whoever reads it", async () => {
    await expect(surface.post({ channel: { ...here, id: "C0RANDOM" } }, cardOf("Hello"))).rejects.toBeInstanceOf(
      UserError,
    );
  });
});

describe("an edit", () => {
  test("is made in place", async () => {
    const message = await surface.post({ channel: here }, cardOf("one"));
    expect(await surface.update(message, cardOf("two"))).toEqual(message);
    expect(titles()).toEqual(["two"]);
  });

  test("that would change nothing is not sent, whoever sent the last", async () => {
    const message = await surface.post({ channel: here }, cardOf("one"));
    await another().update(message, cardOf("one"));
    expect(edits()).toBe(0);
    await surface.update(message, cardOf("two"));
    await another().update(message, cardOf("two"));
    expect(edits()).toBe(1);
    await surface.update(message, cardOf("one"));
    expect([edits(), ...titles()]).toEqual([2, "one"]);
  });

  test("is sent once more where nobody knows any more what is shown", async () => {
    const message = await surface.post({ channel: here }, cardOf("one"));
    memory.pass(dayMs);
    await surface.update(message, cardOf("one"));
    expect(edits()).toBe(1);
  });

  test("of a message that was deleted is posted anew, where it stood", async () => {
    const root = await say();
    const thread = { channel: here, id: root.ts };
    for (const where of [{ channel: here }, { channel: here, thread }]) {
      const message = await surface.post(where, cardOf("one"));
      const gone = at(message);
      if (gone) gone.isDeleted = true;
      const moved = await surface.update(message, cardOf("two"));
      expect(moved.id).not.toBe(message.id);
      expect(at(moved)).toMatchObject({ text: "two", threadTs: "thread" in where ? root.ts : null });
    }
  });

  test.each(["message_not_found", "cant_update_message", "edit_window_closed"])(
    "that Slack answers with %s too",
    async (code) => {
      const message = await surface.post({ channel: here }, moving("one", "a"));
      slack.failNext("chat.update", code);
      const moved = await surface.update(message, moving("two", "a"));
      expect(moved.id).not.toBe(message.id);
      expect(imagesIn(at(moved))).toHaveLength(1);
    },
  );

  test("that fails for another reason is not posted anew, and is tried again", async () => {
    const message = await surface.post({ channel: here }, cardOf("one"));
    slack.failNext("chat.update", "fatal_error");
    await expect(surface.update(message, cardOf("two"))).rejects.toThrow("fatal_error");
    expect(titles()).toEqual(["one"]);
    expect(await surface.update(message, cardOf("two"))).toEqual(message);
    expect(titles()).toEqual(["two"]);
  });

  test("of what one person was told is made there", async () => {
    const message = await surface.post({ channel: { ...here, id: member.id } }, cardOf("one"));
    const moved = await surface.update(message, cardOf("two"));
    expect(moved).toEqual(message);
    expect(slack.messages(slack.directOf(member.id)?.id ?? "").map(titleOf)).toEqual(["two"]);
  });
});

describe("edits of one workspace", () => {
  test("are forty a minute, over all processes together; the next says how long to wait", async () => {
    const processes = [surface, another()];
    const message = await surface.post({ channel: here }, cardOf("start"));
    for (let i = 0; i < 40; i++) await processes[i % 2]?.update(message, cardOf(`edit ${i}`));
    for (const process of processes) {
      const error = await process.update(message, cardOf("too many")).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(SourceError);
      expect(error).toMatchObject({ source: "Slack", failure: "rate-limited", retryAfterMs: minuteMs });
    }
    expect([edits(), ...titles()]).toEqual([40, "edit 39"]);
    memory.pass(minuteMs);
    await surface.update(message, cardOf("later"));
    expect(titles()).toEqual(["later"]);
  });

  test("that would change nothing do not count, nor do posts", async () => {
    const message = await surface.post({ channel: here }, cardOf("start"));
    for (let i = 0; i < 50; i++) await surface.update(message, cardOf("start"));
    for (let i = 0; i < 50; i++) await surface.post({ channel: here }, cardOf("more"));
    await surface.update(message, cardOf("end"));
    expect(edits()).toBe(1);
  });
});

describe("a placeholder whose picture is ready", () => {
  test("gives its place to a message with the picture", async () => {
    const placeholder = await surface.post({ channel: here }, cardOf("Drawing"));
    const chart = await another().update(placeholder, picturedCard("Chart", "a"));
    expect(chart.id).not.toBe(placeholder.id);
    expect(titles()).toEqual(["Chart"]);
    expect(imagesIn(at(chart))).toHaveLength(1);
    expect(slack.brokenImages(here.id)).toEqual([]);
  });

  test("does so in its thread too", async () => {
    const root = await say();
    const thread = { channel: here, id: root.ts };
    const placeholder = await surface.post({ channel: here, thread }, cardOf("Drawing"));
    const chart = await another().update(placeholder, picturedCard("Chart", "a"));
    expect(inThread(thread).map(({ ts }) => ts)).toEqual([chart.id]);
    expect(imagesIn(at(chart))).toHaveLength(1);
  });

  test("stays where its picture cannot be brought", async () => {
    const placeholder = await surface.post({ channel: here }, cardOf("Drawing"));
    slack.failNext("files.getUploadURLExternal", "ratelimited");
    await expect(surface.update(placeholder, picturedCard("Chart", "a"))).rejects.toMatchObject({
      failure: "rate-limited",
    });
    expect(titles()).toEqual(["Drawing"]);
  });

  test("that somebody deleted meanwhile is answered all the same, once", async () => {
    const placeholder = await surface.post({ channel: here }, cardOf("Drawing"));
    const gone = at(placeholder);
    if (gone) gone.isDeleted = true;
    const chart = await surface.update(placeholder, picturedCard("Chart", "a"));
    expect(titles()).toEqual(["Chart"]);
    expect(await surface.update(chart, picturedCard("Chart, undone", "a"))).toEqual(chart);
    expect(imagesIn(at(chart))).toHaveLength(1);
  });

  test("that could not be taken away yet is at the next try, and the answer is not given twice", async () => {
    const placeholder = await surface.post({ channel: here }, cardOf("Drawing"));
    slack.failNext("chat.delete", "ratelimited");
    const failed = surface.update(placeholder, picturedCard("Chart", "a"));
    await expect(failed).rejects.toMatchObject({ failure: "rate-limited" });
    const chart = await another().update(placeholder, picturedCard("Chart", "a"));
    expect(titles()).toEqual(["Chart"]);
    expect(at(chart)?.text).toBe("Chart");
  });
});

describe("a card that moves, without a public address", () => {
  test("is edited in place; its first picture stays in it, the new one follows in its thread", async () => {
    const board = await surface.post({ channel: here }, moving("Live 1", "a"));
    const [first] = imagesIn(at(board));
    expect(await another().update(board, moving("Live 2", "b"))).toEqual(board);
    expect(at(board)?.text).toBe("Live 2 ▁▅█");
    expect(imagesIn(at(board))[0]?.slack_file).toEqual(first?.slack_file);
    expect(inThread(board).flatMap(imagesIn)).toMatchObject([{ alt_text: "Picture b" }]);
    expect(slack.brokenImages(here.id)).toEqual([]);
  });

  test("that began without a picture says in words what it shows, and the picture follows", async () => {
    const board = await surface.post({ channel: here }, cardOf("Counting", { moves: true }));
    await surface.update(board, moving("Live 1", "a"));
    expect(imagesIn(at(board))).toEqual([]);
    expect(JSON.stringify(at(board)?.blocks)).toContain("Picture a ▁▅█");
    expect(inThread(board).flatMap(imagesIn)).toHaveLength(1);
    expect(all().filter(({ threadTs }) => threadTs === null)).toHaveLength(1);
  });

  test("puts no more than one picture in a quarter of an hour into its thread, over all processes", async () => {
    const board = await surface.post({ channel: here }, moving("Live", "a"));
    for (const [i, key] of ["b", "c", "d"].entries()) {
      await [surface, another()][i % 2]?.update(board, moving(`Live ${key}`, key));
      memory.pass(minuteMs);
    }
    expect(inThread(board)).toHaveLength(1);
    memory.pass(12 * minuteMs - 1);
    await surface.update(board, moving("Live e", "e"));
    expect(inThread(board)).toHaveLength(1);
    memory.pass(1);
    await surface.update(board, moving("Live f", "f"));
    expect(
      inThread(board)
        .flatMap(imagesIn)
        .map(({ alt_text }) => alt_text),
    ).toEqual(["Picture b", "Picture f"]);
    expect(at(board)?.text).toBe("Live f ▁▅█");
  });

  test("puts no picture there while its picture stays the same", async () => {
    const board = await surface.post({ channel: here }, moving("Live 1", "a"));
    for (const title of ["Live 2", "Live 3"]) await surface.update(board, moving(title, "a"));
    expect(inThread(board)).toEqual([]);
    expect(imagesIn(at(board))).toHaveLength(1);
  });

  test("that stands in a thread itself has its pictures in the same one", async () => {
    const root = await say();
    const thread = { channel: here, id: root.ts };
    const board = await surface.post({ channel: here, thread }, moving("Live 1", "a"));
    await surface.update(board, moving("Live 2", "b"));
    expect(inThread(thread)).toHaveLength(2);
    expect(calledOn(slack, "chat.postMessage").map(({ args }) => args["thread_ts"])).toEqual([root.ts, root.ts]);
  });

  test("that was deleted is posted anew with its newest picture", async () => {
    const board = await surface.post({ channel: here }, moving("Live 1", "a"));
    const gone = at(board);
    if (gone) gone.isDeleted = true;
    const moved = await surface.update(board, moving("Live 2", "b"));
    expect(imagesIn(at(moved))).toMatchObject([{ alt_text: "Picture b" }]);
    expect(slack.brokenImages(here.id)).toEqual([]);
    expect(all()).toHaveLength(1);
  });
});

describe("with a public address", () => {
  beforeEach(() => {
    surface = another({ publicUrl });
  });
  const urlOf = (key: string) => `${publicUrl}/pictures/${key.repeat(64)}.png`;

  test("pictures are shown by their address, and none is brought to Slack", async () => {
    const message = await surface.post({ channel: here }, picturedCard("Posts", "a"));
    expect(imagesIn(at(message)).map(({ image_url }) => image_url)).toEqual([urlOf("a")]);
    expect(slack.files.size).toBe(0);
  });

  test.each([
    ["a board", moving],
    ["a chart", picturedCard],
  ])("%s gets its new picture in place", async (_, card) => {
    const message = await surface.post({ channel: here }, card("one", "a"));
    expect(await surface.update(message, card("two", "b"))).toEqual(message);
    expect(imagesIn(at(message)).map(({ image_url }) => image_url)).toEqual([urlOf("b")]);
    expect(all()).toHaveLength(1);
  });

  test("a placeholder becomes the answer in place", async () => {
    const placeholder = await surface.post({ channel: here }, cardOf("Drawing"));
    expect(await surface.update(placeholder, picturedCard("Chart", "a"))).toEqual(placeholder);
    expect(imagesIn(at(placeholder))).toHaveLength(1);
  });
});

describe("what is for one person", () => {
  test("is seen by them alone, where they are", async () => {
    const root = await say();
    await surface.whisper({ channel: here }, member, cardOf("psst"));
    await surface.whisper({ channel: here, thread: { channel: here, id: root.ts } }, member, cardOf("here too"));
    expect(slack.ephemerals(member.id).map(({ text, threadTs }) => [text, threadTs])).toEqual([
      ["psst", null],
      ["here too", root.ts],
    ]);
    expect(all().map(({ ts }) => ts)).toEqual([root.ts]);
  });

  test("on their own page is written to them", async () => {
    await surface.whisper({ channel: { ...here, id: member.id } }, member, cardOf("psst"));
    expect(slack.messages(slack.directOf(member.id)?.id ?? "").map(titleOf)).toEqual(["psst"]);
    expect(slack.ephemerals(member.id)).toEqual([]);
  });

  test("and to be found later is written to them, with its picture", async () => {
    await surface.tell(here.workspace, member, picturedCard("Posts", "a"));
    const told = slack.messages(slack.directOf(member.id)?.id ?? "");
    expect(told.flatMap(imagesIn)).toHaveLength(1);
    expect(slack.brokenImages(slack.directOf(member.id)?.id ?? "")).toEqual([]);
    expect(all()).toEqual([]);
  });

  test("needs no picture where none can be shown", async () => {
    await surface.whisper({ channel: here }, member, picturedCard("Posts", "a"));
    expect(slack.ephemerals(member.id).flatMap(imagesIn)).toEqual([]);
    expect(slack.files.size).toBe(0);
  });
});

describe("who may change something", () => {
  const [owner, admin, guest] = [
    { id: "U0OWNER", name: "olga" },
    { id: "U0ADMIN", name: "ada" },
    { id: "U0GUEST", name: "gus" },
  ] as const;
  const may = (manage: Settings["manage"], who: Person, what: "channel" | "workspace") =>
    another({ settingsOf: async () => ({ ...usualSettings, manage }) }).mayManage({ channel: here }, who, what);

  test.each([
    ["anyone", [true, true, true, true]],
    ["members", [true, true, true, false]],
    ["admins", [true, true, false, false]],
  ] as const)("in a channel, where %s may: owner, admin, member, guest", async (manage, expected) => {
    const people = [owner, admin, member, guest];
    expect(await Promise.all(people.map((who) => may(manage, who, "channel")))).toEqual(expected);
  });

  test("of the whole workspace are its admins, however it is set", async () => {
    for (const manage of ["anyone", "members", "admins"] as const)
      expect(await Promise.all([owner, admin, member, guest].map((who) => may(manage, who, "workspace")))).toEqual([
        true,
        true,
        false,
        false,
      ]);
  });

  test("is nobody of whom Slack says nothing", async () => {
    await expect(may("anyone", { id: "U0NOBODY", name: "x" }, "channel")).rejects.toThrow("user_not_found");
  });
});

test("somebody's zone is what Slack says", async () => {
  expect(await surface.zoneOf(here.workspace, { id: "U0OTHER", name: "otto" })).toBe("America/New_York");
});

test("somebody's language is what Slack says, and not known where Slack says nothing", async () => {
  const users = [
    { id: "U0RIO", locale: "pt-BR" },
    { id: "U0SEOUL", locale: "ko-KR" },
  ];
  const elsewhere = await openLoopback({ teams: [{ id: "T0HARBOR", users, installed: true }] });
  onTestFinished(() => elsewhere.close());
  const { languageOf } = surfaceOn(elsewhere, openMemory());
  const asked = ["U0RIO", "U0SEOUL", "U0NOBODY"].map((id) => languageOf("slack:T0HARBOR", { id, name: id }));
  expect(await Promise.all(asked)).toEqual(["pt", null, null]);
});

test("nothing is known to stand in the way before something is posted", async () => {
  expect(await surface.check({ channel: here })).toEqual([]);
  expect(slack.asked).toEqual([]);
});
