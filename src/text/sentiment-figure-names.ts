import { perLanguage } from "./sentiment-figures.ts";
import { lexiconLanguages } from "./sentiment-lexicon.ts";

const single: Readonly<Record<number, string>> = {
  1: "sum of good words",
  2: "sum of bad words",
  3: "best word",
  4: "worst word",
  5: "last such word is good",
  6: "last such word is bad",
  7: "first such word is good",
  8: "first such word is bad",
  9: "more good words than bad",
  10: "more bad words than good",
  11: "negations",
  12: "good emoji",
  13: "bad emoji",
  14: "strengthening words",
  15: "a “but”",
  16: "drawn-out words",
  46: "sum of good words (second lexicon)",
  47: "sum of bad words (second lexicon)",
  48: "best word (second lexicon)",
  49: "worst word (second lexicon)",
  50: "more good words than bad (second lexicon)",
  51: "more bad words than good (second lexicon)",
};

/** Of counts: where each begins, and what is counted. */
const counted: readonly (readonly [number, string])[] = [
  [17, "words in capitals"],
  [21, "exclamation marks"],
  [25, "question marks"],
  [28, "links"],
  [31, "mentions"],
  [34, "numbers"],
];

const levels = ["no", "hardly", "somewhat", "fairly", "very", "extremely"];
const moods = ["neither good nor bad", "good", "bad"];

/** What a figure says, for people. */
export function figureName(figure: number): string {
  const name = single[figure];
  if (name) return name;
  if (figure >= 352) return `${gridName(figure - 352)} (second lexicon)`;
  if (figure >= 160) return ofLanguage(figure - 160);
  if (figure >= 140) {
    const emoji = Math.floor((figure - 140) / 3);
    return `emoji ${moods[emoji]}, words ${moods[(figure - 140) % 3]}`;
  }
  if (figure >= 64) return gridName(figure - 64);
  if (figure >= 38) return `length: ${4 * (figure - 38)} words or more`;
  const [start, what] = counted.findLast(([from]) => from <= figure) ?? [0, "figure"];
  return `${what}: ${figure - start}`;
}

function gridName(place: number): string {
  const both = place % 36;
  return `words ${levels[Math.floor(both / 6)]} good and ${levels[both % 6]} bad${place >= 36 ? ", not in English" : ""}`;
}

function ofLanguage(place: number): string {
  const language = lexiconLanguages[Math.floor(place / perLanguage)] ?? "?";
  const what = place % perLanguage;
  if (what === 0) return `language: ${language}`;
  if (what < 4) return `words ${moods[what - 1]}, in ${language}`;
  return `${["sum of good words", "sum of bad words", "negations"][what - 4] ?? "figure"}, in ${language}`;
}
