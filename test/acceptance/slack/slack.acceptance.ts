import { createHash } from "node:crypto";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Card, Picture } from "../../../src/cards/card.ts";
import { messageOf } from "../../../src/chat/slack/render.ts";
import { botScopes, methods } from "../../../src/chat/slack/scopes.ts";
import { openWebApi } from "../../../src/chat/slack/web-api.ts";
import { secret } from "../../../src/model/secret.ts";
import { samplesOf, usualCast } from "../../cards/samples.ts";
import { type Json, powerless } from "./emulated.ts";
import { openProduct, type Product, publicUrl, workspace } from "./product.ts";

let product: Product;
const soon = { timeout: 10_000, interval: 20 };

beforeAll(async () => {
  product = await openProduct();
});
afterAll(() => product?.close());

interface Message {
  readonly ts: string;
  readonly text: string;
  readonly blocks?: readonly Json[];
  readonly edited?: Json;
  readonly thread_ts?: string;
}

/** Of one channel, the newest first, as people there read them. */
async function messages(channel = product.channel.id): Promise<readonly Message[]> {
  const answer = await product.slack.ask("conversations.history", { channel, limit: 200 });
  return (answer["messages"] ?? []) as readonly Message[];
}
const messageAt = async (ts: string): Promise<Message | undefined> => (await messages()).find((one) => one.ts === ts);
const find = async (words: RegExp): Promise<Message | undefined> =>
  (await messages()).find((one) => words.test(JSON.stringify(one)));
const cardOf = (title: string, more: Partial<Card> = {}): Card => ({
  title,
  tone: "neutral",
  summary: title,
  parts: [],
  ...more,
});
const noPicture = () => null;

/** Through Slack's pages as a browser goes, as the person who presses the button there. */
async function install(by: string): Promise<Response> {
  const begun = await product.get("/slack/install");
  const cookie = (begun.headers.getSetCookie()[0] ?? "").split(";")[0] ?? "";
  const page = await (await fetch(begun.headers.get("location") ?? "")).text();
  const button = page.split("<form").find((form) => form.includes(`value="${product.slack.people[by]}"`)) ?? "";
  const fields = [...button.matchAll(/name="(\w+)"\s+value="([^"]*)"/gu)].map(([, name = "", value = ""]) => {
    const field: [string, string] = [name, value.replaceAll("&amp;", "&")];
    return field;
  });
  const agreed = await fetch(`${product.slack.url}/oauth/v2/authorize/callback`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams(fields),
  });
  const back = new URL(agreed.headers.get("location") ?? "");
  expect(back.origin).toBe(publicUrl);
  return product.get(`${back.pathname}${back.search}`, cookie);
}

describe("an installation", () => {
  test("goes through Slack's pages to a bot token with all that we ask for, and no more", async () => {
    const answer = await install("admin");
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining("Groundswell is in Harbor")]);
    const made = await product.installations.get(workspace);
    expect(made).toMatchObject({
      team: { name: "Harbor" },
      installedBy: product.personOf("admin").id,
      isOrgWide: false,
    });
    expect([...(made?.scopes ?? [])].sort()).toEqual([...botScopes].sort());
    expect(product.installed).toEqual([[workspace, product.personOf("admin").id]]);
    const told = await product.slack.ask("auth.test", {}, made?.tokens.bot.reveal());
    expect(told).toMatchObject({ ok: true, user_id: made?.botUserId, bot_id: made?.botId });
  });

  test("done once more takes the place of the first", async () => {
    const before = (await product.installations.get(workspace))?.tokens.bot.reveal();
    expect((await install("mia")).status).toBe(200);
    const after = await product.installations.get(workspace);
    expect(after?.tokens.bot.reveal()).not.toBe(before);
    expect(after?.installedBy).toBe(product.personOf("mia").id);
    expect(await product.installations.list()).toHaveLength(1);
  });
});

describe("what is asked for at installation", () => {
  const asked = Object.entries(methods).flatMap(([method, scope]) => (scope ? [[method, scope] as const] : []));

  test.each(asked)("%s wants %s, and is refused without it", async (method, scope) => {
    expect(await product.slack.ask(method, {}, powerless)).toMatchObject({ error: "missing_scope", needed: scope });
  });

  test("whoever allowed too little is told how to mend it", async () => {
    const api = openWebApi({ apiUrl: product.slack.apiUrl, tokenOf: async () => secret(powerless) });
    const refused = api.call(workspace, (client) => client.chat.postMessage({ channel: "C1", text: "x" }));
    await expect(refused).rejects.toThrow("Install Groundswell there once more");
  });

  test.skip("emulate never asks for app_mentions:read, nor for commands: it sends neither mentions nor commands", () => {});
});

