import { describe, expect, it } from "vitest";
import { SourceError, type SourceFailure } from "../../src/model/errors.ts";
import { DecodeError } from "../../src/sources/decode.ts";
import { type Gate, guard } from "../../src/sources/guard.ts";
import {
  type Connection,
  defineSource,
  type Page,
  type SearchQuery,
  type StreamEvent,
} from "../../src/sources/source.ts";
import { hashtag, never } from "./reading.ts";

const source = defineSource({
  name: "harbourlight",
  label: "Harbourlight",
  networks: [{ name: "harbourlight", label: "Harbourlight" }],
  credentials: [],
  quota: [{ requests: 10, windowMs: 60_000, per: "app" }],
  can: { subjects: ["hashtag"], search: true, stream: true, counts: false },
  terms: { combineMetrics: true },
  paceMs: 60_000,
  connect: () => ({}),
});

const query: SearchQuery = { network: "harbourlight", subject: hashtag("boats"), cursor: null, since: new Date(0) };
const page: Page = { posts: [], cursor: "1", seen: { from: new Date(0), to: new Date(1) }, more: false };
const open: Gate = { enter: async () => "ok" };

const failing = (failure: SourceFailure, retryAfterMs?: number) =>
  new SourceError("harbourlight", failure, retryAfterMs === undefined ? {} : { retryAfterMs });

/** Throws or answers what the script says, one entry a call; the last entry goes on for ever. */
function scripted(script: readonly (Error | Page)[]) {
  let calls = 0;
  const connection: Connection = {
    async search() {
      const answer = script[Math.min(calls++, script.length - 1)];
      if (answer === undefined || answer instanceof Error) throw answer;
      return answer;
    },
  };
  return { connection, calls: () => calls };
}

function guarded(
  connection: Connection,
  { gate = open, timeoutMs = 30_000 }: { gate?: Gate; timeoutMs?: number } = {},
) {
  const sleeps: number[] = [];
  const sleep = async (ms: number, signal: AbortSignal) => {
    signal.throwIfAborted();
    sleeps.push(ms);
  };
  return { ...guard(source, connection, { gate, sleep, timeoutMs }), sleeps };
}

describe("the guard round a search", () => {
  it("tries again what may pass by itself, with growing pauses", async () => {
    const { connection, calls } = scripted([
      failing("unavailable"),
      failing("unavailable"),
      failing("rate-limited"),
      page,
    ]);
    const { search, sleeps } = guarded(connection);
    expect(await search?.(query, never)).toBe(page);
    expect(calls()).toBe(4);
    expect(sleeps).toEqual([1_000, 2_000, 4_000]);
  });

  it("waits as long as the network asks", async () => {
    const { search, sleeps } = guarded(scripted([failing("rate-limited", 12_000), page]).connection);
    await search?.(query, never);
    expect(sleeps).toEqual([12_000]);
  });

  it("hands a long wait on to whoever asked", async () => {
    const { connection, calls } = scripted([failing("rate-limited", 600_000), page]);
    const { search, sleeps } = guarded(connection);
    await expect(search?.(query, never)).rejects.toMatchObject({ failure: "rate-limited", retryAfterMs: 600_000 });
    expect([calls(), sleeps]).toEqual([1, []]);
  });

  it("gives up after the last try", async () => {
    const { connection, calls } = scripted([failing("unavailable")]);
    await expect(guarded(connection).search?.(query, never)).rejects.toMatchObject({ failure: "unavailable" });
    expect(calls()).toBe(4);
  });

  it.each(["unauthorized", "not-found", "bad-response"] as const)("never tries %s again", async (failure) => {
    const { connection, calls } = scripted([failing(failure), page]);
    await expect(guarded(connection).search?.(query, never)).rejects.toMatchObject({ failure });
    expect(calls()).toBe(1);
  });

  it("turns foreign data that cannot be read into a bad-response that names the field", async () => {
    const { search } = guarded(scripted([new DecodeError("author.handle", "a text", 7)]).connection);
    const error = await search?.(query, never).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SourceError);
    expect(error).toMatchObject({ failure: "bad-response", source: "harbourlight" });
    expect(String(error)).toContain("author.handle should be a text");
  });

  it("leaves a bug the bug it is", async () => {
    const bug = new TypeError("undefined is not a function");
    const { connection, calls } = scripted([bug, page]);
    await expect(guarded(connection).search?.(query, never)).rejects.toBe(bug);
    expect(calls()).toBe(1);
  });

  it("gives up on a connection that never answers and does not listen", async () => {
    const { search, sleeps } = guarded({ search: () => new Promise<Page>(() => {}) }, { timeoutMs: 5 });
    await expect(search?.(query, never)).rejects.toMatchObject({ failure: "unavailable" });
    expect(sleeps).toHaveLength(3);
  });

  it("stops at once when it is told to", async () => {
    const stop = new AbortController();
    const { connection, calls } = scripted([failing("unavailable")]);
    const search = guarded({
      search: (asked, signal) => {
        stop.abort(new Error("shutting down"));
        return connection.search?.(asked, signal) ?? Promise.reject(new Error("no search"));
      },
    }).search;
    await expect(search?.(query, stop.signal)).rejects.toThrow("shutting down");
    expect(calls()).toBe(1);
  });
});

