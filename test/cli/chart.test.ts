import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import volume from "../../src/charts/volume.ts";
import verb from "../../src/cli/chart.ts";

const folder = mkdtempSync(join(tmpdir(), "groundswell-chart-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string) => join(folder, name);

async function run(...args: string[]) {
  const said = { out: [] as string[], err: [] as string[] };
  const nothing = (async function* () {})();
  const io = {
    stdin: nothing,
    out: (line: string) => said.out.push(line),
    err: (line: string) => said.err.push(line),
    env: {},
  };
  return { code: await verb.run(args, io), ...said };
}

it("draws the sample, and the same picture from the same data in a file", async () => {
  writeFileSync(file("data.json"), JSON.stringify(volume.sample("en")));
  const sample = await run("volume", "--theme", "dark", "--out", file("sample.png"));
  expect(sample).toEqual({
    code: 0,
    out: [`${file("sample.png")}: ${volume.takeaway(volume.sample("en"), "en")}`],
    err: [],
  });
  expect((await run("volume", "--theme", "dark", "--data", file("data.json"), "--out", file("same.png"))).code).toBe(0);
  expect(readFileSync(file("same.png")).equals(readFileSync(file("sample.png")))).toBe(true);
  expect(readFileSync(file("sample.png")).subarray(16, 24).toString("hex")).toBe("0000064000000384");
});

it("says the picture's words in the language asked for", async () => {
  const said = await run("volume", "--language", "de", "--out", file("de.png"));
  expect(said.out).toEqual([`${file("de.png")}: ${volume.takeaway(volume.sample("de"), "de")}`]);
  await run("volume", "--out", file("en.png"));
  expect(readFileSync(file("de.png")).equals(readFileSync(file("en.png")))).toBe(false);
});

it("says what is wrong and draws nothing", async () => {
  writeFileSync(file("bad.json"), JSON.stringify({ ...volume.sample("en"), stepMs: "1h" }));
  writeFileSync(file("broken.json"), "{");
  const out = ["--out", file("none.png")];
  expect(await run("nope", ...out)).toEqual({ code: 1, out: [], err: ["Name one chart: volume."] });
  expect((await run("volume")).err[0]).toContain("--out F.png");
  expect((await run("volume", "--theme", "blue", ...out)).err[0]).toContain('not "blue"');
  expect((await run("volume", "--language", "xx", ...out)).err[0]).toContain('en, de, fr, es, pt, ja, not "xx"');
  expect((await run("volume", "--shape", "round", ...out)).err[0]).toContain("--shape");
  expect((await run("volume", "--data", file("bad.json"), ...out)).err[0]).toBe('stepMs: expected a number, got "1h".');
  expect((await run("volume", "--data", file("broken.json"), ...out)).err[0]).toContain("is not JSON");
  expect((await run("volume", "--data", file("absent.json"), ...out)).err[0]).toContain("Cannot read");
  expect((await run("volume", "--out", join(folder, "no", "folder.png"))).err[0]).toContain("Cannot write");
});