describe("messages", () => {
  test.each(samplesOf(usualCast).map(({ name, card }) => [name, card] as const))(
    "the card “%s” stands there as it was sent",
    async (_, card) => {
      for (const part of card.parts) if (part.kind === "picture") product.pictures.delete(part.picture.light);
      const { id } = await product.surface.post({ channel: product.channel }, card);
      const { text, blocks } = messageOf(card, noPicture);
      expect(await messageAt(id)).toMatchObject({ text, blocks: JSON.parse(JSON.stringify(blocks)) });
    },
  );

  test("an edit changes the message where it stands", async () => {
    const sent = await product.surface.post({ channel: product.channel }, cardOf("first"));
    expect(await product.surface.update(sent, cardOf("second"))).toEqual(sent);
    const now = await messageAt(sent.id);
    expect(now).toMatchObject({ text: "second", edited: expect.anything() });
    expect(JSON.stringify(now)).not.toContain("first");
  });

  test("one that somebody deleted is posted anew", async () => {
    const { channel } = product;
    const sent = await product.surface.post({ channel }, cardOf("to be deleted"));
    const bot = (await product.installations.get(workspace))?.tokens.bot.reveal();
    await product.slack.ask("chat.delete", { channel: channel.id, ts: sent.id }, bot);
    const anew = await product.surface.update(sent, cardOf("posted anew"));
    expect(anew.id).not.toBe(sent.id);
    expect(await messageAt(anew.id)).toMatchObject({ text: "posted anew" });
  });

  test("an answer in a thread stands in it", async () => {
    const { channel } = product;
    const root = await product.surface.post({ channel }, cardOf("root"));
    await product.surface.post({ channel, thread: root }, cardOf("in the thread"));
    const { messages: thread } = await product.slack.ask("conversations.replies", { channel: channel.id, ts: root.id });
    expect((thread as readonly Message[]).map(({ text }) => text)).toEqual(["root", "in the thread"]);
  });

  test("what is for one person reaches them alone, in the channel or in private", async () => {
    const { channel } = product;
    await product.surface.whisper({ channel }, product.personOf("mia"), cardOf("only for mia"));
    await product.surface.tell(workspace, product.personOf("admin"), cardOf("in private"));
    expect(await find(/only for mia|in private/u)).toBeUndefined();
    expect(await product.slack.inspect("messages", channel.id)).toContain("only for mia");
    const { channels } = await product.slack.ask("conversations.list", { types: "im" });
    const [direct] = channels as readonly { id: string }[];
    expect((await messages(direct?.id)).map(({ text }) => text)).toEqual(["in private"]);
  });

  test.skip("emulate takes any blocks, so what Slack would refuse of them is not shown here", () => {});
  test.skip("emulate has no rate limits, so no 429 and no Retry-After is shown here", () => {});
});

