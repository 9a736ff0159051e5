import { join } from "node:path";
import { type Font, openSync } from "fontkit";
import { emojiAdvance, piecesOf } from "./emoji.ts";
import { families, fontFolder, type Weight } from "./fonts.ts";
import { graphemesOf, withoutIsolates } from "./graphemes.ts";

/** Measuring costs up to a millisecond, and a chart asks for the same few texts again and again. */
const remembered = 5_000;
const widths = new Map<string, number>();
const opened = new Map<string, Font>();

/** Width of a text in pixels as the rasteriser draws it: the same fonts, the same fallback, shaped. */
export function textWidth(text: string, fontSize: number, weight: Weight = 400): number {
  const key = `${weight} ${text}`;
  let em = widths.get(key);
  if (em === undefined) {
    em = piecesOf(text).reduce((sum, piece) => sum + ("emoji" in piece ? emojiAdvance : shaped(piece.text, weight)), 0);
    if (widths.size >= remembered) widths.clear();
    widths.set(key, em);
  }
  return em * fontSize;
}

/** In em: each stretch of graphemes that one font draws is shaped as a whole. */
function shaped(text: string, weight: Weight): number {
  let width = 0;
  let run = "";
  let font: Font | undefined;
  const finish = () => {
    if (font && run !== "") width += font.layout(run).advanceWidth / font.unitsPerEm;
    run = "";
  };
  for (const grapheme of graphemesOf(withoutIsolates(text))) {
    const next = fontFor(grapheme, weight);
    if (next !== font) finish();
    font = next;
    run += grapheme;
  }
  finish();
  return width;
}

const ignorable = /\p{Default_Ignorable_Code_Point}/u;

/** The first family that has the whole grapheme; the first of all, whose box it will be, where none has. */
export function fontFor(grapheme: string, weight: Weight): Font {
  const characters = Array.from(grapheme).filter((character) => !ignorable.test(character));
  const has = (font: Font) => characters.every((character) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
  const { files } = families.find(({ files }) => has(fontOf(files[weight]))) ?? families[0];
  return fontOf(files[weight]);
}

/** One of our font files, opened once. */
export function fontOf(file: string): Font {
  const known = opened.get(file);
  if (known) return known;
  const font = openSync(join(fontFolder, file));
  opened.set(file, font);
  return font;
}

/** Gives back their memory; what is measured next opens them again. */
export const closeFonts = (): void => opened.clear();
