import { expect, test } from "vitest";
import { foreseen, learnForecast, newForecast } from "../../src/analysis/forecast.ts";

test("a window between two steps is foreseen by the share it has of each", () => {
  const forecast = newForecast();
  for (const count of [10, 110, 10, 10]) learnForecast(forecast, count);
  const [now = 0, before = 0, burst = 0, first = 0] = forecast.levels;
  expect(first).toBe(10);
  expect(burst).toBeCloseTo(20);
  expect(foreseen(forecast, 1, 1)).toBe(now);
  expect(foreseen(forecast, 1, 0)).toBe(before);
  expect(foreseen(forecast, 3, 1)).toBeCloseTo(now + before + burst);
  expect(foreseen(forecast, 3, 0.25)).toBeCloseTo(0.25 * now + before + burst + 0.75 * first);
});

test("a blind step moves neither level nor deviation", () => {
  const forecast = newForecast();
  for (const count of [3, 9, 4, 8]) learnForecast(forecast, count);
  const { levels, errors } = structuredClone(forecast);
  learnForecast(forecast, null);
  expect(forecast.levels[0]).toBe(levels[0]);
  expect(forecast.errors).toEqual(errors);
});
