import { afterEach, describe, expect, it, vi } from "vitest";
import type { Chart } from "../../src/charts/chart.ts";
import { drawPng, drawSvg } from "../../src/charts/draw.ts";
import { charts } from "../../src/charts/index.ts";
import { fontFor } from "../../src/charts/text-width.ts";
import { chartDataOf } from "../../src/cli/chart-data.ts";
import { languages } from "../../src/model/language.ts";
import { allSaid, englishIn, foreign } from "../charts/english.ts";
import { useFonts } from "../charts/fonts-for-tests.ts";

useFonts();
afterEach(() => vi.restoreAllMocks());

const hostile = [
  `#${"a".repeat(100)}`,
  `#${"👩‍👩‍👧‍👦".repeat(9)}`,
  "#<script>alert(1)</script>&amp;\"'",
  "#]]></text></svg><image href='file:///etc/passwd'/>",
  "#كأس_العالم_لكرة_القدم",
  "#क्रिकेट_विश्व_कप_फाइनल_मैच_आज_रात",
  "#ワールドカップ決勝戦今夜開催決定おめでとう日本代表",
  "#\u202Eevil\u0000\uD83D",
  `#z${"\u0301".repeat(200)}`,
  "",
];

/** The data with every text in it replaced. */
function withTexts(data: unknown, text: string): unknown {
  if (typeof data === "string") return text;
  if (Array.isArray(data)) return data.map((element) => withTexts(element, text));
  if (!isRecord(data)) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, withTexts(value, text)]));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** The data as if nothing had been observed: a field that is null in one element of a list is null in all of them. */
function blinded(data: unknown): unknown {
  if (Array.isArray(data)) {
    const rows = data.filter(isRecord);
    const blind = (name: string) => rows.some((row) => row[name] === null);
    return data.map((element) =>
      isRecord(element)
        ? Object.fromEntries(Object.entries(element).map(([name, value]) => [name, blind(name) ? null : value]))
        : element,
    );
  }
  return isRecord(data)
    ? Object.fromEntries(Object.entries(data).map(([name, value]) => [name, blinded(value)]))
    : data;
}

it("charts have names of their own", () => {
  expect(new Set(charts.map(({ name }) => name)).size).toBe(charts.length);
});

describe.each(charts.map((chart) => [chart.name, chart as Chart] as const))("%s", (_, chart) => {
  it.each(["light", "dark"] as const)("draws its sample at 1600×900 without a warning (%s)", async (theme) => {
    const warn = vi.spyOn(console, "warn");
    const { width, height } = await drawPng(await drawSvg(chart, chart.sample("en"), theme, "en"));
    expect([width, height]).toEqual([1600, 900]);
    expect(warn).not.toHaveBeenCalled();
  });

  it("draws the same data the same way, whatever was drawn before", async () => {
    const first = await drawSvg(chart, chart.sample("en"), "light", "en");
    await drawSvg(chart, blinded(chart.sample("de")), "light", "de");
    expect(await drawSvg(chart, chart.sample("en"), "light", "en")).toBe(first);
  });

  it("hatches what was not observed", async () => {
    expect(await drawSvg(chart, blinded(chart.sample("en")), "light", "en")).toContain('"url(#blind)"');
  });

  it.each(hostile)("stays whole with the text %j", async (text) => {
    const data = withTexts(chart.sample("en"), text);
    const svg = await drawSvg(chart, data, "dark", "en");
    expect(svg).not.toMatch(/\p{Cs}|<script|<image/u);
    await expect(drawPng(svg)).resolves.toMatchObject({ width: 1600 });
    for (const language of languages) {
      const said = [chart.takeaway(data, language), chart.alt(data, language)] as const;
      expect(said[0].length).toBeLessThanOrEqual(60);
      expect(said[1].length).toBeLessThanOrEqual(1_000);
      expect(said.join()).not.toMatch(/\p{Cs}/u);
    }
  });

  it("has a sample that survives JSON", () => {
    const sample = chart.sample("en");
    expect(chartDataOf(sample, JSON.parse(JSON.stringify(sample)))).toEqual(sample);
  });

  describe.each(languages)("in the language %s", (language) => {
    const sample = chart.sample(language);

    it("says something with a number in it", () => {
      expect(chart.takeaway(sample, language)).toMatch(/\d/);
      expect(chart.takeaway(sample, language).length).toBeLessThanOrEqual(60);
      expect(chart.alt(sample, language)).toMatch(/\d/);
    });

    it("needs no character that our fonts lack", async () => {
      const said = await allSaid(chart, sample, language);
      const isThere = (character: string) =>
        fontFor(character, 400).hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
      expect(Array.from(said.join("")).filter((character) => !isThere(character))).toEqual([]);
    });
  });

  it.each(foreign)("says nothing in English in the language %s", async (language) => {
    expect(await englishIn(chart, chart.sample, language)).toEqual([]);
    expect(await englishIn(chart, (language) => blinded(chart.sample(language)), language)).toEqual([]);
  });

  it("has a name of its own in every language", () => {
    expect(chart.names.en).toBe(chart.title.toLowerCase());
    expect(new Set(Object.values(chart.names)).size).toBe(languages.length);
  });
});
