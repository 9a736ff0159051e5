import { expect, it } from "vitest";
import { sparkline } from "../../src/charts/sparkline.ts";

it("draws from zero to the highest value", () => {
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7])).toBe("▁▂▃▄▅▆▇█");
  expect(sparkline([50, 100])).toBe("▅█");
});

it("shows what was not observed as a dot, never as zero", () => {
  expect(sparkline([null, 0, 7, null])).toBe("·▁█·");
});

it("is flat where nothing was posted, and empty for nothing", () => {
  expect(sparkline([0, 0])).toBe("▁▁");
  expect(sparkline([-3, 3])).toBe("▁█");
  expect(sparkline([])).toBe("");
});
