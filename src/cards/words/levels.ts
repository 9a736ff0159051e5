import { inEvery } from "../../model/language.ts";
import type { Sensitivity } from "../../model/tracker.ts";

/** How easily alerts fire; a word each, as it can be typed too. */
export const levelNames = inEvery<Readonly<Record<Sensitivity | "on" | "off", string>>>({
  en: { sensitive: "sensitive", balanced: "balanced", strict: "strict", on: "on", off: "off" },
  de: { sensitive: "empfindlich", balanced: "ausgewogen", strict: "streng", on: "an", off: "aus" },
  fr: { sensitive: "sensible", balanced: "équilibré", strict: "strict", on: "activé", off: "désactivé" },
  es: { sensitive: "sensible", balanced: "equilibrado", strict: "estricto", on: "activado", off: "desactivado" },
  pt: { sensitive: "sensível", balanced: "equilibrado", strict: "rigoroso", on: "ativado", off: "desativado" },
  ja: { sensitive: "高感度", balanced: "標準", strict: "厳格", on: "オン", off: "オフ" },
});
