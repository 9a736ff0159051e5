import { RateLimiterMemory } from "rate-limiter-flexible";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gatesOn } from "../../src/backplane/gates.ts";
import { type Installation, logBook, onEveryEngine, sleep } from "./engines.ts";

onEveryEngine("gates", ({ install }) => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await install();
  });
  afterAll(() => installation.close());

  it("count together whatever process is entered", async () => {
    const [one, other] = [await installation.open(), await installation.open()];
    const limit = { requests: 3, windowMs: 60_000 };
    const entries = [];
    for (const { gates } of [one, other, one, other, one]) entries.push(await gates.enter("reddit", limit));
    expect(entries.map(({ allowed }) => allowed)).toEqual([true, true, true, false, false]);
    const refused = entries[4];
    if (!refused || refused.allowed) throw new Error("was allowed");
    expect(refused.waitMs).toBeGreaterThan(0);
    expect(refused.waitMs).toBeLessThanOrEqual(60_000);
  });

  it("open again when the time they named is over", async () => {
    const { gates } = await installation.open();
    const limit = { requests: 1, windowMs: 300 };
    expect(await gates.enter("short", limit)).toEqual({ allowed: true });
    const refused = await gates.enter("short", limit);
    if (refused.allowed) throw new Error("was allowed");
    await sleep(refused.waitMs + 5);
    expect(await gates.enter("short", limit)).toEqual({ allowed: true });
  });

  it("keep keys and limits apart", async () => {
    const { gates } = await installation.open();
    const hour = { requests: 1, windowMs: 3_600_000 };
    const day = { requests: 1, windowMs: 86_400_000 };
    const entries = await Promise.all([gates.enter("a", hour), gates.enter("b", hour), gates.enter("a", day)]);
    expect(entries.every(({ allowed }) => allowed)).toBe(true);
  });

  it("let no more through when thousands come at once", async () => {
    const { gates } = await installation.open();
    const limit = { requests: 20, windowMs: 60_000 };
    const entries = await Promise.all(Array.from({ length: 10_000 }, () => gates.enter("flood", limit)));
    expect(entries.filter(({ allowed }) => allowed)).toHaveLength(20);
  });
});

describe("gates", () => {
  it("count alone while the store is away, and say so", async () => {
    const book = logBook();
    const { enter } = gatesOn((options) => {
      const limiter = new RateLimiterMemory(options);
      limiter.consume = () => Promise.reject(new Error("no table"));
      return limiter;
    }, book.log);
    const limit = { requests: 1, windowMs: 60_000 };
    expect([await enter("a", limit), await enter("a", limit)].map(({ allowed }) => allowed)).toEqual([true, false]);
    expect(book.lines[0]).toMatchObject({ level: "warn", facts: { error: "no table" } });
  });
});
