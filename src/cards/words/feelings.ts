import { inEvery } from "../../model/language.ts";
import type { Sentiment } from "../../model/post.ts";

/** What a post feels like, in a word. */
export const feelingNames = inEvery<Readonly<Record<Sentiment, string>>>({
  en: { positive: "positive", neutral: "neutral", negative: "negative" },
  de: { positive: "positiv", neutral: "neutral", negative: "negativ" },
  fr: { positive: "positif", neutral: "neutre", negative: "négatif" },
  es: { positive: "positivo", neutral: "neutro", negative: "negativo" },
  pt: { positive: "positivo", neutral: "neutro", negative: "negativo" },
  ja: { positive: "ポジティブ", neutral: "中立", negative: "ネガティブ" },
});
