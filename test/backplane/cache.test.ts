import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "../eventually.ts";
import { type Installation, onEveryEngine } from "./engines.ts";

const minuteMs = 60_000;

onEveryEngine("the cache", ({ install }) => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await install();
  });
  afterAll(() => installation.close());

  const open = async (cacheBounds = { entries: 3, bytes: 1_000 }) => (await installation.open({ cacheBounds })).cache;
  const bytes = (length: number, value = 7) => new Uint8Array(length).fill(value);
  type Cache = Awaited<ReturnType<typeof open>>;
  const kept = async (cache: Cache, keys: readonly string[]) => {
    const values = await Promise.all(keys.map((key) => cache.get(key)));
    return keys.filter((_, index) => values[index] !== null);
  };

  it("serves in one process what another put, byte for byte", async () => {
    const [one, other] = [await open(), await open()];
    const picture = Uint8Array.from({ length: 256 }, (_, index) => index);
    await one.put("picture", picture.subarray(10, 250), minuteMs);
    expect([...((await other.get("picture")) ?? [])]).toEqual([...picture.subarray(10, 250)]);
    expect(await other.get("another")).toBeNull();
  });

  it("replaces what is put twice", async () => {
    const cache = await open();
    await cache.put("a", bytes(10, 1), minuteMs);
    await cache.put("a", bytes(5, 2), minuteMs);
    expect([...((await cache.get("a")) ?? [])]).toEqual([2, 2, 2, 2, 2]);
  });

  it("forgets when the time is over", async () => {
    const cache = await open();
    await cache.put("short", bytes(1), 50);
    await cache.put("long", bytes(1), minuteMs);
    await eventually(async () => expect(await cache.get("short")).toBeNull());
    expect(await cache.get("long")).not.toBeNull();
  });

  it("lets the oldest go when there are too many", async () => {
    const cache = await open();
    for (const key of ["a", "b", "c"]) await cache.put(key, bytes(1), minuteMs);
    await cache.put("a", bytes(1), minuteMs);
    await cache.put("d", bytes(1), minuteMs);
    expect(await kept(cache, ["a", "b", "c", "d"])).toEqual(["a", "c", "d"]);
  });

  it("lets the oldest go when they are too big together, and keeps none that is too big alone", async () => {
    const cache = await open();
    await cache.put("a", bytes(400), minuteMs);
    await cache.put("b", bytes(400), minuteMs);
    await cache.put("c", bytes(400), minuteMs);
    expect(await kept(cache, ["a", "b", "c"])).toEqual(["b", "c"]);
    await cache.put("huge", bytes(1_001), minuteMs);
    expect(await cache.get("huge")).toBeNull();
  });

  it("takes many puts at once", async () => {
    const [one, other] = [await open(), await open()];
    const keys = Array.from({ length: 40 }, (_, index) => `key ${index}`);
    await Promise.all(keys.map((key, index) => (index % 2 ? one : other).put(key, bytes(10), minuteMs)));
    await one.put("last", bytes(1), minuteMs);
    expect(await kept(one, [...keys, "last"])).toHaveLength(3);
  });
});
