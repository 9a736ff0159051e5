import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { post, send, startPlayground } from "./playground-server.ts";

describe("the guard of the web room", () => {
  let started: Awaited<ReturnType<typeof startPlayground>>;
  let url: string;
  beforeAll(async () => {
    started = await startPlayground();
    url = started.web.url;
  });
  afterAll(() => started.web.close());

  test.each(["evil.example", "localhost", "localhost:1", "127.0.0.1.evil.example:3000"])(
    "refuses who asks for the host %s",
    async (host) => {
      expect((await send(url, { headers: { host } })).status).toBe(421);
    },
  );

  test.each(["localhost", "127.0.0.1", "[::1]", "LocalHost"])(
    "answers who asks for %s with the right port",
    async (name) => {
      const host = `${name}:${new URL(url).port}`;
      expect((await send(url, { headers: { host } })).status).toBe(200);
    },
  );

  test.each<[string, Record<string, string>]>([
    ["a foreign Origin", { origin: "https://evil.example" }],
    ["the Origin null of a sandboxed frame", { origin: "null" }],
    ["another port of this machine", { origin: "http://localhost:1" }],
    ["Sec-Fetch-Site cross-site", { "sec-fetch-site": "cross-site" }],
    ["Sec-Fetch-Site same-site", { "sec-fetch-site": "same-site" }],
  ])("refuses a change and the event stream with %s", async (_name, headers) => {
    expect((await post(`${url}/playground/say`, { text: "/help" }, headers)).status).toBe(403);
    expect((await post(`${url}/playground/act`, { message: null, action: "a", value: "" }, headers)).status).toBe(403);
    expect((await send(`${url}/playground/events`, { headers })).status).toBe(403);
    expect(started.asked).toEqual([]);
  });

  test("lets the page itself ask", async () => {
    const headers = { origin: url, "sec-fetch-site": "same-origin" };
    expect((await post(`${url}/playground/say`, { text: "/help" }, headers)).status).toBe(200);
    expect(started.asked.splice(0)).toMatchObject([{ kind: "command", text: "/help" }]);
  });

  test("takes JSON only, as no foreign form can send it", async () => {
    const form = { method: "POST", headers: { "content-type": "text/plain" }, body: '{"text":"/help"}' };
    expect((await send(`${url}/playground/say`, form)).status).toBe(415);
  });

  test("takes 64 KB and not a byte more, said or unsaid", async () => {
    const body = JSON.stringify({ text: "a".repeat(64 * 1024) });
    const headers = { "content-type": "application/json" };
    const path = `${url}/playground/say`;
    const said = await send(path, {
      method: "POST",
      headers: { ...headers, "content-length": String(body.length) },
      body,
    });
    expect(said).toMatchObject({ status: 413, body: expect.stringContaining("64 KB") });
    const unsaid = await send(path, { method: "POST", headers: { ...headers, "transfer-encoding": "chunked" }, body });
    expect(unsaid.status).toBe(413);
    expect(started.asked).toEqual([]);
  });

  test.each(["/", "/livez", "/nothing-here", "/assets/playground.js", "/playground/events"])(
    "sends a strict policy with %s",
    async (path) => {
      const answer = await fetch(url + path);
      await answer.body?.cancel();
      expect(answer.headers.get("content-security-policy")).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    },
  );

  test("the page has no script or style of its own that the policy would stop", async () => {
    const page = await (await fetch(url)).text();
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).not.toMatch(/<style|style="|<script(?![^>]* src=)/);
  });
});
