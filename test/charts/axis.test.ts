import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countTicks, timeTicks } from "../../src/charts/axis.ts";
import { dayMs, hourMs } from "../../src/model/clock.ts";
import type { Language } from "../../src/model/language.ts";

const labels = (from: string, lengthMs: number, language: Language = "en", most = 7) =>
  timeTicks(Date.parse(from), Date.parse(from) + lengthMs, language, (ticks) => ticks.length <= most).map(
    ({ label }) => label,
  );

describe("count ticks", () => {
  it("are round and end little above the highest", () => {
    expect(countTicks(412, "en").map(({ value }) => value)).toEqual([0, 150, 300, 450]);
    expect(countTicks(1, "en").map(({ value }) => value)).toEqual([0, 1, 2, 3]);
    expect(countTicks(0, "en").map(({ value }) => value)).toEqual([0, 1, 2, 3]);
    expect(countTicks(3_547, "en").map(({ label }) => label)).toEqual(["0", "1K", "2K", "3K", "4K"]);
  });

  it("are written as the reader's language writes numbers", () => {
    const last = (language: Language) => countTicks(150_000, language).at(-1)?.label;
    expect([last("en"), last("de"), last("pt"), last("ja")]).toEqual(["150K", "150.000", "150\u00A0mil", "15万"]);
    expect(countTicks(1_500, "de").at(-1)?.label).toBe("1.500");
  });

  it("are four or five whole numbers from zero that hold every count", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (highest) => {
        const values = countTicks(highest, "en").map(({ value }) => value);
        expect(values[0]).toBe(0);
        expect([4, 5]).toContain(values.length);
        expect(values.every(Number.isInteger)).toBe(true);
        expect(values.at(-1)).toBeGreaterThanOrEqual(highest);
        expect(values.at(-1)).toBeLessThanOrEqual(Math.max(3, highest * 1.5));
      }),
    );
  });
});

describe("time ticks", () => {
  it("stand on round UTC moments and say the day at midnight", () => {
    expect(labels("2025-11-14T14:20:00Z", hourMs)).toEqual([
      "14:20",
      "14:30",
      "14:40",
      "14:50",
      "15:00",
      "15:10",
      "15:20",
    ]);
    expect(labels("2025-11-13T15:20:00Z", dayMs)).toEqual(["18:00", "14 Nov", "06:00", "12:00"]);
    expect(labels("2025-11-01T00:00:00Z", 30 * dayMs)).toEqual(["3 Nov", "10 Nov", "17 Nov", "24 Nov", "1 Dec"]);
  });

  it("turn into months and years for long periods", () => {
    expect(labels("2025-07-17T00:00:00Z", 120 * dayMs)).toEqual(["Aug", "Sep", "Oct", "Nov"]);
    expect(labels("2024-12-15T00:00:00Z", 400 * dayMs)).toEqual(["2025", "Mar", "May", "Jul", "Sep", "Nov", "2026"]);
  });

  it("are said in the reader's language", () => {
    const day = (language: Language) => labels("2025-11-13T15:20:00Z", dayMs, language);
    const year = (language: Language) => labels("2024-12-15T00:00:00Z", 400 * dayMs, language);
    expect(day("de")).toEqual(["18:00", "14. Nov.", "06:00", "12:00"]);
    expect(day("ja")).toEqual(["18:00", "11月14日", "06:00", "12:00"]);
    expect(day("pt")).toEqual(["18:00", "14 nov.", "06:00", "12:00"]);
    expect(year("es").slice(0, 4)).toEqual(["2025", "mar", "may", "jul"]);
    expect(year("ja")).toEqual(["2025年", "3月", "5月", "7月", "9月", "11月", "2026年"]);
  });

  it("come to an end for every period", () => {
    const moment = fc.integer({ min: 0, max: Date.UTC(3000, 0, 1) });
    fc.assert(
      fc.property(
        moment,
        fc.integer({ min: 1, max: 5_000 * dayMs }),
        (from, length) => timeTicks(from, from + length, "en", () => true).length <= 7,
      ),
    );
  });
});
