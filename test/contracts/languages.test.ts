import { describe, expect, test } from "vitest";
import type { Card, Control, Field, Form, Inline, Part } from "../../src/cards/card.ts";
import { type Language, languageNames, languages } from "../../src/model/language.ts";
import { plainForms, sampleForms, samplesOf, usualCast } from "../cards/samples.ts";

/** The words of a card or a form, each text by itself; what is code, a link, a person, a channel or a time is in no language. */
const inlineWords = (inline: Inline): readonly string[] => {
  if (typeof inline === "string") return [inline];
  return "bold" in inline ? [inline.bold] : [];
};
const controlWords = (control: Control): readonly string[] =>
  control.kind === "menu" ? [control.label, ...control.choices.map(({ label }) => label)] : [control.label];

function partWords(part: Part): readonly string[] {
  switch (part.kind) {
    case "text":
    case "note":
      return part.text.flatMap(inlineWords);
    case "facts":
      return part.facts.flatMap(({ label, value, change = "" }) => [label, value, change]);
    case "table":
      return [...part.columns, ...part.rows.flat()];
    case "actions":
      return part.controls.flatMap(controlWords);
    case "picture":
    case "posts":
      return [];
    default:
      return part satisfies never;
  }
}

/** A picture's own words are those of its chart: see the charts' contract. */
const cardWords = ({ title, summary, parts }: Card): readonly string[] => [
  title,
  ...(parts.some(({ kind }) => kind === "picture") ? [] : [summary]),
  ...parts.flatMap(partWords),
];
const fieldWords = (field: Field): readonly string[] => [
  field.label,
  ...(field.kind === "text" ? [field.hint ?? ""] : []),
  ...("choices" in field ? field.choices.map(({ label }) => label) : []),
];
const formWords = ({ title, submit, fields }: Form): readonly string[] => [
  title,
  submit,
  ...fields.flatMap(fieldWords),
];

/** What a card is given, and what is called the same everywhere. */
const given = [
  ...Object.values(languageNames),
  "There is no command /tarck. Did you mean /track?",
  "Settings saved. Members may change it.",
  "Settings saved",
  "Members may change it.",
  "Tracking #WorldCup again",
  "Follow a hashtag in this channel",
  "Show what is tracked in this channel",
  "Track #cats",
  "what a match, and the referee saw nothing of it",
  "alerts strict; on Bluesky, Mastodon, X, YouTube, Reddit, TikTok; read every 60 s",
  "Hashtag",
  ...["Groundswell", "Bluesky", "Mastodon", "YouTube", "Reddit", "TikTok", "#WorldCup", "Ann", "UTC"],
  ...["Products", "Portugal", "ana.bsky.social", "Ana B", "goal", "東京", "Köln", "250K"],
  ...["Acme", "road runner", "anvil", "Wile E. Coyote"],
  ...["Harbor", "Harbour", "Slack", "Discord", "@everyone", "K7QFM-2MXDR"],
  ...["on-call", ...Array.from({ length: 25 }, (_, i) => `#Tag${24 - i}`)],
  "America/Argentina/Buenos_Aires",
];

/** What is left of a text without it: a letter alone is a unit, and a word behind a slash is a command. */
const ownWords = (text: string): string =>
  given.reduce((left, name) => left.replaceAll(name, " "), text).replace(/\/\w+/gu, " ");
const saysSomething = (text: string): boolean => /\p{L}{2}/u.test(ownWords(text));

/** Where both say it alike, as it happens. */
const alike: Readonly<Partial<Record<Language, readonly string[]>>> = {
  de: [
    "In ",
    " in ",
    "Live",
    "Name",
    "Top",
    "Influencer",
    "neutral",
    "viral",
    "influencer",
    "hashtag",
    ...[1, 2, 5].map((n) => `${n}. @Ann: neutral`),
  ],
  fr: [
    "1 minute",
    "5 minutes",
    "15 minutes",
    "strict",
    "interactions",
    "Interactions",
    "Top",
    "viral",
    "hashtag",
    "sentiment",
    "silence",
    " — silence",
  ],
  es: ["Influencer", "Top", "viral", "influencer", "hashtag"],
  pt: ["Top", "viral", "hashtag"],
};

const others = languages.filter((language) => language !== "en");

describe.each(others)("in %s", (language) => {
  const english = samplesOf(usualCast, "en");

  test.each(samplesOf(usualCast, language).map(({ name, card }, i) => [name, card, english[i]?.card] as const))(
    "the card “%s” says nothing in English",
    (_, card, inEnglish) => {
      const said = new Set(inEnglish ? cardWords(inEnglish) : []);
      const left = cardWords(card).filter((text) => said.has(text) && saysSomething(text));
      expect(left.filter((text) => !alike[language]?.includes(text))).toEqual([]);
      expect(card.parts.map(({ kind }) => kind)).toEqual(inEnglish?.parts.map(({ kind }) => kind));
    },
  );

  const forms = (of: Language) => [...sampleForms(usualCast, of), ...plainForms(of)];
  const englishForms = forms("en");
  test.each(forms(language).map((form, i) => [`${form.action} ${form.value} (${i})`, form, englishForms[i]] as const))(
    "the form “%s” says nothing in English",
    (_, form, inEnglish) => {
      const said = new Set(inEnglish ? formWords(inEnglish) : []);
      const left = formWords(form).filter((text) => said.has(text) && saysSomething(text));
      expect(left.filter((text) => !alike[language]?.includes(text))).toEqual([]);
    },
  );
});

test("what is said in Japanese is Japanese", () => {
  for (const { card } of samplesOf(usualCast, "ja"))
    for (const text of cardWords(card).filter(saysSomething))
      expect(text).toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
});
