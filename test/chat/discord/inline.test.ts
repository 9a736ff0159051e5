import { describe, expect, test } from "vitest";
import type { Inline } from "../../../src/cards/card.ts";
import { linkOf, markdownOf, timeOf } from "../../../src/chat/discord/inline.ts";
import { readMarkdown } from "../../discord/markdown.ts";

const at = new Date("2026-12-01T14:20:00Z");
const shown = (...text: Inline[]) => markdownOf(text, 1_000);

describe("people and channels", () => {
  test("are mentions by Discord's own ids", () => {
    expect(shown({ person: { id: "80351110224678912", name: "Ann" } })).toBe("<@80351110224678912>");
    expect(shown({ channel: "103735883630395392" })).toBe("<#103735883630395392>");
  });
  test.each(["U1", "1", "&165511591545143296", "!80351110224678912", "", "8".repeat(30)])(
    "with the id %j are words",
    (id) => {
      expect(shown({ person: { id, name: "Ann *b*" } })).toBe("Ann \\*b\\*");
      expect(readMarkdown(shown({ channel: id })).live).toEqual([]);
    },
  );
});

describe("times", () => {
  test.each([
    ["clock", "t"],
    ["day", "D"],
    ["moment", "f"],
    ["relative", "R"],
  ] as const)("as %s are the reader's", (style, letter) => {
    expect(shown({ time: at, style })).toBe(`<t:1796134800:${letter}>`);
  });
  test.each([new Date(Number.NaN), new Date(-1), new Date(8.64e15)])("that Discord cannot show are words", (time) => {
    expect(shown("at ", { time, style: "day" })).toMatch(/^at [^<]+$/u);
    expect(timeOf(time, "clock")).not.toContain("<");
  });
});

describe("links", () => {
  test("say where they lead, unless their label does", () => {
    expect(shown({ link: "report", url: "https://www.bbc.com/sport?a=1&b=2" })).toBe(
      "[report](<https://www.bbc.com/sport?a=1&b=2>) (www.bbc.com)",
    );
    expect(shown({ link: "www.bbc.com", url: "https://www.bbc.com/sport" })).toBe(
      "[www.bbc.com](<https://www.bbc.com/sport>)",
    );
    expect(shown({ link: "https://bank.example", url: "https://evil.example/" })).toBe(
      "[https:\u2060//bank.example](<https://evil.example/>) (evil.example)",
    );
  });
  test("show an international domain as it is asked for", () => {
    expect(shown({ link: "apple", url: "https://аррӏе.com/" })).toBe(
      "[apple](<https://xn--80ak6aa92e.com/>) (xn--80ak6aa92e.com)",
    );
  });
  test.each([
    "javascript:alert(1)",
    "discord://open",
    "not a url",
    "https://bank.example@evil.example",
    `https://a.example/${"x".repeat(512)}`,
  ])("to %s are words", (url) => {
    expect(shown({ link: "la*bel", url })).toBe("la\\*bel");
    expect(linkOf("la*bel", url, 100)).toBe("la\\*bel");
  });
  test("cannot be broken out of", () => {
    const url = "https://a.example/(x)[y]|z`\\>)](https://evil.example)";
    const text = shown({ link: "a](https://evil.example) [b", url });
    expect(text).toBe(
      "[a］\u2060(https:\u2060//evil.example) ［b](<https://a.example/%28x%29%5By%5D%7Cz%60/%3E%29%5D%28https://evil.example%29>) (a.example)",
    );
    expect(readMarkdown(text).live).toEqual([{ kind: "masked link", to: /<(.+)>/u.exec(text)?.[1] }]);
    expect(shown({ link: "x", url: "https://a.example/@everyone?q=\\" })).toBe(
      "[x](<https://a.example/%40everyone?q=%5C>) (a.example)",
    );
  });
  test("of a domain with marks in it format nothing", () => {
    expect(shown({ link: "", url: "https://_a_.example/" })).toBe(
      "[\\_a\\_.example](<https://_a_.example/>) (\\_a\\_.example)",
    );
  });
  test("for which there is no room are words", () => {
    expect(linkOf("a*", "https://a.example/long", 20)).toBe("a\\*");
  });
});

describe("bold and code", () => {
  test("hold no marks and no line ends of their own", () => {
    expect(shown({ bold: " a**b\nc " })).toBe("**a\\*\\*b c**");
    expect(shown({ code: " x`y\n*z* " })).toBe("`xˋy *z*`");
    expect(shown("a", { bold: " " }, { code: "\u202e" })).toBe("a");
  });
  test("in a row are kept apart", () => {
    const text = shown({ bold: "a" }, { bold: "b" }, { code: "c" }, { code: "d" });
    expect(text).toBe("**a**\u2060**b**`c`\u2060`d`");
    expect(readMarkdown(text).live.map(({ to }) => to)).toEqual(["a", "b", "c", "d"]);
  });
});

test("texts in a row are looked at together", () => {
  expect(shown("@every", "one")).toBe("@\u2060everyone");
  expect(shown("1", { person: { id: "?", name: ". x" } })).toBe("1\\. x");
  expect(shown("<", { channel: "1>" })).toBe("\\<\u2060#1>");
});

describe("what is too long", () => {
  test("ends in … and never within a mention, a link or an escape", () => {
    const ends: readonly Inline[] = [
      { bold: "bold" },
      { code: "code" },
      { link: "link", url: "https://a.example/" },
      { person: { id: "80351110224678912", name: "Ann" } },
      { time: at, style: "moment" },
      "****",
    ];
    for (const end of ends)
      for (let before = 50; before <= 100; before += 1) {
        const text = markdownOf(["a".repeat(before), end, "b"], 100);
        expect(text.length).toBeLessThanOrEqual(100);
        const { live, seen } = readMarkdown(text);
        expect(live.length).toBeLessThanOrEqual(1);
        expect(seen).toMatch(/^a+[^`[<]*$/u);
      }
  });
  test("however many there are", () => {
    const text: Inline[] = Array.from({ length: 5_000 }, (_, i) => (i % 2 ? { bold: "b * b" } : "<text> "));
    const shownText = markdownOf(text, 1_000);
    expect(shownText.length).toBeLessThanOrEqual(1_000);
    expect(shownText.endsWith("…")).toBe(true);
  });
});
