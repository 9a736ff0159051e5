import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../../src/model/errors.ts";
import { subjectName } from "../../src/model/subject.ts";
import { readSubject } from "../../src/text/subject.ts";
import { expectInEveryLanguage } from "../every-language.ts";

const refusal = (typed: string): string => {
  try {
    const read = readSubject(typed);
    throw new Error(`read as ${JSON.stringify(read)}`);
  } catch (error) {
    if (error instanceof UserError) {
      expectInEveryLanguage(error.hint);
      return error.hint.en;
    }
    throw error;
  }
};

describe("what is read as a hashtag", () => {
  it.each([
    ["with its sign", "#cats", "cats", "cats"],
    ["without", "cats", "cats", "cats"],
    ["as typed, in its own case", "#WorldCup2026", "worldcup2026", "WorldCup2026"],
    ["full width", "＃ＴＯＫＹＯ", "tokyo", "ＴＯＫＹＯ"],
    ["two signs", "##cats", "cats", "cats"],
    ["composed", "#cafe\u0301", "café", "café"],
    ["digits and letters", "2024election", "2024election", "2024election"],
    ["Hindi", "#हिन्दी", "हिन्दी", "हिन्दी"],
    ["Japanese with a full stop behind", "#ラーメン。", "ラーメン", "ラーメン"],
    ["what Slack makes of a channel's name", "<#C024BE7LR|cats>", "cats", "cats"],
    ["the same in quotes", "“<#C024BE7LR|Cats>”,", "cats", "Cats"],
    ["in straight quotes", '"#cats"', "cats", "cats"],
    ["in the quotes that phones write", "“#cats”", "cats", "cats"],
    ["in other languages' quotes", "„cats“", "cats", "cats"],
    ["in brackets", "(#cats)", "cats", "cats"],
    ["no-break spaces round it", "\u00a0#cats\u00a0", "cats", "cats"],
    ["invisible characters in it", "\u200b#ca\u200bts\u2060\ufeff", "cats", "cats"],
    ["direction marks round it", "\u2067#السعودية\u2069", "السعودية", "السعودية"],
    ["a comma behind it", "#cats,", "cats", "cats"],
    ["an exclamation behind it", "#cats?!", "cats", "cats"],
  ])("%s", (_, typed, key, display) => {
    expect(readSubject(typed)).toEqual({ kind: "hashtag", key, display });
  });

  it("takes 100 characters, counted as people count", () => {
    expect(readSubject(`#${"𝒞".repeat(99)}`).display).toBe("𝒞".repeat(99));
    expect(readSubject("a".repeat(100)).key).toHaveLength(100);
  });
});

it("reads an account, folded for equality", () => {
  expect(readSubject("@NASA")).toEqual({ kind: "account", key: "nasa", display: "NASA" });
  expect(readSubject("＠gargron@mastodon.social,")).toEqual({
    kind: "account",
    key: "gargron@mastodon.social",
    display: "gargron@mastodon.social",
  });
  expect(readSubject("<@U024BE7LH|nasa>")).toEqual({ kind: "account", key: "nasa", display: "nasa" });
});

it("reads a phrase in quotes of any kind, its spaces tidied", () => {
  const phrase = { kind: "phrase", key: "climate change", display: "Climate change" };
  for (const typed of [
    '"Climate change"',
    "“Climate  change”",
    "„Climate\u00a0change“,",
    "«Climate change»",
    "「Climate change.」",
  ]) {
    expect(readSubject(typed)).toEqual(phrase);
  }
});

describe("what is refused, and what to do instead", () => {
  it.each([
    ["nothing", "", /say which one, for example #worldcup/u],
    ["white space", " \u00a0\u200b", /say which one/u],
    ["the sign alone", "#", /“#” alone is no hashtag: write a word behind it/u],
    ["digits alone", "#123", /“#123” has only digits, and no network makes a hashtag of digits alone. Add a letter/u],
    ["digits of another script", "#१२३", /only digits/u],
    ["no letter at all", "#_1_", /at least one letter/u],
    ["a cashtag", "$TICK", /“\$TICK” is a cashtag, and those are not followed.*#TICK/u],
    ["markup", "<script>", /“<script>” is not a hashtag. A hashtag is made of letters, digits and “_”.*try #script\./u],
    ["a hyphen", "#climate-change", /try #climatechange\./u],
    ["an emoji", "#🔥", /letters, digits and “_”/u],
    ["a keycap", "#️⃣", /letters, digits and “_”/u],
    ["two words without quotes", "climate change", /has a space in it. Put quotes round it.*or try #climatechange/u],
    ["a channel whose name Slack hides", "<#C024BE7LR>", /channel or a person of this chat/u],
    ["a person of the chat", "<@U024BE7LH>", /channel or a person of this chat/u],
    ["a link", "https://x.com/hashtag/cats", /That is a link/u],
    ["an account without a name", "@", /Write it like @nasa/u],
    ["a phrase without a word", '"! !"', /for example #worldcup|no words/u],
  ])("%s", (_, typed, expected) => expect(refusal(typed)).toMatch(expected));

  it("never repeats more than a little of it", () => {
    expect(refusal("a".repeat(10_000))).toMatch(/^That is 10,000 characters long; at most 100 can be followed\./u);
    expect(refusal("a".repeat(101))).toMatch(/^That is 101 characters long/u);
    for (const typed of [
      "<".repeat(10_000),
      "<".repeat(99),
      `${"💥".repeat(60)}`,
      `@${"!".repeat(90)}a`,
      "1".repeat(100),
    ]) {
      expect(refusal(typed).length).toBeLessThan(260);
    }
  });

  it("refuses what folds into more than 100 characters", () => {
    expect(refusal("ﷺ".repeat(40))).toMatch(/at most 100/u);
  });

  it("repeats nothing that cannot be seen or sent", () => {
    expect(refusal("a\u0000\ud800<b")).toMatch(/“a<b”/u);
  });
});

describe("whatever is typed", () => {
  const typed = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: "grapheme" }),
    fc
      .array(
        fc.constantFrom("#", "@", '"', "“", "”", " ", "a", "é", "1", "_", "<#C1|", ">", ",", ".", "京", "\u200d"),
        { maxLength: 15 },
      )
      .map((c) => c.join("")),
  );

  it("is followed or refused in words, and what is followed reads as itself when its name is typed", () => {
    fc.assert(
      fc.property(typed, (any) => {
        let subject: ReturnType<typeof readSubject>;
        try {
          subject = readSubject(any);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          return;
        }
        expect(readSubject(subjectName(subject))).toEqual(subject);
        expect([...subject.key].length).toBeLessThanOrEqual(100);
      }),
      { numRuns: 5_000 },
    );
  });
});
