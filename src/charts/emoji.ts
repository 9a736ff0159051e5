import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { graphemesOf, isRightToLeft } from "./graphemes.ts";

/** In em. The rasteriser has no working colour font, so emoji are drawn as pictures of this size with this advance. */
export const emojiSize = 1.1;
export const emojiAdvance = 1.25;

export type Piece = { readonly text: string } | { readonly emoji: string };

const folder = dirname(createRequire(import.meta.url).resolve("@twemoji/svg/1f600.svg"));
const names = new Set(readdirSync(folder).filter((file) => file.endsWith(".svg")));
const pictures = new Map<string, string>();

const presentedAsEmoji =
  /^(?:\p{Emoji_Presentation}|\p{Regional_Indicator}|\p{Emoji}\p{Emoji_Modifier}|\p{Emoji}\uFE0F)/u;

/** The file of a grapheme's picture; undefined where it is not an emoji. An unknown joined emoji gives its first part. */
function fileOf(grapheme: string): string | undefined {
  if (!presentedAsEmoji.test(grapheme)) return undefined;
  const name = (text: string) => `${Array.from(text, (c) => c.codePointAt(0)?.toString(16)).join("-")}.svg`;
  const plain = grapheme.replaceAll("\uFE0F", "");
  return [grapheme, plain, plain.split("\u200D")[0] ?? ""].map(name).find((file) => names.has(file));
}

/** A text cut at its emoji. Right-to-left text stays whole, for there the order on screen is not the order here. */
export function piecesOf(text: string): Piece[] {
  if (isRightToLeft(text)) return [{ text }];
  const pieces: Piece[] = [];
  let plain = "";
  for (const grapheme of graphemesOf(text)) {
    const emoji = fileOf(grapheme);
    if (emoji === undefined) {
      plain += grapheme;
      continue;
    }
    if (plain !== "") pieces.push({ text: plain });
    plain = "";
    pieces.push({ emoji });
  }
  if (plain !== "") pieces.push({ text: plain });
  return pieces;
}

/** The drawing inside a Twemoji file, on a canvas of 36×36. */
function pictureOf(file: string): string {
  const known = pictures.get(file);
  if (known !== undefined) return known;
  const picture = readFileSync(join(folder, file), "utf8")
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "");
  pictures.set(file, picture);
  return picture;
}

type WidthOf = (text: string, fontSize: number, weight: 400 | 700) => number;

const textElement = /<text([^>]*)>([^<]*)<\/text>/g;

/** Replaces the emoji in an SVG's `<text>` elements by pictures, each where its text would have been. */
export const withEmoji = (svg: string, widthOf: WidthOf): string =>
  svg.replace(textElement, (element, attributes: string, content: string) => {
    const text = unescaped(content);
    const pieces = piecesOf(text);
    return pieces.some((piece) => "emoji" in piece) ? drawn(pieces, text, attributes, widthOf) : element;
  });

function drawn(pieces: readonly Piece[], text: string, attributes: string, widthOf: WidthOf): string {
  const size = Number.parseFloat(attribute(attributes, "font-size") ?? "11");
  const weight = /^(?:700|bold)$/.test(attribute(attributes, "font-weight") ?? "") ? 700 : 400;
  const anchor = attribute(attributes, "text-anchor") ?? "start";
  const share = anchor === "middle" ? 0.5 : anchor === "end" ? 1 : 0;
  const fixed = attributes.replace(/ (?:text-anchor|transform)="[^"]*"/g, "");
  let x = -share * widthOf(text, size, weight);
  const parts = pieces.map((piece) => {
    const at = x;
    if ("emoji" in piece) {
      x += size * emojiAdvance;
      return inline(piece.emoji, at + (size * (emojiAdvance - emojiSize)) / 2, size);
    }
    x += widthOf(piece.text, size, weight);
    return `<text${fixed} xml:space="preserve" x="${round(at)}">${escaped(piece.text)}</text>`;
  });
  const transform = attribute(attributes, "transform");
  return `<g${transform === undefined ? "" : ` transform="${transform}"`}>${parts.join("")}</g>`;
}

/** Centred on the height of capitals, like the emoji of a font. */
function inline(file: string, x: number, fontSize: number): string {
  const side = fontSize * emojiSize;
  const y = -fontSize * 0.36 - side / 2;
  return `<svg x="${round(x)}" y="${round(y)}" width="${round(side)}" height="${round(side)}" viewBox="0 0 36 36">${pictureOf(file)}</svg>`;
}

const round = (value: number): string => String(Math.round(value * 100) / 100);

const attribute = (attributes: string, name: string): string | undefined =>
  attributes.match(new RegExp(` ${name}="([^"]*)"`))?.[1];

const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

const unescaped = (xml: string): string =>
  xml.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);

const escaped = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
