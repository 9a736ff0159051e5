import type { Language } from "../model/language.ts";
import type { Settings } from "../model/settings.ts";
import type { Ask, Surface } from "./surface.ts";

/** In what language what is answered is read; each looked up once, when something is to be said. */
export interface Readers {
  /** By whoever asked, alone. */
  one(): Promise<Language>;
  /** By all of the workspace. */
  all(): Promise<Language>;
}

export function readersOf(
  { where, who, language }: Pick<Ask, "where" | "who" | "language">,
  surface: Surface,
  settings: () => Promise<Settings>,
): Readers {
  const once = (look: () => Promise<Language>) => {
    let found: Promise<Language> | undefined;
    return () => {
      found ??= look();
      return found;
    };
  };
  const all = once(async () => (await settings()).language);
  const one = once(async () => language ?? (await surface.languageOf(where.channel.workspace, who)) ?? (await all()));
  return { one, all };
}
