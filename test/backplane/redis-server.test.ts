import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openBackplane, prepareBackplane } from "../../src/backplane/backend.ts";
import { ConfigError } from "../../src/model/errors.ts";
import { missingServer, openRedis, type TestRedis } from "../redis.ts";
import { logBook, noDatabase, promised } from "./engines.ts";

describe("a Redis that jobs shall live in", () => {
  if (missingServer) return it.skip(missingServer);
  let server: TestRedis;
  let redis: Redis;
  let book: ReturnType<typeof logBook>;

  beforeAll(async () => {
    const started = await openRedis();
    if (!started) throw new Error("There was a Redis a moment ago");
    server = started;
    redis = new Redis(server.url);
  });
  afterAll(async () => {
    redis.disconnect();
    await server.close();
  });
  beforeEach(async () => {
    book = logBook();
    await redis.config("SET", "maxmemory-policy", "noeviction");
  });

  const prepare = (redisUrl = server.url) => prepareBackplane({ ownerUrl: noDatabase, redisUrl, log: book.log });
  const as = (user: string, password: string) => Object.assign(new URL(server.url), { username: user, password }).href;

  it("is taken, with a word of warning where it saves nothing", async () => {
    await prepare();
    expect(book.lines).toMatchObject([{ level: "warn", message: expect.stringContaining("appendonly yes") }]);
    await redis.config("SET", "save", "3600 1");
    await prepare();
    await redis.config("SET", "save", "", "appendonly", "yes");
    await prepare();
    expect(book.lines).toHaveLength(1);
  });

  it("is refused when it throws keys away, with what to do", async () => {
    await redis.config("SET", "maxmemory-policy", "allkeys-lru");
    const refused = prepare();
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(/maxmemory-policy is allkeys-lru.*Set maxmemory-policy noeviction/);
  });

  it("is taken where CONFIG is not for us, and jobs run on it", async () => {
    await redis.call("ACL", "SETUSER", "tenant", "on", ">pass", "~groundswell:*", "+@all", "-config");
    const redisUrl = as("tenant", "pass");
    await prepare(redisUrl);
    expect(book.lines).toEqual([]);
    const kinds = [{ name: "one", attempts: 1, key: () => "only" }];
    const { jobs, close } = await openBackplane<{ one: object }>({
      databaseUrl: noDatabase,
      redisUrl,
      log: book.log,
      kinds,
    });
    const done = promised();
    await jobs.start([{ name: "one", run: async () => done.keep() }], { concurrency: 1 });
    await jobs.add({ name: "one", input: {} });
    await done.promise;
    await close();
  });

  it("is refused where it may not be asked what it is, and no worker is left behind", async () => {
    await redis.call("ACL", "SETUSER", "stranger", "on", ">pass", "~*", "+@all", "-info");
    await expect(prepare(as("stranger", "pass"))).rejects.toThrow(/INFO/);
    const at = { databaseUrl: noDatabase, redisUrl: as("stranger", "pass"), log: book.log, kinds: [] };
    const { jobs, close } = await openBackplane(at);
    const start = jobs.start([{ name: "one", run: async () => {} }], { concurrency: 1 });
    await expect(start).rejects.toThrow("NOPERM");
    await close();
  });

  it("is named, without its password, when it does not answer or let us in", async () => {
    const strangers = [as("nobody", "sesame"), "redis://me:sesame@127.0.0.1:9/0"];
    for (const redisUrl of strangers) {
      const open = () => openBackplane({ databaseUrl: noDatabase, redisUrl, log: book.log, kinds: [] });
      for (const refused of [() => prepare(redisUrl), open]) {
        const error = await refused().then(
          () => new Error("was let in"),
          (thrown: Error) => thrown,
        );
        expect(error).toBeInstanceOf(ConfigError);
        expect(error.message).toContain(new URL(redisUrl).host);
        expect(error.message).toMatch(/WRONGPASS|ECONNREFUSED/);
        expect(error.message).not.toContain("sesame");
      }
    }
  });
});
