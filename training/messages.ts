import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What programs say in a language: the translations under /usr/share/locale (gettext's .mo files,
 * https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html), without placeholders and without what was left in English.
 * With "en" as the language: the originals.
 */
export function readMessages(folder: string, language: string): string[] {
  const found = new Set<string>();
  const place = join(folder, language === "en" ? "de" : language, "LC_MESSAGES");
  if (!existsSync(place)) return [];
  for (const file of readdirSync(place).sort()) {
    if (!file.endsWith(".mo") || file.startsWith("iso_")) continue;
    for (const [original, translation] of entries(readFileSync(join(place, file)))) {
      if (original === translation) continue;
      for (const line of clean(language === "en" ? original : translation)) found.add(line);
    }
  }
  return [...found];
}

/** Lines with enough letters to tell a language by. */
function clean(message: string): string[] {
  return message
    .replaceAll(/<[^>]*>|%[-+ 0#]*\d*(?:\$)?[.\d]*[a-zA-Z]|%\([^)]*\)[sd]|\{[^}]*\}|&[a-z]+;|--?[a-z-]+|_|\\./gu, " ")
    .split(/[\n\0]/u)
    .map((line) => line.trim())
    .filter((line) => line.length < 300 && (line.match(/\p{L}\p{M}*/gu)?.length ?? 0) >= 20);
}

function* entries(bytes: Buffer): Generator<[string, string]> {
  if (bytes.length < 28 || bytes.readUInt32LE(0) !== 0x950412de) return;
  const count = bytes.readUInt32LE(8);
  const originals = bytes.readUInt32LE(12);
  const translations = bytes.readUInt32LE(16);
  const at = (table: number, index: number) => {
    const length = bytes.readUInt32LE(table + 8 * index);
    const start = bytes.readUInt32LE(table + 8 * index + 4);
    return bytes.subarray(start, start + length);
  };
  const charset = /charset=([\w-]+)/u.exec(count > 0 ? at(translations, 0).toString("latin1") : "")?.[1] ?? "utf-8";
  if (charset.toLowerCase() !== "utf-8") return;
  for (let index = 1; index < count; index++)
    yield [at(originals, index).toString(), at(translations, index).toString()];
}
