import type { PictureLine } from "../../cards/card.ts";
import type { DataVisualization } from "./blocks.ts";
import { line } from "./escape.ts";
import { chartLabelCharactersMax, chartPointsMax, chartTitleCharactersMax } from "./limits.ts";

/** A line as Slack draws it itself; null where there is nothing to draw. Labels that would be cut to the same are kept once. */
export function lineChart({ title, points }: PictureLine): DataVisualization | null {
  const data = new Map<string, number>();
  for (const { label, value } of points) {
    const short = line(label, chartLabelCharactersMax);
    if (short !== "" && Number.isFinite(value) && !data.has(short) && data.size < chartPointsMax)
      data.set(short, value);
  }
  if (data.size < 2) return null;
  return {
    type: "data_visualization",
    title: line(title, chartTitleCharactersMax) || "Posts",
    chart: {
      type: "line",
      series: [{ name: "Posts", data: [...data].map(([label, value]) => ({ label, value })) }],
      axis_config: { categories: [...data.keys()] },
    },
  };
}
