import { createHash } from "node:crypto";
import type { Picture } from "../cards/card.ts";
import { bucketOf, dayMs, minuteMs } from "../model/clock.ts";
import type { Language } from "../model/language.ts";
import type { Reader } from "../model/reader.ts";
import { type Chart, type ChartScope, chartHeight, chartWidth, type Theme } from "./chart.ts";
import type { DrawJob } from "./draw-job.ts";
import { charts } from "./index.ts";

/** Part of every key: another version of how charts look is another picture. */
const look = 1;
/** How long a picture is kept after it was drawn; messages older than this show its alt text. */
const usuallyKeptMs = 14 * dayMs;

export interface DrawRequest extends ChartScope {
  readonly workspace: string;
  /** A chart's name. */
  readonly chart: string;
  /** Of those who see it; what else the request says is in it already. */
  readonly language: Language;
  /** How long the picture is needed; default 14 days. A board's is replaced soon. */
  readonly keptMs?: number;
}

/** Draws named charts, each once for as long as its data stays the same. */
export interface Pictures {
  draw(request: DrawRequest): Promise<Picture>;
  /** Of the chart's own made-up numbers. */
  sample(chart: string, language: Language): Promise<Picture>;
}

export interface PictureIo {
  readerOf(workspace: string): Reader;
  readonly drawing: { draw(work: DrawJob): Promise<{ readonly png: Uint8Array }> };
  readonly cache: {
    get(key: string): Promise<Uint8Array | null>;
    put(key: string, bytes: Uint8Array, ttlMs: number): Promise<void>;
  };
}

export function openPictures({ readerOf, drawing, cache }: PictureIo): Pictures {
  const underWay = new Map<string, Promise<void>>();
  const drawOnce = (key: string, keptMs: number, work: DrawJob): Promise<void> => {
    const running = underWay.get(key) ?? drawMissing(key, keptMs, work).finally(() => underWay.delete(key));
    underWay.set(key, running);
    return running;
  };
  const drawMissing = async (key: string, keptMs: number, work: DrawJob) => {
    if (await cache.get(key)) return;
    const { png } = await drawing.draw(work);
    await cache.put(key, png, keptMs);
  };
  const drawData = async (chart: Chart, data: unknown, language: Language, keptMs: number): Promise<Picture> => {
    const { name } = chart;
    const keyOf = (theme: Theme) =>
      createHash("sha256")
        .update(JSON.stringify([look, name, theme, language, data]))
        .digest("hex");
    const [light, dark] = [keyOf("light"), keyOf("dark")];
    await Promise.all([
      drawOnce(light, keptMs, { chart: name, data, theme: "light", language }),
      drawOnce(dark, keptMs, { chart: name, data, theme: "dark", language }),
    ]);
    return { light, dark, alt: chart.alt(data, language), width: chartWidth, height: chartHeight };
  };
  return {
    async draw({ workspace, chart: name, language, keptMs = usuallyKeptMs, ...asked }) {
      // Whole minutes, so that equal data is an equal picture until the next one.
      const scope = { ...asked, from: bucketOf(asked.from, minuteMs), to: bucketOf(asked.to, minuteMs) };
      const chart = chartNamed(name);
      return drawData(chart, await chart.load(readerOf(workspace), scope), language, keptMs);
    },
    sample(name, language) {
      const chart = chartNamed(name);
      return drawData(chart, chart.sample(language), language, usuallyKeptMs);
    },
  };
}

function chartNamed(name: string): Chart {
  const chart = charts.find((c) => c.name === name);
  if (!chart) throw new Error(`there is no chart ${name}`);
  return chart;
}
