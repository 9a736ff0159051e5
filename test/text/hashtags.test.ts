import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutTag, hashtagKey, hashtagsOf, isHashtag, mergeTags, tagOf, tagsOf } from "../../src/text/hashtags.ts";
import { anyText } from "./any-text.ts";
import { referenceTags } from "./reference-hashtags.ts";

const displays = (text: string) => hashtagsOf(text).map((tag) => tag.display);

describe("hashtagsOf reads every script", () => {
  it.each([
    ["Latin with accents", "Ein #Käsekuchen, s'il vous plaît #crèmebrûlée!", ["Käsekuchen", "crèmebrûlée"]],
    ["accents written as combining marks", "#cafe\u0301 time", ["cafe\u0301"]],
    ["Cyrillic", "Сегодня #Москва и #київ", ["Москва", "київ"]],
    ["Greek", "#Αθήνα, #ΘΕΣΣΑΛΟΝΊΚΗ", ["Αθήνα", "ΘΕΣΣΑΛΟΝΊΚΗ"]],
    ["Arabic, right to left", "صباح الخير #السعودية_اليوم", ["السعودية_اليوم"]],
    ["Persian with the zero-width non-joiner", "#می\u200cخواهم بروم", ["می\u200cخواهم"]],
    ["Hebrew with its own quotation mark", "#צה״ל #ירושלים", ["צה״ל", "ירושלים"]],
    ["Devanagari with vowel signs and virama", "#हिन्दी_दिवस आज", ["हिन्दी_दिवस"]],
    ["Devanagari with nukta", "#क़लम #सड़क", ["क़लम", "सड़क"]],
    ["Devanagari with the zero-width joiner", "#शक्\u200dति", ["शक्\u200dति"]],
    ["Bengali", "#বাংলাদেশ জয়ী", ["বাংলাদেশ"]],
    ["Tamil", "#தமிழ்நாடு!", ["தமிழ்நாடு"]],
    ["Gujarati", "#આદિવાસી_યાત્રા", ["આદિવાસી_યાત્રા"]],
    ["Thai with tone marks, and no spaces before it", "ดู #ฟุตบอลโลก2026 ที่นี่", ["ฟุตบอลโลก2026"]],
    ["Korean", "#한국어, #서울_여행", ["한국어", "서울_여행"]],
    [
      "Japanese with the long vowel mark and middle dot",
      "#ラーメン #スター・ウォーズ。",
      ["ラーメン", "スター・ウォーズ"],
    ],
    ["Chinese between full-width punctuation", "今天，#北京冬奥！", ["北京冬奥"]],
    ["Georgian", "#საქართველო", ["საქართველო"]],
    ["letters beyond the first plane", "#𠮷野家 #𝒞ats", ["𠮷野家", "𝒞ats"]],
    ["Armenian, Ethiopic and Tibetan", "#Հայաստան #ኢትዮጵያ #བོད་སྐད", ["Հայաստան", "ኢትዮጵያ", "བོད་སྐད"]],
  ])("%s", (_, text, expected) => expect(displays(text)).toEqual(expected));
});

describe("hashtagsOf knows where a hashtag begins and ends", () => {
  it.each([
    ["nothing in nothing", "", []],
    ["no sign, no tag", "cats", []],
    ["a sign alone", "# # ## ＃", []],
    ["digits alone are no tag", "#1 #2024 #１２", []],
    ["digits and a letter are", "#1a #2024election #a1", ["1a", "2024election", "a1"]],
    ["underscores alone are no tag", "#_ #___ #_1", []],
    ["underscores inside and at the ends", "#a_b #_x #y_", ["a_b", "_x", "y_"]],
    ["two signs before a word", "##x", ["x"]],
    ["not behind a letter, digit or underscore", "a#x 1#y _#z é#w 京#v", []],
    ["not behind &, as in an HTML entity", "&#x &#39; &#xa0;", []],
    ["behind brackets, quotes, slashes, full stops", "(#a) “#b” /#c .#d", ["a", "b", "c", "d"]],
    ["two run together are none, and a third apart is", "#a#b #c", ["c"]],
    ["the full-width sign", "＃ＴＯＫＹＯ、＃東京", ["ＴＯＫＹＯ", "東京"]],
    ["punctuation ends it", "#a-b #c.d #e's #f: #g…", ["a", "c", "e", "f", "g"]],
    ["a line break ends it", "#a\n#b\r\n#c", ["a", "b", "c"]],
    ["an emoji ends it", "#love❤️ #go🚀now", ["love", "go"]],
    ["an emoji before it", "🎉#party ❤️#love", ["party", "love"]],
    ["a stray variation selector is not part of it", "#Ukraine\ufe0f wins", ["Ukraine"]],
    ["keycaps are emoji", "#️⃣ #⃣ #️x #1️⃣", []],
    ["a scheme is no tag", "#tag:// #http://x.org #ok", ["ok"]],
    ["fragments of links are no tags", "https://x.org/#a https://x.org/p#b http://x.org?q=#c #d", ["d"]],
    ["nor those of links without a scheme", "x.org/#a see www.x.co.uk/p?q#b and x.club:80/p/#c", []],
    ["a full stop between words makes no link", "so.#a or/#b no.Why?#c one.two/#d", ["a", "b", "c", "d"]],
    ["behind a link and full-width punctuation", "https://x.org/p、#京都", ["京都"]],
    ["once whatever its case and width, as first written", "#Cats #CATS #ｃａｔｓ #dogs", ["Cats", "dogs"]],
  ])("%s", (_, text, expected) => expect(displays(text)).toEqual(expected));
});

