import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inertText, line, mrkdwnObject, mrkdwnText, notification, paragraph } from "../../../src/chat/slack/escape.ts";
import { liveThingsIn } from "../../slack/live-things.ts";
import { hostileText } from "../any-card.ts";

const nothing = { people: [], channels: [], pings: [], links: [], formatted: [], dormant: [] };
/** What a reader sees. */
const seen = (text: string) =>
  text.replaceAll("\u2060", "").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

describe("nothing in a stranger's text comes alive", () => {
  test("in mrkdwn", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(liveThingsIn([mrkdwnObject(mrkdwnText(text, 3_000))])).toEqual(nothing);
      }),
      { numRuns: 2_000 },
    );
  });
  test("in a notification, where Slack makes links by itself", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(liveThingsIn({ text: notification(text, 1_000) })).toEqual(nothing);
      }),
      { numRuns: 2_000 },
    );
  });
  test("in plain text", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(liveThingsIn([{ type: "plain_text", text: inertText(text, 3_000) }])).toEqual(nothing);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("what it looks like stays", () => {
  test.each([
    "<!channel> & <@U1> <#C1> <https://evil.example|click>",
    "@here @channel @everyone",
    "a <b> c < d & e > f",
    "#big_tag by @some_one at example.com",
    "नमस्ते ﷺ 👩‍👩‍👧‍👦 می‌خواهم",
    "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
  ])("of %s", (text) => {
    expect(seen(inertText(text, 200))).toBe(text);
    expect(seen(mrkdwnText(text, 400))).toBe(text);
    expect(seen(notification(text, 400))).toBe(text);
  });
  test("in mrkdwn, marks get characters that look alike, but not inside a word", () => {
    expect(mrkdwnText("*x* _y_ ~z~ `c` snake_case 2*3*4", 200)).toBe("∗x∗ ˍyˍ ∼z∼ ˋcˋ snake_case 2*3*4");
    expect(mrkdwnText("> quote\n  > quote", 200)).toBe("› quote\n  › quote");
    expect(mrkdwnText(":siren: 14:02:05", 200)).toBe(":\u2060siren: 14:02:05");
  });
});

describe("tricks are taken out", () => {
  test.each([
    ["\u202eevil\u202c", "evil"],
    ["\u2066a\u2069\u200f\u061c", "a"],
    ["z\u200be\u200br\ufeffo\u00ad\u2060", "zero"],
    ["a\u0000b\u001bc\ud800d\uffff", "abcd"],
    ["\u3164\u115fx\uffa0", "x"],
    ["a\u{e0041}\u{e0042}b", "ab"],
    [`z${"\u0301".repeat(98)}`, "z\u0301\u0301\u0301\u0301"],
    ["a\r\nb\rc\u2028d\n\n\n\ne\tf", "a\nb\nc\nd\n\ne f"],
  ])("of %j is left %j", (text, left) => {
    expect(inertText(text, 200)).toBe(left);
    expect(mrkdwnText(text, 200)).toBe(left);
    expect(notification(text, 200)).toBe(left.replace(/\s+/gu, " "));
  });
  test("before the marks are looked for, so that none hides one", () => {
    expect(inertText("@he\u202ere <\u200b!channel>", 200)).toBe("@\u2060here <\u2060!channel>");
  });
});

describe("a text is cut", () => {
  test("between what a reader sees as characters", () => {
    expect(inertText("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 24)).toBe("👩‍👩‍👧‍👦👩‍👩‍👧‍👦…");
    expect(inertText("नमस्ते", 5)).toBe("नम…");
    expect(inertText("exactly", 7)).toBe("exactly");
  });
  test("with its escapes counted and none of them cut", () => {
    expect(mrkdwnText("&&&&", 20)).toBe("&amp;&amp;&amp;&amp;");
    expect(mrkdwnText("&&&&&", 20)).toBe("&amp;&amp;&amp;…");
  });
  test("however long it is, to what was asked for", () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 300 }), (text, max) => {
        for (const shorten of [inertText, line, paragraph, mrkdwnText, notification])
          expect(shorten(text, max).length).toBeLessThanOrEqual(max);
      }),
      { numRuns: 500 },
    );
  });
  test("quickly, be it megabytes long", () => {
    const text = "<@U1> *a* ".repeat(1_000_000);
    const start = performance.now();
    for (const shorten of [inertText, line, paragraph, mrkdwnText, notification]) shorten(text, 100);
    expect(performance.now() - start).toBeLessThan(100);
  });
});

test("what must not be empty has a dash", () => {
  for (const text of ["", " \n", "\u202e", "\u200d", "\u0301"]) {
    expect(line(text, 10)).toBe("–");
    expect(paragraph(text, 10)).toBe("–");
    expect(notification(text, 10)).toBe("–");
    expect(mrkdwnObject(text).text).toBe("–");
  }
});

test("labels and notifications stay on one line", () => {
  expect(line(" a\n b\u2028c \u202e ", 20)).toBe("a b c");
  expect(notification(" a\n b\u2028c ", 20)).toBe("a b c");
});
