import { inEvery, type Language, type Said } from "./language.ts";

/** How numbers are written in sentences and cards. */

/** BCP 47. */
export const languageTags = inEvery({ en: "en", de: "de", fr: "fr", es: "es", pt: "pt-BR", ja: "ja" });

/** One of each language, made when it is first asked for: all together they would take their time at the start. */
function each<T>(make: (tag: string) => T): Said<T> {
  const made = new Map<Language, T>();
  return (language) => {
    const known = made.get(language) ?? make(languageTags[language]);
    made.set(language, known);
    return known;
  };
}

const formats = (options: Intl.NumberFormatOptions) => each((tag) => new Intl.NumberFormat(tag, options));

const whole = formats({ maximumFractionDigits: 0, useGrouping: "always" });
const precise = formats({ maximumFractionDigits: 1 });
const compact = formats({ notation: "compact", maximumFractionDigits: 1 });
const percent = formats({ style: "percent", maximumFractionDigits: 0 });
const money = formats({ style: "currency", currency: "USD" });
const plurals = each((tag) => new Intl.PluralRules(tag));
/** In British English there is no comma before "and". */
const lists = each((tag) => new Intl.ListFormat(tag === "en" ? "en-GB" : tag));

/** "1,234" up to 99,999, then "123.5K". */
export const figure = (value: number, language: Language): string =>
  (Math.abs(value) < 100_000 ? whole : compact)(language).format(value);

/** "1.5": one decimal where it matters, that is below 20. */
export const smallFigure = (value: number, language: Language): string =>
  value < 20 ? precise(language).format(value) : figure(value, language);

export const percentage = (fraction: number, language: Language): string => percent(language).format(fraction);

/** US dollars, to the cent. */
export const dollars = (value: number, language: Language): string => money(language).format(value);

/** How a language counts one thing: `one` is whether it says so of that number. */
export type Counting = (figure: string, one: boolean) => string;

/** "1 post", "1,234 posts". */
export const countedAs = (value: number, counting: Counting, language: Language): string =>
  counting(figure(value, language), plurals(language).select(value) === "one");

