import { readFileSync } from "node:fs";
import { join } from "node:path";
import { anyLanguage, type Lexicon, lexiconKey, lexiconLanguages, wordRoles } from "../src/text/sentiment-lexicon.ts";
import { readText, wordKinds } from "../src/text/sentiment-reading.ts";
import { readPolarities } from "./polarities.ts";

interface Entry {
  readonly valence: number;
  readonly role: number;
  readonly meaning: number;
  readonly rating: number;
}

type Entries = Map<number, Entry>;

/** What "/" stands for. */
const endings: Readonly<Record<string, readonly string[]>> = {
  fr: ["", "e", "s", "es"],
  de: ["", "e", "en", "er", "es", "em"],
  it: ["o", "a", "i", "e"],
  pt: ["o", "a", "os", "as"],
  es: ["o", "a", "os", "as"],
};

/** What Arabic writes together with a word. */
const arabicPrefixes = ["", "ال", "و", "وال", "ب"];

const roles: Readonly<Record<string, number>> = {
  "#not": wordRoles.negates,
  "#very": wordRoles.strengthens,
  "#less": wordRoles.weakens,
  "#but": wordRoles.turns,
};

/** The columns of words.txt. */
const columns = ["en", "fr", "de", "it", "pt", "es", "ar", "hi"] as const;

/**
 * VADER's words and ours, Pattern's, our emoji, one entry a key. `vaderFile`: VADER's lexicon as it is published; `patternFolder`: where Pattern's
 * en-sentiment.xml and fr-sentiment.xml are; `folder`: where words.txt and emoji.txt are.
 */
export function buildEntries(vaderFile: string, patternFolder: string, folder: string): Lexicon {
  const entries: Entries = new Map();
  const vader = new Map<string, number>();
  for (const line of readFileSync(vaderFile, "utf8").split("\n")) {
    const [word = "", rating = ""] = line.split("\t");
    if (!/^[a-z][a-z'-]*$/u.test(word)) continue;
    vader.set(word, Number(rating));
    add(entries, word, 0, { valence: tenths(Number(rating)), role: 0, meaning: 0, rating: 0 });
  }
  addWords(entries, folder, vader);
  for (const line of lines(folder, "emoji.txt")) {
    const [rating = "", ...emoji] = line.split(" ");
    if (line.startsWith("#")) continue;
    for (const one of emoji)
      add(entries, one, anyLanguage, { valence: tenths(Number(rating)), role: 0, meaning: 0, rating: 0 });
  }
  for (const tag of ["en", "fr"] as const)
    for (const [word, polarity] of readPolarities(join(patternFolder, `${tag}-sentiment.xml`)))
      rate(entries, word, lexiconLanguages.indexOf(tag), tenths(polarity * 4));
  return columnsOf(entries);
}

function addWords(entries: Entries, folder: string, vader: ReadonlyMap<string, number>): void {
  let role: number = wordRoles.none;
  for (const line of lines(folder, "words.txt")) {
    if (line.startsWith("# ")) continue;
    if (line.startsWith("#")) {
      role = roles[line] ?? wordRoles.none;
      continue;
    }
    const cells = line.split("|");
    const [name = "", rating = null] = role === wordRoles.none ? (cells[0] ?? "").split(" ") : [""];
    const valence = role === wordRoles.none ? tenths(rating === null ? (vader.get(name) ?? 0) : Number(rating)) : 0;
    const meaning = role === wordRoles.none ? hashIn(name) : 0;
    for (const [column, cell] of cells.entries()) {
      const tag = columns[column] ?? "en";
      const words = role === wordRoles.none && column === 0 ? [name] : cell.split(" ").filter(Boolean);
      const language = lexiconLanguages.indexOf(tag);
      for (const word of words.flatMap((word) => forms(word, tag)))
        add(entries, word, language, { valence, role, meaning: column === 0 ? 0 : meaning, rating: 0 });
    }
  }
}

function forms(word: string, tag: string): string[] {
  if (tag === "ar") return arabicPrefixes.map((prefix) => prefix + word);
  return word.endsWith("/") ? (endings[tag] ?? [""]).map((ending) => word.slice(0, -1) + ending) : [word];
}

/** What stands first stays; what a word does is added to how it feels. */
function add(entries: Entries, word: string, language: number, entry: Entry): void {
  const key = lexiconKey(hashIn(word), language);
  const before = entries.get(key);
  if (!before) entries.set(key, entry);
  else if (before.role === 0 && entry.role !== 0) entries.set(key, { ...before, role: entry.role });
}

/** Where nothing else says how a word feels, Pattern does. */
function rate(entries: Entries, word: string, language: number, rating: number): void {
  const reading = readText(word);
  if (rating === 0 || !/^[\p{L}\p{M}'-]+$/u.test(word) || reading.wordsCount !== 1) return;
  const key = lexiconKey(reading.words[0] as number, language);
  const before = entries.get(key);
  if (before && before.rating !== 0) return;
  entries.set(key, before ? { ...before, rating } : { valence: rating, role: 0, meaning: 0, rating });
}

/** The hash of the last word of a text, read as the product reads it; of its first emoji. */
function hashIn(text: string): number {
  const reading = readText(text);
  let found = 0;
  for (let at = 0; at < reading.wordsCount; at++) {
    if (reading.kinds[at] === wordKinds.emoji) return reading.words[at] as number;
    if (reading.kinds[at] === wordKinds.word) found = reading.words[at] as number;
  }
  if (found === 0) throw new Error(`No word in “${text}”`);
  return found;
}

const tenths = (rating: number): number => Math.max(-40, Math.min(40, Math.round(rating * 10)));

const lines = (folder: string, file: string): string[] =>
  readFileSync(join(folder, file), "utf8").split("\n").filter(Boolean);

function columnsOf(entries: Entries): Lexicon {
  const all = [...entries.values()];
  return {
    keys: Uint32Array.from(entries.keys()),
    meanings: Uint32Array.from(all, ({ meaning }) => meaning),
    valences: Int8Array.from(all, ({ valence }) => valence),
    roles: Uint8Array.from(all, ({ role }) => role),
    ratings: Int8Array.from(all, ({ rating }) => rating),
  };
}
