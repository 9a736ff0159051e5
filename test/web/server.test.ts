import { once } from "node:events";
import { connect } from "node:net";
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/model/errors.ts";
import { startWeb } from "../../src/web/server.ts";
import { keptLog } from "./playground-server.ts";

describe("the web server", () => {
  test("says in a sentence that its port is taken, and what to type", async () => {
    const first = await startWeb({ port: 0, pages: [], log: keptLog() });
    const port = Number(new URL(first.url).port);
    const second = startWeb({ port, pages: [], log: keptLog() });
    await expect(second).rejects.toThrow(ConfigError);
    await expect(second).rejects.toThrow(
      `Port ${port} is taken by another program. Stop that one, or start with PORT=3000 npm start.`,
    );
    await first.close();
  });

  test("is alive at once, and ready when nothing is missing", async () => {
    let problems = ["Postgres does not answer"];
    const web = await startWeb({ port: 0, pages: [], log: keptLog(), ready: async () => problems });
    expect((await fetch(`${web.url}/livez`)).status).toBe(200);
    const notReady = await fetch(`${web.url}/readyz`);
    expect(notReady.status).toBe(503);
    expect(await notReady.json()).toEqual({ ready: false, problems });
    problems = [];
    expect((await fetch(`${web.url}/readyz`)).status).toBe(200);
    await web.close();
  });

  test("a bug answers with a reference, and nothing else of it; the log has the rest", async () => {
    const log = keptLog();
    const routes = new Hono().get("/broken", () => {
      throw new Error("secret detail");
    });
    const web = await startWeb({ port: 0, pages: [{ routes }], log });
    const answer = await fetch(`${web.url}/broken`);
    const body = await answer.text();
    const { reference } = JSON.parse(body);
    expect(answer.status).toBe(500);
    expect(body).not.toContain("secret");
    expect(reference).toMatch(/^[0-9a-f]{8}$/);
    expect(log.errors).toMatchObject([{ reference, error: { message: "secret detail" } }]);
    await web.close();
  });

  test("answers under a further name that it was told", async () => {
    const routes = new Hono().get("/", (c) => c.text("here"));
    const alsoKnownAs = ["bot.example:8080"];
    const web = await startWeb({ port: 0, alsoKnownAs, pages: [{ routes }], log: keptLog() });
    expect((await fetch(web.url, { headers: { host: "bot.example:8080" } })).status).toBe(200);
    await web.close();
  });

  test("closes after the answers under way, and without waiting for a connection that never asked", async () => {
    let finish = (_text: string) => {};
    let asked = () => {};
    const reached = new Promise<void>((resolve) => (asked = resolve));
    const routes = new Hono().get("/slow", async (c) => {
      asked();
      return c.text(await new Promise<string>((resolve) => (finish = resolve)));
    });
    const web = await startWeb({ port: 0, pages: [{ routes }], log: keptLog() });
    const spare = connect(Number(new URL(web.url).port), "127.0.0.1");
    await once(spare, "connect");
    const answer = fetch(`${web.url}/slow`);
    await reached;
    const closed = web.close();
    finish("done");
    expect(await (await answer).text()).toBe("done");
    await closed;
    if (!spare.closed) await once(spare, "close");
  });
});
