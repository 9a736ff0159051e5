import { afterEach, describe, expect, it, vi } from "vitest";
import type { Chart } from "../../src/charts/chart.ts";
import { drawPng, drawSvg } from "../../src/charts/draw.ts";
import { charts } from "../../src/charts/index.ts";
import { chartDataOf } from "../../src/cli/chart-data.ts";
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
    const { width, height } = await drawPng(await drawSvg(chart, chart.sample, theme));
    expect([width, height]).toEqual([1600, 900]);
    expect(warn).not.toHaveBeenCalled();
  });

  it("draws the same data the same way, whatever was drawn before", async () => {
    const first = await drawSvg(chart, chart.sample, "light");
    await drawSvg(chart, blinded(chart.sample), "light");
    expect(await drawSvg(chart, chart.sample, "light")).toBe(first);
  });

  it("hatches what was not observed", async () => {
    expect(await drawSvg(chart, blinded(chart.sample), "light")).toContain('"url(#blind)"');
  });

  it.each(hostile)("stays whole with the text %j", async (text) => {
    const data = withTexts(chart.sample, text);
    const svg = await drawSvg(chart, data, "dark");
    expect(svg).not.toMatch(/\p{Cs}|<script|<image/u);
    await expect(drawPng(svg)).resolves.toMatchObject({ width: 1600 });
    expect(chart.takeaway(data).length).toBeLessThanOrEqual(60);
    expect(chart.alt(data).length).toBeLessThanOrEqual(1_000);
    expect(`${chart.takeaway(data)} ${chart.alt(data)}`).not.toMatch(/\p{Cs}/u);
  });

  it("says something with a number in it", () => {
    expect(chart.takeaway(chart.sample)).toMatch(/\d/);
    expect(chart.takeaway(chart.sample).length).toBeLessThanOrEqual(60);
    expect(chart.alt(chart.sample)).toMatch(/\d/);
  });

  it("has a sample that survives JSON", () => {
    expect(chartDataOf(chart.sample, JSON.parse(JSON.stringify(chart.sample)))).toEqual(chart.sample);
  });
});
