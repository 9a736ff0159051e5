import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pid } from "node:process";
import { fileURLToPath } from "node:url";
import { ConfigError } from "../model/errors.ts";

export type Weight = 400 | 700;

interface Family {
  readonly name: string;
  readonly files: Readonly<Record<Weight, string>>;
}

const family = (name: string, file: string): Family => ({
  name,
  files: { 400: `${file}-Regular.ttf`, 700: `${file}-Bold.ttf` },
});

const oneWeight = (name: string, file: string): Family => ({
  name,
  files: { 400: `${file}-Regular.ttf`, 700: `${file}-Regular.ttf` },
});

/** In order of preference: the first that has a character draws it. */
export const families: readonly [Family, ...Family[]] = [
  family("Inter", "Inter"),
  family("Noto Sans", "NotoSans"),
  family("Noto Sans Arabic", "NotoSansArabic"),
  family("Noto Sans Hebrew", "NotoSansHebrew"),
  family("Noto Sans Devanagari", "NotoSansDevanagari"),
  family("Noto Sans Bengali", "NotoSansBengali"),
  family("Noto Sans Tamil", "NotoSansTamil"),
  family("Noto Sans Thai", "NotoSansThai"),
  oneWeight("Noto Sans SC", "NotoSansSC"),
  oneWeight("Noto Sans KR", "NotoSansKR"),
  oneWeight("Noto Emoji", "NotoEmoji"),
];

/** As an SVG or CSS font-family. */
export const fontFamily = families.map(({ name }) => name).join(", ");

/** The same relative path from src/charts/ and dist/charts/. */
export const fontFolder = fileURLToPath(new URL("../../assets/fonts/", import.meta.url));

/**
 * Makes the rasteriser draw with our fonts only. Writes a fontconfig file and its cache under `cacheDir` (created where
 * missing), names it in FONTCONFIG_FILE for processes that inherit our environment, and returns its path. It is read once,
 * when sharp first draws: whoever draws in this process calls this first, in the main thread.
 */
export function prepareFonts(cacheDir: string, folder: string = fontFolder): string {
  const files = new Set(families.flatMap(({ files }) => [files[400], files[700]]));
  const missing = [...files].filter((file) => !existsSync(join(folder, file)));
  if (missing.length > 0)
    throw new ConfigError([`charts need the fonts in ${folder}; missing: ${missing.join(", ")}. Restore the folder.`]);
  mkdirSync(cacheDir, { recursive: true });
  const path = join(cacheDir, "fonts.conf");
  const draft = `${path}.${pid}`;
  writeFileSync(draft, fontconfig(folder, join(cacheDir, "fontconfig")));
  renameSync(draft, path);
  process.env["FONTCONFIG_FILE"] = path;
  return path;
}

const xml = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/**
 * No system folder is included on purpose: a picture must not depend on what the machine has installed. Bold text in a
 * script that comes in one weight is emboldened, at the same advance widths.
 */
const fontconfig = (folder: string, cacheDir: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>${xml(folder)}</dir>
  <cachedir>${xml(cacheDir)}</cachedir>
  <match target="pattern">
    <edit name="family" mode="append" binding="weak">
${families.map(({ name }) => `      <string>${xml(name)}</string>`).join("\n")}
    </edit>
  </match>
  <match target="font">
    <test name="weight" compare="less_eq"><const>medium</const></test>
    <test target="pattern" name="weight" compare="more_eq"><const>bold</const></test>
    <edit name="embolden" mode="assign"><bool>true</bool></edit>
    <edit name="weight" mode="assign"><const>bold</const></edit>
  </match>
</fontconfig>
`;
