import sharp from "sharp";
import { withEmoji } from "./emoji.ts";
import { fontFamily } from "./fonts.ts";
import { fontFor, textWidth } from "./text-width.ts";

/** One character of each script that is most easily lost. */
const letters = "A桜كक한";
const emoji = "😀";

const side = 96;
const fontSize = 64;
const [left, baseline] = [12, 72];
/** Share of a glyph's ink that may differ: edges are smoothed a little differently in a text and in its outline. */
const tolerance = 0.2;

/**
 * Which characters the rasteriser does not draw with our fonts: each one as text must look like its own outline from our
 * font file. It draws a box or another font's letter, without a word, where fontconfig did not find the fonts.
 */
export async function missingGlyphs(): Promise<string[]> {
  const missing: string[] = [];
  for (const letter of letters) if (!(await looksLikeItsOutline(letter))) missing.push(letter);
  if (!(await isColoured(emoji))) missing.push(emoji);
  return missing;
}

async function looksLikeItsOutline(letter: string): Promise<boolean> {
  const [text, outline] = await Promise.all([inkOf(textElement(letter)), inkOf(outlineOf(letter))]);
  let ink = 0;
  let difference = 0;
  outline.forEach((value, index) => {
    ink += value;
    difference += Math.abs(value - (text[index] ?? 0));
  });
  return ink > 0 && difference / ink <= tolerance;
}

const textElement = (text: string): string =>
  `<text x="${left}" y="${baseline}" font-family="${fontFamily}" font-size="${fontSize}px" fill="black">${text}</text>`;

function outlineOf(letter: string): string {
  const font = fontFor(letter, 400);
  const scale = fontSize / font.unitsPerEm;
  const paths = font.layout(letter).glyphs.map(({ path }) => `<path d="${path.toSVG()}"/>`);
  return `<g transform="translate(${left} ${baseline}) scale(${scale} ${-scale})">${paths.join("")}</g>`;
}

const raster = (content: string) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">` +
        `<rect width="${side}" height="${side}" fill="white"/>${content}</svg>`,
    ),
  ).removeAlpha();

/** 0 = paper, 255 = ink, one value a pixel. */
async function inkOf(content: string): Promise<number[]> {
  return Array.from(await raster(content).greyscale().raw().toBuffer(), (value) => 255 - value);
}

async function isColoured(text: string): Promise<boolean> {
  const pixels = await raster(withEmoji(textElement(text), textWidth))
    .raw()
    .toBuffer();
  return pixels.some((red, index) => index % 3 === 0 && Math.abs(red - (pixels[index + 2] ?? red)) > 64);
}
