import { describe, expect, test } from "vitest";
import type { Inline } from "../../../src/cards/card.ts";
import { mrkdwnOf, richOf } from "../../../src/chat/slack/inline.ts";
import { problemsIn } from "../../slack/block-kit.ts";

const at = new Date("2026-12-01T14:20:00Z");
const rich = (...text: Inline[]) => richOf(text, 3_000);
const mrkdwn = (...text: Inline[]) => mrkdwnOf(text, 1_000);

describe("people and channels", () => {
  test("are mentions by Slack's own ids", () => {
    expect(rich({ person: { id: "U0123ABC", name: "Ann" } })).toEqual([{ type: "user", user_id: "U0123ABC" }]);
    expect(mrkdwn({ person: { id: "U0123ABC", name: "Ann" } })).toBe("<@U0123ABC>");
    expect(rich({ channel: "C0123ABC" })).toEqual([{ type: "channel", channel_id: "C0123ABC" }]);
    expect(mrkdwn({ channel: "C0123ABC" })).toBe("<#C0123ABC>");
  });
  test.each(["u1", "U1>", "U1|x", "!here", "", "U 1", "a".repeat(200)])("with the id %j are words", (id) => {
    expect(rich({ person: { id, name: "Ann" } })).toEqual([{ type: "text", text: "Ann" }]);
    expect(mrkdwn({ person: { id, name: "Ann" } })).toBe("Ann");
    expect(mrkdwn({ channel: id })).not.toMatch(/[<>]/u);
  });
  test("have names that stay words", () => {
    expect(mrkdwn({ person: { id: "?", name: "<@U0> *Ann*" } })).toBe("&lt;\u2060@U0&gt; ∗Ann∗");
  });
});

describe("times", () => {
  test.each([
    ["clock", "{time}", "14:20 UTC"],
    ["day", "{date_short}", "1 Dec 2026"],
    ["moment", "{date_short_pretty}, {time}", "1 Dec 2026, 14:20 UTC"],
    ["relative", "{ago}", "1 Dec 2026, 14:20 UTC"],
  ] as const)("as %s are the reader's, in UTC where that fails", (style, format, fallback) => {
    expect(rich({ time: at, style })).toEqual([{ type: "date", timestamp: 1_796_134_800, format, fallback }]);
    expect(mrkdwn({ time: at, style })).toBe(`<!date^1796134800^${format}|${fallback}>`);
  });
  test.each([new Date(Number.NaN), new Date(-1), new Date(8.64e15)])("that Slack cannot show are words", (time) => {
    expect(rich({ time, style: "day" })[0]?.type).toBe("text");
    expect(mrkdwn({ time, style: "day" })).not.toContain("<!date");
  });
});

describe("links", () => {
  test("say where they lead, unless their label does", () => {
    expect(mrkdwn({ link: "report", url: "https://www.bbc.com/sport?a=1&b=2" })).toBe(
      "<https://www.bbc.com/sport?a=1&amp;b=2|report> (www.bbc.com)",
    );
    expect(mrkdwn({ link: "www.bbc.com", url: "https://www.bbc.com/sport" })).toBe(
      "<https://www.bbc.com/sport|www.bbc.com>",
    );
    expect(rich({ link: "https://bank.example", url: "https://evil.example/" })).toEqual([
      { type: "link", url: "https://evil.example/", text: "https://bank.example" },
      { type: "text", text: " (evil.example)" },
    ]);
  });
  test("show an international domain as it is asked for", () => {
    expect(mrkdwn({ link: "apple", url: "https://аррӏе.com/" })).toBe(
      "<https://xn--80ak6aa92e.com/|apple> (xn--80ak6aa92e.com)",
    );
  });
  test.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "slack://open",
    "ftp://a.example",
    "not a url",
    "https://bank.example@evil.example",
    `https://a.example/${"x".repeat(3_000)}`,
  ])("to %s are words", (url) => {
    expect(rich({ link: "label", url })).toEqual([{ type: "text", text: "label" }]);
    expect(mrkdwn({ link: "label", url })).toBe("label");
  });
  test("cannot be broken out of", () => {
    expect(mrkdwn({ link: "a|b> <!here>", url: "https://a.example/x|y>z" })).toBe(
      "<https://a.example/x%7Cy%3Ez|a|b&gt; &lt;\u2060!here&gt;> (a.example)",
    );
  });
  test("of a domain with marks in it format nothing", () => {
    expect(mrkdwn({ link: "x", url: "https://_a_.example/" })).toBe("<https://_a_.example/|x> (ˍaˍ.example)");
    expect(mrkdwn({ link: "", url: "https://_a_.example/" })).toBe("<https://_a_.example/|ˍaˍ.example> (ˍaˍ.example)");
  });
  test("for which there is no room are words", () => {
    expect(mrkdwn({ link: "<!here> a", url: `https://a.example/${"x".repeat(1_500)}` })).toBe("&lt;\u2060!here&gt; a");
  });
  test("without a label have their domain for one", () => {
    expect(mrkdwn({ link: "\u202e", url: "https://a.example/" })).toBe("<https://a.example/|a.example> (a.example)");
    expect(rich({ link: " ", url: "https://a.example/" })).toEqual([
      { type: "link", url: "https://a.example/", text: "a.example" },
    ]);
  });
});

describe("bold and code", () => {
  test("in mrkdwn hold no marks and no line ends of their own", () => {
    expect(mrkdwn({ bold: " a*b\nc " })).toBe("*a*b c*");
    expect(mrkdwn({ code: "x`y" })).toBe("`xˋy`");
    expect(mrkdwn({ bold: " " }, "a")).toBe("a");
  });
});

test("two texts in a row are no more together than alone", () => {
  expect(mrkdwn("@he", "re")).toBe("@he\u2060re");
  expect(mrkdwn("<", { channel: "!channel" })).toBe("&lt;\u2060#!channel");
  expect(mrkdwn("a ", { person: { id: "U1", name: "Ann" } }, " b")).toBe("a <@U1> b");
});

describe("what is too long", () => {
  test("ends in … and is still what Slack takes", () => {
    const text: Inline[] = Array.from({ length: 5_000 }, (_, i) => (i % 2 ? { bold: "b & b" } : "<text> "));
    const elements = richOf(text, 3_000);
    expect(elements.at(-1)).toEqual({ type: "text", text: "…" });
    expect(elements.length).toBeLessThan(150);
    const note = mrkdwnOf(text, 1_000);
    expect(note.length).toBeLessThanOrEqual(1_000);
    expect(note.endsWith("…")).toBe(true);
    const context = { type: "context", elements: [{ type: "mrkdwn", text: note, verbatim: true }] };
    expect(problemsIn("message", { text: "x", blocks: [context] })).toEqual([]);
  });
  test("never ends within a mention", () => {
    const text: Inline[] = [`${"a".repeat(990)} `, { person: { id: "U0123456789", name: "Ann" } }];
    expect(mrkdwnOf(text, 1_000)).toBe(`${"a".repeat(990)} …`);
  });
});
