import type { MessagePort } from "node:worker_threads";
import type { Chart, Theme } from "./chart.ts";
import { type Drawn, drawPng, drawSvg } from "./draw.ts";
import { missingGlyphs } from "./self-test.ts";

/** To a drawing thread: `data` passes structured clone, so Dates stay Dates. */
export interface DrawJob {
  readonly chart: string;
  readonly data: unknown;
  readonly theme: Theme;
}

/** From a drawing thread: one after its boot, then one per job, in order. */
export type DrawAnswer =
  | { readonly kind: "ready" }
  | { readonly kind: "unfit"; readonly problem: string }
  | { readonly kind: "drawn"; readonly drawn: Drawn }
  | { readonly kind: "failed"; readonly error: Error };

/** The life of a drawing thread: warm up each chart (a first drawing takes ten times as long), check the fonts, then draw. */
export async function serveDrawing(charts: readonly Chart[], port: MessagePort): Promise<void> {
  const draw = async ({ chart: name, data, theme }: DrawJob): Promise<Drawn> => {
    const chart = charts.find((chart) => chart.name === name);
    if (!chart) throw new Error(`There is no chart "${name}".`);
    return drawPng(await drawSvg(chart, data, theme));
  };
  const missing = await missingGlyphs();
  if (missing.length > 0) {
    const problem = `charts cannot draw ${missing.join(" ")} with the bundled fonts. Restore assets/fonts and the packages of package.json, and let nothing import sharp before the fonts are prepared.`;
    port.postMessage({ kind: "unfit", problem } satisfies DrawAnswer);
    return;
  }
  for (const { name, sample } of charts) await draw({ chart: name, data: sample, theme: "light" });
  port.on("message", async (job: DrawJob) => {
    try {
      const drawn = await draw(job);
      port.postMessage({ kind: "drawn", drawn } satisfies DrawAnswer, [drawn.png.buffer as ArrayBuffer]);
    } catch (error) {
      port.postMessage({ kind: "failed", error: asError(error) } satisfies DrawAnswer);
    }
  });
  port.postMessage({ kind: "ready" } satisfies DrawAnswer);
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
