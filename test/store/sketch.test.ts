import { describe, expect, it } from "vitest";
import { sketchBits } from "../../src/store/collected-tables.ts";
import { sketchEstimate, sketchPosition } from "../../src/store/sketch.ts";

function bitmapOf(authors: number, seed: string): string {
  const bits = new Uint8Array(sketchBits).fill(48);
  for (let i = 0; i < authors; i++) bits[sketchPosition("bluesky", `${seed}:${i}`)] = 49;
  return Buffer.from(bits).toString("latin1");
}

/** Root of the mean squared relative error over `rounds` different crowds. */
function errorAt(authors: number, rounds: number): number {
  const squares = Array.from(
    { length: rounds },
    (_, round) => (sketchEstimate([bitmapOf(authors, `${round}`)]) / authors - 1) ** 2,
  );
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / rounds);
}

describe("the sketch of distinct authors", () => {
  it("is zero when empty and exact for one", () => {
    expect(sketchEstimate([])).toBe(0);
    expect(sketchEstimate([bitmapOf(0, "a")])).toBe(0);
    expect(sketchEstimate([bitmapOf(1, "a")])).toBe(1);
  });

  it("is exact for ten authors nine times in ten", () => {
    const exact = Array.from({ length: 100 }, (_, round) => sketchEstimate([bitmapOf(10, `${round}`)])).filter(
      (n) => n === 10,
    );
    expect(exact.length).toBeGreaterThan(85);
  });

  it.each([
    [50, 100],
    [1_000, 60],
    [10_000, 40],
    [100_000, 12],
  ])("errs by less than 2.5 % (root mean square) at %i authors", (authors, rounds) => {
    expect(errorAt(authors, rounds)).toBeLessThan(0.025);
  });

  it("counts an author of several bitmaps once", () => {
    const [all, half] = [bitmapOf(2_000, "a"), bitmapOf(1_000, "a")];
    expect(sketchEstimate([all, half])).toBe(sketchEstimate([all]));
  });

  it("keeps the same name on two networks apart", () => {
    const positions = ["x", "y", "z"].map((id) => [sketchPosition("bluesky", id), sketchPosition("mastodon", id)]);
    expect(positions.some(([a, b]) => a !== b)).toBe(true);
  });

  it("answers a number when every bit is set", () => {
    expect(sketchEstimate(["1".repeat(sketchBits)])).toBeGreaterThan(1_000_000);
  });
});
