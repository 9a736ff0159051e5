import { expect, test } from "vitest";
import { counted, figure, growth, listed } from "../../src/model/figure.ts";
import { periodName, readPeriod } from "../../src/model/period.ts";

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
