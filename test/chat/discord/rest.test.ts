import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { codes, type DiscordRest, openDiscordRest, Refused } from "../../../src/chat/discord/rest.ts";
import { minuteMs } from "../../../src/model/clock.ts";
import { SourceError } from "../../../src/model/errors.ts";
import { secret } from "../../../src/model/secret.ts";
import { harbor } from "../../discord/options.ts";
import { type FakeDiscord, openDiscord } from "../../discord/server.ts";
import { askedOf } from "./loopback.ts";

let discord: FakeDiscord;
let warnings: string[];

beforeEach(async () => {
  discord = await openDiscord();
  warnings = [];
});
afterEach(() => discord.close());

/** As another process has it: it knows nothing of what this one was told. */
const opened = (token: string = discord.app.token): DiscordRest =>
  openDiscordRest({
    apiUrl: discord.api,
    token: secret(token),
    log: { warn: (_facts, message) => void warnings.push(message) },
  });

const me = { method: "GET", path: "/applications/@me" } as const;
const route = "GET /applications/@me";
const statuses = () => askedOf(discord, "GET", /\/applications\/@me/u).map(({ status }) => status);
const failureOf = async (rest: DiscordRest): Promise<unknown> => rest.call(me).catch((error: unknown) => error);

describe("a token", () => {
  test("that Discord does not take is told", async () => {
    const error = await failureOf(opened("a.b.c"));
    expect(error).toBeInstanceOf(SourceError);
    expect(error).toMatchObject({ source: "Discord", failure: "unauthorized", retryAfterMs: undefined });
  });

  test("that was refused once is tried again by the next call", async () => {
    const rest = opened();
    discord.failNext(route, 401);
    await expect(rest.call(me)).rejects.toMatchObject({ failure: "unauthorized" });
    await expect(rest.call(me)).resolves.toMatchObject({ id: discord.app.id });
    expect(statuses()).toEqual([401, 200]);
  });

  test("stays what it is where an interaction's own was refused", async () => {
    const rest = opened();
    const expired = { method: "DELETE", path: "/webhooks/1/expired/messages/@original", withoutToken: true } as const;
    await expect(rest.call(expired)).rejects.toBeInstanceOf(Refused);
    await expect(rest.call(me)).resolves.toMatchObject({ id: discord.app.id });
  });
});

describe("a request that came too soon", () => {
  test("is made again where the wait is short", async () => {
    discord.limit(route, 1, 700);
    await opened().call(me);
    await expect(opened().call(me)).resolves.toMatchObject({ id: discord.app.id });
    expect(statuses()).toEqual([200, 429, 200]);
  });

  test("is refused with its time where the wait is long", async () => {
    discord.limit(route, 1, 30_000);
    await opened().call(me);
    const begunMs = performance.now();
    const error = await failureOf(opened());
    expect(performance.now() - begunMs).toBeLessThan(2_000);
    expect(error).toMatchObject({ source: "Discord", failure: "rate-limited" });
    const waitMs = error instanceof SourceError ? (error.retryAfterMs ?? 0) : 0;
    expect(waitMs).toBeGreaterThan(20_000);
    expect(waitMs).toBeLessThanOrEqual(31_000);
    expect(statuses()).toEqual([200, 429]);
  });
});

test("what answers interactions does not wait for the bot's 50 requests a second", async () => {
  const rest = opened();
  const done: string[] = [];
  const noted = (what: string, work: Promise<unknown>) => work.catch(() => {}).then(() => done.push(what));
  const bots = Array.from({ length: 60 }, (_, n) =>
    noted("bot", rest.call({ method: "GET", path: `/channels/${n + 1}` })),
  );
  const answers = Array.from({ length: 5 }, (_, n) =>
    noted("answer", rest.call({ method: "DELETE", path: `/webhooks/1/t${n}/messages/@original`, withoutToken: true })),
  );
  await Promise.all([...bots, ...answers]);
  // The last ten of the bot's wait for the next second.
  expect(done.slice(-5)).toEqual(Array.from({ length: 5 }, () => "bot"));
});

describe("Discord itself", () => {
  test("may stumble: once more helps", async () => {
    discord.failNext(route, 502);
    await expect(opened().call(me)).resolves.toMatchObject({ id: discord.app.id });
    expect(statuses()).toEqual([502, 200]);
  });

  test("may be broken: it is asked twice and not oftener, and again in half a minute", async () => {
    discord.failNext(route, 503, 10);
    expect(await failureOf(opened())).toMatchObject({ failure: "unavailable", retryAfterMs: 30_000 });
    expect(statuses()).toEqual([503, 503]);
  });

  test("may be out of reach", async () => {
    const rest = opened();
    await discord.close();
    expect(await failureOf(rest)).toMatchObject({ failure: "unavailable", retryAfterMs: 30_000 });
    discord = await openDiscord();
  });

  test("says no, with its number for why", async () => {
    const hidden = opened().call({ method: "GET", path: `/channels/${harbor.hidden}` });
    await expect(hidden).rejects.toMatchObject({ code: codes.missingAccess, message: /Missing Access/u });
    const nowhere = opened().call({ method: "GET", path: "/channels/1" });
    await expect(nowhere).rejects.toMatchObject({ code: codes.unknownChannel });
    await expect(nowhere).rejects.toBeInstanceOf(Refused);
  });
});

/** The last one: the library counts for its whole process. */
test("after 2,500 refusals within ten minutes nothing is asked until those are over", async () => {
  const rest = opened();
  const callback = "POST /interactions/{interaction_id}/{interaction_token}/callback";
  discord.failNext(callback, 403, 10_000);
  const refused = () =>
    rest
      .call({ method: "POST", path: "/interactions/1/t/callback", withoutToken: true, body: { type: 5 } })
      .catch(() => {});
  while (warnings.length === 0 && discord.invalidRequests() < 5_000)
    await Promise.all(Array.from({ length: 50 }, refused));
  expect(warnings).toEqual([expect.stringContaining("nothing more is asked")]);
  // Some of this file's own refusals count too, and what was under way when it was enough.
  expect(discord.invalidRequests()).toBeGreaterThan(2_400);
  expect(discord.invalidRequests()).toBeLessThanOrEqual(2_550);

  const askedBefore = discord.asked.length;
  const error = await failureOf(rest);
  expect(error).toMatchObject({ source: "Discord", failure: "rate-limited" });
  const waitMs = error instanceof SourceError ? (error.retryAfterMs ?? 0) : 0;
  expect(waitMs).toBeGreaterThan(5 * minuteMs);
  expect(waitMs).toBeLessThanOrEqual(10 * minuteMs);
  expect(discord.asked).toHaveLength(askedBefore);

  const laterMs = performance.now() + 10 * minuteMs;
  const later = vi.spyOn(performance, "now").mockReturnValue(laterMs);
  await expect(rest.call(me)).resolves.toMatchObject({ id: discord.app.id });
  later.mockRestore();
});
