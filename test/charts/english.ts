import type { Chart } from "../../src/charts/chart.ts";
import { drawSvg } from "../../src/charts/draw.ts";
import { type Language, languages } from "../../src/model/language.ts";

export const foreign = languages.filter((language) => language !== "en");

/** What stands in a picture, text by text. */
export const textsOf = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? "");

/** Everything the chart says of the data: what stands in the picture, its takeaway, its alt text. */
export const allSaid = async <Data>(chart: Chart<Data>, data: Data, language: Language): Promise<string[]> => [
  ...textsOf(await drawSvg(chart, data, "light", language)),
  chart.takeaway(data, language),
  chart.alt(data, language),
];

/** Words that are spelt the same there. */
const shared: Readonly<Record<Language, readonly string[]>> = {
  en: [],
  de: ["UTC", "Nov"],
  fr: ["UTC", "min", "minute", "minutes", "total"],
  es: ["UTC", "min", "total"],
  pt: ["UTC", "min", "total"],
  ja: ["UTC"],
};

const wordsOf = (texts: readonly string[]): string[] => texts.join(" ").match(/\p{L}{3,}/gu) ?? [];

/** The English words in what the chart says in another language, without those that the data has in both. */
export async function englishIn<Data>(
  chart: Chart<Data>,
  dataIn: (language: Language) => Data,
  language: Language,
): Promise<string[]> {
  const [english, other] = [dataIn("en"), dataIn(language)];
  const names = new Set(wordsOf(sharedTexts(english, other)));
  const spoken = new Set(wordsOf(await allSaid(chart, english, "en")));
  const isEnglish = (word: string) => spoken.has(word) && !names.has(word) && !shared[language].includes(word);
  return wordsOf(await allSaid(chart, other, language)).filter(isEnglish);
}

/** Texts that stand in the same place of both. */
function sharedTexts(a: unknown, b: unknown): string[] {
  if (typeof a === "string") return a === b ? [a] : [];
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return [];
  const others = new Map(Object.entries(b));
  return Object.entries(a).flatMap(([name, value]) => sharedTexts(value, others.get(name)));
}
