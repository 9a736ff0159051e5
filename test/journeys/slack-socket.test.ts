import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { appOf } from "../slack/manifest.ts";
import { type FakeSlack, type Message, openSlack } from "../slack/server.ts";
import { type Installation, openInstallation, type Product } from "./product.ts";
import { channelOf, patient, said } from "./slack-channel.ts";

/** One workspace over a socket, as `groundswell setup slack` sets it up: no public address, so pictures are uploaded. */
let slack: FakeSlack;
let installation: Installation;
let product: Product;
const [owner, member, guest, here] = ["U0OWNER", "U0MEMBER", "U0GUEST", "C0GENERAL"];

beforeAll(async () => {
  slack = await openSlack({ app: appOf(parse(readFileSync("manifest.yml", "utf8"))) });
  slack.deliverTo("socket");
  installation = openInstallation();
  product = await installation.start({
    env: {
      SLACK_API_URL: slack.apiUrl,
      SLACK_APP_TOKEN: slack.app.appToken ?? "",
      SLACK_BOT_TOKEN: slack.botToken("T0HARBOR"),
      PLAYGROUND: "off",
      SIMULATOR: "on",
      SIMULATOR_FIRST_BURST_SECONDS: "5",
    },
  });
}, 60_000);
afterAll(async () => {
  await installation?.remove();
  await slack?.close();
});

const { find, found } = channelOf(() => slack, here);
const type = (text: string, user = member) => slack.command({ user, channel: here, text });
const press = ({ ts }: Message, actionId: string, user = member) =>
  slack.press({ user, message: { channel: here, ts }, actionId });
const lastWhisper = (user = member): string => said(slack.ephemerals(user).at(-1));
const imagesIn = (message: Message | undefined) =>
  (message?.blocks ?? []).filter((block) => block["type"] === "image") as readonly { slack_file?: { id: string } }[];

/** Where a message has a control stands in its name: "mute:3". */
const controlIn = (message: string, action: string): string =>
  new RegExp(`"action_id":"(${action}:\\d+)"`, "u").exec(message)?.[1] ?? action;