describe("hashtagKey", () => {
  it.each([
    ["TOKYO", "ＴＯＫＹＯ"],
    ["café", "cafe\u0301"],
    ["istanbul", "İstanbul"],
    ["istanbul", "I\u0307stanbul"],
    ["STRASSE", "straße"],
    ["STRAẞE", "strasse"],
    ["Σίσυφος", "ΣΊΣΥΦΟΣ"],
    ["fine", "ﬁne"],
    ["カタカナ", "ｶﾀｶﾅ"],
    ["ガ", "ｶﾞ"],
    ["Москва", "МОСКВА"],
    ["한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"],
    ["2024", "２０２４"],
    ["क़", "\u0958"],
  ])("folds %s and %s into one", (a, b) => expect(hashtagKey(a)).toBe(hashtagKey(b)));

  it.each([
    ["café", "cafe"],
    ["año", "ano"],
    ["か", "が"],
    ["می\u200cخواهم", "میخواهم"],
    ["a_b", "ab"],
  ])("keeps %s and %s apart", (a, b) => expect(hashtagKey(a)).not.toBe(hashtagKey(b)));

  it("changes nothing more when it is applied to its own result, for every character with a case or a composition", () => {
    const unstable: string[] = [];
    for (let code = 0; code < 0x20000; code++) {
      const key = hashtagKey(`i${String.fromCodePoint(code)}\u0307Σ`);
      if (hashtagKey(key) !== key) unstable.push(code.toString(16));
    }
    expect(unstable).toEqual([]);
  });

  it("changes nothing more when it is applied to its own result, for any text", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }));
    fc.assert(
      fc.property(text, (any) => {
        expect(hashtagKey(hashtagKey(any))).toBe(hashtagKey(any));
      }),
    );
  });
});

describe("cutTag", () => {
  it.each([
    ["drops the tag that the cut goes through", "vote #now for #worldc…", ["now"]],
    ["white space behind the cut does not matter", "#worldc… \n", []],
    ["keeps a tag that ends before the cut", "#worldcup …", ["worldcup"]],
    ["keeps a whole text whole", "#worldcup", ["worldcup"]],
    ["a … inside is no cut", "well… #a", ["a"]],
    ["drops only the cut occurrence of a tag that is there twice", "#cats are #cats…", ["cats"]],
    ["knows the full-width sign", "＃東京… ", []],
    ["makes no tag of what stood before", "#cats#do…", []],
    ["a cut word is no tag", "#a word…", ["a"]],
  ])("%s", (_, text, expected) => expect(displays(cutTag(text))).toEqual(expected));
});

describe("mergeTags", () => {
  it("takes the network's tags as the network writes them, then those only the text has", () => {
    const merged = mergeTags([tagOf("WorldCup"), tagOf("hidden")], [tagOf("worldcup"), tagOf("Goal")]);
    expect(merged).toEqual([
      { key: "worldcup", display: "WorldCup" },
      { key: "hidden", display: "hidden" },
      { key: "goal", display: "Goal" },
    ]);
  });

  it("lets the network's whole tag stand for the one that was cut", () => {
    const text = "all about #worldc…";
    expect(mergeTags([tagOf("WorldCup2026")], hashtagsOf(cutTag(text)))).toEqual([tagOf("WorldCup2026")]);
  });
});

