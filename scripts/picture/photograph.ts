import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import sharp from "sharp";
import type { Theme } from "../../src/charts/chart.ts";
import { drawPng, drawSvg } from "../../src/charts/draw.ts";
import { prepareFonts } from "../../src/charts/fonts.ts";
import volume from "../../src/charts/volume.ts";
import type { VolumeData } from "../../src/charts/volume-data.ts";
import { hasChromium, openBrowser } from "../../test/browser.ts";
import { fontUrls } from "./fonts.ts";

/** What is to be photographed, in both themes. */
export interface Shot {
  /** docs/images/<surface>-<name>-<theme>.png */
  readonly name: string;
  readonly chart?: VolumeData;
  /** A whole page with one element of class "shot". */
  htmlIn(theme: Theme): string;
}

export interface Studio {
  readonly surface: "slack" | "discord";
  readonly shots: readonly Shot[];
  /** Of the charts in the messages. */
  readonly chartTheme: Theme;
}

const images = new URL("../../docs/images/", import.meta.url);
const themes: readonly Theme[] = ["light", "dark"];
const bytesMax = 250_000;
const pageUrl = "https://pictures.invalid/";

/** Where the pictures' own addresses lead to: one chart a shot. */
export const pictureUrl = (name: string): string => `https://groundswell.example.org/pictures/${name}.png`;

const fontFiles: Readonly<Record<string, string>> = {
  [fontUrls[400]]: "Inter-Regular.ttf",
  [fontUrls[700]]: "Inter-Bold.ttf",
};

/** Writes the pictures of these names, or of all where there are none. */
export async function photographAll({ surface, shots, chartTheme }: Studio, names: readonly string[]): Promise<void> {
  if (!hasChromium()) throw new Error("There is no /usr/bin/chromium: apt install chromium");
  const wanted = shots.filter(({ name }) => names.length === 0 || names.includes(name));
  // Before prepareFonts: charts see our fonts only, but messages are shown with this machine's emoji.
  const browser = await openBrowser();
  const fontDir = await mkdtemp(join(tmpdir(), "groundswell-fonts-"));
  try {
    prepareFonts(fontDir);
    const charts = await chartsOf(wanted, chartTheme);
    for (const shot of wanted) {
      for (const theme of themes) {
        const photo = await photograph(browser, shot.htmlIn(theme), charts);
        const { data, info } = await sharp(photo)
          .png({ palette: true, quality: 95, effort: 10, compressionLevel: 9 })
          .toBuffer({ resolveWithObject: true });
        if (data.length > bytesMax)
          throw new Error(`${shot.name}-${theme} has ${data.length} bytes, at most ${bytesMax}`);
        const file = `${surface}-${shot.name}-${theme}.png`;
        await writeFile(new URL(file, images), data);
        console.log(`${file} ${info.width}×${info.height} ${data.length} bytes`);
      }
    }
  } finally {
    await browser.close();
    await rm(fontDir, { recursive: true, force: true });
  }
}

async function chartsOf(shots: readonly Shot[], theme: Theme): Promise<ReadonlyMap<string, Buffer>> {
  const charts = new Map<string, Buffer>();
  for (const { name, chart } of shots) {
    if (!chart) continue;
    const { png } = await drawPng(await drawSvg(volume, chart, theme, "en"));
    charts.set(pictureUrl(name), Buffer.from(png));
  }
  return charts;
}

async function photograph(browser: Browser, html: string, charts: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const page = await browser.newPage({ deviceScaleFactor: 2, viewport: { width: 800, height: 1_400 } });
  try {
    await page.route("**/*", async (route) => {
      const url = route.request().url();
      const font = fontFiles[url];
      if (url === pageUrl) return route.fulfill({ contentType: "text/html", body: html });
      if (font)
        return route.fulfill({
          headers: { "access-control-allow-origin": "*" },
          body: await readFile(new URL(`../../assets/fonts/${font}`, import.meta.url)),
        });
      const chart = charts.get(url);
      return chart ? route.fulfill({ contentType: "image/png", body: chart }) : route.abort();
    });
    await page.goto(pageUrl);
    await page.waitForFunction(
      "document.fonts.ready.then(() => [...document.images].every((i) => i.naturalWidth > 0))",
    );
    return await page.locator(".shot").screenshot({ omitBackground: true });
  } finally {
    await page.close();
  }
}
