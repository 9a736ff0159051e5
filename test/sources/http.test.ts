import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { httpFor } from "../../src/sources/http.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

async function serving(listener: RequestListener): Promise<URL> {
  server = createServer(listener);
  await new Promise<void>((listening) => server?.listen(0, "127.0.0.1", listening));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/posts`);
}

const http = httpFor("harbourlight", { allowLoopback: true });

describe("http for a source", () => {
  it("gives back foreign JSON and sends the headers it is given", async () => {
    const url = await serving((request, response) =>
      response.end(JSON.stringify({ said: request.headers["authorization"] })),
    );
    expect(await http.json(url, { headers: { authorization: "Bearer x" } })).toEqual({ said: "Bearer x" });
  });

  it("posts a body as JSON", async () => {
    const url = await serving(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      response.end(JSON.stringify({ method: request.method, type: request.headers["content-type"], body }));
    });
    expect(await http.json(url, { body: { low: "water" } })).toEqual({
      method: "POST",
      type: "application/json",
      body: '{"low":"water"}',
    });
  });

  it.each([
    [401, "unauthorized"],
    [403, "unauthorized"],
    [404, "not-found"],
    [429, "rate-limited"],
    [400, "bad-response"],
    [503, "unavailable"],
  ])("tells status %i as %s", async (status, failure) => {
    const url = await serving((_, response) => response.writeHead(status, { "retry-after": "7" }).end("{}"));
    await expect(http.json(url)).rejects.toMatchObject({ failure, retryAfterMs: 7_000, source: "harbourlight" });
  });

  it("refuses answers that are not JSON or larger than 10 MB", async () => {
    const html = await serving((_, response) => response.end("<html>"));
    await expect(http.json(html)).rejects.toMatchObject({ failure: "bad-response" });
    server?.close();
    const large = await serving((_, response) => response.end(`"${"x".repeat(10_000_000)}"`));
    await expect(http.json(large)).rejects.toThrow(/too large/);
  });

  it("follows no redirect and says unavailable where nobody listens", async () => {
    const url = await serving((request, response) =>
      request.url === "/posts" ? response.writeHead(302, { location: "/elsewhere" }).end() : response.end("{}"),
    );
    await expect(http.json(url)).rejects.toMatchObject({ failure: "unavailable" });
    await expect(http.json(new URL("http://127.0.0.1:1/"))).rejects.toMatchObject({ failure: "unavailable" });
  });

  it("stops when the signal does", async () => {
    const url = await serving(() => {});
    const stop = new AbortController();
    const answer = http.json(url, { signal: stop.signal });
    stop.abort(new Error("shutting down"));
    await expect(answer).rejects.toThrow("shutting down");
  });

  it.each([
    "http://social.example/",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://[::1]/",
    "https://169.254.169.254/latest",
    "https://localhost/",
    "https://me:secret@social.example/",
    "ftp://social.example/",
  ])("refuses %s", async (address) => {
    await expect(httpFor("harbourlight").json(new URL(address))).rejects.toThrow(/address refused/);
  });
});