describe("tagsOf", () => {
  it("takes the network's tags as the network writes them, hidden ones too, then those only the text has", () => {
    expect(tagsOf(["WorldCup", "hidden", "WORLDCUP"], "#worldcup #Goal #WorldCup #goal")).toEqual([
      { key: "worldcup", display: "WorldCup" },
      { key: "hidden", display: "hidden" },
      { key: "goal", display: "Goal" },
    ]);
  });

  it("is nothing where neither says any", () => expect(tagsOf([], "no tag")).toEqual([]));

  it("keeps each once however many there are", () => {
    const text = Array.from({ length: 40 }, (_, n) => `#Tag${n} #tag${n}`).join(" ");
    expect(tagsOf(["TAG39", "tag0"], text).map((tag) => tag.display)).toEqual([
      "TAG39",
      "tag0",
      ...Array.from({ length: 38 }, (_, n) => `Tag${n + 1}`),
    ]);
  });

  /** Looking through all for each would run into the test's time limit. */
  it("keeps each of 100,000 different ones", () => {
    const names = Array.from({ length: 100_000 }, (_, n) => `tag${n}`);
    expect(tagsOf(names, `#${names.join(" #")}`)).toHaveLength(100_000);
    expect(mergeTags(names.map(tagOf), names.map(tagOf))).toHaveLength(100_000);
  });
});

describe("any text at all", () => {
  it("is read as the rules say when they are written as regular expressions, with and without tags of the network", () => {
    const named = fc.array(fc.oneof(anyText, fc.constantFrom("a", "A", "京都", "Straße", "STRASSE", "")), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(named, anyText, (names, text) => {
        expect(hashtagsOf(text)).toEqual(referenceTags([], text));
        expect(tagsOf(names, text)).toEqual(referenceTags(names, text));
        expect(mergeTags(names.map(tagOf), hashtagsOf(text))).toEqual(referenceTags(names, text));
        const doubled = names.flatMap((name) => [name, text, `${name}x`, `${text}${name}`]);
        for (const tags of [doubled, [...doubled, ...doubled.map((name) => name.toUpperCase())]])
          expect(tagsOf(tags, text)).toEqual(referenceTags(tags, text));
      }),
      { numRuns: 3_000 },
    );
  });

  const piece = fc.oneof(
    fc.constantFrom(
      "#",
      "#a",
      "#a…",
      "＃",
      "…",
      " ",
      "://",
      "https://",
      "x.org/",
      "&",
      "\ufe0f",
      "\u20e3",
      "_",
      "1",
      "ß",
      "é",
      "京",
      "\u200d",
      "\ud800",
    ),
    fc.string({ unit: "binary", maxLength: 4 }),
  );
  const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""));

  it("is read without failing, into distinct tags that are tags of their own", () => {
    fc.assert(
      fc.property(text, (any) => {
        const tags = hashtagsOf(any);
        expect(new Set(tags.map((tag) => tag.key)).size).toBe(tags.length);
        for (const tag of tags) {
          expect(any).toContain(tag.display);
          expect(isHashtag(tag.display)).toBe(true);
          expect(hashtagKey(tag.display)).toBe(tag.key);
          expect(hashtagsOf(`#${tag.display}`)).toEqual([tag]);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("yields no tag by being cut that it did not have", () => {
    fc.assert(
      fc.property(text, (any) => {
        const keys = new Set(hashtagsOf(any).map((tag) => tag.key));
        for (const tag of hashtagsOf(cutTag(any))) expect(keys).toContain(tag.key);
      }),
      { numRuns: 2_000 },
    );
  });

  /** Quadratic reading of half a million characters would run for minutes, into the test's time limit. */
  it.each(["#", "＃", "#1", "#a", "#1a_", "# ", "#a…", "x.y", "x.y/", "https://", "1", "#\u0301", "a.b-", "…"])(
    "is read in a time that grows with its length alone: %s repeated",
    (unit) => {
      const long = unit.repeat(Math.ceil(500_000 / unit.length));
      for (const hostile of [long, `#${long}`, `#${long}://`, `${long}…`]) {
        hashtagsOf(cutTag(hostile));
        cutTag(hostile);
      }
      expect(hashtagsOf(`${long.slice(0, 20_000)} #end`).at(-1)?.key).toBe("end");
    },
  );
});
