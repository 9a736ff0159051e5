import fc from "fast-check";
import { expect, it } from "vitest";
import { linksOf, withoutLinks } from "../../src/text/links.ts";
import { anyText } from "./any-text.ts";
import { referenceWithoutLinks } from "./reference-hashtags.ts";

it.each([
  ["nothing", "no link, only a colon: here", []],
  ["http and https, whatever the case", "http://a.org HTTPS://B.ORG/x", ["http://a.org", "HTTPS://B.ORG/x"]],
  ["no other scheme", "ftp://a.org javascript://b mailto:c@d.org", []],
  ["each once, in order", "https://b.org https://a.org https://b.org", ["https://b.org", "https://a.org"]],
  ["path, query and fragment", "https://a.org:8080/p/ü?q=1&r=#f", ["https://a.org:8080/p/ü?q=1&r=#f"]],
  [
    "the sentence's punctuation behind it",
    "https://a.org/x. https://b.org/y, https://c.org/z?!",
    ["https://a.org/x", "https://b.org/y", "https://c.org/z"],
  ],
  ["a bracket of the sentence", "(see https://a.org/x)", ["https://a.org/x"]],
  [
    "a bracket of its own",
    "https://a.org/Go_(game), (https://a.org/b_(c))",
    ["https://a.org/Go_(game)", "https://a.org/b_(c)"],
  ],
  [
    "Markdown and Slack wrappings",
    "[x](https://a.org/b)! <https://c.org/d|text>",
    ["https://a.org/b", "https://c.org/d|text"],
  ],
  [
    "quotes of any kind",
    '“https://a.org” «https://b.org» "https://c.org"',
    ["https://a.org", "https://b.org", "https://c.org"],
  ],
  [
    "full-width punctuation right behind it",
    "https://a.org/x、すごい（https://b.org/y）",
    ["https://a.org/x", "https://b.org/y"],
  ],
  ["letters right before it", "見てhttps://a.org", ["https://a.org"]],
  ["one that is cut", "look: https://a.org/lon…", []],
  ["one before a cut", "https://a.org/whole …", ["https://a.org/whole"]],
  ["no host", "http:// https://?x http://. https://1.2.3.4.5.6:99999/", []],
])("reads %s", (_, text, expected) => expect(linksOf(text)).toEqual(expected));

it("gives no link that a parser of links refuses, for any host", () => {
  const host = fc.array(
    fc.constantFrom("a", "B", "9", "-", "xn--", ".", "..", "_", "%", ":", "@", "[", "é", "/", "?"),
    {
      maxLength: 12,
    },
  );
  fc.assert(
    fc.property(host, (parts) => {
      for (const found of linksOf(`http://${parts.join("")}`)) expect(URL.canParse(found)).toBe(true);
      for (const found of linksOf(`https://a.${parts.join("")}b`)) expect(URL.canParse(found)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

it("takes what only looks like a link out of the text too, and leaves the words around it", () => {
  expect(withoutLinks("a https://b.org/c d.org/e#f @g.org and/or h")).toBe("a     @g.org and/or h");
});

it("takes out what the rules say when they are written as one regular expression, for any text", () => {
  const host = fc.array(
    fc.constantFrom(
      "a",
      "9",
      "-",
      ".",
      ".com",
      ".co.uk",
      "ſ",
      "K",
      "é",
      ":",
      ":80",
      "/",
      "#",
      "@",
      "_",
      "http",
      "s://",
      "、",
    ),
    {
      maxLength: 16,
    },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        anyText,
        host.map((pieces) => pieces.join("")),
      ),
      (text) => {
        expect(withoutLinks(text)).toBe(referenceWithoutLinks(text));
      },
    ),
    { numRuns: 10_000 },
  );
});

it("gives links that a program can open, for any text", () => {
  const piece = fc.oneof(
    fc.constantFrom("https://", "http://", "a.org", "/", "(", ")", "]", ".", "…", " ", "#"),
    fc.string({ unit: "binary", maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = pieces.join("");
      for (const link of linksOf(text)) {
        expect(text).toContain(link);
        expect(["http:", "https:"]).toContain(new URL(link).protocol);
      }
    }),
    { numRuns: 2_000 },
  );
});

/** Quadratic reading of half a million characters would run into the test's time limit. */
it.each([
  "https://",
  "https://a",
  "https://a)",
  "https://a…",
  "…",
  "a.",
  "a.a/",
  "a.a/ ",
  "a.",
  "1:",
  "1/",
  "/",
  "a-.",
  "(",
  "https://a…\u00a0",
])("reads %s repeated in a time that grows with its length alone", (unit) => {
  const long = unit.repeat(500_000 / unit.length);
  linksOf(long);
  linksOf(`https://a.org/${long}`);
  expect(withoutLinks(`${long} end`).endsWith("end")).toBe(true);
});
