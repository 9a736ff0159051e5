import { detectLanguage } from "./language.ts";
import {
  type Features,
  featureKinds,
  knownPlace,
  notedFeaturesOf,
  runAt,
  weightOf,
  wordBits,
} from "./sentiment-features.ts";
import { figureName } from "./sentiment-figure-names.ts";
import { lexiconLanguages } from "./sentiment-lexicon.ts";
import { sentimentModel } from "./sentiment-model.ts";
import { fitsOf, patternsCount, shareOfOne } from "./sentiment-phrases.ts";
import { charactersMax, type Reading, readText, wordKinds } from "./sentiment-reading.ts";

/** A share in the scores of a text: log-odds of negative and of positive, each against neutral. */
export interface Share {
  readonly what: string;
  readonly kind: ShareKind;
  readonly negative: number;
  readonly positive: number;
}

export type ShareKind =
  | "word"
  | "pair"
  | "triple"
  | "tone"
  | "negated"
  | "meaning"
  | "characters"
  | "phrase"
  | "figure"
  | "rest"
  | "bias";

/** Why a text was understood as it was. */
export interface Explanation {
  readonly sentiment: readonly Share[];
  /** Whether the language was told with the text or read from it, and how surely. */
  readonly language: { readonly from: "told" | "read"; readonly confidence: number | null };
}

/** `told`: the language that came with the text; else it is read from it. */
export function explain(text: string, told: string | null): Explanation {
  const read = told === null ? detectLanguage(text) : null;
  const language = told ?? read?.language ?? null;
  return {
    sentiment: explainSentiment(text, language?.toLowerCase().split("-")[0] ?? null),
    language: { from: read ? "read" : "told", confidence: read?.confidence ?? null },
  };
}

/**
 * Why a text was said to feel as it is: the `most` strongest shares first, then `rest` (all weaker ones together) and `bias` (what is there
 * before a word is read). They sum to the scores of the answer: e^negative : 1 : e^positive are the chances that `sentimentOf` gives.
 * Empty where it has no answer. It names what the product's own reader found and adds up nothing of its own, but is slow.
 */
export function explainSentiment(text: string, language: string | null, most = 8): readonly Share[] {
  const place = language === null ? 0 : lexiconLanguages.indexOf(language as "en");
  if (place < 0) return [];
  const all = sharesOf(text, place).sort((one, other) => strength(other) - strength(one));
  const model = sentimentModel();
  const unit = 1 / (model.temperatures[place] as number);
  return [
    ...all.slice(0, most),
    together(all.slice(most)),
    { what: "bias", kind: "bias", negative: unit * model.bias[0], positive: unit * model.bias[1] },
  ];
}

/** How far it moves any two of the three apart. */
const strength = ({ negative, positive }: Share): number =>
  Math.max(Math.abs(negative), Math.abs(positive), Math.abs(positive - negative));

const together = (shares: readonly Share[]): Share => ({
  what: "everything else",
  kind: "rest",
  negative: shares.reduce((sum, { negative }) => sum + negative, 0),
  positive: shares.reduce((sum, { positive }) => sum + positive, 0),
});

/** Every feature of a text by its name; what has the same name is one. */
function sharesOf(text: string, language: number): Share[] {
  const model = sentimentModel();
  const reading = readText(text);
  const features = notedFeaturesOf(reading, model.lexicon, language, model.weights.length / 2 - 1);
  const temperature = model.temperatures[language] as number;
  const found = new Map<string, Share>();
  const add: Add = (what, kind, negative, positive) => {
    const key = `${kind} ${what}`;
    const before = found.get(key) ?? { negative: 0, positive: 0 };
    found.set(key, { what, kind, negative: before.negative + negative, positive: before.positive + positive });
  };
  const unit = model.weightScale / Math.sqrt(features.squares || 1) / temperature;
  for (let at = 0; at < features.length; at++) {
    const count = unit * (at < features.runsFrom ? (features.counts[at] as number) : weightOf.letters);
    const place = 2 * (features.places[at] as number);
    const { what, kind } = nameOf(features, at, { text, reading, language });
    add(what, kind, count * (model.weights[place] as number), count * (model.weights[place + 1] as number));
  }
  for (let at = 0; at < features.figures.length; at++) {
    const figure = features.figures.places[at] as number;
    const amount = ((features.figures.amounts[at] as number) * model.figureScale) / temperature;
    const weight = (side: number) => amount * (model.figures[2 * figure + side] as number);
    add(figureName(figure), "figure", weight(0), weight(1));
  }
  addPhrases({ text, reading, language }, features, add);
  return [...found.values()];
}

