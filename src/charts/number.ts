import type { Counting } from "../model/figure.ts";
import { inEvery, type Language } from "../model/language.ts";

const formats = (options: Intl.NumberFormatOptions) => {
  const made = (tag: string) => new Intl.NumberFormat(tag, { useGrouping: "always", ...options });
  return inEvery({ en: made("en"), de: made("de"), fr: made("fr"), es: made("es"), pt: made("pt-BR"), ja: made("ja") });
};

const compact = formats({ notation: "compact", maximumFractionDigits: 1 });
const exact = formats({});

/** "950", "1.5K", "2M" */
export const short = (value: number, language: Language): string => compact[language].format(value);
/** "1,412" */
export const full = (value: number, language: Language): string => exact[language].format(value);

const plurals = inEvery({
  en: new Intl.PluralRules("en"),
  de: new Intl.PluralRules("de"),
  fr: new Intl.PluralRules("fr"),
  es: new Intl.PluralRules("es"),
  pt: new Intl.PluralRules("pt-BR"),
  ja: new Intl.PluralRules("ja"),
});

/** "1 post", "1,412 posts" */
export const counted = (value: number, counting: Counting, language: Language): string =>
  counting(full(value, language), plurals[language].select(value) === "one");

const percentSign = inEvery({ en: " %", de: "\u00A0%", fr: "\u202F%", es: "\u00A0%", pt: "%", ja: "%" });

/** "77 %", rounded down, so that only the whole is called 100 %. */
export const percent = (share: number, language: Language): string =>
  `${Math.floor(share * 100)}${percentSign[language]}`;
