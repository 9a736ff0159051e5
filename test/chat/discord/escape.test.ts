import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  codeText,
  line,
  markdownLabel,
  markdownLine,
  markdownParagraph,
  markdownText,
} from "../../../src/chat/discord/escape.ts";
import { pingsIn, readMarkdown } from "../../discord/markdown.ts";
import { hostileText } from "../any-card.ts";

const runs = { numRuns: 1_000 };
const plain = (text: string) => text.replaceAll("\u2060", "");
/** What a reader sees. */
const seen = (text: string) => plain(readMarkdown(text).seen);

describe("nothing in a stranger's text comes alive", () => {
  test.each([
    ["in a text", (text: string) => markdownText(text, 3_000)],
    ["on a line", (text: string) => markdownLine(text, 3_000)],
    ["in a paragraph", (text: string) => markdownParagraph(text, 3_000)],
    ["in a paragraph that is cut short", (text: string) => markdownParagraph(text, 12)],
    ["in a link's label", (text: string) => markdownLabel(text, 3_000)],
  ])("%s", (_, shown) => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(readMarkdown(shown(text)).live).toEqual([]);
        expect(pingsIn(shown(text))).toEqual([]);
      }),
      runs,
    );
  });
  test("in a code span, a code block and what Discord does not parse", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const code = codeText(text, 3_000);
        expect([...pingsIn(code), ...pingsIn(line(text, 3_000))]).toEqual([]);
        expect(code).not.toMatch(/[`\n]/u);
      }),
      runs,
    );
  });
  test("in a link's label, which ends where we end it", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const label = markdownLabel(text, 300) || "x";
        const { live } = readMarkdown(`[${label}](<https://good.example>)`);
        expect(live).toEqual([{ kind: "masked link", to: "https://good.example" }]);
      }),
      runs,
    );
  });
  test("behind a link of ours, which would go on to where it ends", () => {
    for (const shown of [markdownText, markdownLine, markdownParagraph, markdownLabel, codeText]) {
      const text = `[Open](<https://good.example>) ${shown("](/evil) [x](/evil)", 100)}`;
      expect(readMarkdown(text).live).toEqual([{ kind: "masked link", to: "https://good.example" }]);
    }
  });
  test.each([
    "@everyone",
    "@here",
    "<@666666666666666666>",
    "<@&666666666666666666>",
    "<#666666666666666666>",
    "</evil:666666666666666666>",
    "<t:0:R>",
    "<a:evil:666666666666666666>",
    "<id:home>",
  ])("in code and in labels %s is kept apart, should it be pasted", (text) => {
    expect(codeText(text, 100)).toBe(`${text[0]}\u2060${text.slice(1)}`);
    expect(line(text, 100)).toBe(`${text[0]}\u2060${text.slice(1)}`);
  });
});

describe("what it looks like stays", () => {
  test.each([
    "<@1> & <@&2> <#3> </track:4> <t:5:R> <:a:6> <a:b:7> <id:home>",
    "@here @everyone :tada: 14:02:05",
    "**bold** *i* _i_ __u__ ~~s~~ ||p|| \\o/ ¯\\_(ツ)_/¯",
    "[bank](https://evil.example) <https://evil.example> discord.gg/evil x@evil.example",
    "# heading\n## heading\n-# small\n> quote\n>>> quote\n- list\n* list\n+ list\n1. list\n2) list",
    "  - indented\n  # heading",
    "a < b > c #cats 2*3*4 snake_case 1.5 -1",
    "नमस्ते ﷺ 👩‍👩‍👧‍👦 می‌خواهم",
    "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
  ])("of %s", (text) => {
    expect(seen(markdownText(text, 400))).toBe(text);
    expect(seen(markdownLine(text, 400))).toBe(text.replace(/\s+/gu, " ").trim());
    expect(plain(line(text, 400))).toBe(text.replace(/\s+/gu, " ").trim());
  });
  test("but backticks, and brackets in a link's label, get characters that look alike", () => {
    expect(markdownText("`c` ```", 200)).toBe("ˋcˋ ˋˋˋ");
    expect(codeText("a`b[c]*d*", 200)).toBe("aˋb[c]*d*");
    expect(markdownLabel("[x] y", 200)).toBe("［x］ y");
  });
  test("and what formats nothing has no backslash", () => {
    expect(markdownText('#cats -5 1.5 3) 2>1 (a) {b} 🙂 it\'s & "q"', 200)).toBe(
      '#cats -5 1.5 3) 2>1 (a) {b} 🙂 it\'s & "q"'.replace("3)", "3)"),
    );
  });
});

describe("tricks are taken out", () => {
  test.each([
    ["\u202eevil\u202c", "evil"],
    ["z\u200be\u200br\ufeffo\u00ad\u2060", "zero"],
    ["a\u0000b\u001bc\ud800d\uffff", "abcd"],
    [`z${"\u0301".repeat(98)}`, "z\u0301\u0301\u0301\u0301"],
  ])("of %j is left %j", (text, left) => {
    for (const shown of [markdownText, markdownLine, markdownParagraph, markdownLabel, codeText, line])
      expect(shown(text, 200)).toBe(left);
  });
  test("before the marks are looked for, so that none hides one", () => {
    expect(markdownText("@he\u202ere <\u200b@1> -\u200b# x", 200)).toBe("@\u2060here \\<\u2060@1> -# x");
    expect(markdownText("\u200b# x", 200)).toBe("\\# x");
  });
});

describe("a text is cut", () => {
  test("with its escapes counted and none of them cut", () => {
    expect(markdownText("****", 8)).toBe("\\*\\*\\*\\*");
    expect(markdownText("*****", 8)).toBe("\\*\\*\\*…");
  });
  test("however long it is, to what was asked for", () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 300 }), (text, max) => {
        for (const shorten of [markdownText, markdownLine, markdownParagraph, markdownLabel, codeText, line])
          expect(shorten(text, max).length).toBeLessThanOrEqual(max);
      }),
      { numRuns: 500 },
    );
  });
  test("quickly, be it megabytes long", () => {
    const text = "<@1> *a*\n- b ".repeat(1_000_000);
    const start = performance.now();
    for (const shorten of [markdownText, markdownLine, markdownParagraph, markdownLabel, codeText, line])
      shorten(text, 100);
    expect(performance.now() - start).toBeLessThan(100);
  });
});

test("what must not be empty has a dash, and a line is one", () => {
  for (const text of ["", " \n", "\u202e", "\u200d"])
    for (const shown of [markdownLine, markdownParagraph, line]) expect(shown(text, 10)).toBe("–");
  for (const shown of [markdownLine, markdownLabel, codeText, line]) expect(shown(" a\n b\u2028c ", 20)).toBe("a b c");
});
