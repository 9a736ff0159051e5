import { expect, test } from "vitest";
import { sharedCache } from "../../src/chat/shared.ts";
import { openMemory } from "./memory.ts";

test("what was put in comes out as it was, for as long as it was kept", async () => {
  const { cache, pass } = openMemory();
  await cache.put("a", { text: "“ﷺ” 🌊", list: [1, null] }, 1_000);
  expect(await cache.get("a")).toEqual({ text: "“ﷺ” 🌊", list: [1, null] });
  expect(await cache.get("b")).toBeNull();
  pass(1_000);
  expect(await cache.get("a")).toBeNull();
});

test("what cannot be read is not there", async () => {
  const cache = sharedCache({ get: async () => Buffer.from("{half"), put: async () => {} });
  expect(await cache.get("a")).toBeNull();
});

test("a cache that cannot be asked says so", async () => {
  const cache = sharedCache({ get: () => Promise.reject(new Error("gone")), put: async () => {} });
  await expect(cache.get("a")).rejects.toThrow("gone");
});
