import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mayHoldHashtag } from "../../../src/sources/bluesky/prefilter.ts";
import { tagsOf } from "../../../src/text/hashtags.ts";
import { anyText } from "../../text/any-text.ts";

const facetOf = (feature: object) => ({ features: [feature], index: { byteEnd: 5, byteStart: 0 } });
const tagFacet = (tag: unknown) => facetOf({ $type: "app.bsky.richtext.facet#tag", tag });
const linkFacet = (uri: string) => facetOf({ $type: "app.bsky.richtext.facet#link", uri });
const mentionFacet = facetOf({ $type: "app.bsky.richtext.facet#mention", did: "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa" });

const did = "did:plc:exampleposteraaaaaaaaaaa";
const commit = (operation: string, more: object) => ({
  rev: "3m6466nzecl2z",
  operation,
  collection: "app.bsky.feed.post",
  rkey: "3m64666fhis2e",
  ...more,
});
const shapes = [
  (operation: string, more: object) => ({
    did,
    time_us: 1_763_689_821_449_193,
    kind: "commit",
    commit: commit(operation, more),
  }),
  (operation: string, more: object) => ({
    $type: "message",
    payload: {
      $type: "network.bsky.jetstream.subscribeEvents#commit",
      seq: 7,
      did,
      time: "2026-01-02T03:04:05.678901Z",
      ...commit(operation, more),
    },
  }),
] as const;

const record = (text: string, more: object = {}) => ({
  $type: "app.bsky.feed.post",
  createdAt: "2026-01-02T03:04:05.678Z",
  langs: ["ja"],
  ...more,
  text,
});
const cid = "bafyreiecicaisnrex4akqpyxzunn2sfhl6dl6y3l42drko4ab4zhj6otxu";

/** As both versions of Jetstream send it. */
const frames = (operation: string, more: object, write: (frame: unknown) => string = JSON.stringify) =>
  shapes.map((shape) => Buffer.from(write(shape(operation, more))));

const said = (text: string, more: object = {}, write?: (frame: unknown) => string) =>
  frames("create", { record: record(text, more), cid }, write).map(mayHoldHashtag);

describe("what gets through", () => {
  it.each([
    ["a hashtag in the text", "I like #cats", {}],
    ["at its start", "#cats", {}],
    ["the full-width sign", "東京＃猫", {}],
    ["behind a line break, which JSON escapes by a letter", "cats\n#dogs", {}],
    ["behind a quotation mark", '"#dogs"', {}],
    ["behind an emoji and an umlaut's last byte", "ü #dogs 🎉#party", {}],
    ["a facet whose text has no sign", "cats", { facets: [tagFacet("cats")] }],
    [
      "a facet behind a link's and a mention's",
      "cats",
      { facets: [linkFacet("https://x.org/#a"), mentionFacet, tagFacet("cats")] },
    ],
    ["hidden tags", "cats", { tags: ["cats"] }],
    ["a link's fragment in the text, in doubt", "x.org/#a", {}],
  ])("%s", (_, text, more) => expect(said(text, more)).toEqual([true, true]));

  it.each(["\\u0023cats", "\\uff03cats", "\\uFF03cats", "\\uFf03cats"])("a sign that JSON escapes: %s", (escaped) => {
    expect(said("SIGN", {}, (frame) => JSON.stringify(frame).replace("SIGN", escaped))).toEqual([true, true]);
  });

  it("a key or a type that JSON escapes, or white space round it", () => {
    const tagged = { facets: [tagFacet("cats")] };
    for (const [written, instead] of [
      ["facet#tag", "f\\u0061cet#tag"],
      ["facet#tag", "facet#t\\u0061g"],
      ["facet#tag", "facet\\u0023tag"],
    ] as const)
      expect(said("cats", tagged, (frame) => JSON.stringify(frame).replace(written, instead))).toEqual([true, true]);
    const hidden = { tags: ["cats"] };
    expect(said("cats", hidden, (frame) => JSON.stringify(frame).replace('"tags"', '"\\u0074ags"'))).toEqual([
      true,
      true,
    ]);
    expect(said("cats", hidden, (frame) => JSON.stringify(frame, null, 2))).toEqual([true, true]);
  });

  it.each(["delete", "update"])("a post's %s, whatever it says", (operation) => {
    const more = operation === "delete" ? {} : { record: { ...record("cats"), operation: "create" }, cid };
    expect(frames(operation, more).map(mayHoldHashtag)).toEqual([true, true]);
  });

  it.each([
    [
      "an account's news",
      { did, time_us: 1, kind: "account", account: { active: false, did, seq: 1, status: "deleted" } },
    ],
    ["a handle's news", { did, time_us: 1, kind: "identity", identity: { did, handle: "x.example", seq: 1 } }],
    [
      "a lost place",
      { $type: "message", payload: { $type: "network.bsky.jetstream.subscribeEvents#info", name: "OutdatedCursor" } },
    ],
    ["an error", { $type: "error", error: "ConsumerTooSlow", message: "too slow" }],
  ])("%s", (_, frame) => expect(mayHoldHashtag(Buffer.from(JSON.stringify(frame)))).toBe(true));

  it("what is no JSON, to be judged by who reads it", () => {
    for (const text of ["", "{", "hello"]) expect(mayHoldHashtag(Buffer.from(text))).toBe(true);
  });
});

