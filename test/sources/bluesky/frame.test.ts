import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFrame } from "../../../src/sources/bluesky/frame.ts";
import { DecodeError } from "../../../src/sources/decode.ts";
import { rkeyOf, someone } from "./records.ts";

const read = (frame: unknown) => readFrame(Buffer.from(JSON.stringify(frame)));
const change = {
  operation: "create",
  collection: "app.bsky.feed.post",
  rkey: rkeyOf(1),
  record: { text: "low water" },
};
const older = {
  did: someone,
  time_us: 1_773_165_621_345_678,
  kind: "commit",
  commit: { rev: "3m2", cid: "b", ...change },
};
const newer = (kind: string, payload: object) => ({
  $type: "message",
  payload: { $type: `network.bsky.jetstream.subscribeEvents#${kind}`, ...payload },
});
const time = "2026-03-10T18:00:21.345678Z";

describe("a message of a Jetstream", () => {
  it("says the same on both wires, but for the count", () => {
    const said = { kind: "commit", did: someone, ...change };
    expect(read(older)).toEqual({ ...said, moment: { timeUs: 1_773_165_621_345_678, seq: null } });
    expect(read({ ...older, cursor: 4_711 })).toEqual(read(older));
    expect(read(newer("commit", { seq: 4_711, did: someone, time, rev: "3m2", ...change }))).toEqual({
      ...said,
      moment: { timeUs: 1_773_165_621_345_678, seq: 4_711 },
    });
  });

  it("that deletes has no record", () => {
    const { record: _, ...deletion } = { ...change, operation: "delete" };
    const said = { kind: "commit", operation: "delete", rkey: rkeyOf(1), record: undefined };
    expect(read({ ...older, commit: deletion })).toMatchObject(said);
    expect(read(newer("commit", { seq: 1, did: someone, time, ...deletion }))).toMatchObject(said);
  });

  it("about accounts only says what time it is", () => {
    expect(read({ did: someone, time_us: 5, kind: "account", account: {} })).toEqual({
      kind: "other",
      moment: { timeUs: 5, seq: null },
    });
    for (const kind of ["identity", "account", "sync"])
      expect(read(newer(kind, { seq: 9, did: someone, time: "2026-03-10T18:00:21Z" }))).toEqual({
        kind: "other",
        moment: { timeUs: 1_773_165_621_000_000, seq: 9 },
      });
  });

  it("may be a notice, or the reason for an end", () => {
    expect(read(newer("info", { name: "OutdatedCursor", message: "moved up" }))).toEqual({ kind: "notice" });
    expect(read({ $type: "error", error: "ConsumerTooSlow" })).toEqual({ kind: "error", error: "ConsumerTooSlow" });
  });

  it.each([
    ["kind", {}],
    ["time_us", { kind: "commit" }],
    ["commit", { kind: "commit", time_us: 1 }],
    ["commit.operation", { kind: "commit", time_us: 1, did: "d", commit: {} }],
    ["payload", { $type: "message" }],
    ["payload.time", newer("commit", { seq: 1, time: "noon" })],
    ["payload.seq", newer("commit", { time })],
    ["error", { $type: "error" }],
  ])("that cannot be read is refused with the path %s", (path, frame) => {
    expect(() => read(frame)).toThrow(`${path} should be`);
  });

  it("of any bytes is read or refused, never anything else", () => {
    const mixed = fc.oneof(
      fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))),
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      fc
        .tuple(fc.constantFrom(...Object.keys({ ...older, ...newer("commit", {}) })), fc.jsonValue())
        .map(([key, value]) => Buffer.from(JSON.stringify({ ...older, [key]: value }))),
      fc
        .dictionary(fc.constantFrom("$type", "seq", "did", "time", "operation", "collection", "rkey"), fc.jsonValue())
        .map((payload) => Buffer.from(JSON.stringify(newer("commit", payload)))),
    );
    fc.assert(
      fc.property(mixed, (bytes) => {
        try {
          expect(["commit", "other", "notice", "error"]).toContain(readFrame(bytes).kind);
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
      }),
    );
  });
});