describe("the guard round a refresh", () => {
  it("tries again and counts like round a search", async () => {
    const keys: string[] = [];
    const refs = [{ network: "harbourlight", id: "1" }];
    let calls = 0;
    const { refresh, sleeps } = guarded(
      {
        async refresh(asked) {
          if (++calls < 3) throw failing("unavailable");
          return { posts: [], gone: asked };
        },
      },
      { gate: { enter: async (key) => (keys.push(key) > 0 ? "ok" : { waitMs: 1 }) } },
    );
    expect(await refresh?.(refs, never)).toEqual({ posts: [], gone: refs });
    expect([sleeps, keys.length]).toEqual([[1_000, 2_000], 3]);
  });
});

describe("the guard's quota", () => {
  it("is entered for every try, under the source's name", async () => {
    const keys: string[] = [];
    const gate: Gate = {
      async enter(key, quota) {
        keys.push(`${key}/${quota[0]?.requests}`);
        return "ok";
      },
    };
    await guarded(scripted([failing("unavailable"), page]).connection, { gate }).search?.(query, never);
    expect(keys).toEqual(["harbourlight/10", "harbourlight/10"]);
  });

  it("waits for a place that comes soon", async () => {
    const waits = [{ waitMs: 700 }, { waitMs: 300 }];
    const { search, sleeps } = guarded(scripted([page]).connection, {
      gate: { enter: async () => waits.shift() ?? "ok" },
    });
    expect(await search?.(query, never)).toBe(page);
    expect(sleeps).toEqual([700, 300]);
  });

  it("says when to come back where the quota is used up for long", async () => {
    const { connection, calls } = scripted([page]);
    const { search } = guarded(connection, { gate: { enter: async () => ({ waitMs: 3_600_000 }) } });
    await expect(search?.(query, never)).rejects.toMatchObject({ failure: "rate-limited", retryAfterMs: 3_600_000 });
    expect(calls()).toBe(0);
  });

  it("is not asked for a source that has none", async () => {
    const gate: Gate = { enter: () => Promise.reject(new Error("asked")) };
    const io = { gate, sleep: async () => {} };
    const { search } = guard({ ...source, quota: [] }, scripted([page]).connection, io);
    expect(await search?.(query, never)).toBe(page);
  });
});

describe("the guard round a stream", () => {
  const idle = (cursor: string): StreamEvent => ({ kind: "idle", at: new Date(0), cursor });

  it("goes on after the last event when the connection breaks", async () => {
    const asked: (string | undefined)[] = [];
    const { stream } = guarded({
      async *stream(_signal, from) {
        asked.push(from);
        const next = Number(from ?? "0") + 1;
        yield idle(String(next));
        if (next < 8) throw failing("unavailable");
      },
    });
    const cursors: string[] = [];
    for await (const { cursor } of stream?.(never) ?? []) cursors.push(cursor);
    expect(cursors).toEqual(["1", "2", "3", "4", "5", "6", "7", "8"]);
    expect(asked).toEqual([undefined, "1", "2", "3", "4", "5", "6", "7"]);
  });

  it("gives up on one that breaks before it brings anything", async () => {
    let opened = 0;
    const { stream, sleeps } = guarded({
      // biome-ignore lint/correctness/useYield: it breaks before its first event
      async *stream() {
        opened++;
        throw failing("unavailable");
      },
    });
    await expect(stream?.(never)[Symbol.asyncIterator]().next()).rejects.toMatchObject({ failure: "unavailable" });
    expect(opened).toBe(4);
    expect(sleeps).toEqual([1_000, 2_000, 4_000]);
  });
});

describe("the guard", () => {
  it("adds nothing that the connection cannot do", () => {
    expect(guard(source, {}, { gate: open, sleep: async () => {} })).toEqual({});
  });
});
