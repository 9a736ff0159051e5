import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { graphemesOf, isolated, printable, shorten, shortenToFit } from "../../src/charts/graphemes.ts";

const anyText = fc.string({
  unit: fc.oneof(fc.constantFrom("a", "👩‍👩‍👧‍👦", "🇮🇳", "क्षि", "é", "桜", "ك"), fc.string({ unit: "binary" })),
});

describe("shortening", () => {
  it("cuts between graphemes, never inside one", () => {
    expect(shorten("👩‍👩‍👧‍👦🇮🇳क्षिa", 3)).toBe("👩‍👩‍👧‍👦🇮🇳…");
    expect(shorten("abc", 3)).toBe("abc");
    expect(shortenToFit("👩‍👩‍👧‍👦🇮🇳", (text) => text.length <= 12)).toBe("👩‍👩‍👧‍👦…");
  });

  it("never makes a lone surrogate and never exceeds the count", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 10 }), (text, count) => {
        const short = shorten(printable(text), count);
        expect(short).not.toMatch(/\p{Cs}/u);
        expect(graphemesOf(short).length).toBeLessThanOrEqual(count);
      }),
    );
  });

  it("gives just the dots where nothing fits", () => {
    expect(shortenToFit("abc", () => false)).toBe("…");
  });
});

describe("printable text", () => {
  it("has no control characters, no lone surrogates and nothing that turns the direction", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        (text) => !/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u.test(printable(text)),
      ),
    );
    expect(printable("a\u202Eb\n\uD83D c")).toBe("a b  c");
  });

  it("flattens towers of combining marks and keeps real scripts", () => {
    expect(printable(`z${"\u0301".repeat(50)}`)).toBe(`z${"\u0301".repeat(4)}`);
    expect(printable("क्रिकेट สวัสดี தமிழ் 👩‍👩‍👧‍👦")).toBe("क्रिकेट สวัสดี தமிழ் 👩‍👩‍👧‍👦");
  });
});

it("isolates right-to-left names only", () => {
  expect(isolated("#كأس")).toBe("\u2068#كأس\u2069");
  expect(isolated("#a")).toBe("#a");
});
