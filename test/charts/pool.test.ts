import { afterAll, describe, expect, it } from "vitest";
import { type Drawing, startDrawing } from "../../src/charts/pool.ts";
import volume from "../../src/charts/volume.ts";
import { cacheDirForTests } from "./fonts-for-tests.ts";

const cacheDir = cacheDirForTests();
const started: Drawing[] = [];
afterAll(() => Promise.all(started.map((drawing) => drawing.stop())));

function start(options: { timeoutMs?: number; entry?: URL } = {}): Drawing {
  const drawing = startDrawing({ threads: 1, cacheDir, ...options });
  started.push(drawing);
  return drawing;
}

describe("the product's drawing threads", () => {
  it("draw a chart from its data, Dates and all, and say so of a chart that does not exist", async () => {
    const drawing = start();
    await drawing.ready();
    const { png, width, height } = await drawing.draw({ chart: "volume", data: volume.sample, theme: "dark" });
    expect([width, height]).toEqual([1600, 900]);
    expect(Array.from(png.subarray(1, 4))).toEqual([0x50, 0x4e, 0x47]);
    await expect(drawing.draw({ chart: "nope", data: 1, theme: "dark" })).rejects.toThrow('There is no chart "nope"');
    await drawing.stop();
    await expect(drawing.draw({ chart: "volume", data: volume.sample, theme: "dark" })).rejects.toThrow("stopped");
  });
});

/** Every poison costs a boot of a thread, seconds each on a busy machine. */
const patient = 120_000;

describe("a poisonous picture", { timeout: patient }, () => {
  const entry = new URL("./poison-thread.ts", import.meta.url);
  const draw = (drawing: Drawing, data: unknown) => drawing.draw({ chart: "poison", data, theme: "light" });

  it("fails alone when it throws, ends its thread, fills its memory or cannot be sent", async () => {
    const drawing = start({ entry, timeoutMs: patient });
    await expect(draw(drawing, "throw")).rejects.toThrow("poisoned");
    await expect(draw(drawing, "exit")).rejects.toThrow();
    await expect(draw(drawing, "hoard")).rejects.toThrow(/memory/);
    await expect(draw(drawing, () => 1)).rejects.toThrow(/clone/);
    await expect(draw(drawing, "fine")).resolves.toMatchObject({ width: 1600 });
  });

  it("is given up when it hangs, and those behind it are drawn in order by a new thread", async () => {
    const drawing = start({ entry, timeoutMs: 3_000 });
    await drawing.ready();
    const order: string[] = [];
    const seen = (name: string, work: Promise<unknown>) =>
      work.then(
        () => order.push(name),
        () => order.push(`${name} failed`),
      );
    await Promise.all([
      seen("first", draw(drawing, "fine")),
      seen("hanging", draw(drawing, "hang")),
      seen("second", draw(drawing, "fine")),
      seen("third", draw(drawing, "marked")),
    ]);
    expect(order).toEqual(["first", "hanging failed", "second", "third"]);
  });

  it("does not keep stop() from finishing what was asked for", async () => {
    const drawing = start({ entry });
    const pictures = [draw(drawing, "fine"), draw(drawing, "marked")];
    await drawing.stop();
    const [plain, marked] = await Promise.all(pictures);
    expect(plain?.png).not.toEqual(marked?.png);
  });
});
