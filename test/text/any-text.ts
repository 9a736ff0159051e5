import fc from "fast-check";

/** Letters, marks and digits of many scripts, and what stands between words in them. */
const scripts = [
  ..."aZéßſKıİÀ×÷ȺǅшЙїΣςάԱაאבֿ״׳־אَبپ۵ــहिन्दी़श९বাংதமிழ்ไทย้ລາວཀ་༌መረ한국ㅎᄒ京都々〇ラーｶﾞが゛゜・〜ー𠮷𝒞𐐀🇯🇵",
  "\u0301",
  "\u0307",
  "\u05f4",
  "\u00b7",
  "\ua67e",
  "\u200c",
  "\u200d",
  "\ufe0f",
  "\ufe00",
  "\u20e3",
  "\u{e0101}",
  "\u{1d165}",
  "\ud800",
  "\udc00",
  "👩‍🎤",
  "❤️",
  "①",
  "Ⅷ",
  "２",
  "_",
  "7",
];

const marks = [
  "#",
  "#",
  "#",
  "＃",
  "﹟",
  "&",
  "@",
  "…",
  " ",
  "\n",
  "\u00a0",
  "\u3000",
  ".",
  ",",
  "-",
  ":",
  "/",
  "!",
  "、",
  "（",
  '"',
];

/** What links are made of, whole and broken. */
const ofLinks = [
  "http://",
  "https://",
  "HTTPS://",
  "httpſ://",
  "http:/",
  "://",
  "//",
  "/#",
  "/＃",
  "example.com/",
  "x.org/p",
  "www.x.co.uk/p?q#b",
  "a.b",
  ".com",
  ".co.uK",
  ":80/",
  ":80/#x",
  ":123456/",
  "one.two/#three",
  "x.club/#",
  "a-b.io/",
  "me@x.org/",
  "_x.org/#a",
  "#cats://",
  "#x.org/y",
  "a".repeat(63),
  "a".repeat(64),
  "a.".repeat(9),
  "a.".repeat(10),
];

const word = fc
  .array(fc.constantFrom(...scripts), { minLength: 1, maxLength: 4 })
  .map((characters) => characters.join(""));

/** Texts out of what hashtags, links and their surroundings are made of, in many scripts; one in three has a hashtag. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...marks) },
      { weight: 3, arbitrary: word },
      { weight: 3, arbitrary: fc.tuple(fc.constantFrom(" #", "#", "＃"), word).map((pieces) => pieces.join("")) },
      { weight: 2, arbitrary: fc.constantFrom(...ofLinks) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 3 }) },
      { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 3 }) },
    ),
    { maxLength: 20 },
  )
  .map((pieces) => pieces.join(""));
