import { describe, expect, test } from "vitest";
import { inEvery, languageOf, languages } from "../../src/model/language.ts";

describe("the language of a tag", () => {
  test.each([
    ["de", "de"],
    ["pt-BR", "pt"],
    ["es-419", "es"],
    ["en-GB", "en"],
    ["ja_JP", "ja"],
    ["FR-ca", "fr"],
  ])("of %s is %s", (tag, language) => {
    expect(languageOf(tag)).toBe(language);
  });

  test.each([["zh-CN"], [""], [null], [undefined], ["enough"]])("of %s is none of ours", (tag) => {
    expect(languageOf(tag)).toBeNull();
  });
});

test("words that one language lacks do not compile", () => {
  const whole = { en: { hello: "hello" }, de: { hello: "hallo" }, fr: { hello: "salut" }, es: { hello: "hola" } };
  const words = inEvery({ ...whole, pt: { hello: "olá" }, ja: { hello: "こんにちは" } });
  expect(Object.keys(words).sort()).toEqual([...languages].sort());
  // @ts-expect-error: Japanese lacks its greeting.
  inEvery({ ...whole, pt: { hello: "olá" }, ja: {} });
  // @ts-expect-error: there is no Japanese at all.
  inEvery({ ...whole, pt: { hello: "olá" } });
});
