import { expect } from "vitest";
import { type Told, told } from "../src/model/language.ts";

/** A sentence is said in each language in words of its own. */
export function expectInEveryLanguage(sentence: Told): void {
  expect(new Set(Object.values(sentence)).size, JSON.stringify(sentence)).toBe(6);
  expect(sentence.ja).toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
}

/** What a test has said, in whichever language. */
export const given = (text: string): Told => told(() => text);
