import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Card, Form } from "../../../src/cards/card.ts";
import {
  commandAsk,
  formAsk,
  homeAsk,
  mentionAsk,
  metadataOf,
  pressAsk,
  shortcutAsk,
  suggestAsk,
} from "../../../src/chat/slack/asks.ts";
import { modalOf } from "../../../src/chat/slack/form.ts";
import { homeOf } from "../../../src/chat/slack/home.ts";
import type { WebApi } from "../../../src/chat/slack/web-api.ts";
import type { Ask, Surface } from "../../../src/chat/surface.ts";
import type { FakeSlack } from "../../slack/server.ts";
import { openMemory } from "../memory.ts";
import { apiOn, cardOf, here, member, openLoopback, surfaceOn } from "./loopback.ts";

/** An app that takes whatever comes: what Slack sent is read here. */
let ears: Server;
let slack: FakeSlack;
let api: WebApi;
let surface: Surface;

beforeAll(async () => {
  slack = await openLoopback();
  ears = createServer((_, response) => response.end());
  await new Promise<void>((done) => ears.listen(0, "127.0.0.1", done));
  slack.deliverTo(`http://127.0.0.1:${(ears.address() as AddressInfo).port}/`);
  api = apiOn(slack);
  surface = surfaceOn(slack, openMemory());
});
afterAll(async () => {
  ears.closeAllConnections();
  await new Promise((done) => ears.close(done));
  await slack.close();
});

type Payload = Readonly<Record<string, unknown>>;
const sent = (): Payload => slack.sent.at(-1)?.payload ?? {};
const root = () => slack.say({ user: member.id, channel: here.id, text: "hello" });
const bot = () => slack.botUser("T0HARBOR");

const controls: Card = cardOf("Controls", {
  parts: [
    {
      kind: "actions",
      controls: [
        { kind: "button", action: "undo", value: "7", label: "Undo" },
        { kind: "menu", action: "mute", label: "Mute", choices: [{ label: "1 hour", value: "7:1h" }] },
        { kind: "button", action: "help", value: "", label: "Help" },
      ],
    },
  ],
});
const form: Form = {
  title: "Stop",
  action: "command",
  value: "untrack",
  submit: "Stop",
  fields: [
    { kind: "text", name: "note", label: "Note", value: "", optional: true },
    { kind: "suggested", name: "tag", label: "Tag", value: "#cats", of: { command: "untrack", option: "tag" } },
  ],
};
/** As it was opened from there; by default from a command. */
const openForm = async (from?: Ask) => {
  const { triggerId } = await slack.command({ user: member.id, channel: here.id, text: "/untrack" });
  const view = modalOf(form, metadataOf(from ?? commandAsk(sent()), form.value));
  await api.call(here.workspace, (client) => client.views.open({ trigger_id: triggerId, view: view as never }));
  return slack.modalOf(member.id)?.id ?? "";
};

describe("a command", () => {
  test("is its line as it was typed, where and by whom", async () => {
    await slack.command({ user: member.id, channel: here.id, text: "/track ＃Cats &amp; <b>" });
    expect(commandAsk(sent())).toEqual({
      kind: "command",
      text: "/track ＃Cats &amp; <b>",
      where: { channel: here },
      who: member,
    });
  });

  test("alone is no less one", async () => {
    await slack.command({ user: member.id, channel: here.id, text: "/tags" });
    expect(commandAsk(sent())).toMatchObject({ text: "/tags " });
  });
});

describe("a mention", () => {
  const mention = async (text: string, thread?: string) => {
    await slack.mention({ user: member.id, channel: here.id, text, ...(thread && { thread }) });
    return mentionAsk(sent());
  };

  test("is a command without a window, answered where it was said", async () => {
    expect(await mention(`<@${bot()}> chart #cats`)).toEqual({
      kind: "command",
      text: "/chart #cats",
      formless: true,
      where: { channel: here },
      who: { id: member.id, name: member.id },
    });
  });

  test("in a thread is answered there", async () => {
    const { ts } = await root();
    expect((await mention("tags", ts)).where).toEqual({ channel: here, thread: { channel: here, id: ts } });
  });

  test.each([
    ["hey <@BOT>   tags  ", "/tags"],
    ["<@BOT> /tags", "/tags"],
    ["<@BOT> ／tags", "/tags"],
    ["<@U0OTHER> shall I ask <@BOT> tags", "/tags"],
    ["<@BOT> find <@U0OTHER>", "/find <@U0OTHER>"],
    ["<@BOT>", "/help"],
    ["<@BOT> find “a &lt;b&gt; &amp;amp; c”", "/find “a <b> &amp; c”"],
    ["<@BOT> track <#C0GENERAL|general> now", "/track #general now"],
    ["<@BOT> track <#C0GENERAL|x&amp;y>", "/track #x&y"],
    ["<@BOT> track &lt;#C0GENERAL|general&gt;", "/track <#C0GENERAL|general>"],
  ])("%j is %j", async (said, text) => {
    expect(await mention(said.replace("<@BOT", `<@${bot()}`))).toMatchObject({ text });
  });
});

