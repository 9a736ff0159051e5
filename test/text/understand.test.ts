import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { hashtagKey } from "../../src/text/hashtags.ts";
import { understand } from "../../src/text/understand.ts";

const share = expect.any(Number);
const known = { label: expect.any(String), negative: share, neutral: share, positive: share };
const unknown = { label: null, negative: null, neutral: null, positive: null };

it("says what a text holds, and null for what is not known", () => {
  expect(
    understand("RT @NASA: #Artemis lifts off, see https://nasa.gov/live. #artemis", { language: "en-US" }),
  ).toEqual({
    hashtags: ["artemis"],
    mentions: ["NASA"],
    links: ["https://nasa.gov/live"],
    language: "en-US",
    sentiment: known,
    topics: ["science-and-health"],
    place: null,
  });
});

it("passes on the language that the network says", () => {
  expect(understand("hallo", { language: "de", location: "Köln" }).language).toBe("de");
});

it("reads a place where one is given, never in the text", () => {
  expect(understand("Paris is lovely", { location: "Köln" }).place).toMatchObject({ city: "Köln", country: "DE" });
  expect(understand("Paris is lovely", { location: "home" }).place).toBeNull();
  expect(understand("Paris is lovely").place).toBeNull();
});

it("feels nothing in a language that it does not know, and sees itself which one it is", () => {
  expect(understand("Tervetuloa, tämä on hieno päivä", { language: "fi" }).sentiment).toEqual(unknown);
  expect(understand("Ich freue mich so sehr auf das Wochenende mit euch allen").language).toBe("de");
});

it("feels nothing in Hindi as it is written in India's own letters, which the model never saw", () => {
  expect(understand("मुझे यह बहुत पसंद है").sentiment).toEqual(unknown);
  expect(understand("mujhe yeh bahut pasand hai yaar", { language: "hi" }).sentiment).toEqual(known);
});

it("says what a text is about, by the words of its language", () => {
  expect(understand("Tolles Spiel, drei Tore nach der Pause ⚽", { language: "de-AT" }).topics).toEqual(["sports"]);
  expect(understand("tra la la").topics).toEqual([]);
});

it("trusts nothing that the end of a cut text goes through", () => {
  expect(understand("@nasa #go https://nasa.gov #artem…")).toMatchObject({
    hashtags: ["go"],
    mentions: ["nasa"],
    links: ["https://nasa.gov"],
  });
});

/** Real posts with the hashtags somebody else read from them: NFKC and lower case, where ours folds further. They are not in the repository. */
const posts = join(import.meta.dirname, "../../../shared/data/posts/up2017.jsonl");

it.skipIf(!existsSync(posts))(
  "reads the hashtags of 50,000 real posts as their file has them, where it follows the same rules (needs the file)",
  () => {
    /** Where the file reads otherwise by its own rule: a tag behind "/" is none, "#a#b" is a first tag, "#ahttp://" is one, a mark before one does not
     * matter, Gujarati and Kannada marks end it. */
    const otherRule = /[/／]#|#[^\s#]+#|#\w+https?:|\p{M}#|#[\u0a80-\u0aff\u0c80-\u0cff]/u;
    const rows = readFileSync(posts, "utf8").split("\n").filter(Boolean);
    const differing: string[] = [];
    for (const row of rows) {
      const { text, hashtags } = JSON.parse(row) as { text: string; hashtags: string[] };
      const expected = [...new Set(hashtags.map(hashtagKey))];
      if (!otherRule.test(text) && understand(text).hashtags.join() !== expected.join()) differing.push(text);
    }
    expect(rows.length).toBeGreaterThan(50_000);
    expect(differing).toEqual([]);
  },
);
