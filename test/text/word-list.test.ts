import fc from "fast-check";
import { expect, it, test } from "vitest";
import { UserError } from "../../src/model/errors.ts";
import { parseWordList, type WordList, wordListsMax, wordListsOf, wordsPerListMax } from "../../src/text/word-list.ts";
import { anyText } from "./any-text.ts";

const lists: readonly WordList[] = [
  { name: "offers", words: ["Black Friday", "voucher", "50% off"] },
  { name: "rivals", words: ["Acme", "Café Straße"] },
  { name: "日本", words: ["新商品", "ラーメン屋"] },
  { name: "hearts", words: ["❤️"] },
];
const namesIn = wordListsOf(lists);

test.each([
  ["Use my VOUCHER now", ["offers"]],
  ["vouchers for all", []],
  ["black   friday is near", ["offers"]],
  ["Black. Friday", ["offers"]],
  ["black cat friday", []],
  ["#black_friday", ["offers"]],
  ["#blackfriday", []],
  ["50 off", ["offers"]],
  ["ＡＣＭＥ! and a voucher", ["offers", "rivals"]],
  ["at CAFÉ STRASSE", ["rivals"]],
  ["at cafe strasse", []],
  ["a\u200bcme", ["rivals"]],
  ["駅前の新商品です", ["日本"]],
  ["新。商品", []],
  ["あのラーメン屋さん", ["日本"]],
  ["❤", ["hearts"]],
  ["", []],
])("%j is in %j", (text, names) => {
  expect(namesIn(text)).toEqual(names);
});

it("finds nothing where there are no lists", () => {
  expect(wordListsOf([])("voucher")).toEqual([]);
  expect(wordListsOf([{ name: "empty", words: [] }])("voucher")).toEqual([]);
});

it("reads a list as it is typed, each word once, as first typed", () => {
  const typed = " sale, Black  Friday;“gift card”\nSALE、 新商品，\n\n#promo ";
  expect(parseWordList("  My   list ", typed, [])).toEqual({
    name: "My list",
    words: ["sale", "Black Friday", "gift card", "新商品", "#promo"],
  });
});

const twenty = Array.from({ length: wordListsMax }, (_, at) => ({ name: `List ${at}`, words: ["x"] }));
const words = (count: number) => Array.from({ length: count }, (_, at) => `w${at}`).join(",");

test.each([
  ["no name", " ", "sale", [], /has no name/],
  ["a long name", "n".repeat(41), "sale", [], /at most 40 characters/],
  ["no words", "list", " , ;\n", [], /has no words yet/],
  ["a word of marks alone", "list", "sale, ?!", [], /“\?!” has no letter/],
  ["a long word", "list", "w".repeat(61), [], /^“w{39}…” is too long: at most 60/],
  ["too many words", "list", words(wordsPerListMax + 1), [], /201 words; a list has at most 200/],
  ["too many lists", "list", "sale", twenty, /There are 20 lists already/],
])("refuses %s, and says so in every language", (_, name, typed, there, hint) => {
  const refused = () => parseWordList(name, typed, there);
  expect(refused).toThrow(UserError);
  expect(refused).toThrow(hint);
  try {
    refused();
  } catch (error) {
    const hints = Object.values((error as UserError).hint);
    expect(new Set(hints).size).toBe(6);
    expect(hints.join()).not.toContain("undefined");
  }
});

it("takes as much as may be, and a list of a name that is there in its place", () => {
  expect(parseWordList("list", words(wordsPerListMax), []).words).toHaveLength(wordsPerListMax);
  expect(parseWordList("n".repeat(40), "w".repeat(60), [])).toBeDefined();
  expect(parseWordList("LIST 7", "sale", twenty)).toEqual({ name: "LIST 7", words: ["sale"] });
});

it("finds a word of any kind in a text that has it between spaces", () => {
  fc.assert(
    fc.property(anyText, anyText, anyText, (word, before, after) => {
      let list: WordList;
      try {
        list = parseWordList("list", word, []);
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
        return;
      }
      for (const one of list.words)
        expect(wordListsOf([{ ...list, words: [one] }])(`${before} ${one} ${after}`)).toEqual(["list"]);
    }),
    { numRuns: 1_000 },
  );
});

it("has an answer for any text, however long", () => {
  const names = lists.map(({ name }) => name);
  fc.assert(
    fc.property(anyText, (text) => {
      expect(names).toEqual(expect.arrayContaining([...namesIn(text)]));
    }),
  );
  for (const text of ["\ud800\udfff\ud800", "\0voucher\0", "\u202evoucher", `voucher ${"é".repeat(2 ** 20)}`])
    expect(namesIn(text)).toEqual(text.includes("voucher") ? ["offers"] : []);
  const long = wordListsOf([{ name: "a", words: [`${"a ".repeat(29)}b`] }]);
  expect(long("a ".repeat(2 ** 19))).toEqual([]);
});