/** What is counted. */
const nouns = {
  post: inEvery<Counting>({
    en: (n, one) => `${n} ${one ? "post" : "posts"}`,
    de: (n, one) => `${n} ${one ? "Beitrag" : "Beiträge"}`,
    fr: (n, one) => `${n} ${one ? "publication" : "publications"}`,
    es: (n, one) => `${n} ${one ? "publicación" : "publicaciones"}`,
    pt: (n, one) => `${n} ${one ? "publicação" : "publicações"}`,
    ja: (n) => `投稿${n}件`,
  }),
  person: inEvery<Counting>({
    en: (n, one) => `${n} ${one ? "person" : "people"}`,
    de: (n, one) => `${n} ${one ? "Person" : "Personen"}`,
    fr: (n, one) => `${n} ${one ? "personne" : "personnes"}`,
    es: (n, one) => `${n} ${one ? "persona" : "personas"}`,
    pt: (n, one) => `${n} ${one ? "pessoa" : "pessoas"}`,
    ja: (n) => `${n}人`,
  }),
  alert: inEvery<Counting>({
    en: (n, one) => `${n} ${one ? "alert" : "alerts"}`,
    de: (n, one) => `${n} ${one ? "Alarm" : "Alarme"}`,
    fr: (n, one) => `${n} ${one ? "alerte" : "alertes"}`,
    es: (n, one) => `${n} ${one ? "alerta" : "alertas"}`,
    pt: (n, one) => `${n} ${one ? "alerta" : "alertas"}`,
    ja: (n) => `アラート${n}件`,
  }),
  mention: inEvery<Counting>({
    en: (n, one) => `${n} ${one ? "mention" : "mentions"}`,
    de: (n, one) => `${n} ${one ? "Erwähnung" : "Erwähnungen"}`,
    fr: (n, one) => `${n} ${one ? "mention" : "mentions"}`,
    es: (n, one) => `${n} ${one ? "mención" : "menciones"}`,
    pt: (n, one) => `${n} ${one ? "menção" : "menções"}`,
    ja: (n) => `メンション${n}件`,
  }),
  link: inEvery<Counting>({
    en: (n, one) => `${n} ${one ? "link" : "links"}`,
    de: (n, one) => `${n} ${one ? "Link" : "Links"}`,
    fr: (n, one) => `${n} ${one ? "lien" : "liens"}`,
    es: (n, one) => `${n} ${one ? "enlace" : "enlaces"}`,
    pt: (n, one) => `${n} ${one ? "link" : "links"}`,
    ja: (n) => `リンク${n}件`,
  }),
  interaction: inEvery<Counting>({
    en: (n, one) => `${n} ${one ? "interaction" : "interactions"}`,
    de: (n, one) => `${n} ${one ? "Interaktion" : "Interaktionen"}`,
    fr: (n, one) => `${n} ${one ? "interaction" : "interactions"}`,
    es: (n, one) => `${n} ${one ? "interacción" : "interacciones"}`,
    pt: (n, one) => `${n} ${one ? "interação" : "interações"}`,
    ja: (n) => `反応${n}件`,
  }),
  request: inEvery<Counting>({
    en: (n, one) => `${n} ${one ? "request" : "requests"}`,
    de: (n, one) => `${n} ${one ? "Abfrage" : "Abfragen"}`,
    fr: (n, one) => `${n} ${one ? "requête" : "requêtes"}`,
    es: (n, one) => `${n} ${one ? "consulta" : "consultas"}`,
    pt: (n, one) => `${n} ${one ? "consulta" : "consultas"}`,
    ja: (n) => `${n}回`,
  }),
  view: inEvery<Counting>({
    en: (n, one) => `${n} ${one ? "view" : "views"}`,
    de: (n, one) => `${n} ${one ? "Aufruf" : "Aufrufe"}`,
    fr: (n, one) => `${n} ${one ? "vue" : "vues"}`,
    es: (n, one) => `${n} ${one ? "visualización" : "visualizaciones"}`,
    pt: (n, one) => `${n} ${one ? "visualização" : "visualizações"}`,
    ja: (n) => `再生${n}回`,
  }),
  hashtag: inEvery<Counting>({
    en: (n, one) => `${n} ${one ? "hashtag" : "hashtags"}`,
    de: (n, one) => `${n} ${one ? "Hashtag" : "Hashtags"}`,
    fr: (n, one) => `${n} ${one ? "hashtag" : "hashtags"}`,
    es: (n, one) => `${n} ${one ? "hashtag" : "hashtags"}`,
    pt: (n, one) => `${n} ${one ? "hashtag" : "hashtags"}`,
    ja: (n) => `ハッシュタグ${n}件`,
  }),
  line: inEvery<Counting>({
    en: (n, one) => `${n} ${one ? "line" : "lines"}`,
    de: (n, one) => `${n} ${one ? "Zeile" : "Zeilen"}`,
    fr: (n, one) => `${n} ${one ? "ligne" : "lignes"}`,
    es: (n, one) => `${n} ${one ? "línea" : "líneas"}`,
    pt: (n, one) => `${n} ${one ? "linha" : "linhas"}`,
    ja: (n) => `${n}行`,
  }),
} as const;

/** "1 post", "1,234 posts". */
export const counted = (value: number, noun: keyof typeof nouns, language: Language): string =>
  countedAs(value, nouns[noun][language], language);

/** "▲ up 34 %", "▼ down 5 %", "no change"; null where there is nothing to compare with. */
export function growth(now: number, before: number, language: Language): string | null {
  const words = growthWords[language];
  if (before <= 0) return now > 0 ? words.isNew : null;
  const change = (now - before) / before;
  if (Math.abs(change) < 0.005) return words.same;
  if (change > 9) return `▲ ${figure(now / before, language)}×`;
  return change > 0
    ? `▲ ${words.up(figure(change * 100, language))}`
    : `▼ ${words.down(figure(-change * 100, language))}`;
}

const growthWords = inEvery({
  en: { isNew: "new", same: "no change", up: (n: string) => `up ${n} %`, down: (n: string) => `down ${n} %` },
  de: { isNew: "neu", same: "unverändert", up: (n) => `${n} % mehr`, down: (n) => `${n} % weniger` },
  fr: { isNew: "nouveau", same: "stable", up: (n) => `hausse de ${n} %`, down: (n) => `baisse de ${n} %` },
  es: { isNew: "nuevo", same: "sin cambios", up: (n) => `sube un ${n} %`, down: (n) => `baja un ${n} %` },
  pt: { isNew: "novo", same: "sem mudança", up: (n) => `alta de ${n}%`, down: (n) => `queda de ${n}%` },
  ja: { isNew: "新規", same: "変化なし", up: (n) => `${n}%増`, down: (n) => `${n}%減` },
});

/** "A", "A and B", "A, B and C". */
export const listed = (items: readonly string[], language: Language): string => lists(language).format(items);
