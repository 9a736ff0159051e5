/** The languages people are answered in. */
export const languages = ["en", "de", "fr", "es", "pt", "ja"] as const;
export type Language = (typeof languages)[number];

export type InEvery<T> = Readonly<Record<Language, T>>;
/** A sentence in every language. */
export type Told = InEvery<string>;
/** What is said once it is known to whom. */
export type Said<T> = (language: Language) => T;

/** Of a BCP 47 tag, e.g. "pt" of "pt-BR"; null where it is none of ours. */
export function languageOf(tag: string | null | undefined): Language | null {
  const primary = tag?.toLowerCase().split(/[-_]/u)[0];
  return languages.find((language) => language === primary) ?? null;
}

/** Words of one noun in every language: what English has and another lacks does not compile. */
export const inEvery = <Words>(
  words: { readonly en: Words } & Readonly<Record<Exclude<Language, "en">, NoInfer<Words>>>,
): InEvery<Words> => words;

/** A sentence that is put together anew in each language, e.g. because it joins names or writes figures. */
export const told = (say: Said<string>): Told => ({
  en: say("en"),
  de: say("de"),
  fr: say("fr"),
  es: say("es"),
  pt: say("pt"),
  ja: say("ja"),
});

/** What each language calls itself, in every language. */
export const languageNames = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  pt: "Português",
  ja: "日本語",
} as const satisfies Told;
