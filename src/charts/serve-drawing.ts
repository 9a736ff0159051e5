import type { Chart } from "./chart.ts";
import { type Drawn, drawPng, drawSvg } from "./draw.ts";
import { type DrawAnswer, type DrawJob, fontsProven } from "./draw-job.ts";
import { missingGlyphs } from "./self-test.ts";
import { closeFonts } from "./text-width.ts";

/** The life of a drawing process: test the fonts, warm up (a first drawing takes ten times as long), then draw. */
export async function serveDrawing(charts: readonly Chart[]): Promise<void> {
  endWithParent();
  const draw = async ({ chart: name, data, theme, language }: DrawJob): Promise<Drawn> => {
    const chart = charts.find((chart) => chart.name === name);
    if (!chart) throw new Error(`There is no chart "${name}".`);
    return drawPng(await drawSvg(chart, data, theme, language));
  };
  const missing = process.argv.includes(fontsProven) ? [] : await missingGlyphs();
  // The test opened 20 MB of them; a chart opens again the few it needs.
  closeFonts();
  if (missing.length > 0) {
    const problem = `charts cannot draw ${missing.join(" ")} with the bundled fonts. Restore assets/fonts and the packages of package.json.`;
    return answer({ kind: "unfit", problem });
  }
  for (const { name, sample } of charts.slice(0, 1))
    await draw({ chart: name, data: sample("en"), theme: "light", language: "en" });
  process.on("message", (job: DrawJob) => {
    draw(job).then(
      (drawn) => answer({ kind: "drawn", drawn }),
      (error: unknown) => answer({ kind: "failed", error: asError(error) }),
    );
  });
  answer({ kind: "ready" });
}

/** A terminal's Ctrl-C reaches us too, but the parent says when: it may still want pictures. */
function endWithParent(): void {
  if (!process.send) throw new Error("This is what a drawing process runs; startDrawing() starts it.");
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
  process.on("disconnect", () => process.exit());
}

const answer = (message: DrawAnswer): void => void process.send?.(message);

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
