import { percentage } from "../model/figure.ts";
import { inEvery, type Language } from "../model/language.ts";
import type { Sentiment } from "../model/post.ts";
import type { SentimentTotals } from "../model/reader.ts";
import { feelingNames } from "./words/feelings.ts";

/** Shares of fewer posts would say nothing. */
const readMin = 10;
/** From this difference on it is said how it usually is. */
const newsMin = 0.1;

/** How posts feel, of those that could be read; null where these are too few. With `usual` it says what is unlike other times. */
export function sentimentLine(
  totals: SentimentTotals,
  language: Language,
  usual: SentimentTotals | null = null,
): string | null {
  const read = readOf(totals);
  if (read < readMin) return null;
  const words = sentimentWords[language];
  const before = usual && readOf(usual) >= readMin ? usual : null;
  const share = (feeling: Sentiment): string => {
    const now = totals[feeling] / read;
    const then = before && before[feeling] / readOf(before);
    const said = `${percentage(now, language)} ${feelingNames[language][feeling]}`;
    // Neutral is what is left of the other two.
    const isNews = feeling !== "neutral" && then !== null && Math.abs(now - then) >= newsMin;
    return isNews ? `${said} (${words.usually(percentage(then, language))})` : said;
  };
  const order: readonly Sentiment[] = ["positive", "neutral", "negative"];
  const shares = order.map(share).join(" · ");
  const known = Math.min(read / Math.max(totals.observed, 1), 1);
  return `${words.sentiment(shares)}${known > 0.995 ? "" : words.of(percentage(known, language))}`;
}

/** For whoever looks whether anything changed: as exact as it is said. */
export const sentimentShown = (totals: SentimentTotals): readonly number[] => {
  const read = Math.max(readOf(totals), 1);
  return [totals.negative, totals.neutral, totals.positive].map((count) => Math.round((100 * count) / read));
};

const readOf = ({ negative, neutral, positive }: SentimentTotals): number => negative + neutral + positive;

const sentimentWords = inEvery({
  en: {
    sentiment: (shares: string) => `Sentiment: ${shares}`,
    usually: (share: string) => `usually ${share}`,
    of: (share: string) => `, of the ${share} in languages we read`,
  },
  de: {
    sentiment: (shares) => `Stimmung: ${shares}`,
    usually: (share) => `sonst ${share}`,
    of: (share) => `, von den ${share} in Sprachen, die wir lesen`,
  },
  fr: {
    sentiment: (shares) => `Tonalité : ${shares}`,
    usually: (share) => `d’habitude ${share}`,
    of: (share) => `, sur les ${share} dans les langues que nous lisons`,
  },
  es: {
    sentiment: (shares) => `Sentimiento: ${shares}`,
    usually: (share) => `lo habitual: ${share}`,
    of: (share) => `, del ${share} en idiomas que leemos`,
  },
  pt: {
    sentiment: (shares) => `Sentimento: ${shares}`,
    usually: (share) => `normalmente ${share}`,
    of: (share) => `, dos ${share} em idiomas que lemos`,
  },
  ja: {
    sentiment: (shares) => `感情: ${shares}`,
    usually: (share) => `通常は${share}`,
    of: (share) => `（読み取れる言語の投稿 ${share} のうち）`,
  },
});
