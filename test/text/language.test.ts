import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it, test } from "vitest";
import { detectLanguage } from "../../src/text/language.ts";
import { traitsMax, traitsOf } from "../../src/text/language-features.ts";
import { decodeLanguages, encodeLanguages } from "../../src/text/language-model.ts";
import { readText } from "../../src/text/sentiment-reading.ts";
import { anyText } from "./any-text.ts";

test.each([
  ["en", "I have no idea why the bus never comes when it rains"],
  ["fr", "Je ne comprends pas pourquoi le bus n'arrive jamais quand il pleut"],
  ["de", "Ich verstehe nicht, warum der Bus nie kommt, wenn es regnet"],
  ["it", "Non capisco perché l'autobus non arriva mai quando piove"],
  ["pt", "Não entendo por que o ônibus nunca chega quando está chovendo"],
  ["es", "No entiendo por qué el autobús nunca llega cuando está lloviendo"],
  ["ar", "لا أفهم لماذا لا تأتي الحافلة أبدا عندما تمطر"],
  ["hi", "मुझे समझ नहीं आता कि बारिश में बस कभी क्यों नहीं आती"],
  ["ru", "Не понимаю, почему автобус никогда не приходит в дождь"],
  ["ja", "雨の日にバスが来ないのはなぜだろう"],
  ["zh", "我不明白为什么下雨的时候公交车总是不来"],
  ["ko", "비가 오면 왜 버스가 안 오는지 모르겠어요"],
  ["el", "Δεν καταλαβαίνω γιατί το λεωφορείο δεν έρχεται ποτέ"],
  ["th", "ไม่เข้าใจว่าทำไมรถเมล์ไม่มาตอนฝนตก"],
])("reads %s", (language, text) => {
  expect(detectLanguage(text).language).toBe(language);
});

test.each(["", "   ", "12345 !!! ???", "😀😀😀", "https://example.com/was/ist/das", "@wer_ist_da", "\0", "\ud83d"])(
  "does not say what %j is written in",
  (text) => {
    expect(detectLanguage(text).language).toBeNull();
  },
);

it("pays no heed to links and names", () => {
  const text = "Das Wetter ist heute wirklich schön geworden";
  expect(detectLanguage(`${text} https://example.com/the-weather-is-nice-today @weather_is_nice`)).toEqual(
    detectLanguage(text),
  );
});

it("reads nine of ten posts in forty-nine languages, and is seldom sure of a wrong one", () => {
  const lines = readFileSync(join(import.meta.dirname, "../../training/words/posts.txt"), "utf8").split("\n");
  const posts = lines.filter((line) => line !== "" && !line.startsWith("#")).map((line) => line.split("|"));
  const answers = posts.map(([language, text = ""]) => ({ language, said: detectLanguage(text).language }));
  const right = answers.filter(({ language, said }) => said === language).length;
  const wrong = answers.filter(({ language, said }) => said !== null && said !== language).length;
  expect(new Set(posts.map(([language]) => language)).size).toBe(49);
  expect(right / posts.length).toBeGreaterThan(0.9);
  expect(wrong / posts.length).toBeLessThan(0.05);
});

it("has an answer for any text, with a confidence from 0 to 1", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { language, confidence } = detectLanguage(text);
      expect(language === null || /^[a-z]{2}$/u.test(language)).toBe(true);
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
    }),
    { numRuns: 3_000 },
  );
});

it("adds up no more weights than fit, however long the text", () => {
  for (const text of ["word ".repeat(200_000), "a".repeat(2 ** 20), "ж".repeat(2 ** 20), "ا ".repeat(2 ** 19)]) {
    expect(traitsOf(readText(text)).length).toBeLessThanOrEqual(traitsMax + 3);
    expect(detectLanguage(text).confidence).toBeLessThanOrEqual(1);
  }
});

it("keeps each weight in a byte of its place and language, and noughts behind the last", () => {
  const weights = Int8Array.from([-63, 0, 63, 5, -5, 1]);
  const group = {
    languages: ["aa", "bb", "cc"],
    bits: 1,
    scale: 0.5,
    temperature: 2,
    biases: Float64Array.of(1, 2, 3),
  };
  const { one, two } = decodeLanguages(encodeLanguages({ one: { ...group, weights }, two: { ...group, weights } }));
  expect(one).toEqual(two);
  expect(one).toMatchObject(group);
  expect([...new Uint8Array(Int32Array.from(one?.fours ?? []).buffer)]).toEqual([
    ...[1, 64, 127, 0, 0, 0, 0, 0],
    ...[69, 59, 65, 0, 0, 0, 0, 0],
  ]);
});