describe("a mention as it came before", () => {
  test.each([
    ["with the bot's name in it", { text: "<@UB0HARBOR|groundswell> tags" }],
    ["without saying whose bot hears it", { text: "<@UB0HARBOR> tags", authorizations: undefined }],
  ])("%s is understood", async (_, { text, ...more }) => {
    await slack.mention({ user: member.id, channel: here.id, text: "tags" });
    const payload = { ...sent(), ...more, event: { ...(sent()["event"] as Payload), text } };
    expect(mentionAsk(payload)).toMatchObject({ text: "/tags" });
  });
});

describe("a press", () => {
  const press = async (message: { readonly channel: string; readonly ts: string }, actionId = "undo:0") => {
    await slack.press({ user: member.id, message, actionId });
    return pressAsk(sent());
  };

  test("of a button is its action and value, with the message it stands in", async () => {
    const message = await surface.post({ channel: here }, controls);
    expect(await press({ channel: here.id, ts: message.id })).toEqual({
      kind: "action",
      action: "undo",
      value: "7",
      message,
      where: { channel: here },
      who: member,
    });
  });

  test("of a button without a value has an empty one; of a menu it is what was chosen", async () => {
    const { id: ts } = await surface.post({ channel: here }, controls);
    expect(await press({ channel: here.id, ts }, "help:2")).toMatchObject({ action: "help", value: "" });
    await slack.select({ user: member.id, message: { channel: here.id, ts }, actionId: "mute:1", value: "7:1h" });
    expect(pressAsk(sent())).toMatchObject({ action: "mute", value: "7:1h" });
  });

  test("in a thread is answered there, at the head of a thread in the channel", async () => {
    const thread = { channel: here, id: (await root()).ts };
    const message = await surface.post({ channel: here, thread }, controls);
    expect(await press({ channel: here.id, ts: message.id })).toMatchObject({
      where: { channel: here, thread },
      message,
    });
    const head = sent()["message"] as Payload;
    expect(pressAsk({ ...sent(), message: { ...head, ts: thread.id } }).where).toEqual({ channel: here });
  });

  test("on what only one person sees has no message, but its place", async () => {
    const thread = { channel: here, id: (await root()).ts };
    for (const where of [{ channel: here }, { channel: here, thread }]) {
      await surface.whisper(where, member, controls);
      const { ts = "" } = slack.ephemerals(member.id).at(-1) ?? {};
      expect(await press({ channel: here.id, ts })).toMatchObject({ message: null, where });
      expect(pressAsk(sent()).where).toEqual(where);
      expect(pressAsk({ ...sent(), message: { ts } })).toMatchObject({ message: null });
    }
  });

  test("on somebody's Home is in no channel but their own", async () => {
    await api.call(here.workspace, (client) =>
      client.views.publish({ user_id: member.id, view: homeOf(controls) as never }),
    );
    await slack.press({ user: member.id, view: slack.homeOf(member.id)?.id ?? "", actionId: "undo:0" });
    expect(pressAsk(sent())).toEqual({
      kind: "action",
      action: "undo",
      value: "7",
      message: null,
      where: { channel: { ...here, id: member.id } },
      who: member,
    });
  });

  test("where Slack names the organisation only is the presser's own workspace's", async () => {
    const { id: ts } = await surface.post({ channel: here }, controls);
    await press({ channel: here.id, ts });
    const ask = pressAsk({ ...sent(), team: null, enterprise: { id: "E0ORG", name: "Org" } });
    expect(ask.where.channel.workspace).toBe("slack:T0HARBOR");
  });
});

test("a shortcut takes what a message says as it was written", async () => {
  const message = await slack.say({
    user: "U0OTHER",
    channel: here.id,
    text: "so much <#C0RANDOM|rain> &amp; #snow &lt;3",
  });
  await slack.shortcut({ user: member.id, callbackId: "analyse", message });
  expect(shortcutAsk(sent())).toEqual({
    kind: "form",
    action: "analyse",
    value: "",
    values: { text: "so much #rain & #snow <3" },
    message: null,
    where: { channel: here },
    who: member,
  });
});

