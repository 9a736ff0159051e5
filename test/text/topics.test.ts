import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it, test } from "vitest";
import { topicNames, topics } from "../../src/model/topic.ts";
import { decodeTopics, encodeTopics } from "../../src/text/topic-model.ts";
import { topicsOf } from "../../src/text/topics.ts";
import { understand } from "../../src/text/understand.ts";
import { topicNotes } from "../../training/topic-words.ts";
import { anyText } from "./any-text.ts";

test.each([
  ["en", "The goalkeeper kept a clean sheet", "sports"],
  ["de", "Der Bundestag stimmt über den Gesetzentwurf ab", "politics"],
  ["fr", "Le nouvel album de la chanteuse sort vendredi", "music"],
  ["es", "Vimos la película en el cine", "film-and-television"],
  ["pt", "Finalmente zerei o videogame com o chefão", "games"],
  ["it", "Il telescopio ha visto una galassia", "science-and-health"],
  ["ar", "وصفة الكبسة من أمي", "food-and-drink"],
  ["hi", "shaadi ke liye lehenga mil gaya", "fashion-and-beauty"],
  ["ja", "京都の温泉旅館に泊まった", "travel"],
  ["en", "Earthquake, the whole building shook", "news-and-disasters"],
  ["en", "Programmers should update their laptops", "technology"],
  ["en", "Shareholders want a dividend", "business-and-finance"],
])("%s: %s", (language, text, topic) => {
  expect(topicsOf(text, language)).toEqual([topic]);
});

it("says several topics, the strongest first, and no more than three", () => {
  expect(topicsOf("Parliament debates the election law while the stadium waits for the goalkeeper", "en")).toEqual([
    "politics",
    "sports",
  ]);
  const all =
    "parliament election goalkeeper stadium orchestra concert restaurant recipe hospital vaccine airport passport";
  expect(topicsOf(all, "en")).toHaveLength(3);
});

it("says none rather than a doubtful one", () => {
  for (const text of ["", "good morning everyone", "what a goal in life", "he lost", "🔥🔥🔥", "team", "1 2 3"])
    expect(topicsOf(text, "en")).toEqual([]);
});

it("takes two words that hint at a topic for one that says it, but not one word twice", () => {
  expect(topicsOf("the team scored", "en")).toEqual(["sports"]);
  expect(topicsOf("the team, my team, our team", "en")).toEqual([]);
});

it("counts what stands in a hashtag double, split where its letters say so, and in English everywhere", () => {
  expect(topicsOf("so proud of my #team", "en")).toEqual(["sports"]);
  expect(topicsOf("#WorldCup", "en")).toEqual(["sports"]);
  expect(topicsOf("#worldcup2022 heute", "de")).toEqual([]);
  expect(topicsOf("heute #election", "de")).toEqual(["politics"]);
  expect(topicsOf("heute election", "de")).toEqual([]);
});

it("knows pairs of words, also round what joins them", () => {
  expect(topicsOf("a red card", "en")).toEqual(["sports"]);
  expect(topicsOf("a card, a red one", "en")).toEqual([]);
  expect(topicsOf("la coupe du monde", "fr")).toEqual(["sports"]);
  expect(topicsOf("la coupe grand monde", "fr")).toEqual([]);
});

it("does not mind case, accents and drawn-out letters", () => {
  for (const text of ["CONCIERTO", "concierto", "canción", "cancion", "conciertoooo"])
    expect(topicsOf(text, "es")).toEqual(["music"]);
});

it("reads a language's own words only, and English where the language is not known", () => {
  expect(topicsOf("die Regierung", "de")).toEqual(["politics"]);
  expect(topicsOf("die Regierung", "en")).toEqual([]);
  expect(topicsOf("the parliament", null)).toEqual(["politics"]);
  expect(topicsOf("the parliament", "nl")).toEqual([]);
  expect(topicsOf("fifa", "nl")).toEqual(["sports"]);
});

it("finds Japanese words between others, and no short ones inside of longer ones", () => {
  expect(topicsOf("新しいリップを買った", "ja")).toEqual(["fashion-and-beauty"]);
  expect(topicsOf("面白いクリップを見た", "ja")).toEqual([]);
  expect(topicsOf("みんなで選挙に行こう", "ja")).toEqual(["politics"]);
});

it("wants more of a long text than of a short one", () => {
  const rest = "word ".repeat(60);
  expect(topicsOf(`parliament ${rest}`, "en")).toEqual([]);
  expect(topicsOf(`parliament ${rest} election`, "en")).toEqual(["politics"]);
});

it("says nine of ten topics of our own posts, and seldom a wrong one", () => {
  const lines = readFileSync(join(import.meta.dirname, "../../training/words/labelled.txt"), "utf8").split("\n");
  const posts = lines.filter((line) => line !== "" && !line.startsWith("#")).map((line) => line.split("|"));
  let right = 0;
  let said = 0;
  let meant = 0;
  for (const [, about = "", ...text] of posts) {
    const found = understand(text.join("|")).topics;
    said += found.length;
    right += found.filter((topic) => about.split(" ").includes(topic)).length;
    meant += about === "-" ? 0 : about.split(" ").length;
  }
  expect(posts.length).toBeGreaterThanOrEqual(600);
  expect(right / said).toBeGreaterThan(0.93);
  expect(right / meant).toBeGreaterThan(0.88);
});

it("has an answer for any text in any language, and the same one each time", () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom("en", "fr", "ar", "ja", "hi", "xx", "", null), (text, language) => {
      const found = topicsOf(text, language);
      expect(topics).toEqual(expect.arrayContaining([...found]));
      topicsOf("something else in between", "en");
      expect(topicsOf(text, language)).toEqual(found);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ["a lone surrogate", "\ud83d election \udc00"],
  ["zero-width characters", "ele\u200bc\u200dtion"],
  ["text turned round", "\u202eelection\u202c"],
  ["NULs", "\0election\0"],
  ["a million characters", `election ${"x".repeat(2 ** 20)}`],
])("reads through %s", (_, text) => {
  expect(topicsOf(text, "en")).toEqual(["politics"]);
});

it("answers where everything is a word that it knows", () => {
  expect(topicsOf("election parliament ".repeat(50_000), "en")).toEqual([]);
  expect(topicsOf("選挙国会".repeat(100_000), "ja")).toEqual(["politics"]);
});

it("has a name for every topic in every language", () => {
  for (const names of Object.values(topicNames)) {
    expect(Object.keys(names)).toEqual([...topics]);
    expect(new Set(Object.values(names)).size).toBe(topics.length);
  }
});

it("refuses a file of another kind", () => {
  expect(() => decodeTopics(new Uint8Array(16))).toThrow("not a model of this version");
  expect(decodeTopics(encodeTopics([]))(9).table).toEqual(new Int32Array(1024));
});

it("is packed out of the words beside it, in a file that stays small", () => {
  const file = readFileSync(join(import.meta.dirname, "../../src/text/models/topics.bin"));
  expect(file.length).toBeLessThan(150_000);
  expect(file.equals(encodeTopics(topicNotes(join(import.meta.dirname, "../../training/words"))))).toBe(true);
});
