import type { TopLevelSpec } from "vega-lite";
import { chartHeight, chartWidth, type Look } from "./chart.ts";
import { margin, sizes } from "./look.ts";

export interface Words {
  /** What the picture says; must fit `titleWidth`. */
  readonly title: string;
  /** The measure and how long it was measured. */
  readonly subtitle: string;
  /** Source, period in UTC, coverage. */
  readonly footer: string;
}

/** Where the data goes, in logical pixels of the picture. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const innerWidth = chartWidth - 2 * margin.x;

/** Baselines, from the picture's top. */
const titleAt = margin.y + 22;
const subtitleAt = titleAt + 28;
const footerAt = chartHeight - margin.y - 2;
/** First free pixel under the words, and the last above the labels of the x axis. */
export const plotTop = subtitleAt + 32;
export const plotBottom = footerAt - 68;
/** Baseline of the x axis labels. */
export const xLabelsAt = plotBottom + 30;

export type Layer = Extract<TopLevelSpec, { layer: unknown }>["layer"][number];

interface Label {
  readonly text: string;
  /** Baseline and anchor, counted from the plot's corner. */
  readonly x: number;
  readonly y: number;
}

interface LabelStyle {
  readonly align?: "left" | "center" | "right";
  readonly color?: string;
  readonly fontSize?: number;
  readonly fontWeight?: 700;
}

/** Texts of one style at fixed places. */
export const labelled = (labels: readonly Label[], style: LabelStyle): Layer => {
  const place = { type: "quantitative", scale: null, axis: null } as const;
  return {
    data: { values: [...labels] },
    mark: { type: "text", ...style },
    encoding: { text: { field: "text" }, x: { field: "x", ...place }, y: { field: "y", ...place } },
  };
};

/** The picture round a plot: words at fixed places, so that every chart has the same face. Layers count from the plot's corner. */
export function framed(look: Look, words: Words, plot: Plot, layers: readonly Layer[]): TopLevelSpec {
  const line = (text: string, y: number): Label => ({ text, x: margin.x - plot.left, y: y - plot.top });
  return {
    width: plot.width,
    height: plot.height,
    padding: {
      left: plot.left,
      top: plot.top,
      right: chartWidth - plot.left - plot.width,
      bottom: chartHeight - plot.top - plot.height,
    },
    layer: [
      labelled([line(words.title, titleAt)], { fontSize: sizes.title, fontWeight: 700 }),
      labelled([line(words.subtitle, subtitleAt), line(words.footer, footerAt)], {
        fontSize: sizes.small,
        color: look.muted,
      }),
      ...layers,
    ],
  };
}
