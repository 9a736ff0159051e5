import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { encodeLanguages, otherLanguages, type PlainGroup } from "../src/text/language-model.ts";
import { type Sample, trainGroup } from "./language-group.ts";
import { readMessages } from "./messages.ts";
import { readRows, seeded, shuffle } from "./rows.ts";

const posted = ["en", "fr", "de", "it", "pt", "es", "hi"];
const others = "nl sv da no fi pl cs sk hu ro tr id vi ca hr sl et lv lt sq eu is".split(" ");
const groups: readonly { script: string; languages: readonly string[]; bits: number }[] = [
  { script: "latin", languages: [...posted, otherLanguages], bits: 15 },
  { script: otherLanguages, languages: others, bits: 15 },
  { script: "cyrillic", languages: ["ru", "uk", "bg", "sr", "mk", "be", "kk", "mn"], bits: 14 },
  { script: "arabic", languages: ["ar", "fa"], bits: 13 },
  { script: "devanagari", languages: ["hi", "mr", "ne"], bits: 13 },
];

/** Where gettext keeps a language that it calls otherwise. */
const folders: Readonly<Record<string, string>> = { no: "nb" };

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    out: { type: "string", default: join(import.meta.dirname, "../src/text/models/language.bin") },
    messages: { type: "string", default: "/usr/share/locale" },
  },
});
if (!values.data) throw new Error("Say where the labelled posts are: --data DIR");

const posts = ["en_train", "multi_train", "airline_train"].flatMap((source) => readRows(values.data as string, source));
const encoded: Record<string, PlainGroup> = {};
for (const { script, languages, bits } of groups) {
  encoded[script] = trainGroup(samplesOf(script, languages), languages, bits);
  console.log(`${script}: ${languages.join(" ")}; temperature ${encoded[script].temperature.toFixed(2)}`);
}
mkdirSync(dirname(values.out), { recursive: true });
writeFileSync(values.out, encodeLanguages(encoded));

/** Every language weighs the same, those of the labelled posts three times as much. From each text comes a short piece too, since posts are short. */
function samplesOf(script: string, languages: readonly string[]): Sample[] {
  const random = seeded(7);
  return languages.flatMap((language, label) => {
    if (language === otherLanguages) return others.flatMap((other) => ofLanguage(other, label, script, 1_500, random));
    return ofLanguage(language, label, script, 8_000, random);
  });
}

function ofLanguage(language: string, label: number, script: string, count: number, random: () => number): Sample[] {
  const ofPosts = posts
    .filter(({ lang }) => lang === language && (lang !== "hi" || script === "latin"))
    .map(({ text }) => text);
  const isPosted = ofPosts.length > 0;
  const isRomanised = language === "hi" && script === "latin";
  const ofPrograms = isRomanised ? [] : readMessages(values.messages, folders[language] ?? language);
  const texts = [...some(ofPosts, 8_000, random), ...some(ofPrograms, isPosted ? 1_500 : count, random)];
  const pieces = texts.map((text) => piece(text, random)).filter((text) => text.length > 8);
  const all = [...texts, ...pieces];
  console.log(`  ${language}: ${ofPosts.length} posts, ${ofPrograms.length} messages`);
  const weight = ((isRomanised ? 1 : isPosted ? 3 : count === 8_000 ? 1 : 0.2) * 2_000) / all.length;
  return all.map((text) => ({ text, label, weight }));
}

function some(texts: readonly string[], count: number, random: () => number): string[] {
  const order = Uint32Array.from(texts, (_, at) => at);
  shuffle(order, random);
  return [...order.subarray(0, count)].map((at) => texts[at] as string);
}

/** Three to eight words that follow each other. */
function piece(text: string, random: () => number): string {
  const words = text.split(/\s+/u).filter((word) => !/^[@#h]/u.test(word) || word.length < 4);
  const length = 3 + Math.floor(6 * random());
  const start = Math.floor(Math.max(1, words.length - length) * random());
  return words.slice(start, start + length).join(" ");
}
