import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer, Ask } from "../../src/chat/surface.ts";
import { at, cardOf, newCookie, post, send, startPlayground, where } from "./playground-server.ts";

const key = "0123456789abcdef".repeat(4);

/** Reads a stream of events one by one. */
async function openEvents(url: string, cookie: string) {
  const leave = new AbortController();
  const answer = await fetch(`${url}/playground/events`, { headers: { cookie }, signal: leave.signal });
  const reader = (answer.body ?? new ReadableStream<Uint8Array>()).pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  return {
    type: answer.headers.get("content-type"),
    leave: () => leave.abort(),
    async next(): Promise<{ event: string; html: string }> {
      for (;;) {
        const end = waiting.indexOf("\n\n");
        if (end >= 0) {
          const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(waiting.slice(0, end)) ?? [];
          waiting = waiting.slice(end + 2);
          if (!event || !data) continue;
          const found: { html: string } | { html: string }[] = JSON.parse(data);
          return {
            event,
            html: [found]
              .flat()
              .map(({ html }) => html)
              .join(""),
          };
        }
        const { value, done } = await reader.read();
        if (done) throw new Error("the stream ended");
        waiting += value;
      }
    },
  };
}

describe("the playground page", () => {
  let started: Awaited<ReturnType<typeof startPlayground>>;
  let url: string;
  let answer: (ask: Ask) => Promise<Answer> = async () => ({});
  beforeAll(async () => {
    started = await startPlayground({
      door: { say: (ask) => answer(ask) },
      pictureBytes: async (asked) => (asked === key ? new Uint8Array([137, 80, 78, 71]) : null),
      commands: [{ name: "track", help: "Follow a hashtag", examples: ["/track #worldcup"] }],
      badge: "simulated data",
    });
    url = started.web.url;
  });
  afterAll(() => started.web.close());

  test("greets an empty channel with three things to try, and knows the commands", async () => {
    const page = await (await fetch(url)).text();
    for (const text of ["/track #worldcup", "/live #worldcup", "/chart #worldcup"])
      expect(page).toContain(`data-say="${text}"`);
    expect(page).toContain("simulated data");
    expect(page).toContain("Follow a hashtag");
  });

  test("gives a newcomer an id that no script can read and no other site can send", async () => {
    const cookie = (await send(url)).headers["set-cookie"]?.[0] ?? "";
    expect(cookie).toMatch(/^groundswell_visitor=[0-9a-f]{32};.*HttpOnly; SameSite=Strict/);
    expect((await send(url, { headers: { cookie } })).headers["set-cookie"]).toBeUndefined();
    expect((await send(url, { headers: { "sec-fetch-site": "cross-site" } })).headers["set-cookie"]).toBeUndefined();
  });

  test("keeps what was typed as the person's own message before the door hears it", async () => {
    const cookie = newCookie();
    let before: unknown;
    answer = async ({ who }) => {
      before = (await started.messages.list("playground", "general", who.id, 1))[0];
      return {};
    };
    expect((await post(`${url}/playground/say`, { text: "  /track #worldcup " }, { cookie })).status).toBe(200);
    const ask = started.asked.at(-1);
    expect(ask).toMatchObject({ kind: "command", text: "/track #worldcup", where, who: { name: "You" } });
    expect(before).toMatchObject({
      author: ask?.who,
      onlyFor: null,
      content: { said: "/track #worldcup" },
      postedAt: at,
    });
    expect(cookie).not.toContain(ask?.who.id);
    const page = (await send(url, { headers: { cookie } })).body;
    expect(page).toContain('aria-label="You"');
    expect((await send(url)).body).not.toContain('aria-label="You"');
  });

  test("tells who typed too much so, only to them, and asks nobody", async () => {
    const asked = started.asked.length;
    const cookie = newCookie();
    expect((await post(`${url}/playground/say`, { text: "a".repeat(4_001) }, { cookie })).status).toBe(422);
    expect((await send(url, { headers: { cookie } })).body).toContain("4,001 characters, and 4,000 fit");
    expect((await send(url)).body).not.toContain("4,001");
    expect(started.asked).toHaveLength(asked);
    expect((await post(`${url}/playground/say`, { text: "a".repeat(4_000) }, { cookie })).status).toBe(200);
  });

  test("hands a pressed button and a sent form on, with the message it belongs to", async () => {
    answer = async (ask) =>
      ask.kind === "action"
        ? { form: { title: "Filter", action: "filter", value: "1", submit: "Save", fields: [] } }
        : {};
    const message = await started.playground.post(where, cardOf("Tracking"));
    const act = await post(`${url}/playground/act`, { message: message.id, action: "filter", value: "1" });
    expect(started.asked.at(-1)).toMatchObject({ kind: "action", action: "filter", value: "1", message });
    expect(JSON.parse(act.body).form).toContain(`data-message="${message.id}"`);
    const values = { words: "goal", networks: ["bluesky"] };
    await post(`${url}/playground/form`, { message: message.id, action: "filter", value: "1", values });
    expect(started.asked.at(-1)).toMatchObject({ kind: "form", action: "filter", values, message });
  });

  test("refuses a press on a message that is gone or somebody else's, and what is no request at all", async () => {
    const asked = started.asked.length;
    await started.playground.whisper(where, { id: "somebody else", name: "You" }, cardOf("secret"));
    const whispered = (await started.messages.list("playground", "general", "somebody else", 1))[0]?.id;
    for (const message of ["9999", whispered])
      expect((await post(`${url}/playground/act`, { message, action: "a", value: "" })).status).toBe(404);
    for (const body of [
      null,
      {},
      { message: null, action: "a".repeat(41), value: "" },
      { message: null, action: 1, value: "" },
    ])
      expect((await post(`${url}/playground/act`, body)).status).toBe(400);
    expect(started.asked).toHaveLength(asked);
  });

  test("a door that breaks answers with the reference that the log has", async () => {
    answer = async () => {
      throw new Error("broken");
    };
    const { status, body } = await post(`${url}/playground/say`, { text: "/boom" });
    expect(status).toBe(500);
    expect(body).toContain(String(started.log.errors.at(-1)?.["reference"]));
  });

  test("serves a picture by its key, for ever, and nothing by another name", async () => {
    const picture = await send(`${url}/pictures/${key}.png`);
    expect(picture).toMatchObject({ status: 200, headers: { "content-type": "image/png" } });
    expect(picture.headers["cache-control"]).toContain("immutable");
    const wrong = ["f".repeat(64), key.toUpperCase(), key.slice(1), `..%2f${key}`, `${key}.png`];
    for (const name of wrong) expect((await send(`${url}/pictures/${name}.png`)).status).toBe(404);
  });

  test("tells a browser that has a file that it is still good", async () => {
    const { etag = "" } = (await send(`${url}/assets/theme.css`)).headers;
    const again = await send(`${url}/assets/theme.css`, { headers: { "if-none-match": String(etag) } });
    expect(again).toMatchObject({ status: 304, body: "" });
  });

  test("everybody hears of a new and an edited message, and nobody of a stranger's whisper", async () => {
    answer = async () => ({});
    const [one, two] = [newCookie(), newCookie()];
    const events = [await openEvents(url, one), await openEvents(url, two)] as const;
    expect(events[0].type).toContain("text/event-stream");
    for (const stream of events) expect((await stream.next()).event).toBe("all");
    await post(`${url}/playground/act`, { message: null, action: "who", value: "" }, { cookie: one });
    const who = started.asked.at(-1)?.who ?? { id: "", name: "" };

    const message = await started.playground.post(where, cardOf("posted"));
    await started.playground.whisper(where, who, cardOf("whispered"));
    await started.playground.update(message, cardOf("edited"));
    const titles = async (stream: (typeof events)[number], count: number) => {
      const heard: (string | undefined)[] = [];
      for (let n = 0; n < count; n += 1) heard.push(/<bdi>(\w+)<\/bdi>/.exec((await stream.next()).html)?.[1]);
      return heard;
    };
    const [mine, theirs] = [await titles(events[0], 3), await titles(events[1], 2)];
    expect(mine.at(-1)).toBe("edited");
    expect(mine).toContain("whispered");
    expect(theirs).not.toContain("whispered");
    expect(theirs.at(-1)).toBe("edited");
    for (const stream of events) stream.leave();
  });

  test("after a lost line everybody gets the whole list again", async () => {
    const stream = await openEvents(url, newCookie());
    await stream.next();
    await started.messages.missed(() => started.playground.post(where, cardOf("while-away")));
    expect(await stream.next()).toMatchObject({ event: "all", html: expect.stringContaining("while-away") });
    stream.leave();
  });
});
