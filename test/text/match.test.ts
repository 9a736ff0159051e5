import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Subject } from "../../src/model/subject.ts";
import { hashtagsOf } from "../../src/text/hashtags.ts";
import { createMatcher, type Matchable } from "../../src/text/match.ts";
import { readSubject } from "../../src/text/subject.ts";

const post = (text: string, more: Partial<Matchable> = {}): Matchable => ({
  network: "bluesky",
  author: { id: "1", handle: "jay.bsky.social", name: null, followers: null, verified: null, automated: null },
  title: null,
  text,
  tags: hashtagsOf(text),
  ...more,
});

const matcherOf = (...subjects: readonly (readonly [string | null, string, number])[]) => {
  const matcher = createMatcher();
  for (const [network, typed, id] of subjects) matcher.add(network, readSubject(typed), id);
  return matcher;
};

const matched = (matcher: ReturnType<typeof createMatcher>, ...post: Parameters<typeof matcher.match>) =>
  matcher.match(...post).sort((a, b) => a - b);

it("matches nothing when nothing is followed, or nothing of it is in the post", () => {
  expect(createMatcher().match(post("#cats"))).toEqual([]);
  expect(matcherOf([null, "#dogs", 1]).match(post("#cats, dogs"))).toEqual([]);
});

it("gives every id of every subject that a post matches, each once", () => {
  const matcher = matcherOf(
    [null, "#cats", 1],
    ["bluesky", "#CATS", 2],
    [null, "#dogs", 3],
    ["bluesky", "#cats", 1],
    [null, "#birds", 4],
  );
  expect(matched(matcher, post("#Cats and #ＤＯＧＳ"))).toEqual([1, 2, 3]);
});

it("keeps a network's own subjects to that network", () => {
  const matcher = matcherOf(["bluesky", "#cats", 1], ["mastodon", "#cats", 2], [null, "#cats", 3]);
  expect(matched(matcher, post("#cats", { network: "mastodon" }))).toEqual([2, 3]);
  expect(matched(matcher, post("#cats", { network: "reddit" }))).toEqual([3]);
});

it("matches an account by who wrote the post, whatever the case", () => {
  const matcher = matcherOf(["bluesky", "@Jay.bsky.social", 1], [null, "@nasa", 2]);
  expect(matcher.match(post("hello @nasa"))).toEqual([1]);
  expect(matcher.match(post("hello", { author: null }))).toEqual([]);
});

describe("a phrase", () => {
  const matcher = matcherOf(
    [null, "“climate change”", 1],
    [null, "“climate change act”", 2],
    ["bluesky", "“change act”", 3],
  );

  it.each([
    ["its words in a row, whatever the case", "The CLIMATE change debate", [1]],
    ["every phrase that lies in the text, also within another", "the Climate Change Act passed", [1, 2, 3]],
    ["over punctuation and line breaks", "climate\nchange!", [1]],
    ["not with a word between", "climate and change", []],
    ["not as a part of words", "climate changes, acclimate change", []],
    ["not its beginning alone", "the climate", []],
  ])("matches %s", (_, text, ids) => expect(matched(matcher, post(text))).toEqual(ids));

  it("is looked for in the title too", () => {
    expect(matcher.match(post("", { title: "Climate change" }))).toEqual([1]);
  });
});

it("forgets what is removed, and only that", () => {
  const matcher = matcherOf(
    [null, "#cats", 1],
    [null, "#cats", 2],
    [null, "“a b”", 3],
    [null, "“a b c”", 4],
    [null, "@x", 5],
  );
  matcher.remove(null, readSubject("#CATS"), 1);
  matcher.remove(null, readSubject("“a b”"), 3);
  matcher.remove(null, readSubject("@x"), 5);
  matcher.remove("bluesky", readSubject("#cats"), 2);
  matcher.remove(null, readSubject("“a z”"), 9);
  const author = { id: "1", handle: "x", name: null, followers: null, verified: null, automated: null };
  expect(matched(matcher, post("#cats a b c", { author }))).toEqual([2, 4]);
});

it("is the same as comparing every subject with every tag, after any adding and removing", () => {
  const word = fc.constantFrom("cats", "Cats", "ＣＡＴＳ", "dogs", "京都", "straße", "STRASSE");
  const network = fc.constantFrom(null, "bluesky", "mastodon");
  const step = fc.record({ add: fc.boolean(), network, word, id: fc.integer({ min: 1, max: 4 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), fc.array(word, { maxLength: 4 }), (steps, words) => {
      const matcher = createMatcher();
      const followed = new Map<string, { network: string | null; subject: Subject; id: number }>();
      for (const { add, network, word, id } of steps) {
        const subject = readSubject(word);
        matcher[add ? "add" : "remove"](network, subject, id);
        const name = `${network} ${subject.key} ${id}`;
        if (add) followed.set(name, { network, subject, id });
        else followed.delete(name);
      }
      const one = post(words.map((w) => `#${w}`).join(" "));
      const keys = one.tags.map((tag) => tag.key);
      const expected = [...followed.values()]
        .filter((f) => (f.network ?? "bluesky") === "bluesky" && keys.includes(f.subject.key))
        .map((f) => f.id);
      expect(matched(matcher, one)).toEqual([...new Set(expected)].sort());
    }),
  );
});

it("follows 100,000 subjects", () => {
  const matcher = createMatcher();
  for (let id = 0; id < 100_000; id++) matcher.add(null, { kind: "hashtag", key: `tag${id}`, display: `tag${id}` }, id);
  expect(matcher.match(post("#tag0 #tag99999 #tag100000"))).toEqual([0, 99_999]);
});
