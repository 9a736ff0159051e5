import fc from "fast-check";
import { expect, it } from "vitest";
import { cutAt, withoutLinks } from "../../src/text/links.ts";
import { mentionsOf } from "../../src/text/mentions.ts";

it.each([
  ["nothing", "no mention @ all, @-x", []],
  ["a handle", "hello @nasa and @ESA_2", ["nasa", "ESA_2"]],
  ["one on an instance", "@Gargron@mastodon.social!", ["Gargron@mastodon.social"]],
  ["a domain as handle", "thanks @jay.bsky.social, really", ["jay.bsky.social"]],
  [
    "the sentence's punctuation behind it",
    "@nasa. @esa, @jaxa: @isro's @cnsa!",
    ["nasa", "esa", "jaxa", "isro", "cnsa"],
  ],
  ["no domain where a space was forgotten", "said @nasa.Great news", ["nasa"]],
  ["brackets and full stops before it", ".@nasa (@esa) “@jaxa”", ["nasa", "esa", "jaxa"]],
  ["the full-width sign", "＠nasa", ["nasa"]],
  ["letters of another script around it", "見て@nasaが", ["nasa"]],
  ["no e-mail address", "write to me@example.org", []],
  ["nothing inside a link", "https://medium.com/@joe/x @kim", ["kim"]],
  ["no doubled signs", "@@nasa @a@b@c", []],
  ["each once whatever its case, as first written", "@NASA @nasa @Nasa", ["NASA"]],
  ["not one that is cut", "with @nasa and @es…", ["nasa"]],
  ["one before a cut", "with @nasa …", ["nasa"]],
  ["no name longer than any network's", `@${"a".repeat(100)}`, []],
])("reads %s", (_, text, expected) => expect(mentionsOf(text)).toEqual(expected));

const piece = fc.oneof(
  fc.constantFrom("@", "＠", "@a", ".b", "@c.de", "@B.de", " ", "…", "_", "://", "/"),
  fc.string({ unit: "binary", maxLength: 3 }),
);

it("gives handles that are read again as themselves, for any text", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      for (const handle of mentionsOf(pieces.join(""))) expect(mentionsOf(`@${handle}`)).toEqual([handle]);
    }),
    { numRuns: 2_000 },
  );
});

it("reads what the rules say when they are written as one regular expression, for any text", () => {
  const domain = String.raw`(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,8}[a-z]{2,24}(?![A-Za-z0-9_-])`;
  const name = "[A-Za-z0-9_]{1,64}";
  const before = "(?<![A-Za-z0-9_!#$%&*@＠])";
  const rules = new RegExp(String.raw`${before}[@＠](${domain}|${name}(?:@${domain})?)(?![A-Za-z0-9_@＠]|:\/\/)`, "gu");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = withoutLinks(pieces.join(""));
      const found = [...text.matchAll(rules)].filter((one) => one.index + one[0].length !== cutAt(text));
      const keys = new Set(found.map(([, handle]) => handle?.toLowerCase()));
      expect(mentionsOf(text).map((handle) => handle.toLowerCase())).toEqual([...keys]);
    }),
    { numRuns: 2_000 },
  );
});

/** Quadratic reading of half a million characters would run into the test's time limit. */
it.each(["@", "@a", "@a.", "@a@", "a@", "@a.a", "@a.bc-", "＠"])(
  "reads %s repeated in a time that grows with its length alone",
  (unit) => {
    const long = unit.repeat(500_000 / unit.length);
    expect(mentionsOf(`${long} @end`).at(-1)).toBe("end");
  },
);
