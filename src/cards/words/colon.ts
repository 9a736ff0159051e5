import type { Told } from "../../model/language.ts";

/** What stands between a name and what is said of it. */
export const colon: Told = { en: ": ", de: ": ", fr: " : ", es: ": ", pt: ": ", ja: ": " };
