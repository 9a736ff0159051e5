import { webApi } from "@slack/bolt";
import { afterEach, expect, test } from "vitest";
import { drivenClock } from "../../src/model/clock.ts";
import { defaultTeam, type SlackOptions } from "./options.ts";
import { png } from "./refused/case.ts";
import { type FakeSlack, openSlack } from "./server.ts";

const scopes = ["chat:write", "files:write", "files:read"];
const channel = "C0GENERAL";
let slack: FakeSlack;
afterEach(() => slack.close());

async function open(options: SlackOptions = {}) {
  const clock = drivenClock(new Date());
  slack = await openSlack({ now: clock.now, teams: [{ ...defaultTeam, installed: { scopes } }], ...options });
  const client = new webApi.WebClient(slack.botToken("T0HARBOR"), { slackApiUrl: slack.apiUrl });
  return { client, wait: (ms: number) => clock.advanceTo(new Date(clock.now().getTime() + ms)) };
}

/** Uploads a picture for nobody to see yet. */
async function uploaded(client: webApi.WebClient): Promise<string> {
  await client.filesUploadV2({ file: png, filename: "chart.png" });
  return [...slack.files.keys()].at(-1) ?? "";
}
const image = (id: string) => [{ type: "image" as const, slack_file: { id }, alt_text: "a chart" }];

test("a file is typed and shared in Slack's own time, and only then has a message", async () => {
  const { client, wait } = await open({ processedAfterMs: 2_000, sharedAfterMs: 1_000 });
  const blocks = [{ type: "section" as const, text: { type: "mrkdwn" as const, text: "*#cats*" } }];
  await client.filesUploadV2({
    channel_id: channel,
    file: png,
    filename: "chart.png",
    alt_text: "a chart",
    blocks,
  } as never);
  const [id = ""] = slack.files.keys();
  expect((await client.files.info({ file: id })).file).toMatchObject({ mimetype: "", shares: {} });
  wait(2_000);
  const processed = (await client.files.info({ file: id })).file;
  expect(processed).toMatchObject({ mimetype: "image/png", original_w: 1, original_h: 1, shares: {} });
  expect(slack.messages(channel)).toHaveLength(0);
  wait(1_000);
  const shared = (await client.files.info({ file: id })).file;
  const [message] = slack.messages(channel);
  expect(shared?.shares?.public?.[channel]?.[0]?.ts).toBe(message?.ts);
  expect(message).toMatchObject({ files: [id], blocks: [{ text: { text: "*#cats*" } }] });
});

test("an unshared file shows in a new message, but is broken in an edit that brings it in", async () => {
  const { client } = await open();
  const first = await uploaded(client);
  const { ts = "" } = await client.chat.postMessage({ channel, text: "board", blocks: image(first) });
  expect(slack.brokenImages(channel)).toEqual([]);
  const second = await uploaded(client);
  await client.chat.update({ channel, ts, text: "board", blocks: image(second) });
  expect(slack.brokenImages(channel)).toEqual([{ ts, file: second }]);
  await client.chat.postMessage({ channel, text: "in a thread", thread_ts: ts, blocks: image(second) });
  expect(slack.brokenImages(channel)).toEqual([]);
});

test("a file's bytes are for those with a token, once announced and of that length", async () => {
  const { client } = await open();
  const id = await uploaded(client);
  const { file } = await client.files.info({ file: id });
  const url = file?.url_private ?? "";
  expect((await fetch(url)).headers.get("content-type")).toBe("text/html");
  const headers = { authorization: `Bearer ${slack.botToken("T0HARBOR")}` };
  expect(Buffer.from(await (await fetch(url, { headers })).arrayBuffer())).toEqual(png);
  const { upload_url: to = "" } = await client.files.getUploadURLExternal({ filename: "a.txt", length: 3 });
  expect((await fetch(to, { method: "POST", body: "four" })).status).toBe(400);
  expect((await fetch(to, { method: "POST", body: "abc" })).status).toBe(200);
  expect((await fetch(to, { method: "POST", body: "abc" })).status).toBe(404);
});