type Add = (what: string, kind: ShareKind, negative: number, positive: number) => void;

/** How well three words in a row fit counts by itself, and again where nothing fits better. */
function addPhrases(read: Read, { known }: Features, add: Add): void {
  const { phrases, lexicon, temperatures } = sentimentModel();
  const { fits, best, wordsCount } = fitsOf(phrases, read.reading, lexicon, known, read.language);
  const unit = phrases.unit / (temperatures[read.language] as number);
  const taken = new Set<number>();
  for (let at = 0; at < wordsCount * patternsCount; at++) {
    const fit = fits[at] as number;
    if (fit === 0) continue;
    const pattern = at % patternsCount;
    const isBest = fit === best[pattern] && !taken.has(pattern);
    if (isBest) taken.add(pattern);
    const weight = (side: number) => {
      const start = 2 * patternsCount * side + pattern;
      const share = shareOfOne(wordsCount) * (phrases.weights[start + patternsCount] as number);
      return unit * fit * (share + (isBest ? (phrases.weights[start] as number) : 0));
    };
    const middle = Math.floor(at / patternsCount);
    const words = [middle - 1, middle, middle + 1].filter((word) => word >= 0 && word < wordsCount);
    add(words.map((word) => wordAt(read, word)).join(" "), "phrase", weight(0), weight(1));
  }
}

interface Read {
  readonly text: string;
  readonly reading: Reading;
  readonly language: number;
}

function nameOf(features: Features, at: number, read: Read): { what: string; kind: ShareKind } {
  const origin = features.origins[at] as number;
  if (at >= features.runsFrom) {
    return { what: aroundRun(read.reading, origin), kind: "characters" };
  }
  const word = origin & ((1 << wordBits) - 1);
  const words = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, index) => wordAt(read, first + index)).join(" ");
  switch (origin - word) {
    case featureKinds.pair:
      return { what: words(word - 1, word), kind: "pair" };
    case featureKinds.triple:
      return { what: words(word - 2, word), kind: "triple" };
    case featureKinds.afterTone:
      return { what: `${toneAt(read, word - 1)} + ${wordAt(read, word)}`, kind: "tone" };
    case featureKinds.beforeTone:
      return { what: `${wordAt(read, word - 1)} + ${toneAt(read, word)}`, kind: "tone" };
    case featureKinds.negated:
    case featureKinds.negatedMeaning:
      return { what: wordAt(read, word), kind: "negated" };
    case featureKinds.meaning:
      return { what: wordAt(read, word), kind: "meaning" };
    default:
      return { what: wordAt(read, word), kind: "word" };
  }
}

/** The words that a run of characters touches, as the reader has them. */
function aroundRun({ plain, charactersCount }: Reading, origin: number): string {
  const run = runAt(origin);
  let start = run.start;
  let end = start + run.length;
  if (plain[start] !== space) while (start > 0 && plain[start - 1] !== space) start--;
  if (plain[end - 1] !== space) while (end < charactersCount && plain[end] !== space) end++;
  return String.fromCharCode(...plain.subarray(start, end)).trim();
}

const space = 0x20;

/** As it stands in the text, in small letters; names and links as such. */
function wordAt({ text, reading }: Read, at: number): string {
  const end = at + 1 < reading.wordsCount ? (reading.starts[at + 1] as number) : Math.min(text.length, charactersMax);
  const word = text
    .slice(reading.starts[at] as number, end)
    .trim()
    .toLowerCase();
  const named: Readonly<Record<number, string>> = {
    [wordKinds.link]: "a link",
    [wordKinds.mention]: "a mention",
    [wordKinds.number]: "a number",
  };
  return named[reading.kinds[at] as number] ?? word;
}

function toneAt({ reading, language }: Read, at: number): string {
  const { lexicon } = sentimentModel();
  const place = knownPlace(lexicon, reading.words[at] as number, reading.stretched[at] as number, language);
  const valence = lexicon.valences[place] as number;
  return `${Math.abs(valence) >= 20 ? "very " : ""}${valence > 0 ? "good" : "bad"} word`;
}
