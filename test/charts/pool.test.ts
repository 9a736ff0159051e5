import { afterAll, describe, expect, it } from "vitest";
import { type Drawing, startDrawing } from "../../src/charts/pool.ts";
import volume from "../../src/charts/volume.ts";
import { cacheDirForTests } from "./fonts-for-tests.ts";

const cacheDir = cacheDirForTests();
const started: Drawing[] = [];
afterAll(() => Promise.all(started.map((drawing) => drawing.stop())));

function start(options: { timeoutMs?: number; idleMs?: number; entry?: URL } = {}): Drawing {
  const drawing = startDrawing({ processes: 1, cacheDir, ...options });
  started.push(drawing);
  return drawing;
}

describe("the product's drawing processes", () => {
  it("draw a chart from its data, Dates and all, and say so of a chart that does not exist", async () => {
    const drawing = start();
    await drawing.ready();
    const { png, width, height } = await drawing.draw({
      chart: "volume",
      data: volume.sample("en"),
      theme: "dark",
      language: "en",
    });
    expect([width, height]).toEqual([1600, 900]);
    expect(Array.from(png.subarray(1, 4))).toEqual([0x50, 0x4e, 0x47]);
    const german = await drawing.draw({ chart: "volume", data: volume.sample("en"), theme: "dark", language: "de" });
    expect(german.png, "the language reaches the process").not.toEqual(png);
    await expect(drawing.draw({ chart: "nope", data: 1, theme: "dark", language: "en" })).rejects.toThrow(
      'There is no chart "nope"',
    );
    await drawing.stop();
    await expect(
      drawing.draw({ chart: "volume", data: volume.sample("en"), theme: "dark", language: "en" }),
    ).rejects.toThrow("stopped");
  });
});

it("a process without work ends, and gives back all its memory; the next picture gets a new one", {
  timeout: 90_000,
}, async () => {
  const drawing = start({ idleMs: 1 });
  await drawing.ready();
  const running = () => process.getActiveResourcesInfo().filter((name) => name === "ProcessWrap").length;
  await expect.poll(running, { timeout: 30_000 }).toBe(0);
  const { width } = await drawing.draw({ chart: "volume", data: volume.sample("en"), theme: "light", language: "en" });
  expect(width).toBe(1600);
  await drawing.stop();
  await expect.poll(running, { timeout: 30_000 }).toBe(0);
});

it("a process knows none of our secrets", async () => {
  process.env["GROUNDSWELL_TEST_SECRET"] = "hidden";
  const drawing = start({ entry: new URL("./poison-process.ts", import.meta.url) });
  const names = drawing.draw({ chart: "poison", data: "environment", theme: "light", language: "en" }).catch(String);
  delete process.env["GROUNDSWELL_TEST_SECRET"];
  expect(await names).toMatch(/FONTCONFIG_FILE/);
  expect(await names).not.toMatch(/SECRET|DATABASE_URL|\bHOME\b/);
  await drawing.stop();
});

/** Every poison costs a boot of a process, seconds each on a busy machine. */
const patient = 120_000;

describe("a poisonous picture", { timeout: patient }, () => {
  const entry = new URL("./poison-process.ts", import.meta.url);
  const draw = (drawing: Drawing, data: unknown) =>
    drawing.draw({ chart: "poison", data, theme: "light", language: "en" });

  it("fails alone when it throws, ends its process, fills its memory or cannot be sent", async () => {
    const drawing = start({ entry, timeoutMs: patient });
    await expect(draw(drawing, "throw")).rejects.toThrow("poisoned");
    await expect(draw(drawing, "exit")).rejects.toThrow();
    await expect(draw(drawing, "hoard")).rejects.toThrow(/memory/);
    await expect(draw(drawing, () => 1)).rejects.toThrow(/clone/);
    await expect(draw(drawing, "fine")).resolves.toMatchObject({ width: 1600 });
  });

  it("is given up when it hangs, and those behind it are drawn in order by a new process", async () => {
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
