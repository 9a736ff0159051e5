import { expect, test } from "vitest";
import { digestWords } from "../../src/cards/words/digest.ts";

test("who saw to alerts is said so that it is right of one and of several", () => {
  const said = (["de", "fr", "es"] as const).map((language) => digestWords[language].taken("Ann, Ben"));
  expect(said).toEqual(["übernommen von Ann, Ben", "prise en charge : Ann, Ben", "a cargo de: Ann, Ben"]);
});
