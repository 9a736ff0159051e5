import type { Language } from "../model/language.ts";

/** What a reader calls a language ("de") or a country ("DE"); the code where it is none. */
export function codeName(type: "language" | "region", code: string, language: Language): string {
  try {
    return new Intl.DisplayNames([language], { type }).of(code) ?? code;
  } catch {
    return code;
  }
}
