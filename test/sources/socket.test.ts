import { afterEach, describe, expect, it } from "vitest";
import { answersHandshake, chunkBytes, framesHeldMax, socketFor } from "../../src/sources/socket.ts";
import { type FakeJetstream, openJetstream } from "./bluesky/jetstream.ts";
import { never } from "./reading.ts";

let server: FakeJetstream | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const local = { allowLoopback: true };
const socket = socketFor("harbourlight", local);

/** The first `count` frames as texts. */
async function take(frames: AsyncIterable<Buffer>, count: number): Promise<string[]> {
  const texts: string[] = [];
  for await (const frame of frames) if (texts.push(frame.toString()) === count) break;
  return texts;
}

async function opened(
  stallMs = 10_000,
  signal = never,
): Promise<{ frames: AsyncIterator<Buffer>; jetstream: FakeJetstream }> {
  const jetstream = await openJetstream();
  server = jetstream;
  jetstream.raw("first");
  const url = new URL(`${jetstream.url}?cursor=0`);
  const frames = socket.frames(url, { signal, stallMs })[Symbol.asyncIterator]();
  expect((await frames.next()).value?.toString()).toBe("first");
  return { frames, jetstream };
}

describe("a source's socket", () => {
  it("brings every frame in order, and closes when nobody wants more", async () => {
    server = await openJetstream();
    for (let frame = 0; frame < 1_000; frame++) server.raw(`frame ${frame}`);
    const url = new URL(`${server.url}?cursor=0`);
    const texts = await take(socket.frames(url, { signal: never, stallMs: 10_000 }), 1_000);
    expect(texts).toEqual(Array.from({ length: 1_000 }, (_, frame) => `frame ${frame}`));
    await expect.poll(() => server?.connections()).toBe(0);
  });

  it("holds few frames however many come, and the other side waits", async () => {
    server = await openJetstream();
    const frame = "x".repeat(900);
    const total = 60_000;
    for (let sent = 0; sent < total; sent++) server.raw(frame);
    let heldMost = 0;
    const watched = socketFor("harbourlight", {
      ...local,
      onHeld: (held) => {
        heldMost = Math.max(heldMost, held);
      },
    });
    const url = new URL(`${server.url}?cursor=0`);
    let taken = 0;
    let aheadMost = 0;
    for await (const _ of watched.frames(url, { signal: never, stallMs: 10_000 })) {
      // A reader with something to do: ten frames could come for each it takes.
      if (++taken % 10 === 0) await new Promise<void>((done) => setImmediate(done));
      aheadMost = Math.max(aheadMost, server.sent() - taken);
      if (taken === 6_000) break;
    }
    expect(heldMost).toBeGreaterThanOrEqual(framesHeldMax);
    expect(heldMost).toBeLessThanOrEqual(framesHeldMax + Math.ceil(chunkBytes / frame.length));
    // What is neither sent nor held lies in the buffers of both ends of the connection.
    expect(aheadMost).toBeLessThan(total - 6_000);
  });

  it("loses nothing of what it holds when the connection breaks", async () => {
    const { frames, jetstream } = await opened();
    for (let frame = 0; frame < 100; frame++) jetstream.raw(`frame ${frame}`);
    await expect.poll(() => jetstream.sent()).toBe(101);
    jetstream.cut(1_011);
    const rest: string[] = [];
    const end = await (async () => {
      for (;;) rest.push(`${(await frames.next()).value}`);
    })().catch((error: unknown) => error);
    expect(rest).toHaveLength(100);
    expect(end).toMatchObject({ failure: "unavailable", message: expect.stringContaining("1011") });
  });

  it("ends on a normal close", async () => {
    const { frames, jetstream } = await opened();
    jetstream.cut(1_000);
    expect(await frames.next()).toEqual({ done: true, value: undefined });
  });

  it("says unavailable when the line is cut, and when nothing comes for too long", async () => {
    const cut = await opened();
    cut.jetstream.cut();
    await expect(cut.frames.next()).rejects.toMatchObject({ failure: "unavailable", source: "harbourlight" });
    await server?.close();
    const silent = await opened(300);
    await expect(silent.frames.next()).rejects.toThrow(/stalled/);
  });

  it("does not call a reader's own pause a stall", async () => {
    const { frames, jetstream } = await opened(300);
    jetstream.raw("second");
    await new Promise((done) => setTimeout(done, 600));
    expect(`${(await frames.next()).value}`).toBe("second");
  });

  it("stops with the signal's reason, while it waits and before it connects", async () => {
    const stop = new AbortController();
    const { frames } = await opened(10_000, stop.signal);
    const next = frames.next();
    stop.abort(new Error("shutting down"));
    await expect(next).rejects.toThrow("shutting down");
    await expect.poll(() => server?.connections()).toBe(0);
    const late = socket.frames(new URL(server?.url ?? ""), { signal: stop.signal, stallMs: 10 });
    await expect(take(late, 1)).rejects.toThrow("shutting down");
  });

  it.each([
    [429, "rate-limited"],
    [400, "bad-response"],
    [404, "not-found"],
    [503, "unavailable"],
  ])("tells a refusal with status %i as %s", async (status, failure) => {
    server = await openJetstream();
    server.refuse(status);
    const frames = socket.frames(new URL(server.url), { signal: never, stallMs: 10_000 });
    await expect(take(frames, 1)).rejects.toMatchObject({ failure });
  });

  it.each([
    "ws://social.example/",
    "wss://127.0.0.1/",
    "wss://10.0.0.1/",
    "wss://localhost/",
    "wss://a:b@social.example/",
  ])("refuses %s", async (address) => {
    const frames = socketFor("harbourlight").frames(new URL(address), { signal: never, stallMs: 10 });
    await expect(take(frames, 1)).rejects.toThrow(/address refused/);
  });
});

describe("a handshake", () => {
  it("is answered, or not, or not in time", async () => {
    server = await openJetstream();
    const url = new URL(server.url);
    expect(await answersHandshake("harbourlight", url, local, 10_000)).toBe(true);
    await expect.poll(() => server?.connections()).toBe(0);
    server.refuse(503);
    expect(await answersHandshake("harbourlight", url, local, 10_000)).toBe(false);
    expect(await answersHandshake("harbourlight", new URL("ws://127.0.0.1:1/"), local, 10_000)).toBe(false);
    expect(await answersHandshake("harbourlight", url, {}, 10_000)).toBe(false);
  });
});
