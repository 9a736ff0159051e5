import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import sharp from "sharp";
import { drawPng, drawSvg } from "../src/charts/draw.ts";
import { prepareFonts } from "../src/charts/fonts.ts";
import volume from "../src/charts/volume.ts";
import { hasChromium, openBrowser } from "../test/browser.ts";
import { pageOf, type Theme } from "./slack-picture/page.tsx";
import { channels, people, pictureTheme, pictureUrl, type Scene, scenes } from "./slack-picture/scenes.ts";
import { fontUrls } from "./slack-picture/style.ts";

/**
 * Draws what we send to Slack as Slack would show it, to docs/images/slack-*.png: `node --import tsx scripts/slack-pictures.ts [NAME…]`.
 * It is drawn from the Block Kit that our renderers give; what the drawing does not know stops it.
 */
const images = new URL("../docs/images/", import.meta.url);
const themes: readonly Theme[] = ["light", "dark"];
const bytesMax = 250_000;

const fontFiles: Readonly<Record<string, string>> = {
  [fontUrls[400]]: "Inter-Regular.ttf",
  [fontUrls[700]]: "Inter-Bold.ttf",
};

async function chartsOf(wanted: readonly Scene[]): Promise<ReadonlyMap<string, Buffer>> {
  const charts = new Map<string, Buffer>();
  for (const { name, chart } of wanted) {
    if (!chart) continue;
    const { png } = await drawPng(await drawSvg(volume, chart, pictureTheme, "en"));
    charts.set(pictureUrl(name), Buffer.from(png));
  }
  return charts;
}

async function photograph(
  browser: Browser,
  { now, sent }: Scene,
  theme: Theme,
  charts: ReadonlyMap<string, Buffer>,
): Promise<Buffer> {
  const page = await browser.newPage({ deviceScaleFactor: 2, viewport: { width: 800, height: 1_400 } });
  try {
    const imageOf = (image: object) => ("image_url" in image ? String(image.image_url) : "");
    const html = pageOf(sent, { now, people, channels, imageOf }, theme);
    await page.route("**/*", async (route) => {
      const url = route.request().url();
      const font = fontFiles[url];
      if (url === pageUrl) return route.fulfill({ contentType: "text/html", body: html });
      if (font)
        return route.fulfill({
          headers: { "access-control-allow-origin": "*" },
          body: await readFile(new URL(`../assets/fonts/${font}`, import.meta.url)),
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

const pageUrl = "https://pictures.invalid/";

async function main(names: readonly string[]): Promise<void> {
  if (!hasChromium()) throw new Error("There is no /usr/bin/chromium: apt install chromium");
  const wanted = scenes.filter(({ name }) => names.length === 0 || names.includes(name));
  // Before prepareFonts: charts see our fonts only, but messages are shown with this machine's emoji.
  const browser = await openBrowser();
  const fontDir = await mkdtemp(join(tmpdir(), "groundswell-fonts-"));
  try {
    prepareFonts(fontDir);
    const charts = await chartsOf(wanted);
    for (const scene of wanted) {
      for (const theme of themes) {
        const shot = await photograph(browser, scene, theme, charts);
        const { data, info } = await sharp(shot)
          .png({ palette: true, quality: 95, effort: 10, compressionLevel: 9 })
          .toBuffer({ resolveWithObject: true });
        if (data.length > bytesMax)
          throw new Error(`${scene.name}-${theme} has ${data.length} bytes, at most ${bytesMax}`);
        const file = `slack-${scene.name}-${theme}.png`;
        await writeFile(new URL(file, images), data);
        console.log(`${file} ${info.width}×${info.height} ${data.length} bytes`);
      }
    }
  } finally {
    await browser.close();
    await rm(fontDir, { recursive: true, force: true });
  }
}

await main(process.argv.slice(2));
