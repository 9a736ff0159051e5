import type { AlertKind } from "../../model/alert-kind.ts";
import { inEvery } from "../../model/language.ts";

/** Kinds of alerts; a word each, as it can be typed too. */
export const kindNames = inEvery<Readonly<Record<AlertKind, string>>>({
  en: {
    burst: "burst",
    threshold: "threshold",
    sentiment: "sentiment",
    viral: "viral",
    influencer: "influencer",
    hashtag: "hashtag",
    silence: "silence",
  },
  de: {
    burst: "ausschlag",
    threshold: "schwelle",
    sentiment: "stimmung",
    viral: "viral",
    influencer: "influencer",
    hashtag: "hashtag",
    silence: "stille",
  },
  fr: {
    burst: "pic",
    threshold: "seuil",
    sentiment: "sentiment",
    viral: "viral",
    influencer: "influenceur",
    hashtag: "hashtag",
    silence: "silence",
  },
  es: {
    burst: "pico",
    threshold: "umbral",
    sentiment: "sentimiento",
    viral: "viral",
    influencer: "influencer",
    hashtag: "hashtag",
    silence: "silencio",
  },
  pt: {
    burst: "pico",
    threshold: "limite",
    sentiment: "sentimento",
    viral: "viral",
    influencer: "influenciador",
    hashtag: "hashtag",
    silence: "silêncio",
  },
  ja: {
    burst: "急上昇",
    threshold: "しきい値",
    sentiment: "感情",
    viral: "バズ",
    influencer: "インフルエンサー",
    hashtag: "ハッシュタグ",
    silence: "途絶",
  },
});
