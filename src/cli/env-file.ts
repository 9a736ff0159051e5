import { randomBytes } from "node:crypto";
import { readFile, realpath, rename, writeFile } from "node:fs/promises";
import { parseEnv } from "node:util";
import { ShellError } from "./shell-error.ts";

/** A .env file, whose comments and order stay as they are. */
export interface EnvFile {
  /** What it sets; an empty value is a value left out. */
  get(name: string): string | undefined;
  /** In the place of a line that sets `name` already, or behind all others. */
  set(name: string, value: string): void;
  /** For nobody but its owner to read; the old file stands until the new one is whole. */
  save(): Promise<void>;
}

export async function openEnvFile(path: string): Promise<EnvFile> {
  const before = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw new ShellError(`${path} cannot be read: ${error.message}`);
  });
  let text = before;
  return {
    get: (name) => parseEnv(text)[name]?.trim() || undefined,
    set(name, value) {
      text = withLine(text, name, `${name}=${value}`);
      if (parseEnv(text)[name] !== value)
        throw new ShellError(`${name} could not be set in ${path}: set it there yourself.`);
    },
    async save() {
      const file = await realpath(path).catch(() => path);
      const draft = `${file}.${randomBytes(4).toString("hex")}`;
      await writeFile(draft, text, { mode: 0o600, flag: "wx" });
      await rename(draft, file);
    },
  };
}

/** Of several lines the last counts, so that is the one. */
function withLine(text: string, name: string, line: string): string {
  const lines = text.split("\n");
  const at = lines.findLastIndex((known) => new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`, "u").test(known));
  if (at >= 0) return lines.with(at, line).join("\n");
  const end = text === "" || text.endsWith("\n") ? "" : "\n";
  return `${text}${end}${line}\n`;
}
