import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Chart, Theme } from "../charts/chart.ts";
import { prepareFonts } from "../charts/fonts.ts";
import { charts } from "../charts/index.ts";
import { type Language, languages } from "../model/language.ts";
import { chartDataOf } from "./chart-data.ts";
import { ShellError } from "./shell-error.ts";
import { defineVerb } from "./verb.ts";

interface Request {
  readonly chart: Chart;
  readonly theme: Theme;
  readonly language: Language;
  readonly out: string;
  readonly dataFile: string | undefined;
}

const names = charts.map(({ name }) => name).join(", ");

export default defineVerb({
  name: "chart",
  usage: `NAME [--data F] [--theme light|dark] [--language ${languages.join("|")}] --out F.png`,
  help: `Draws a chart as a PNG of 1600×900 from a JSON file of its data, or from its sample. Charts: ${names}.`,
  async run(args, io) {
    try {
      const request = requestOf(args);
      io.out(`${request.out}: ${await drawTo(request)}`);
      return 0;
    } catch (error) {
      if (!(error instanceof ShellError)) throw error;
      io.err(error.message);
      return 1;
    }
  },
});

function requestOf(args: readonly string[]): Request {
  const { values, positionals } = parsed(args);
  const [name, ...more] = positionals;
  const chart = charts.find((chart) => chart.name === name);
  if (!chart || more.length > 0) throw new ShellError(`Name one chart: ${names}.`);
  const { theme = "light", out, data } = values;
  const language = languages.find((language) => language === (values.language ?? "en"));
  if (theme !== "light" && theme !== "dark") throw new ShellError(`--theme is light or dark, not "${theme}".`);
  if (!language) throw new ShellError(`--language is one of ${languages.join(", ")}, not "${values.language}".`);
  if (out === undefined) throw new ShellError("Say where the picture goes: --out F.png");
  return { chart, theme, language, out, dataFile: data };
}

function parsed(args: readonly string[]) {
  const text = { type: "string" } as const;
  const options = { data: text, theme: text, language: text, out: text };
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new ShellError(error instanceof Error ? error.message : String(error));
  }
}

/** Resolves to what the picture says. */
async function drawTo({ chart, theme, language, out, dataFile }: Request): Promise<string> {
  const sample = chart.sample(language);
  const data = dataFile === undefined ? sample : chartDataOf(sample, await jsonOf(dataFile));
  const cacheDir = await mkdtemp(join(tmpdir(), "groundswell-fonts-"));
  try {
    prepareFonts(cacheDir);
    const { drawPng, drawSvg } = await import("../charts/draw.ts");
    const { png } = await drawPng(await drawSvg(chart, data, theme, language));
    await writeFile(out, png).catch((error: Error) => {
      throw new ShellError(`Cannot write ${out}: ${error.message}`);
    });
  } finally {
    await rm(cacheDir, { recursive: true, force: true });
  }
  return chart.takeaway(data, language);
}

async function jsonOf(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch((error: Error) => {
    throw new ShellError(`Cannot read ${file}: ${error.message}`);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ShellError(`${file} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}
