import { listRemoved, listSaved } from "../cards/word-lists-card.ts";
import { wordListWords } from "../cards/words/word-lists.ts";
import { FieldError, refuse, UserError } from "../model/errors.ts";
import { figure } from "../model/figure.ts";
import { type Told, told } from "../model/language.ts";
import type { StoredWordList } from "../model/word-list.ts";
import { fold } from "../text/fold.ts";
import { parseWordList, type WordList } from "../text/word-list.ts";
import { defineAction } from "./action.ts";
import { readValue } from "./value.ts";

/** What the tightest surface's field takes, and so can be changed again. */
const charactersMax = 3_000;

/** Value: a word list, or "1:new". The form of cards/word-list-form.ts; one left without words is removed. */
export default defineAction({
  id: "words-save",
  writes: "workspace",
  async run({ value, values, where, who }, services) {
    const read = readValue(value);
    const id = read.detail === "new" ? null : read.id;
    const { wordLists } = services.tenant(where.channel.workspace);
    const [name, typed] = [textOf(values["name"]), textOf(values["words"])];
    if (id !== null && typed.trim() === "") {
      const removed = await wordLists.remove(id);
      if (!removed) return refuse(told((language) => wordListWords[language].gone));
      return { visible: "only-you", card: (language) => listRemoved(removed, language) };
    }
    const others = (await wordLists.list()).filter((list) => list.id !== id);
    const list = parsed(name, typed, others);
    if (others.some((other) => fold(other.name) === fold(list.name))) throw new FieldError("name", taken(list.name));
    const saved = await wordLists.save(id, list, who);
    return { visible: "only-you", card: (language) => listSaved(saved, language) };
  },
});

const textOf = (value: string | readonly string[] | undefined): string => [value ?? ""].flat().join(", ");

function parsed(name: string, typed: string, others: readonly StoredWordList[]): WordList {
  const field = name.trim() === "" ? "name" : "words";
  try {
    const list = parseWordList(name, typed, others);
    if (list.words.join(", ").length > charactersMax) return refuse(tooLong);
    return list;
  } catch (error) {
    throw error instanceof UserError ? new FieldError(field, error.hint) : error;
  }
}

const taken = (name: string): Told => told((language) => wordListWords[language].taken(name));
const tooLong: Told = told((language) => wordListWords[language].tooLong(figure(charactersMax, language)));