describe("a form", () => {
  test("is what was entered, with the place where it was opened", async () => {
    await openForm();
    await slack.submit({ user: member.id, values: { note: "why" } });
    expect(formAsk(sent())).toEqual({
      kind: "form",
      action: "command",
      value: "untrack",
      values: { note: "why", tag: "#cats" },
      message: null,
      where: { channel: here },
      who: member,
    });
  });

  test("remembers the message and the thread it was opened from", async () => {
    const thread = { channel: here, id: (await root()).ts };
    const message = await surface.post({ channel: here, thread }, controls);
    await slack.press({ user: member.id, message: { channel: here.id, ts: message.id }, actionId: "undo:0" });
    await openForm(pressAsk(sent()));
    await slack.submit({ user: member.id });
    expect(formAsk(sent())).toMatchObject({ message, where: { channel: here, thread } });
  });
});

describe("what is typed into a menu", () => {
  const asked = async () => {
    const view = await openForm();
    await slack.suggest({ user: member.id, view, actionId: "suggest:untrack:tag", typed: "ca" });
    await slack.dismiss({ user: member.id });
    return sent();
  };

  test("asks for what an option of a command could be, where the form was opened", async () => {
    expect(suggestAsk(await asked())).toEqual({
      kind: "suggest",
      command: "untrack",
      option: "tag",
      typed: "ca",
      where: { channel: here },
      who: member,
    });
  });

  test("that is none of ours, or in no form, asks for nothing", async () => {
    const payload = await asked();
    expect(suggestAsk({ ...payload, action_id: "network" })).toBeNull();
    expect(suggestAsk({ ...payload, view: undefined })).toBeNull();
  });
});

test("opening one's Home asks for it, opening the messages beside it for nothing", async () => {
  await slack.openHome({ user: member.id });
  expect(homeAsk(sent())).toEqual({
    kind: "home",
    where: { channel: { ...here, id: member.id } },
    who: { id: member.id, name: member.id },
  });
  await slack.openHome({ user: member.id, tab: "messages" });
  expect(homeAsk(sent())).toBeNull();
});

/** The same with one thing wrong. */
describe("what Slack never promised is refused by the name of what is wrong", () => {
  const user = { id: "U1" };
  const team = { id: "T1" };
  const view = { callback_id: "a", private_metadata: "{}", state: { values: {} } };
  const opened = JSON.stringify({ channel: "C1", thread: null, message: null, value: "" });
  test.each<[string, (payload: unknown) => unknown, unknown, string]>([
    ["a command of nobody", commandAsk, { team_id: "T1", channel_id: "C1", command: "/a" }, "user_id"],
    [
      "a command with no text but a number",
      commandAsk,
      { team_id: "T1", channel_id: "C1", user_id: "U1", command: "/a", text: 1 },
      "text",
    ],
    ["nothing", commandAsk, undefined, "expected object"],
    ["a mention without its event", mentionAsk, { team_id: "T1" }, "event"],
    ["a mention without words", mentionAsk, { team_id: "T1", event: { user: "U1", channel: "C1", ts: "1.1" } }, "text"],
    ["a press of nothing", pressAsk, { team, user, actions: [] }, "actions"],
    ["a press by nobody", pressAsk, { team, actions: [{ action_id: "a" }] }, "user"],
    ["a press of a number", pressAsk, { team, user, actions: [{ action_id: "a", value: 7 }] }, "value"],
    [
      "another shortcut",
      shortcutAsk,
      { callback_id: "why", team, user, channel: { id: "C1" }, message: {} },
      "callback_id",
    ],
    ["a form that remembers nothing", formAsk, { team, user, view }, "channel"],
    [
      "a form that remembers no JSON",
      formAsk,
      { team, user, view: { ...view, private_metadata: "hey" } },
      "private_metadata",
    ],
    [
      "a form of no fields",
      formAsk,
      { team, user, view: { ...view, private_metadata: opened, state: { values: 1 } } },
      "view.state.values",
    ],
    [
      "a suggestion with no JSON",
      suggestAsk,
      { team, user, action_id: "suggest:a:b", value: "", view: { private_metadata: "" } },
      "private_metadata",
    ],
    ["a Home of nobody", homeAsk, { team_id: "T1", event: { tab: "home" } }, "user"],
  ])("%s", (_, read, payload, field) => {
    expect(() => read(payload)).toThrow(field);
  });
});
