import sharp from "sharp";
import * as vega from "vega";
import { compile } from "vega-lite";
import type { Language } from "../model/language.ts";
import { blindPattern } from "./blind.ts";
import { type Chart, chartHeight, chartWidth, type Look, type Theme } from "./chart.ts";
import { withEmoji } from "./emoji.ts";
import { configOf, lookOf } from "./look.ts";
import { textWidth } from "./text-width.ts";

export interface Drawn {
  readonly png: Uint8Array;
  /** In pixels: twice the logical size. */
  readonly width: number;
  readonly height: number;
}

/** An SVG pixel is 1/72 inch to the rasteriser, so this doubles it. Beyond 2,000 pixels of width its cost jumps. */
const density = 144;
/** Files grow by 2 % against the default level, at half the time. */
const compressionLevel = 3;

sharp.concurrency(1);
sharp.cache(false);

declare module "vega" {
  /** How vega measures text for its layout; left out of its types. */
  export const textMetrics: {
    width(item: { readonly fontSize?: number; readonly fontWeight?: number | string }, text: unknown): number;
  };
}

vega.textMetrics.width = (item, text) =>
  textWidth(String(text), item.fontSize ?? 11, item.fontWeight === 700 || item.fontWeight === "bold" ? 700 : 400);

/** Draws from scratch each time: a kept vega View remembers layout of earlier data and draws the same data differently. */
export async function drawSvg<Data>(chart: Chart<Data>, data: Data, theme: Theme, language: Language): Promise<string> {
  const look = lookOf(theme, language, textWidth);
  const { spec } = compile(chart.spec(data, look), { config: configOf(look) });
  const view = new vega.View(vega.parse(spec), { renderer: "none", logLevel: vega.Error });
  try {
    return completed(await view.toSVG(), look);
  } finally {
    view.finalize();
  }
}

const loneSurrogate = /\p{Cs}/u;

function completed(svg: string, look: Look): string {
  if (loneSurrogate.test(svg)) throw new Error("A chart's text was cut inside a character (lone surrogate).");
  return withEmoji(
    svg.replace(/<svg[^>]*>/, (root) => root + blindPattern(look)),
    textWidth,
  );
}

export async function drawPng(svg: string): Promise<Drawn> {
  const { data, info } = await sharp(Buffer.from(svg), { density })
    .removeAlpha()
    .png({ compressionLevel })
    .toBuffer({ resolveWithObject: true });
  if (info.width !== 2 * chartWidth || info.height !== 2 * chartHeight)
    throw new Error(
      `A chart must fill ${chartWidth}×${chartHeight}, this one is ${info.width / 2}×${info.height / 2}.`,
    );
  return { png: new Uint8Array(data), width: info.width, height: info.height };
}
