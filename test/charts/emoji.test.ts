import { describe, expect, it } from "vitest";
import { emojiAdvance, piecesOf, withEmoji } from "../../src/charts/emoji.ts";

const widthOf = (text: string, fontSize: number) =>
  piecesOf(text).reduce((sum, piece) => sum + ("emoji" in piece ? emojiAdvance : piece.text.length / 2), 0) * fontSize;

const text = (content: string, attributes = "") =>
  `<text${attributes} transform="translate(5,9)" font-size="20px" fill="#000">${content}</text>`;

describe("cutting a text at its emoji", () => {
  it("keeps flags, families, skin tones and keycaps whole", () => {
    expect(piecesOf("a🇮🇳b👩‍👩‍👧‍👦👍🏽c1️⃣")).toEqual([
      { text: "a" },
      { emoji: "1f1ee-1f1f3.svg" },
      { text: "b" },
      { emoji: "1f469-200d-1f469-200d-1f467-200d-1f466.svg" },
      { emoji: "1f44d-1f3fd.svg" },
      { text: "c" },
      { emoji: "31-20e3.svg" },
    ]);
  });

  it("leaves digits, #, © and ordinary symbols as text", () => {
    expect(piecesOf("#1 © ▲ →")).toEqual([{ text: "#1 © ▲ →" }]);
  });

  it("leaves right-to-left text whole", () => {
    expect(piecesOf("كأس😀")).toEqual([{ text: "كأس😀" }]);
  });
});

describe("drawing emoji", () => {
  it("puts the picture between the texts, each at its measured place", () => {
    const svg = withEmoji(text("ab😀c"), widthOf);
    expect(svg).toContain('<g transform="translate(5,9)">');
    expect(svg).toContain('x="0">ab</text>');
    expect(svg).toContain('x="45">c</text>');
    expect(svg).toMatch(/<svg x="21\.5" y="-18\.2" width="22" height="22" viewBox="0 0 36 36"><circle/);
  });

  it("keeps the anchor of the whole", () => {
    expect(withEmoji(text("ab😀c", ' text-anchor="end"'), widthOf)).toContain('x="-55">ab</text>');
    expect(withEmoji(text("ab😀c", ' text-anchor="middle"'), widthOf)).toContain('x="-27.5">ab</text>');
  });

  it("leaves text without emoji untouched", () => {
    const plain = text("a &lt;b&gt; &amp;");
    expect(withEmoji(plain, widthOf)).toBe(plain);
  });

  it("keeps markup in the text escaped", () => {
    expect(withEmoji(text("&lt;script&gt;&amp;lt;😀"), widthOf)).toContain(">&lt;script&gt;&amp;lt;</text>");
  });
});
