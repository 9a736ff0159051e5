import fc from "fast-check";
import { expect, it } from "vitest";
import { marksOf, saysTheSame } from "../../src/text/marks.ts";
import { anyText } from "./any-text.ts";

const same = (a: string, b: string, network = "mastodon") =>
  saysTheSame({ network: "bluesky", marks: marksOf(a) }, { network, marks: marksOf(b) });
const said = "The ferry leaves at nine from the old pier";

it.each([
  ["case, width and spaces", "THE  ferry leaves\nat nine from the old ｐｉｅｒ"],
  ["punctuation and emoji", "The ferry leaves at nine, from the old pier!!! ⛴️"],
  ["hashtags and mentions", "@ann The ferry leaves at nine from the old pier #ferry #harbour"],
  ["a link behind it", "The ferry leaves at nine from the old pier https://example.com/x"],
])("the same words are the same whatever %s", (_, text) => {
  expect(same(said, text)).toBe(true);
  expect(same(said, text, "bluesky")).toBe(true);
});

it("other words are not the same, nor are a few that anybody says", () => {
  expect(same(said, "The ferry leaves at ten from the old pier")).toBe(false);
  expect(same("so good! #ferry", "so good! #ferry")).toBe(false);
  expect(same("", "")).toBe(false);
});

it("a link to the same page is the same on another network, however it is written and tracked", () => {
  const link = "what a night http://www.example.com/a/?b=1&a=2&utm_source=y#top";
  expect(same(link, "read https://example.com/a?a=2&b=1&fbclid=z")).toBe(true);
  expect(same(link, "read https://example.com/a?a=2&b=1", "bluesky")).toBe(false);
  expect(same(link, "read https://example.com/a?a=2&b=2")).toBe(false);
});

it("takes any text, and a text is the same as itself wherever it has marks", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const marks = marksOf(text);
      expect(marks.every((mark) => /^[lw][\w-]{16}$/u.test(mark))).toBe(true);
      expect(same(text, text)).toBe(marks.length > 0);
    }),
  );
});
