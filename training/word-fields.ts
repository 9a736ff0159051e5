import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The lines of a list in words/, cut at "|", without its remarks. */
export const fieldsOf = (file: string): readonly (readonly string[])[] =>
  readFileSync(join(import.meta.dirname, "words", file), "utf8")
    .split("\n")
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => line.split("|"));
