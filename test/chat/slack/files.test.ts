import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { filesOf, type PictureFile } from "../../../src/chat/slack/files.ts";
import { dayMs, secondMs } from "../../../src/model/clock.ts";
import type { SlackOptions } from "../../slack/options.ts";
import type { FakeSlack } from "../../slack/server.ts";
import { type Memory, openMemory } from "../memory.ts";
import { apiOn, calledOn, openLoopback, png } from "./loopback.ts";

const harbor = "slack:T0HARBOR";
let slack: FakeSlack;
let memory: Memory;

const open = async (options: SlackOptions = {}) => {
  await slack?.close();
  slack = await openLoopback(options);
};
beforeEach(async () => {
  memory = openMemory();
  await open();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await slack.close();
});

const bring = (more: Partial<PictureFile> = {}, workspace = harbor) =>
  filesOf(apiOn(slack), memory.cache)(workspace, { key: "a", alt: "Posts", bytes: async () => png, ...more });

test("a picture comes to Slack with its bytes and its words, into no channel", async () => {
  const id = (await bring({ alt: "Posts with #cats" })) ?? "";
  const file = slack.files.get(id);
  expect(file).toMatchObject({ altText: "Posts with #cats", mimetype: "image/png", isCompleted: true, shares: [] });
  expect(file?.bytes?.equals(png)).toBe(true);
});

test("words that are longer than Slack takes are cut", async () => {
  const id = (await bring({ alt: "x".repeat(1_001) })) ?? "";
  expect(slack.files.get(id)?.altText).toBe("x".repeat(1_000));
});

describe("a picture is brought", () => {
  test("once, whichever process asks, and its bytes are asked for once", async () => {
    const bytes = vi.fn(async () => png);
    const ids = [await bring({ bytes }), await bring({ bytes }), await bring({ bytes })];
    expect(new Set(ids).size).toBe(1);
    expect(slack.files.size).toBe(1);
    expect(bytes).toHaveBeenCalledOnce();
  });

  test("anew after a week", async () => {
    const first = await bring();
    memory.pass(7 * dayMs - 1);
    expect(await bring()).toBe(first);
    memory.pass(1);
    expect(await bring()).not.toBe(first);
  });

  test("for each workspace, and each picture, by itself", async () => {
    const users = [{ id: "U1" }];
    await open({
      teams: [
        { id: "T0HARBOR", users, installed: true },
        { id: "T0OTHER", installed: true },
      ],
    });
    const ids = [await bring(), await bring({ key: "b" }), await bring({}, "slack:T0OTHER")];
    expect(new Set(ids).size).toBe(3);
    expect(slack.files.get(ids[2] ?? "")?.teamId).toBe("T0OTHER");
  });
});

test("a picture that is not kept any more is none, and Slack is not asked", async () => {
  expect(await bring({ bytes: async () => null })).toBeNull();
  expect(slack.asked).toEqual([]);
  expect(await bring()).not.toBeNull();
});

describe("Slack's own work on a file", () => {
  test("is waited for", async () => {
    await open({ processedAfterMs: 700 });
    const id = (await bring()) ?? "";
    expect(slack.files.get(id)?.mimetype).toBe("image/png");
    expect(calledOn(slack, "files.info").length).toBeGreaterThan(1);
  });

  test("is given up after twenty seconds, and only waited for the next time", async () => {
    await open({ processedAfterMs: 3_600_000 });
    const real = performance.now.bind(performance);
    const beganMs = real();
    vi.spyOn(performance, "now").mockImplementation(
      () => real() + 19.5 * secondMs * calledOn(slack, "files.info").length,
    );
    await expect(bring()).rejects.toMatchObject({ source: "Slack", failure: "unavailable", retryAfterMs: 30_000 });
    // 19.5 s are not too long, 39 s are.
    expect(calledOn(slack, "files.info")).toHaveLength(2);
    expect(real() - beganMs).toBeLessThan(10 * secondMs);
    await expect(bring()).rejects.toThrow("never ready");
    expect(slack.files.size).toBe(1);
  });
});

describe("a picture that does not arrive", () => {
  const uploading = (answer: () => Promise<Response>) => {
    const real = fetch;
    vi.stubGlobal("fetch", (url: string, init: RequestInit) =>
      String(url).includes("/upload/") ? answer() : real(url, init),
    );
  };
  afterEach(() => vi.unstubAllGlobals());

  test("is one of Slack's failures, and not remembered", async () => {
    uploading(async () => new Response("no", { status: 500 }));
    await expect(bring()).rejects.toMatchObject({ source: "Slack", failure: "unavailable", retryAfterMs: 30_000 });
    expect(calledOn(slack, "files.completeUploadExternal")).toEqual([]);
    vi.unstubAllGlobals();
    expect(await bring()).not.toBeNull();
  });

  test("since nobody is there is the same", async () => {
    uploading(() => Promise.reject(new TypeError("fetch failed")));
    await expect(bring()).rejects.toMatchObject({ source: "Slack", failure: "unavailable" });
  });

  test.each([
    ["files.getUploadURLExternal", "ratelimited", "rate-limited"],
    ["files.completeUploadExternal", "ratelimited", "rate-limited"],
    ["files.info", "ratelimited", "rate-limited"],
  ])("at %s: Slack's own words for it come through", async (method, code, failure) => {
    slack.failNext(method, code);
    await expect(bring()).rejects.toMatchObject({ source: "Slack", failure });
    expect(await bring()).not.toBeNull();
  });
});
