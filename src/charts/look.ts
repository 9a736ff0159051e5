import type { Config } from "vega-lite";
import type { Language } from "../model/language.ts";
import type { Look, Theme } from "./chart.ts";
import { fontFamily } from "./fonts.ts";

/** Logical pixels. Chat shows pictures at about half of 800, so nothing is smaller than `small`. */
export const sizes = { title: 26, text: 20, small: 17, line: 3, focusLine: 4, gridLine: 1 } as const;

/** Kept free at the picture's edges. */
export const margin = { x: 32, y: 24 } as const;

type Palette = Omit<Look, "language" | "widthOf">;

/** Text and series colours have at least 4.5:1 against their background and stay apart under colour-vision deficiency. */
const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    theme: "light",
    background: "#FFFFFF",
    ink: "#1A1D21",
    muted: "#5C6370",
    grid: "#E6E8EB",
    series: ["#2302B5", "#E62222", "#187F9E", "#700B35"],
  },
  dark: {
    theme: "dark",
    background: "#1A1D21",
    ink: "#F2F3F5",
    muted: "#A6ADB8",
    grid: "#33373D",
    series: ["#7C9CFB", "#F97556", "#F4E006", "#1FFBFF"],
  },
};

export const lookOf = (theme: Theme, language: Language, widthOf: Look["widthOf"]): Look => ({
  ...palettes[theme],
  language,
  widthOf,
});

/** What every chart has in common, so that a chart's spec says only what is its own. */
export function configOf(look: Look): Config {
  return {
    background: look.background,
    font: fontFamily,
    aria: false,
    autosize: { type: "none" },
    view: { stroke: null },
    text: { color: look.ink, fontSize: sizes.text, limit: 0, align: "left", baseline: "alphabetic" },
    line: { strokeWidth: sizes.line, strokeCap: "round", strokeJoin: "round" },
  };
}
