import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, it } from "vitest";
import { families, fontFolder, prepareFonts } from "../../src/charts/fonts.ts";
import { missingGlyphs } from "../../src/charts/self-test.ts";
import { ConfigError } from "../../src/model/errors.ts";
import { useFonts } from "./fonts-for-tests.ts";

useFonts();

const folder = mkdtempSync(join(tmpdir(), "groundswell-no-fonts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("finds every glyph where the bundled fonts are in place", async () => {
  expect(await missingGlyphs()).toEqual([]);
});

it("names what is missing where the fonts folder was emptied", () => {
  expect(() => prepareFonts(join(folder, "cache"), folder)).toThrow(ConfigError);
  expect(() => prepareFonts(join(folder, "cache"), folder)).toThrow(/Inter-Regular\.ttf.*NotoEmoji-Regular\.ttf/);
});

it("notices that the rasteriser was given no fonts, although it draws without an error", async () => {
  const config = join(folder, "empty.conf");
  writeFileSync(config, `<?xml version="1.0"?><fontconfig><cachedir>${folder}/empty-cache</cachedir></fontconfig>`);
  const script = `console.log((await (await import("./src/charts/self-test.ts")).missingGlyphs()).join(" "))`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", script],
    { cwd: new URL("../..", import.meta.url), env: { ...process.env, FONTCONFIG_FILE: config } },
  );
  expect(stdout.trim()).toBe("A 桜 ك क 한");
});

it("uses no font of the system and names every family it has files for", () => {
  prepareFonts(join(folder, "cache & <co>"));
  const config = readFileSync(process.env["FONTCONFIG_FILE"] ?? "", "utf8");
  expect(config.match(/<dir>.*<\/dir>/g)).toEqual([`<dir>${fontFolder}</dir>`]);
  expect(config).toContain("cache &amp; &lt;co&gt;");
  for (const { name } of families) expect(config).toContain(`<string>${name}</string>`);
});