describe("what is left out", () => {
  it.each([
    ["a post without any", 'hello, C&A <world>\n"quoted"', {}],
    ["links and mentions", "see x.org/story", { facets: [linkFacet("https://x.org/story"), mentionFacet] }],
    [
      "the fragment of a link",
      "see x.org/",
      { facets: [linkFacet("https://x.org/#part"), linkFacet("https://x.org/p#b?#c")] },
    ],
    [
      "an author's own label",
      "hello",
      { labels: { $type: "com.atproto.label.defs#selfLabels", values: [{ val: "spam" }] } },
    ],
    ["a # behind a word", "C# and issue no#1", {}],
    ["words about tags", 'my "tags": [these]', { embed: { title: "tags" } }],
    ["what begins as the full-width sign does", "乗った！ ✨️", {}],
  ])("%s", (_, text, more) => expect(said(text, more)).toEqual([false, false]));

  it("escapes as Go writes them", () => {
    const asGo = (frame: unknown) =>
      JSON.stringify(frame).replace(/[&<>\u2028]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
    expect(said("a & b <c>\u2028\u0001", { facets: [linkFacet("https://x.org/?a=1&b=2")] }, asGo)).toEqual([
      false,
      false,
    ]);
  });

  const recorded = new URL("../../../../shared/fixtures/bluesky_jetstream_real_events.jsonl", import.meta.url);
  it.skipIf(!existsSync(recorded))("a recorded like, post, follow and repost (needs the file)", () => {
    const lines = readFileSync(recorded, "utf8").trim().split("\n");
    expect(lines.map((line) => mayHoldHashtag(Buffer.from(line)))).toEqual(lines.map(() => false));
  });
});

/** JSON in which as many characters are escaped by number, and white space and the order of keys are, as the given choices say. */
function writeJson(value: unknown, oneIn: number, next: () => number): string {
  const space = () => [" ", "\n", "\t", "\r "][next() % oneIn] ?? "";
  const text = (plain: string) => {
    let written = "";
    for (let index = 0; index < plain.length; index++) {
      const unit = plain.charAt(index);
      const hex = plain.charCodeAt(index).toString(16).padStart(4, "0");
      const draw = next() % oneIn;
      const isLone = /\p{Cs}/u.test(unit);
      if (draw === 0 || isLone) written += `\\u${hex}`;
      else if (draw === 1) written += `\\u${hex.toUpperCase()}`;
      else if (unit === "/" && draw === 2) written += "\\/";
      else written += JSON.stringify(unit).slice(1, -1);
    }
    return `"${written}"`;
  };
  const any = (part: unknown): string => {
    if (typeof part === "string") return text(part);
    if (Array.isArray(part)) return `[${space()}${part.map(any).join(`${space()},${space()}`)}${space()}]`;
    if (typeof part !== "object" || part === null) return JSON.stringify(part);
    const pairs = Object.entries(part);
    const turned = next() % 4 === 0 ? pairs.toReversed() : pairs;
    const written = turned.map(([key, of]) => `${text(key)}${space()}:${space()}${any(of)}`);
    return `{${space()}${written.join(`${space()},${space()}`)}${space()}}`;
  };
  return any(value);
}

describe("any frame", () => {
  const address = fc.oneof(fc.constantFrom("https://x.org/#a", "https://x.org/b#c", "https://x.org/?q=1"), anyText);
  const facet = fc.oneof(
    anyText.map(tagFacet),
    fc.constantFrom("cats", "京都", "").map(tagFacet),
    address.map(linkFacet),
    fc.constant(mentionFacet),
  );
  const post = fc.record(
    {
      text: fc.oneof(
        { weight: 3, arbitrary: anyText },
        fc.constantFrom("", "hello", "C#", "a#b #c", "\\#x", "\\n#x", "&#x", "…#a"),
      ),
      facets: fc.array(facet, { maxLength: 3 }),
      tags: fc.array(fc.oneof(anyText, fc.constant("cats")), { maxLength: 2 }),
      embed: anyText.map((title) => ({
        $type: "app.bsky.embed.external",
        external: { title, uri: `https://x.org/#${title}` },
      })),
      operation: fc.constant("create"),
    },
    { requiredKeys: ["text"] },
  );
  const calm = fc.record({
    text: anyText.map((text) => text.replace(/[#＃]/g, "")),
    facets: fc.array(fc.constantFrom(linkFacet("https://x.org/#a"), linkFacet("https://x.org/b#c"), mentionFacet)),
  });
  const before = fc.constantFrom("", "n", "\n", "\t", '"', "\\", "\u0001", "\u0001a", " ", "ü", "乗", "&", "…");
  const alone = fc
    .tuple(fc.constantFrom("", "cats"), before, fc.constantFrom("#", "＃"), fc.constantFrom("cats", "猫", "1", ""))
    .map((pieces) => ({ text: pieces.join("") }));
  const choices = fc.infiniteStream(fc.nat());
  const oneIn = fc.constantFrom(60, 2_000, 1e9);

  it("in which a hashtag is read gets through, however it is written", () => {
    let read = 0;
    let leftOut = 0;
    fc.assert(
      fc.property(
        fc.oneof(post, calm, alone),
        oneIn,
        choices,
        fc.constantFrom(...shapes),
        (said, oneIn, stream, shape) => {
          const { text, ...more } = said;
          const frame = shape("create", { record: record(text, more), cid });
          const written = writeJson(frame, oneIn, () => stream.next().value as number);
          const bytes = Buffer.from(written);
          const { payload, commit } = JSON.parse(bytes.toString());
          const {
            text: readText,
            facets = [],
            tags = [],
          } = (payload ?? commit).record as {
            text: string;
            facets?: { features: { $type: string; tag?: string }[] }[];
            tags?: string[];
          };
          const named = facets.flatMap(({ features }) =>
            features.flatMap(({ $type, tag }) => ($type.endsWith("#tag") ? (tag ?? []) : [])),
          );
          const isRead = tagsOf([...named, ...tags], readText).length > 0;
          const passes = mayHoldHashtag(bytes);
          read += isRead ? 1 : 0;
          leftOut += passes ? 0 : 1;
          if (isRead) expect(passes).toBe(true);
        },
      ),
      { numRuns: 3_000 },
    );
    expect(Math.min(read, leftOut)).toBeGreaterThan(100);
  });

  /** Quadratic reading of a million bytes would run into the test's time limit. */
  it.each(["#", " #", "a#", "\\u003c", "\\\\", "[", "[ ", "！", '"#'])(
    "is read in a time that grows with its length alone: %s repeated",
    (unit) => {
      const long = unit.repeat(1_000_000 / unit.length);
      const written = JSON.stringify(shapes[0]("create", { record: record("", { facets: [linkFacet("LONG")] }), cid }));
      for (const frame of [
        written.replace("LONG", () => long),
        long,
        `"operation":"create"${long}`,
        `"operation":"create"${" ".repeat(1_000_000)}[`,
      ])
        expect(typeof mayHoldHashtag(Buffer.from(frame))).toBe("boolean");
    },
  );
});
