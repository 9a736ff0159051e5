import { readFileSync } from "node:fs";
import { join } from "node:path";
import { topics } from "../src/model/topic.ts";
import { firstHash, nextHash, readText, wordKinds } from "../src/text/sentiment-reading.ts";
import { linkHash, noteKinds, noteOf, pairHash, topicLanguages } from "../src/text/topic-model.ts";
import { runLengthMax } from "../src/text/topics.ts";

/** What "/" stands for; in Italian it stands for the last letter. */
const endings: Readonly<Record<string, readonly string[]>> = {
  en: ["", "s"],
  fr: ["", "s", "e", "es"],
  de: ["", "e", "en", "er", "es", "n", "s"],
  es: ["", "s", "es"],
  pt: ["", "s", "es"],
  it: ["o", "a", "i", "e"],
};

/** What Arabic writes together with a word: the article, "and", "with", "for". */
const arabicPrefixes = ["", "ال", "و", "وال", "ب", "بال", "لل"];

/** Key, kind and languages of what was said, with the largest weight. */
type Said = Map<number, Map<number, { languages: number; weight: number }[]>>;

/** The notes of topics.txt in `folder`, by the product's own reader. */
export function topicNotes(folder: string): (readonly [key: number, note: number])[] {
  const said: Said = new Map();
  let kind = -1;
  for (const line of readFileSync(join(folder, "topics.txt"), "utf8").split("\n")) {
    if (line.startsWith("#") || line === "") continue;
    if (line.startsWith("= ")) {
      kind = kindCalled(line.slice(2));
      continue;
    }
    const [, tag = "", weight = "", words = ""] = /^(\S+) (-?\d): (.*)$/u.exec(line) ?? [];
    const language = topicLanguages.indexOf(tag as (typeof topicLanguages)[number]);
    if (language < 0 || kind < 0) throw new Error(`Not a line of words: ${line}`);
    for (const word of words.split(" ").filter(Boolean))
      for (const form of forms(word, tag)) addForm(said, form, tag, kind, 1 << language, Number(weight));
  }
  return [...said].flatMap(([key, kinds]) =>
    [...kinds].flatMap(([of, held]) =>
      held.map(({ languages, weight }) => [key, noteOf(languages, of, weight)] as const),
    ),
  );
}

function kindCalled(name: string): number {
  const topic = (topics as readonly string[]).indexOf(name);
  if (topic < 0 && name !== "link") throw new Error(`No topic is called ${name}`);
  return topic < 0 ? noteKinds.link : topic;
}

function forms(word: string, tag: string): string[] {
  if (tag === "ar") return arabicPrefixes.map((prefix) => prefix + word);
  const stem = word.split("/", 1)[0] as string;
  if (stem === word) return [word];
  const of = endings[tag];
  if (!of || !word.endsWith("/")) throw new Error(`No endings of ${tag} for ${word}`);
  return of.map((ending) => stem + ending);
}

function addForm(said: Said, form: string, tag: string, kind: number, languages: number, weight: number): void {
  if (tag === "ja") {
    addRun(said, form, kind, languages, weight);
    return;
  }
  const [first = "", second, more] = form.split("_");
  if (more !== undefined) throw new Error(`More than two words: ${form}`);
  if (second === undefined) {
    const hash = hashOf(form);
    add(said, kind === noteKinds.link ? linkHash(hash) : hash, kind, languages, weight);
    return;
  }
  add(said, hashOf(first), noteKinds.pairs, languages, 0);
  add(said, pairHash(hashOf(first), hashOf(second)), kind, languages, weight);
  if (/\p{Script=Latin}$/u.test(form)) add(said, hashOf(first + second), kind, languages, weight);
}

function addRun(said: Said, form: string, kind: number, languages: number, weight: number): void {
  const { plain, charactersCount } = readText(form);
  const codes = [...plain.subarray(0, charactersCount)].filter((code) => code !== 0x20);
  if (codes.length > runLengthMax) throw new Error(`Too long: ${form}`);
  const hashIn = (length: number) => codes.slice(0, length).reduce(nextHash, firstHash) | 0;
  add(said, hashIn(codes.length), kind, languages, weight);
  if (codes.length > 2) add(said, hashIn(2), noteKinds.runs, languages, 0);
}

function add(said: Said, key: number, kind: number, languages: number, weight: number): void {
  const kinds = said.get(key) ?? new Map<number, { languages: number; weight: number }[]>();
  said.set(key, kinds);
  const held = kinds.get(kind) ?? [];
  kinds.set(kind, held);
  const everywhere = 1;
  const covers = held.find((one) => (one.languages & (languages | everywhere)) !== 0);
  if (covers && covers.weight >= weight) return;
  const others = held
    .map((one) => ({ ...one, languages: languages === everywhere ? 0 : one.languages & ~languages }))
    .filter((one) => one.languages !== 0);
  const same = others.find((one) => one.weight === weight);
  if (same) same.languages |= languages;
  else others.push({ languages, weight });
  kinds.set(kind, others);
}

/** Of the only word or emoji of a text, as the product reads it. */
function hashOf(text: string): number {
  const { words, kinds, wordsCount } = readText(text);
  const said = [...words.subarray(0, wordsCount)].filter((_, at) =>
    [wordKinds.word, wordKinds.emoji, wordKinds.number].includes(kinds[at] as 1),
  );
  if (said.length !== 1) throw new Error(`Not one word: ${text}`);
  return (said[0] as number) | 0;
}
