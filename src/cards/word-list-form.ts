import type { Language } from "../model/language.ts";
import type { StoredWordList } from "../model/word-list.ts";
import type { Form } from "./card.ts";
import { controlWords } from "./words/controls.ts";
import { wordListWords } from "./words/word-lists.ts";

/** Of a list that is not there yet; of one that is, its number. */
export const newListValue = "1:new";

/** For a new list, or one there is. */
export const wordListForm = (list: StoredWordList | null, language: Language): Form => {
  const words = wordListWords[language];
  return {
    title: words.formTitle,
    action: "words-save",
    value: list ? `${list.id}` : newListValue,
    submit: controlWords[language].save,
    fields: [
      { kind: "text", name: "name", label: words.name, value: list?.name ?? "" },
      {
        kind: "text",
        name: "words",
        label: words.listed,
        value: list?.words.join(", ") ?? "",
        hint: list ? words.hintRemove : words.hint,
        ...(list ? { optional: true as const } : {}),
      },
    ],
  };
};