describe("a workspace over a socket", { timeout: 90_000 }, () => {
  test("/track answers in the channel, and its first numbers are put into that message", async () => {
    expect((await type("/track ＃Cats #dogs on:bluesky,mastodon")).complaint).toBeNull();
    const dogs = await found(/Tracking #dogs on/u);
    expect(said(dogs)).toContain(`<@${member}>`);
    await expect.poll(() => said(find(/Tracking #Cats on/u)), patient).toMatch(/posts? in the last 24 hours/u);
    expect(slack.messages(here).filter((m) => /Tracking #/u.test(said(m)))).toHaveLength(2);
    await type("/track #worldcup");
    await found(/Tracking #worldcup on/u);
  });

  test("what cannot be done is said to the asker only, with the corrected line", async () => {
    await type("/track #cats evry:15m");
    await expect.poll(() => lastWhisper(), patient).toContain("Try: /track #cats every:15m");
    await type("/hashtag help");
    await expect.poll(() => lastWhisper(), patient).toContain("What you can say");
  });

  test("a command without its words opens a window, which says what is wrong beside the field", async () => {
    await type("/track");
    await expect.poll(() => slack.modalOf(member)?.content["callback_id"], patient).toBe("command");
    const wrong = await slack.submit({ user: member, values: { tag: "#birds", every: "never" } });
    expect(wrong.errors).toEqual({ every: expect.stringContaining("1m to 24h") });
    const right = await slack.submit({ user: member, values: { tag: "#birds", every: "" } });
    expect([right.errors, right.modal]).toEqual([{}, null]);
    await found(/Tracking #birds on/u);
  });

  test("suggestions in a window are what this channel tracks", async () => {
    await type("/untrack");
    await expect.poll(() => slack.modalOf(member)?.content["private_metadata"], patient).toContain(here);
    const view = slack.modalOf(member);
    const element =
      ((view?.content["blocks"] ?? []) as { element: { action_id: string } }[])[0]?.element.action_id ?? "";
    const { options } = await slack.suggest({ user: member, view: view?.id ?? "", actionId: element, typed: "bir" });
    expect(JSON.stringify(options)).toContain("#birds");
    await slack.dismiss({ user: member });
  });

  test("a chart comes as one message with its picture, which Slack is done with", async () => {
    await type("/chart #cats 7d");
    const chart = await found(/#Cats.*slack_file/su);
    expect(imagesIn(chart)).toHaveLength(1);
    expect(slack.brokenImages(here)).toEqual([]);
    await expect.poll(() => slack.messages(here).filter((m) => /Drawing/u.test(said(m))), patient).toEqual([]);
    expect(JSON.stringify(chart.blocks)).toMatch(/"alt_text":"[^"]*#Cats/u);
  });

  test("a board is edited in place with numbers and a sparkline, and its picture follows in its thread", async () => {
    await type("/live #cats 6h");
    // Its picture says the same in its thread.
    const boardNow = () => slack.messages(here).find((m) => m.threadTs === null && /Live: #Cats/u.test(said(m)));
    await expect.poll(() => boardNow() !== undefined, patient).toBe(true);
    const board = boardNow() as Message;
    await expect.poll(() => said(boardNow()), patient).toMatch(/[▁▂▃▄▅▆▇█]{3}/u);
    const inThread = () => slack.messages(here).filter(({ threadTs }) => threadTs === board.ts);
    await expect.poll(() => inThread().flatMap(imagesIn).length, patient).toBe(1);
    const boards = slack.messages(here).filter((m) => m.threadTs === null && /Live: #Cats/u.test(said(m)));
    expect(boards).toHaveLength(1);
    expect(slack.brokenImages(here)).toEqual([]);
  });

  test("in a thread a mention answers, and in the thread", async () => {
    const root = await slack.say({ user: member, channel: here, text: "look at #cats &amp; tell" });
    await slack.mention({ user: member, channel: here, text: `<@${slack.botUser("T0HARBOR")}> tags`, thread: root.ts });
    await expect.poll(() => lastWhisper(), patient).toContain("Tracked in this channel");
    await slack.mention({
      user: member,
      channel: here,
      text: `<@${slack.botUser("T0HARBOR")}> chart #cats`,
      thread: root.ts,
    });
    const inThread = () => slack.messages(here).filter(({ threadTs }) => threadTs === root.ts);
    await expect.poll(() => inThread().flatMap(imagesIn).length, patient).toBe(1);
  });

  test("“Analyse this post” says what could be tracked of a message, and tracks it at a press", async () => {
    const message = await slack.say({
      user: member,
      channel: here,
      text: "so much #rain with @ana, see https://x.example",
    });
    await slack.shortcut({ user: member, callbackId: "analyse", message: { channel: here, ts: message.ts } });
    await expect.poll(() => lastWhisper(), patient).toContain("#rain");
    const whisper = slack.ephemerals(member).at(-1);
    await slack.press({ user: member, message: { channel: here, ts: whisper?.ts ?? "" }, actionId: "command:0" });
    await found(/Tracking #rain on/u);
  });

  test("a guest may look but not change, until the workspace allows it", async () => {
    await type("/untrack #rain", guest);
    await expect.poll(() => lastWhisper(guest), patient).toMatch(/right to manage/u);
    const tracking = await found(/Tracking #rain on/u);
    await press(tracking, "undo:2", guest);
    await expect.poll(() => slack.ephemerals(guest).length, patient).toBe(2);
    await type("/hashtag settings", member);
    await expect.poll(() => slack.modalOf(member)?.content["callback_id"], patient).toBe("workspace-save");
    await slack.submit({ user: member, values: { manage: "anyone" } });
    await expect.poll(() => lastWhisper(), patient).toMatch(/manage this whole workspace/u);
    await type("/hashtag settings", owner);
    await expect.poll(() => slack.modalOf(owner)?.content["callback_id"], patient).toBe("workspace-save");
    await slack.submit({ user: owner, values: { manage: "anyone" } });
    await expect.poll(() => lastWhisper(owner), patient).toContain("Settings saved");
    await type("/untrack #rain", guest);
    await found(/Stopped tracking #rain/u);
  });

  test("somebody's Home shows what they track, and opens the settings of it", async () => {
    await slack.openHome({ user: member });
    const home = () => slack.homeOf(member);
    await expect.poll(() => JSON.stringify(home()?.content ?? ""), patient).toContain("#Cats");
    expect(JSON.stringify(home()?.content)).toContain(`"channel_id":"${here}"`);
    const settings = await slack.press({ user: member, view: home()?.id ?? "", actionId: "settings:0" });
    expect(settings.triggerId).not.toBe("");
    await expect.poll(() => slack.modalOf(member)?.content["callback_id"], patient).toBe("settings-save");
    await slack.dismiss({ user: member });
  });

  test("the burst brings one alert; Mute says on it who muted it, and Undo takes it back", {
    timeout: 180_000,
  }, async () => {
    const alert = await found(/#\w+ is (?:taking off|at its peak)/u, { timeout: 150_000 });
    expect(alert.text).toMatch(/^Alert: /u);
    const now = () => said(slack.messages(here).find(({ ts }) => ts === alert.ts));
    expect(imagesIn(alert)).toHaveLength(1);
    const [, hour = ""] = /"value":"(\d+:1h)"/u.exec(now()) ?? [];
    await slack.select({
      user: member,
      message: { channel: here, ts: alert.ts },
      actionId: controlIn(now(), "mute"),
      value: hour,
    });
    await expect.poll(now, patient).toMatch(/Muted by/u);
    expect(now()).toContain(member);
    const current = slack.messages(here).find(({ ts }) => ts === alert.ts) as Message;
    await press(current, controlIn(now(), "undo"));
    await expect.poll(now, patient).not.toMatch(/Muted by/u);
    expect(slack.brokenImages(here)).toEqual([]);
  });

  test("a channel that throws the bot out pauses what goes there, and whoever set it up is told what to do", async () => {
    slack.kick(here, slack.botUser("T0HARBOR"));
    await type("/track #later");
    await expect.poll(() => lastWhisper(), patient).toMatch(/\/invite @groundswell/u);
    slack.invite(here, slack.botUser("T0HARBOR"));
  });

  test("Slack refused nothing, and the product ends cleanly", async () => {
    const refusals = slack.asked
      .filter(({ answer }) => answer["ok"] === false)
      .map(({ method, answer }) => [method, answer["error"]]);
    expect(refusals.filter(([, error]) => error !== "not_in_channel")).toEqual([]);
    expect(await product.stop()).toBe(0);
    expect(product.output()).not.toMatch(/xoxb|xapp/u);
  });
});
