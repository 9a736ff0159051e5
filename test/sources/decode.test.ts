import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  asArray,
  asDate,
  asInteger,
  asObject,
  asString,
  asTime,
  DecodeError,
  decodeJson,
  orNull,
} from "../../src/sources/decode.ts";
import { readRow } from "../../src/sources/replay/row.ts";

describe("decoding foreign data", () => {
  it("names the field and what was found there, never the value", () => {
    expect(() => asString(7, "author.handle")).toThrow("author.handle should be a text, but is a number");
    expect(() => asObject([], "post")).toThrow("post should be an object, but is a list");
    expect(() => asInteger(undefined, "likes")).toThrow("likes should be a whole number, but is missing");
    expect(() => asArray(null, "tags")).toThrow("tags should be a list, but is null");
    expect(() => decodeJson("secret{")).toThrow(/^(?!.*secret)/);
  });

  it("keeps whole numbers only as far as they are exact", () => {
    expect(asInteger(-3, "score")).toBe(-3);
    for (const value of [1.5, Number.NaN, 2 ** 53, "3"]) expect(() => asInteger(value, "likes")).toThrow(DecodeError);
  });

  it("wants dates with their zone", () => {
    expect(asDate("2024-05-01T12:00:00+02:00", "at")).toEqual(new Date("2024-05-01T10:00:00Z"));
    for (const value of ["2024-05-01", "2024-05-01T12:00:00", "2024-13-01T12:00:00Z", "soon", 5]) {
      expect(() => asDate(value, "at")).toThrow(/^at should be/);
    }
    expect(() => asTime(-1, "at")).toThrow(DecodeError);
  });

  it("lets null and missing pass where they may", () => {
    expect(orNull(asString, null, "url")).toBeNull();
    expect(orNull(asString, undefined, "url")).toBeNull();
    expect(() => orNull(asString, 1, "url")).toThrow(DecodeError);
  });

  it("reads a replay's line or names what is wrong with it, whatever the line is", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.object().map((object) => JSON.stringify(object)),
        ),
        (line) => {
          try {
            readRow(line);
          } catch (error) {
            expect(error).toBeInstanceOf(DecodeError);
          }
        },
      ),
    );
  });
});
