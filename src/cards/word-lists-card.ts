import { countedAs } from "../model/figure.ts";
import type { Language } from "../model/language.ts";
import type { StoredWordList } from "../model/word-list.ts";
import type { Card, Control } from "./card.ts";
import { note } from "./changed.ts";
import { newListValue } from "./word-list-form.ts";
import { wordListWords } from "./words/word-lists.ts";

/** Of each list so many characters of its words. */
const wordsShownMax = 60;
/** A workspace's own topics. */
export function wordListsCard(lists: readonly StoredWordList[], language: Language): Card {
  const words = wordListWords[language];
  const start: Control = {
    kind: "button",
    action: "words",
    value: newListValue,
    label: words.newList,
    style: "primary",
  };
  if (lists.length === 0)
    return {
      title: words.none,
      tone: "quiet",
      summary: words.none,
      parts: [
        { kind: "text", text: [words.what] },
        { kind: "actions", controls: [start] },
      ],
    };
  const choices = lists.map(({ id, name }) => ({ label: name, value: `${id}` }));
  return {
    title: words.title,
    tone: "quiet",
    summary: lists.map(({ name }) => name).join(", "),
    parts: [
      {
        kind: "table",
        columns: ["", words.words, ""],
        rows: lists.map(({ name, words: listed }) => [name, `${listed.length}`, shortened(listed.join(", "))]),
      },
      { kind: "actions", controls: [start, { kind: "menu", action: "words", label: words.change, choices }] },
      { kind: "note", text: words.used({ code: "/top #tag only:name" }, { code: "/top #tag topics" }) },
    ],
  };
}

export const listSaved = ({ name, words }: Pick<StoredWordList, "name" | "words">, language: Language): Card => {
  const { saved, counting } = wordListWords[language];
  return note(saved, `${name}: ${countedAs(words.length, counting, language)}`);
};

export const listRemoved = ({ name }: Pick<StoredWordList, "name">, language: Language): Card =>
  note(wordListWords[language].removed, name);

function shortened(text: string): string {
  const characters = Array.from(text);
  return characters.length > wordsShownMax ? `${characters.slice(0, wordsShownMax - 1).join("")}…` : text;
}
