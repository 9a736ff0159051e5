import { expect, test } from "vitest";
import { dayMs, hourMs } from "../../src/model/clock.ts";
import { disclosed, disclosedData } from "../../src/model/disclosure.ts";
import { counted, figure, growth, listed } from "../../src/model/figure.ts";
import { inLastPeriod, lastPeriod, periodName, readPeriod } from "../../src/model/period.ts";

test("figures are written whole until they are long", () => {
  expect(figure(1234, "en")).toBe("1,234");
  expect(figure(123_456, "en")).toBe("123.5K");
  expect(counted(1, "post", "en")).toBe("1 post");
  expect(counted(0, "post", "en")).toBe("0 posts");
});

test("growth says up or down in words, and nothing where there is nothing to compare", () => {
  expect(growth(134, 100, "en")).toBe("▲ up 34 %");
  expect(growth(95, 100, "en")).toBe("▼ down 5 %");
  expect(growth(100, 100, "en")).toBe("no change");
  expect(growth(2000, 100, "en")).toBe("▲ 20×");
  expect(growth(5, 0, "en")).toBe("new");
  expect(growth(0, 0, "en")).toBeNull();
});

test("lists read like sentences", () => {
  expect(listed([], "en")).toBe("");
  expect(listed(["X"], "en")).toBe("X");
  expect(listed(["X", "Bluesky", "Reddit"], "en")).toBe("X, Bluesky and Reddit");
});

test("periods are read as people type them", () => {
  expect(readPeriod("24h")).toEqual({ ms: 86_400_000, text: "24h" });
  expect(readPeriod("4W")?.text).toBe("4w");
  for (const wrong of ["", "h", "0h", "7", "7y", "-1h", "1.5h"]) expect(readPeriod(wrong)).toBeNull();
  expect(periodName(86_400_000, "en")).toBe("24 hours");
  expect(periodName(7 * 86_400_000, "en")).toBe("7 days");
  expect(periodName(5_400_000, "en")).toBe("90 minutes");
});

test.each([
  ["de", "1.234", "1 Beitrag", "▲ 34 % mehr", "X, Bluesky und Reddit", "24 Stunden", "in den letzten 7 Tagen"],
  [
    "fr",
    "1\u202f234",
    "1 publication",
    "▲ hausse de 34 %",
    "X, Bluesky et Reddit",
    "24 heures",
    "au cours des 7 derniers jours",
  ],
  ["es", "1.234", "1 publicación", "▲ sube un 34 %", "X, Bluesky y Reddit", "24 horas", "en los últimos 7 días"],
  ["pt", "1.234", "1 publicação", "▲ alta de 34%", "X, Bluesky e Reddit", "24 horas", "nos últimos 7 dias"],
  ["ja", "1,234", "投稿1件", "▲ 34%増", "X、Bluesky、Reddit", "24時間", "過去7日に"],
] as const)(
  "in %s figures, counts, growth, lists and lengths of time are as people write them",
  (language, ...said) => {
    expect([
      figure(1234, language),
      counted(1, "post", language),
      growth(134, 100, language),
      listed(["X", "Bluesky", "Reddit"], language),
      periodName(dayMs, language),
      inLastPeriod(7 * dayMs, language),
    ]).toEqual(said);
  },
);

test("a length of one is said without the number where a language does so", () => {
  expect(lastPeriod(hourMs, "en")).toBe("last hour");
  expect(inLastPeriod(hourMs, "de")).toBe("in der letzten Stunde");
  expect(lastPeriod(hourMs, "ja")).toBe("過去1時間");
  expect(periodName(10_000, "fr")).toBe("10 secondes");
});

test("what is not real is said so, wholly or partly", () => {
  expect(disclosedData("simulated", "de")).toBe("simulierte Daten");
  expect(disclosedData("partly replayed", "en")).toBe("partly replayed data");
  expect(disclosed("partly simulated", "es")).toBe("en parte simulado");
});