describe("pictures", () => {
  let png: Buffer;
  beforeAll(async () => {
    png = await sharp({ create: { width: 800, height: 450, channels: 3, background: "teal" } })
      .png()
      .toBuffer();
  });
  const drawn = (marked: string): Picture => {
    const key = createHash("sha256").update(marked).digest("hex");
    product.pictures.set(key, Buffer.concat([png, Buffer.from(marked)]));
    return { light: key, dark: key, alt: `A chart of ${marked}`, width: 800, height: 450 };
  };
  const chart = (picture: Picture, more: Partial<Card> = {}) =>
    cardOf("chart", { parts: [{ kind: "picture", picture }], ...more });
  const shownIn = (message: Message | undefined) =>
    (message?.blocks ?? []).filter((block) => block["type"] === "image") as readonly {
      readonly alt_text?: string;
      readonly slack_file?: { readonly id: string };
    }[];

  test("one is uploaded, byte for byte, and the message shows that file with its words", async () => {
    const picture = drawn("upload");
    const { id } = await product.surface.post({ channel: product.channel }, chart(picture));
    const [image] = shownIn(await messageAt(id));
    expect(image?.alt_text).toBe("A chart of upload");
    const bot = (await product.installations.get(workspace))?.tokens.bot.reveal() ?? "";
    const { file } = await product.slack.ask("files.info", { file: image?.slack_file?.id }, bot);
    const { url_private: url, size, mimetype } = file as { url_private: string; size: number; mimetype: string };
    const bytes = product.pictures.get(picture.light) ?? new Uint8Array();
    expect([size, mimetype]).toEqual([bytes.length, "image/png"]);
    const loaded = await fetch(url, { headers: { authorization: `Bearer ${bot}` } });
    expect(Buffer.from(await loaded.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
  });

  test("the same one in another message is not uploaded again", async () => {
    const card = chart(drawn("twice"));
    const posts = [];
    for (let i = 0; i < 2; i++) posts.push(await product.surface.post({ channel: product.channel }, card));
    const files = [];
    for (const { id } of posts) files.push(...shownIn(await messageAt(id)).map((image) => image.slack_file?.id));
    expect(files[0]).toMatch(/^F/u);
    expect(files[1]).toBe(files[0]);
  });

  test("a placeholder gives way to the message with its picture", async () => {
    const placeholder = await product.surface.post({ channel: product.channel }, cardOf("Drawing …"));
    const done = await product.surface.update(placeholder, chart(drawn("placeholder")));
    expect(await messageAt(placeholder.id)).toBeUndefined();
    expect(shownIn(await messageAt(done.id))).toHaveLength(1);
  });

  test("a board stays where it is, and its new picture follows in its thread", async () => {
    const { channel } = product;
    const board = await product.surface.post({ channel }, chart(drawn("board, first"), { moves: true }));
    const [first] = shownIn(await messageAt(board.id));
    const moved = chart(drawn("board, then"), { moves: true, summary: "12 posts" });
    expect(await product.surface.update(board, moved)).toEqual(board);
    expect(shownIn(await messageAt(board.id))[0]?.slack_file).toEqual(first?.slack_file);
    const { messages: thread } = await product.slack.ask("conversations.replies", {
      channel: channel.id,
      ts: board.id,
    });
    const [then] = shownIn((thread as readonly Message[])[1]);
    expect(then?.alt_text).toBe("A chart of board, then");
  });
});

describe("people", () => {
  test("an admin may set the whole workspace, others a channel, and strangers nothing", async () => {
    const where = { channel: product.channel };
    const may = (name: string, what: "channel" | "workspace") =>
      product.surface.mayManage(where, product.personOf(name), what);
    expect(await Promise.all([may("admin", "workspace"), may("mia", "workspace"), may("mia", "channel")])).toEqual([
      true,
      false,
      true,
    ]);
    await expect(product.surface.mayManage(where, { id: "U0STRANGER", name: "x" }, "channel")).rejects.toThrow();
  });

  test.skip("emulate does not tell anybody's time zone", () => {});
});

describe("what people do, signed as Slack signs it", () => {
  const windowOf = async (by: string): Promise<string> => {
    const bot = (await product.installations.get(workspace))?.tokens.bot.reveal();
    const args = { user_id: product.personOf(by).id };
    const answer = await product.slack.ask("views.generateTriggerId", args, bot);
    return String(answer["trigger_id"]);
  };

  test("a command is acknowledged without a word, and answered in the channel", async () => {
    const answer = await product.command("mia", "/track #cats");
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    await expect.poll(() => find(/Tracking #cats on/u), soon).toBeDefined();
  });

  test("a command without its words opens a window", async () => {
    expect((await product.command("mia", "/track", { trigger_id: await windowOf("mia") })).status).toBe(200);
    await expect.poll(() => product.slack.inspect("views"), soon).toMatch(/Modals .* modal mia A0GROUNDSWELL \/track/u);
  });

  test("what cannot be done is said to the asker alone, though the address that came with it takes nothing", async () => {
    await product.command("mia", "/track #cats evry:15m");
    const page = () => product.slack.inspect("messages", product.channel.id);
    await expect.poll(page, soon).toContain("Try: /track #cats every:15m");
    expect(await find(/every:15m/u)).toBeUndefined();
  });

  test("a press on a message changes that message", async () => {
    const tracking = await find(/Tracking #cats on/u);
    const elements = (tracking?.blocks ?? []).flatMap((block) => (block["elements"] ?? []) as readonly Json[]);
    const undo = elements.find((element) => String(element["action_id"]).startsWith("undo:"));
    const { id, name } = product.personOf("mia");
    const pressed = await product.interact({
      type: "block_actions",
      user: { id, username: name },
      channel: { id: product.channel.id },
      container: { type: "message", is_ephemeral: false },
      message: { ts: tracking?.ts },
      response_url: "http://127.0.0.1:9/",
      trigger_id: "none",
      actions: [{ type: "button", action_id: undo?.["action_id"], block_id: "b", value: undo?.["value"] }],
    });
    expect(pressed.status).toBe(200);
    await expect.poll(() => messageAt(tracking?.ts ?? ""), soon).toMatchObject({ edited: expect.anything() });
    expect(JSON.stringify(await messageAt(tracking?.ts ?? ""))).not.toMatch(/Tracking #cats on/u);
  });

  test("whoever opens the Home tab finds there what they track", async () => {
    await product.command("mia", "/track #dogs");
    await expect.poll(() => find(/Tracking #dogs on/u), soon).toBeDefined();
    const { id } = product.personOf("mia");
    const opened = await product.event({ type: "app_home_opened", user: id, channel: "D1", tab: "home" });
    expect(opened.status).toBe(200);
    await expect.poll(() => product.slack.inspect("views"), soon).toMatch(/App Home .*#dogs.* Modals/u);
  });

  test("nothing went wrong behind anybody's back", () => {
    expect(product.logged).toEqual([]);
  });

  test.skip("emulate types, presses and opens nothing itself, and it gives no response_url", () => {});
  test.skip("emulate has no Socket Mode", () => {});
  test.skip("emulate lets nobody take the app out: it has no app_uninstalled and no tokens_revoked", () => {});
});
