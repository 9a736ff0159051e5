import { fold } from "./fold.ts";

/** What people write for each other, as whole words. */
const spellings: Readonly<Record<string, string>> = { st: "saint", ste: "sainte", ft: "fort", mt: "mount" };

const letters: Readonly<Record<string, string>> = { ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe", ð: "d", þ: "th" };

/** The form in which equal names of places are equal: also accents do not count here, nor marks between words ("St. Louis" is "saint louis"). */
export function placeKey(name: string): string {
  const plain = fold(name.replace(/(?<=(?<!\p{L})\p{L})\.(?=\p{L}\b|\s|$)/gu, ""))
    .normalize("NFD")
    .replace(/[\u0300-\u036f\u064b-\u0650\u0652\u0640]/gu, "")
    .normalize("NFC")
    .replace(/[øłđæœðþ]/gu, (letter) => letters[letter] as string)
    .replace(/['’‘`´ʻʼ·]/gu, "")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
  return plain.replace(/\b(?:ste?|ft|mt)\b/gu, (word) => spellings[word] ?? word);
}

/** 39 bits. */
export function hashOfKey(key: string): number {
  let high = 0x811c9dc5;
  let low = key.length;
  for (let index = 0; index < key.length; index++) {
    const code = key.charCodeAt(index);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0x5bd1e995) ^ (low >>> 13);
  }
  high = Math.imul(high ^ (high >>> 15), 0x2c1b3c6d);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b);
  return ((high ^ (high >>> 13)) >>> 0) * 128 + (low >>> 25);
}
