import { expect, it } from "vitest";
import { hashOfKey, placeKey } from "../../src/text/place-key.ts";

it.each([
  ["St. Louis", "saint louis"],
  ["Saint-Louis", "Saint Louis"],
  ["SÃO PAULO", "Sao Paulo"],
  ["Łódź", "lodz"],
  ["Sant'Agata", "santagata"],
  ["N.Y.C.", "nyc"],
  ["İstanbul", "istanbul"],
  ["القَاهِرة", "القاهرة"],
  ["Ｔｏｋｙｏ", "tokyo"],
])("writes names that are one alike: %s and %s", (one, other) => {
  expect(placeKey(one)).toBe(placeKey(other));
});

it.each([
  ["Oman", "Omaha"],
  ["عمّان", "عمان"],
  ["मुंबई", "मबई"],
])("keeps others apart: %s and %s", (one, other) => {
  expect(placeKey(one)).not.toBe(placeKey(other));
});

it("gives other names other numbers, in 39 bits", () => {
  const numbers = Array.from({ length: 50_000 }, (_, index) => hashOfKey(`name ${index}`));
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(Math.max(...numbers)).toBeLessThan(2 ** 39);
});
