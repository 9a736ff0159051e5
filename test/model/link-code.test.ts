import { expect, test } from "vitest";
import { linkCodeHash, linkCodePattern, newLinkCode, readLinkCode } from "../../src/model/link-code.ts";

test("a code has ten characters that nobody takes for each other, and is read as it was made", () => {
  for (let i = 0; i < 200; i++) {
    const code = newLinkCode();
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/u);
    expect(code).toMatch(linkCodePattern);
    expect(readLinkCode(code)).toBe(code);
  }
});

test("every character of the alphabet comes, and no code twice", () => {
  const codes = Array.from({ length: 500 }, newLinkCode);
  expect(new Set(codes).size).toBe(500);
  expect(new Set(codes.join("").replaceAll("-", "")).size).toBe(32);
});

test.each(["k7qfm-2mxdr", "K7QFM2MXDR", " K7QFM–2MXDR ", "Ｋ7QFM-2MXDR", "K7QFM 2MXDR"])(
  "“%s” is K7QFM-2MXDR",
  (typed) => {
    expect(readLinkCode(typed)).toBe("K7QFM-2MXDR");
  },
);

test("letters that look like digits are those digits", () => {
  expect(readLinkCode("OIL00-ooiil")).toBe("01100-00111");
});

test.each(["", "K7QFM", "K7QFM-2MXDR0", "K7QFM-2MXDU", "K7QFM-2MXD€", "ひらがな-ひらがな"])(
  "“%s” is no code",
  (typed) => {
    expect(readLinkCode(typed)).toBeNull();
  },
);

test.each(["help", "settings", "unlink", "#worldcup", "on:bluesky", "track"])(
  "the word “%s” is not taken for one",
  (word) => {
    expect(word).not.toMatch(linkCodePattern);
  },
);

test("its hash tells nothing of it, and is its own", () => {
  expect(linkCodeHash("K7QFM-2MXDR")).toMatch(/^[0-9a-f]{64}$/u);
  expect(linkCodeHash("K7QFM-2MXDR")).not.toBe(linkCodeHash("K7QFM-2MXDS"));
});
