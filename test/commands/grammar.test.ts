import fc from "fast-check";
import { expect, test } from "vitest";
import chart from "../../src/commands/chart.ts";
import { readFormValues, readLine, readOptions } from "../../src/commands/grammar.ts";
import track from "../../src/commands/track.ts";
import { UserError } from "../../src/model/errors.ts";
import { expectInEveryLanguage } from "../every-language.ts";

const hintOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) {
      expectInEveryLanguage(error.hint);
      return error.hint.en;
    }
    throw error;
  }
  return "";
};

test("a line is a slash, a verb and the rest", () => {
  expect(readLine("/track #cats")).toEqual({ verb: "track", rest: "#cats" });
  expect(readLine("  ／TRACK\u00a0#cats")).toEqual({ verb: "track", rest: "#cats" });
  expect(readLine("hello")).toBeNull();
  expect(readLine("/")).toBeNull();
});

test("tags, words and key:value come in any order", () => {
  const a = readOptions(track, "#Cats on:bluesky,mastodon every:15m alerts:strict");
  const b = readOptions(track, "alerts:strict every:15m on:bluesky,mastodon #Cats");
  expect(a).toEqual(b);
  expect(a).toMatchObject({
    tag: [{ kind: "hashtag", key: "cats", display: "Cats" }],
    on: ["bluesky", "mastodon"],
    alerts: "strict",
  });
});

test("phones' dashes, quotes and spaces are forgiven", () => {
  expect(readOptions(track, "\u00a0＃cats\u200b ")).toMatchObject({ tag: [{ key: "cats" }] });
  expect(readOptions(track, "<#C1|cats>")).toMatchObject({ tag: [{ key: "cats" }] });
  expect(readOptions(track, "“climate change”")).toMatchObject({
    tag: [{ kind: "phrase", display: "climate change" }],
  });
});

test("a bare word is the tag, a period is the period", () => {
  expect(readOptions(chart, "cats 24h")).toMatchObject({ tag: { key: "cats" }, period: { text: "24h" } });
  expect(readOptions(chart, "#cats")).toMatchObject({ period: { text: "7d" } });
});

test.each([
  ["", "hashtag"],
  ["#", "#"],
  ["#a #b #c #d #e #f", "At most 5 at a time"],
  [`#${"a".repeat(10_000)}`, ""],
  ["#cats every:never", "every"],
  ["#cats alerts:loud", "sensitive, balanced, strict"],
  ["<script>alert(1)</script>", ""],
])("“%.20s” is refused with a sentence that helps", (typed, says) => {
  const hint = hintOf(() => readOptions(track, typed));
  expect(hint.length).toBeGreaterThan(20);
  expect(hint.length).toBeLessThan(400);
  expect(hint).toContain(says);
});

test.each([
  ["#cats evry:15m", "/track #cats every:15m"],
  ["#cats alert:strict on:bluesky", "/track #cats alerts:strict on:bluesky"],
  ["#cats colour:blue", "/track #cats"],
  ["colour:blue", "/track #worldcup"],
])("“%s” is answered with the corrected line", (typed, line) => {
  expect(hintOf(() => readOptions(track, typed))).toContain(`Try: ${line}`);
});

test("several hashtags are several, each once", () => {
  expect(readOptions(track, "#cats #Dogs #CATS")).toMatchObject({ tag: [{ key: "cats" }, { key: "dogs" }] });
});

test("a form's fields are read like words, and what is wrong with one names it", () => {
  expect(readFormValues(track, { tag: "#cats, #dogs", on: "on:bluesky", every: "", alerts: "" })).toMatchObject({
    tag: [{ key: "cats" }, { key: "dogs" }],
    on: ["bluesky"],
    every: null,
    alerts: null,
  });
  expect(() => readFormValues(track, { tag: "#cats", every: "never" })).toThrow(
    expect.objectContaining({ field: "every" }) as Error,
  );
  expect(() => readFormValues(track, {})).toThrow(expect.objectContaining({ field: "tag" }) as Error);
});

test("whatever is typed is read or refused, never a crash", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (typed) => {
      hintOf(() => readOptions(track, typed));
      hintOf(() => readOptions(chart, typed));
    }),
  );
});
